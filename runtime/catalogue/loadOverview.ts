import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const path = join(import.meta.dirname, "..", "..", "catalogue", "parameters", "overview.yaml");
let loaded: readonly string[] | undefined;

/** Ids of the indicators on the first page, where a county has chosen nothing else. */
export function loadOverview(): readonly string[] {
  loaded ??= parse(readFileSync(path, "utf8")) as string[];
  return loaded;
}
