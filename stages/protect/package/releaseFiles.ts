import type { DisclosureRule } from "../../../kernel/indicator/baseFigure.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { explanation } from "../explanation.ts";
import { explanationHtml } from "../explanationHtml.ts";
import { ruleInWords } from "../protectionReport.ts";
import { lossBy, type PublicReport } from "../publicReport.ts";
import { rulesWithShares } from "../shares.ts";
import { type Rule, type Specification, usualTotal } from "../specification.ts";
import { delimitedText } from "../table/delimited.ts";
import type { TableRow } from "../table/tableFile.ts";
import type { ReleaseManifest } from "./releaseManifest.ts";

/** Who gives which table to whom, what for and when. */
export interface ReleaseWishes {
  readonly figure: string;
  /** Base figures that are one code of a dimension in the same table: children under 3 beside all residents. */
  readonly also?: readonly { readonly dimension: string; readonly code: string; readonly figure: string }[];
  readonly period: string;
  /** Dimension that holds the areas. */
  readonly area: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly person: string;
  readonly releasedOn: string;
  /** How many cells would be withheld with other minimums, where the office worked it out. */
  readonly alternatives?: PublicReport["alternatives"];
}

export interface ReleaseContent {
  /** Everything of the manifest but the hashes. */
  readonly cover: Omit<ReleaseManifest, "files">;
  /** Texts by file name. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * What goes into a release package: the table with its status, the rule set, and
 * the public part of the protection report.
 *
 * The public part tells how many cells were withheld, never which of them were
 * small themselves, what they are worth, or how many people stand alone: all of
 * that would narrow down a withheld number.
 *
 * Refuses a table with a column of our own name, and a dimension of areas that it does not have.
 */
export function releaseFiles(
  specification: Specification,
  rows: readonly TableRow[],
  attacked: number,
  wishes: ReleaseWishes,
): ReleaseContent {
  const columns = specification.dimensions.map((d) => d.column ?? d.id);
  const taken = columns.find((column) => ownColumns.includes(column));
  if (taken !== undefined) throw new Refusal("protect.columnTaken", { column: taken });
  const areaAt = specification.dimensions.findIndex((d) => d.id === wishes.area);
  if (areaAt < 0) throw new Refusal("protect.unknownDimension", { dimension: wishes.area });
  const withheld = rows.filter(isWithheld).length;
  const rules = rulesWithShares(specification).map((rule) => ({
    inWords: publicWords(rule),
    setBy: rule.setBy ?? null,
  }));
  const method = methodOf(rows);
  const about = {
    title: specification.title,
    source: specification.source ?? null,
    audience: specification.audience ?? null,
  };
  const characteristics = specification.dimensions.flatMap((d, at) => {
    if (at === areaAt) return [];
    const total = d.total ?? usualTotal;
    const codes = new Set(rows.map((row) => row.key[at] ?? ""));
    codes.delete(total);
    return [{ column: columns[at] ?? d.id, label: d.label ?? d.id, total, codes: [...codes] }];
  });
  const alsoFigures = (wishes.also ?? []).map(({ dimension, code, figure }) => {
    const at = specification.dimensions.findIndex((d) => d.id === dimension);
    const d = specification.dimensions[at];
    if (d === undefined || at === areaAt) throw new Refusal("protect.unknownDimension", { dimension });
    const cells = rows.filter((row) => row.key[at] === code).length;
    if (cells === 0) throw new Refusal("protect.unknownCode", { code, dimension: d.label ?? d.id });
    return { figure, where: { [d.label ?? d.id]: code }, cells };
  });
  const numeric = rows.every((row) => /^\d+$/.test(row.key[areaAt] ?? ""));
  const cover: ReleaseContent["cover"] = {
    format: "kreislauf-release-1",
    ...about,
    recipient: wishes.recipient,
    purpose: wishes.purpose,
    person: wishes.person,
    releasedOn: wishes.releasedOn,
    figure: wishes.figure,
    ...(alsoFigures.length === 0 ? {} : { alsoFigures }),
    period: wishes.period,
    method,
    disclosure: disclosureOf(specification, method),
    rules,
    cells: rows.length,
    withheld,
    table: {
      file: "table.csv",
      area: { column: columns[areaAt] ?? "", match: numeric ? "code" : "name" },
      characteristics,
    },
  };
  const report: PublicReport = {
    cells: rows.length,
    withheld,
    audit: { attacked },
    lossBy: lossBy(
      specification,
      rows.map((row) => ({ key: row.key, isWithheld: isWithheld(row) })),
    ),
    ...(wishes.alternatives === undefined ? {} : { alternatives: wishes.alternatives }),
  };
  return {
    cover,
    files: {
      "report.html": explanationHtml(explanation({ ...cover, report })),
      "protection.json": jsonText({
        ...about,
        forPublication: true,
        inWords: inWords(method, rows.length, withheld),
        method,
        rules,
        shown: rows.length - withheld,
        withheldPercent: rows.length === 0 ? 0 : Math.round((1000 * withheld) / rows.length) / 10,
        ...report,
        audit: { safe: true, attacked },
      }),
      "rules.json": jsonText({
        rules: rulesWithShares(specification).map((rule) =>
          isOfSums(rule) ? { kind: rule.kind, ...(rule.setBy === undefined ? {} : { setBy: rule.setBy }) } : rule,
        ),
        protection: specification.protection ?? 1,
        singletons: specification.singletons ?? true,
        hiddenTogether: specification.hiddenTogether ?? 0,
        publishedBefore: (specification.publishedBefore ?? []).map(({ file, title }) => title ?? file),
        dimensions: specification.dimensions.map(({ id, column, label, total, codes, hierarchies }) => ({
          id,
          column: column ?? id,
          label: label ?? id,
          total: total ?? usualTotal,
          codes: codes ?? [],
          hierarchies: hierarchies ?? [],
        })),
      }),
      "table.csv": delimitedText([
        [ownColumns[0] ?? "", ownColumns[1] ?? "", ...columns, "value", "status"],
        ...rows.map((row) => [
          wishes.figure,
          wishes.period,
          ...row.key,
          isWithheld(row) ? "." : String(row.value),
          isWithheld(row) ? "withheld" : statusOf(row),
        ]),
      ]),
    },
  };
}

/** Who knows the parameters of these rules estimates single contributions closer; they stay in the office. */
function isOfSums(rule: Rule): boolean {
  return rule.kind === "dominance" || rule.kind === "pPercent" || rule.kind === "pq";
}

function publicWords(rule: Rule): string {
  return isOfSums(rule)
    ? "Summen werden gesperrt, wenn einzelne Beiträge überwiegen; die Schwelle bleibt im Amt."
    : ruleInWords(rule);
}

/** Columns that a release adds to those of the dimensions. */
const ownColumns: readonly string[] = ["Grundzahl", "Zeit", "value", "status"];

function isWithheld(row: TableRow): boolean {
  return row.value === null || row.status === "primary" || row.status === "secondary" || row.status === "withheld";
}

function statusOf(row: TableRow): string {
  return row.status === "perturbed" || row.status === "rounded" ? row.status : "shown";
}

function methodOf(rows: readonly TableRow[]): ReleaseManifest["method"] {
  if (rows.some(({ status }) => status === "perturbed")) return "cellkey";
  return rows.some(({ status }) => status === "rounded") ? "round" : "suppress";
}

/** The platform's own rule that asks no less than the office did. */
function disclosureOf(specification: Specification, method: ReleaseManifest["method"]): DisclosureRule {
  if (method === "cellkey") return "ckm";
  if (method === "round") return specification.rounding?.base === 10 ? "round10" : "round5";
  const minimum = Math.max(0, ...specification.rules.map((rule) => (rule.kind === "minimumCount" ? rule.minimum : 0)));
  if (minimum === 0 || specification.cases !== undefined) return "money";
  return minimum > 5 ? "min10" : minimum > 3 ? "min5" : "min3";
}

function inWords(method: ReleaseManifest["method"], cells: number, withheld: number): string {
  switch (method) {
    case "suppress":
      return `Von ${cells} Zellen sind ${withheld} gesperrt: weil sie selbst zu klein sind oder weil sich sonst eine gesperrte errechnen ließe. Ein Angriff mit allem, was die Tabelle zeigt, ist gescheitert.`;
    case "round":
      return `Alle ${cells} Zellen sind gerundet. Ein Angriff mit allem, was die Tabelle zeigt, ist gescheitert.`;
    case "cellkey":
      return `Die ${cells} Zellen sind nach dem Cell-Key-Verfahren verändert, jede für sich; die Teile ergeben nicht genau die Summe.`;
  }
}

/** JSON as it stands in a package. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
