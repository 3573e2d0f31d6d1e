import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** What sources call each base figure beside its own name; from `catalogue/terms/source-names.yaml`. */
export function loadSourceNames(): ReadonlyMap<string, readonly string[]> {
  loaded ??= new Map(
    (parse(readFileSync(path, "utf8")) as { figure: string; names: string[] }[]).map(({ figure, names }) => [
      figure,
      names,
    ]),
  );
  return loaded;
}

const path = join(import.meta.dirname, "..", "..", "catalogue", "terms", "source-names.yaml");
let loaded: ReadonlyMap<string, readonly string[]> | undefined;
