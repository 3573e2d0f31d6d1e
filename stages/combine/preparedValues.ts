import type { Finding } from "../../kernel/trouble/finding.ts";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { isPresent, type Value } from "../../kernel/value/value.ts";
import type { IndexPlan, PlanIndicator } from "./indexPlan.ts";
import type { IndexValues } from "./indexValues.ts";
import { denominated } from "./steps/denominated.ts";
import { imputed } from "./steps/imputed.ts";
import { type TreatmentLog, treated } from "./steps/treated.ts";

/** An area that gets no index and does not count in the standardisation, and why. */
export interface Exclusion {
  readonly area: string;
  readonly position: number;
  readonly reason: "small" | "listed" | "incomplete";
}

/** One indicator on its way to the index; all stages are kept. Arrays in the order of the areas. */
export interface PreparedIndicator {
  readonly plan: PlanIndicator;
  readonly raw: readonly Value[];
  readonly denominated: readonly Value[];
  readonly imputed: readonly Value[];
  readonly treated: readonly Value[];
  readonly treatment: TreatmentLog;
}

export interface PreparedValues {
  readonly indicators: readonly PreparedIndicator[];
  readonly exclusions: readonly Exclusion[];
  readonly findings: readonly Finding[];
}

/**
 * The values from the file up to the door of the normalisation: excluded areas out, denominators applied, holes
 * filled where the definition says so, outliers treated.
 *
 * Areas below the minimum or on the fixed list become `unreliable` from the second stage on, so that they do not
 * pull the mean of the others.
 *
 * Refuses a missing column, a single area, and areas that agree in everything.
 */
export function preparedValues(plan: IndexPlan, values: IndexValues): PreparedValues {
  const { definition } = plan;
  const excluded = new Map<number, Exclusion["reason"]>();
  const codes = new Map(values.areas.map((code, position) => [code, position]));
  const findings: Finding[] = [];
  const known = definition.areas?.known;
  if (known !== undefined) {
    const allowed = new Set(known);
    const stranger = values.areas.find((code) => !allowed.has(code));
    if (stranger !== undefined) throw new Refusal("combine.unknownArea", { code: stranger });
  }
  const { below, codes: listed = [] } = definition.areas?.exclude ?? {};
  if (below !== undefined) {
    const residents = column(values, below.column, "areas.exclude.below");
    residents.forEach((n, position) => {
      if (!isPresent(n) || n < below.minimum) excluded.set(position, "small");
    });
  }
  for (const code of listed) {
    const position = codes.get(code);
    if (position === undefined) {
      findings.push({ code: "combine.listedAreaMissing", severity: "note", place: null, parameters: { code } });
    } else if (!excluded.has(position)) excluded.set(position, "listed");
  }
  const without = (column: readonly Value[]): Value[] => column.map((v, i) => (excluded.has(i) ? "unreliable" : v));

  const withRates = plan.indicators.map((indicator) => {
    const raw = column(values, indicator.id, indicator.id);
    const { denominator, factor = 1, standardError, cases, base } = indicator.settings;
    for (const name of [standardError, cases, base]) if (name !== undefined) column(values, name, indicator.id);
    const rates =
      denominator === undefined
        ? raw.map((v) => (isPresent(v) ? v * factor : v))
        : denominated(raw, column(values, denominator, indicator.id), factor);
    const counted = without(rates);
    return { indicator, raw, denominated: counted, imputed: imputedValues(plan, values, counted, excluded) };
  });
  const minimumShare = definition.screening?.minimumShare;
  if (minimumShare !== undefined) {
    values.areas.forEach((_, i) => {
      const present = withRates.filter((c) => isPresent(c.imputed[i] ?? "unknown")).length;
      if (!excluded.has(i) && present / withRates.length < minimumShare - 1e-9) excluded.set(i, "incomplete");
    });
  }
  const indicators = withRates.map(({ indicator, raw, denominated, imputed }): PreparedIndicator => {
    const screened = without(imputed);
    const { values: after, log } = treated(screened, indicator.treatment);
    findings.push(...treatmentFindings(indicator, log));
    return { plan: indicator, raw, denominated, imputed: screened, treated: after, treatment: log };
  });
  findings.push(...agreementFindings(indicators, values.areas.length - excluded.size));
  const exclusions = [...excluded]
    .sort(([a], [b]) => a - b)
    .map(([position, reason]) => ({ area: values.areas[position] ?? "", position, reason }));
  return { indicators, exclusions, findings };
}

function imputedValues(
  plan: IndexPlan,
  values: IndexValues,
  counted: readonly Value[],
  excluded: ReadonlyMap<number, unknown>,
): Value[] {
  const { imputation } = plan.definition;
  if (imputation === undefined) return [...counted];
  const { within } = imputation;
  const groups = within === undefined ? null : wordColumn(values, within);
  return imputed(counted, imputation.method, groups).map((v, i) => (excluded.has(i) ? "unreliable" : v));
}

/** The numbers of a column, or a refusal that names the columns that are there. */
export function column(values: IndexValues, name: string, indicator: string): readonly Value[] {
  const found = values.columns.get(name);
  if (found !== undefined) return found;
  if (values.texts.has(name)) throw new Refusal("combine.columnOfText", { column: name });
  const there = [...values.columns.keys(), ...(values.unread ?? [])].slice(0, 12).join(", ");
  throw new Refusal("combine.missingColumn", { column: name, indicator, there: there === "" ? "keine" : there });
}

/** The words of a column; numbers are taken as words where the column holds codes. */
export function wordColumn(values: IndexValues, name: string): readonly string[] {
  const words = values.texts.get(name);
  if (words !== undefined) return words;
  return column(values, name, name).map((v) => (isPresent(v) ? String(v) : ""));
}

function treatmentFindings({ id, label }: PlanIndicator, log: TreatmentLog): Finding[] {
  const parameters = { id, indicator: label.de, moved: log.moved };
  const codes = { winsorised: "winsorised", logarithm: "logarithm", notPossible: "treatmentNotPossible" };
  if (log.outcome === "untouched") return [];
  const severity = log.outcome === "notPossible" ? "warning" : "note";
  return [{ code: `combine.${codes[log.outcome]}`, severity, place: null, parameters }];
}

function agreementFindings(indicators: readonly PreparedIndicator[], areas: number): Finding[] {
  if (areas === 0) throw new Refusal("combine.noAreas");
  if (areas === 1) throw new Refusal("combine.oneArea");
  const findings: Finding[] = [];
  let varied = 0;
  for (const { plan, treated } of indicators) {
    const numbers = treated.filter(isPresent);
    const parameters = { id: plan.id, indicator: plan.label.de, value: String(numbers[0] ?? "").replace(".", ",") };
    if (numbers.length === 0)
      findings.push({ code: "combine.emptyIndicator", severity: "warning", place: null, parameters });
    else if (numbers.every((n) => n === numbers[0]))
      findings.push({ code: "combine.indicatorAgrees", severity: "warning", place: null, parameters });
    else varied++;
  }
  if (indicators.every(({ treated }) => !treated.some(isPresent))) throw new Refusal("combine.noValues");
  if (varied === 0) throw new Refusal("combine.allAgree", { areas });
  return findings;
}
