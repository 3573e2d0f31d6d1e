import type { Group } from "../contract.ts";

/** What versions there are of, and how a version becomes a row again. */
export interface Kind {
  readonly group: Group;
  /** Table and key columns of a row that can be brought back; `stage` where only the stage itself can do it. */
  readonly row: { readonly table: string; readonly keys: readonly string[] } | "stage";
}

/** Every kind that the database keeps versions of. */
export const kinds: Readonly<Record<string, Kind>> = {
  indicator: { group: "definitions", row: "stage" },
  baseFigure: { group: "definitions", row: "stage" },
  classBreaks: { group: "definitions", row: { table: "class_breaks", keys: ["indicator_id", "level_id"] } },
  index: { group: "indices", row: "stage" },
  delivery: { group: "deliveries", row: "stage" },
  mapping: { group: "deliveries", row: { table: "learned_mapping", keys: ["shape"] } },
  agreement: { group: "deliveries", row: { table: "delivery_agreement", keys: ["id"] } },
  level: { group: "divisions", row: { table: "area_level", keys: ["id"] } },
  division: { group: "divisions", row: { table: "division", keys: ["id"] } },
  area: { group: "divisions", row: "stage" },
  facility: { group: "services", row: "stage" },
  goal: { group: "goals", row: "stage" },
  plainSummary: { group: "definitions", row: { table: "plain_summary", keys: ["indicator_id"] } },
  report: { group: "reports", row: "stage" },
  interpretation: { group: "interpretations", row: "stage" },
  right: { group: "rights", row: "stage" },
  unit: { group: "rights", row: "stage" },
  setting: { group: "settings", row: { table: "setting", keys: ["key"] } },
  releaseKey: { group: "settings", row: "stage" },
};

/** Which kinds of things the history page shows together under one heading. */
export function kindsOf(group: Group): string[] {
  return Object.entries(kinds)
    .filter(([, kind]) => kind.group === group)
    .map(([name]) => name);
}
