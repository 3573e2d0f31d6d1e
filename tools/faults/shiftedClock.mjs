// Loaded before a program, it lets its clock go wrong by the milliseconds that a file says.
import { readFileSync } from "node:fs";

const file = process.env.FAULTS_CLOCK;
if (file !== undefined) {
  const Real = Date;
  const shift = () => Number(readFileSync(file, "utf8")) || 0;
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length === 0) super(Real.now() + shift());
      else super(...given);
    }
    static now() {
      return Real.now() + shift();
    }
  };
}
