import type { Value } from "../../kernel/value/value.ts";
import type { AreaClasses } from "./areaClasses.ts";
import { groupOf, type IndexResult } from "./computeIndex.ts";
import type { HigherLevel } from "./higherLevel.ts";
import { statusDynamics } from "./statusDynamics.ts";
import { axisTypes, twoAxes } from "./twoAxes.ts";

/** A cell of a result file; numbers are written with the decimal mark of the values. */
export type Cell = number | string | null;

/** Columns of a result file, by name, one cell per area. */
export interface ResultTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * The result of an index as rows, one per area: code, name, then per index its value, rank, class and why there is
 * no value; the groups inside; the matrix and the types where the definition has them; missing indicators.
 */
export function resultTable(result: IndexResult): ResultTable {
  const columns = new Map<string, readonly Cell[]>();
  columns.set("area", result.areas);
  if (result.names !== null) columns.set("name", result.names);
  for (const root of result.plan.roots) {
    const group = groupOf(result, root.id);
    columns.set(root.id, group.values.map(numberOf));
    columns.set(`${root.id}_rank`, group.ranks);
    if (group.classes !== null) {
      columns.set(`${root.id}_class`, group.classes.classes);
      columns.set(`${root.id}_class_label`, labelsOf(group.classes));
    }
    columns.set(`${root.id}_absent`, group.values.map(absenceOf));
  }
  for (const group of result.groups) {
    if (group.parent === null) continue;
    columns.set(group.id, group.values.map(numberOf));
    if (group.classes === null) continue;
    columns.set(`${group.id}_class`, group.classes.classes);
    columns.set(`${group.id}_class_label`, labelsOf(group.classes));
  }
  const { matrix, axes } = result.plan.definition;
  if (matrix !== undefined) {
    const status = groupOf(result, matrix.status).classes;
    const dynamics = groupOf(result, matrix.dynamics).classes;
    if (status !== null && dynamics !== null) {
      const { cells } = statusDynamics(status, dynamics);
      const word = (c: (typeof cells)[number]): Cell =>
        c === null ? null : `${status.labels[c.status - 1]?.de} / ${dynamics.labels[c.dynamics - 1]?.de}`;
      columns.set("status_dynamics", cells.map(word));
    }
  }
  if (axes !== undefined) {
    const types = twoAxes(groupOf(result, axes.burden).values, groupOf(result, axes.competence).values, axes.limits);
    columns.set(
      "type",
      types.map((type) => (type === null ? null : axisTypes[type].de)),
    );
  }
  columns.set("missing", missingOf(result));
  const reasons = new Map(result.exclusions.map((e) => [e.position, e.reason]));
  columns.set(
    "excluded",
    result.areas.map((_, i) => reasons.get(i) ?? null),
  );
  return tableOf(columns);
}

/**
 * Every stage of every indicator and group in long form: area, stage, item, value, absent.
 *
 * @example
 * stageTable({ areas: ["A"], indicators: [], groups: [{ id: "lage", values: ["unknown"] }] }).rows // [["A", "aggregated", "lage", null, "unknown"]]
 */
export function stageTable(result: IndexResult): ResultTable {
  const rows: Cell[][] = [];
  const add = (stage: string, item: string, values: readonly Value[]): void => {
    values.forEach((v, i) => {
      rows.push([result.areas[i] ?? "", stage, item, numberOf(v), absenceOf(v)]);
    });
  };
  for (const stage of stageNames) for (const one of result.indicators) add(stage, one.id, one[stage]);
  for (const group of result.groups) add("aggregated", group.id, group.values);
  return { header: ["area", "stage", "item", "value", "absent"], rows };
}

export const stageNames = ["raw", "denominated", "imputed", "treated", "normalised"] as const;

/**
 * One stage in wide form: one row per area, one column per indicator (for `aggregated` per group, too).
 *
 * @example
 * wideStage({ areas: ["A", "B"], indicators: [{ id: "sgb2", raw: [8.5, "withheld"] }] }, "raw") // { header: ["area", "sgb2"], rows: [["A", 8.5], ["B", null]] }
 */
export function wideStage(result: IndexResult, stage: (typeof stageNames)[number] | "aggregated"): ResultTable {
  const columns = new Map<string, readonly Cell[]>([["area", result.areas]]);
  const of = stage === "aggregated" ? "normalised" : stage;
  for (const one of result.indicators) columns.set(one.id, one[of].map(numberOf));
  if (stage === "aggregated") for (const group of result.groups) columns.set(group.id, group.values.map(numberOf));
  return tableOf(columns);
}

/**
 * Weight of every indicator and group inside its group, as it was given or found, and its share of the whole index, 0
 * to 1.
 *
 * @example
 * weightTable({ plan: { groups: [{ id: "lage", components: [{ id: "sgb2" }] }] }, groups: [{ id: "lage", weight: 1, effectiveWeight: 1 }], indicators: [{ id: "sgb2", weight: 2, effectiveWeight: 0.5 }] }).rows // [["lage", "group", null, 1, 1], ["sgb2", "indicator", "lage", 2, 0.5]]
 */
export function weightTable(result: IndexResult): ResultTable {
  const parentOf = new Map(result.plan.groups.flatMap((g) => g.components.map((part) => [part.id, g.id] as const)));
  const parts = [
    ...result.groups.map((g) => ({ ...g, kind: "group" })),
    ...result.indicators.map((i) => ({ ...i, kind: "indicator" })),
  ];
  return {
    header: ["item", "kind", "parent", "weight", "effective_weight"],
    rows: parts.map((p) => [p.id, p.kind, parentOf.get(p.id) ?? null, p.weight, p.effectiveWeight]),
  };
}

/** What was done to the outliers of each indicator. */
export function treatmentTable(result: IndexResult): ResultTable {
  return {
    header: [
      "indicator",
      "outcome",
      "moved",
      "skewness_before",
      "kurtosis_before",
      "skewness_after",
      "kurtosis_after",
      "changes",
    ],
    rows: result.indicators.map(({ id, treatment: t }) => [
      id,
      t.outcome,
      t.moved,
      t.before.skewness,
      t.before.kurtosis,
      t.after.skewness,
      t.after.kurtosis,
      t.changes.map((c) => `${result.areas[c.position]}: ${c.from} → ${c.to}`).join(" | "),
    ]),
  };
}

/**
 * Limits of all classes, on the scale of the index, and how many areas lie in each. Open at both ends: null.
 *
 * @example
 * classTable({ groups: [{ id: "lage", classes: { labels: [{ de: "niedrig" }, { de: "hoch" }], limits: [0], counts: [3, 2] } }] }).rows // [["lage", 1, "niedrig", null, 0, 3], ["lage", 2, "hoch", 0, null, 2]]
 */
export function classTable(result: IndexResult): ResultTable {
  const rows: Cell[][] = [];
  for (const { id, classes } of result.groups) {
    classes?.labels.forEach((label, k) => {
      rows.push([
        id,
        k + 1,
        label.de,
        classes.limits[k - 1] ?? null,
        classes.limits[k] ?? null,
        classes.counts[k] ?? 0,
      ]);
    });
  }
  return { header: ["index", "class", "label", "from", "to", "areas"], rows };
}

/**
 * An index carried up to larger areas, one row per area.
 *
 * @example
 * higherLevelTable({ index: "lage", areas: ["Nord"], values: [0.25], ranks: [1], classes: [], population: [900], parts: [3], partsWithIndex: [2] }).rows // [["Nord", 0.25, 1, null, 900, 3, 2]]
 */
export function higherLevelTable(level: HigherLevel): ResultTable {
  const columns = new Map<string, readonly Cell[]>([
    ["area", level.areas],
    [level.index, level.values.map(numberOf)],
    [`${level.index}_rank`, level.ranks],
  ]);
  level.classes.forEach((classes, k) => {
    columns.set(`${level.index}_class${level.classes.length > 1 ? `_${classes.labels.length}` : ""}`, classes.classes);
    if (k === 0) columns.set(`${level.index}_class_label`, labelsOf(classes));
  });
  columns.set(`${level.index}_absent`, level.values.map(absenceOf));
  columns.set("population", level.population);
  columns.set("parts", level.parts);
  columns.set("parts_with_index", level.partsWithIndex);
  return tableOf(columns);
}

/**
 * A table from named columns of equal length.
 *
 * @example
 * tableOf(new Map([["area", ["A", "B"]], ["index", [1.5, null]]])).rows // [["A", 1.5], ["B", null]]
 */
export function tableOf(columns: ReadonlyMap<string, readonly Cell[]>): ResultTable {
  const all = [...columns.values()];
  const length = all[0]?.length ?? 0;
  return {
    header: [...columns.keys()],
    rows: Array.from({ length }, (_, i) => all.map((column) => column[i] ?? null)),
  };
}

/**
 * The cells as text, numbers in full precision with the given decimal mark.
 *
 * @example
 * cellTexts({ header: ["area", "index"], rows: [["A", 1.5], ["B", null]] }, "comma") // [["area", "index"], ["A", "1,5"], ["B", ""]]
 */
export function cellTexts(table: ResultTable, decimal: "comma" | "point"): string[][] {
  const text = (cell: Cell): string => {
    if (cell === null) return "";
    if (typeof cell === "string") return cell;
    return decimal === "comma" ? String(cell).replace(".", ",") : String(cell);
  };
  return [[...table.header], ...table.rows.map((row) => row.map(text))];
}

function missingOf(result: IndexResult): Cell[] {
  const roots = result.plan.roots.map((root) => groupOf(result, root.id));
  // An excluded area is not short of anything; it does not take part.
  const excluded = new Set(result.exclusions.map((e) => e.position));
  return result.areas.map((_, i) => {
    if (excluded.has(i)) return null;
    const missing = roots.flatMap((root) => root.missing[i] ?? []);
    return missing.length === 0 ? null : missing.join(" ");
  });
}

function labelsOf({ classes, labels }: AreaClasses): Cell[] {
  return classes.map((c) => (c === null ? null : (labels[c - 1]?.de ?? null)));
}

function numberOf(value: Value): Cell {
  return typeof value === "number" ? value : null;
}

function absenceOf(value: Value): Cell {
  return typeof value === "number" ? null : value;
}
