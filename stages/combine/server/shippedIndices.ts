import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type IndexPlan, readDefinition } from "../combine.ts";

const folder = join(import.meta.dirname, "../../../catalogue/indices");
let shipped: ReadonlyMap<string, IndexPlan> | undefined;

/** The indices of the catalogue by id. They are content: one more file in the folder is one more index. */
export function shippedIndices(): ReadonlyMap<string, IndexPlan> {
  shipped ??= new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith(".yaml"))
      .sort()
      .map((name) => {
        const plan = readDefinition(readFileSync(join(folder, name), "utf8"), name);
        return [plan.id, plan];
      }),
  );
  return shipped;
}
