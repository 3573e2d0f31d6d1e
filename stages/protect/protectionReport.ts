import type { Audit } from "./audit/auditTable.ts";
import { minimumCount } from "./primary/minimumCount.ts";
import type { Protection } from "./protectTable.ts";
import { lossBy } from "./publicReport.ts";
import { rulesWithShares } from "./shares.ts";
import type { Rule, Specification } from "./specification.ts";
import { gauss, largeToSmall } from "./suppress/gauss.ts";
import type { CellTable } from "./table/cellTable.ts";
import { innerCells } from "./table/innerCells.ts";

/**
 * What was withheld from a table and why, for the office that made it. It names
 * the withheld values and is not for publication.
 */
export function protectionReport(specification: Specification, table: CellTable, protection: Protection, audit: Audit) {
  const lines = table.lines;
  const isHidden = (cell: number) => protection.hidden[cell] === 1;
  const isPrimary = (cell: number) => protection.primary[cell] === 1;
  const hidden = lines.filter(({ cell }) => isHidden(cell));
  const total = (cells: typeof lines) => cells.reduce((sum, { row }) => sum + Math.abs(row.value ?? 0), 0);
  const secondary = hidden.filter(({ cell }) => !isPrimary(cell));
  return {
    title: specification.title,
    forPublication: false,
    source: specification.source ?? null,
    audience: specification.audience ?? null,
    rules: rulesWithShares(specification).map((rule) => ({ ...rule, inWords: ruleInWords(rule) })),
    method: protection.method,
    provenCheapest: protection.proven,
    cells: lines.length,
    shown: lines.length - hidden.length,
    primary: hidden.length - secondary.length,
    secondary: secondary.length,
    withheldValue: { primary: total(hidden) - total(secondary), secondary: total(secondary) },
    /** Share of the secondary cells in everything that the table could have told, in percent. */
    lossPercent: lines.length === 0 ? 0 : Math.round((1000 * total(secondary)) / Math.max(1, total(lines))) / 10,
    /** Which members lose how many cells. */
    lossBy: lossBy(
      specification,
      lines.map(({ row, cell }) => ({ key: row.key, isWithheld: isHidden(cell) })),
    ),
    withheld: hidden.map(({ row, cell }) => ({
      key: row.key,
      value: row.value,
      kind: isPrimary(cell) ? "primary" : "secondary",
      /** How far it is kept from its true value, where its rule asks for more than usual. */
      ...(protection.further.has(cell) ? { distance: protection.further.get(cell) } : {}),
      reason: isPrimary(cell)
        ? reasonInWords(protection.because.get(cell))
        : "Mitgesperrt, weil sich sonst ein gesperrter Wert errechnen ließe.",
    })),
    unprotectable: protection.lost.map(({ cell }) => lines.find((line) => line.cell === cell)?.row.key ?? []),
    alternatives: alternatives(specification, table, protection),
    notes: table.notes.map(({ code, parameters }) => ({ code, ...parameters })),
    audit: auditReport(audit),
  };
}

/** The audit in a form that reads well as JSON. */
export function auditReport(audit: Audit) {
  return {
    safe: audit.safe,
    cells: audit.cells,
    withheld: audit.withheld,
    attacked: audit.attacked.length,
    singletons: audit.singletons,
    singletonsTried: audit.singletonsTried,
    disclosures: audit.disclosures.map((d) => ({ ...d, inWords: disclosureInWords(d) })),
    intervals: audit.attacked.map(({ key, low, high, exact }) => ({
      key,
      low,
      high: Number.isFinite(high) ? high : null,
      exact,
    })),
  };
}

function disclosureInWords({ key, kind, low, high, through }: Audit["disclosures"][number]): string {
  const cell = `„${key.join(" / ")}“`;
  switch (kind) {
    case "shown":
      return `${cell} zeigt ${low} und dürfte das nach den Regeln nicht.`;
    case "exact":
      return `${cell} ist gesperrt, lässt sich aber genau errechnen: ${low}.`;
    case "tooClose":
      return `${cell} ist gesperrt, lässt sich aber auf ${low} bis ${high} eingrenzen.`;
    case "bySingleton":
      return `Wer allein hinter „${(through ?? []).join(" / ")}“ steht, kann ${cell} errechnen: ${low === high ? low : `${low} bis ${high}`}.`;
  }
}

/** A rule as a sentence for people who do not know its name. */
export function ruleInWords(rule: Rule): string {
  switch (rule.kind) {
    case "minimumCount":
      return rule.zeros === "withheld"
        ? `Zahlen unter ${rule.minimum} werden gesperrt, auch 0.`
        : `Zahlen von 1 bis ${rule.minimum - 1} werden gesperrt.`;
    case "dominance":
      return `Summen werden gesperrt, wenn die ${rule.n} größten Beiträge mehr als ${rule.k} % ausmachen.`;
    case "pPercent":
      return `Summen werden gesperrt, wenn sich der größte Beitrag auf ${rule.p} % genau schätzen lässt.`;
    case "pq":
      return `Summen werden gesperrt, wenn sich der größte Beitrag mit Vorwissen von ${rule.q} % auf ${rule.p} % genau schätzen lässt.`;
    case "group":
      return `Wo alle in eine Ausprägung von „${rule.dimension}“ fallen, werden 0 % und 100 % gesperrt.`;
    case "share": {
      const whole = rule.base === undefined ? "" : ` an „${rule.base}“`;
      return `Ein Anteil${whole} in „${rule.dimension}“ wird gesperrt, wenn nur 1 bis ${rule.minimum - 1} übrig bleiben.`;
    }
    case "given":
      return "Gesperrt wird, was die Datei selbst als geheim kennzeichnet.";
  }
}

function reasonInWords(rule: Rule | undefined): string {
  if (rule === undefined) return "Die Datei kennzeichnet die Zelle als geheim.";
  const by = "setBy" in rule && rule.setBy !== undefined ? ` (festgelegt von: ${rule.setBy})` : "";
  return `${ruleInWords(rule)}${by}`;
}

const largestToCompare = 5_000;

/** How many cells would be withheld with another minimum, by Gaussian elimination alone; with the own one, how many are. */
function alternatives(
  specification: Specification,
  table: CellTable,
  protection: Protection,
): { minimum: number; primary: number; secondary: number }[] {
  const counted = specification.rules.find((rule) => rule.kind === "minimumCount");
  if (counted === undefined || table.space.size > largestToCompare) return [];
  const { rows, columns } = innerCells(table.space);
  const inner = (cell: number) => table.printed[cell] !== 1;
  const order = largeToSmall(table.values, columns).filter((cell) => !inner(cell));
  const count = (flags: Uint8Array) => table.lines.filter(({ cell }) => flags[cell] === 1).length;
  return [...new Set([3, 5, 10, counted.minimum])]
    .sort((a, b) => a - b)
    .map((minimum) => {
      if (minimum === counted.minimum) {
        const primary = count(protection.primary);
        return { minimum, primary, secondary: count(protection.hidden) - primary };
      }
      const small = minimumCount(table.cases, minimum, counted.zeros === "withheld");
      const primary = small.map((flag, cell) => (inner(cell) ? 0 : flag));
      const single = Uint8Array.from(table.cases, (n, cell) => (n === 1 && primary[cell] === 1 ? 1 : 0));
      const alone = specification.singletons === false ? {} : { single };
      const { hidden } = gauss({ rows, columns, primary, order, ...alone });
      return { minimum, primary: count(primary), secondary: count(hidden) - count(primary) };
    });
}
