import { readFileSync } from "node:fs";
import { join } from "node:path";

let known: string | undefined;

/** Version of the program, as in its package. */
export function version(): string {
  known ??= String(
    JSON.parse(readFileSync(join(import.meta.dirname, "..", "..", "..", "package.json"), "utf8")).version,
  );
  return known;
}
