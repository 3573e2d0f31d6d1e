import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import type { Finding } from "../../../kernel/trouble/finding.ts";
import { groupOf, type IndexResult, indicatorsOf } from "../computeIndex.ts";
import { columnOf } from "../indexTree.ts";
import { principalComponents } from "../methods/weights/principalComponents.ts";
import { correlation } from "../statistics/correlation.ts";
import { cronbachAlpha } from "./cronbachAlpha.ts";
import { dominantPairs } from "./dominantPairs.ts";
import { overlaps } from "./overlaps.ts";
import { unmetImportance } from "./unmetImportance.ts";
import { varianceShares } from "./varianceShares.ts";

/** Areas up to which pairs are compared one by one. */
const PAIRS_UP_TO = 2000;

/**
 * What a careful reader would ask of an index: components that contain each other, that go together too closely or
 * against each other, that weigh more than their weight says, or that decide everything by themselves.
 *
 * Each is one finding, a note or a warning with indices and components by name; none keeps the index from being
 * computed. `baseFigures` says of what each indicator is made, where the caller knows; the definition may say it, too.
 */
export function indexChecks(
  result: IndexResult,
  baseFigures: ReadonlyMap<string, readonly string[]> = new Map(),
): Finding[] {
  return [
    ...overlapFindings(result, baseFigures),
    ...result.groups.flatMap((group) => [
      ...importanceFindings(result, group.id),
      ...correlationFindings(result, group.id),
    ]),
    ...result.plan.roots.flatMap((root) => [
      ...influenceFindings(result, root.id),
      ...dominanceFindings(result, root.id),
    ]),
  ];
}

function finding(code: string, severity: Finding["severity"], parameters: Finding["parameters"]): Finding {
  return { code: `combine.${code}`, severity, place: null, parameters };
}

function labelOf(result: IndexResult, id: string): string {
  return [...result.indicators, ...result.groups].find((part) => part.id === id)?.label.de ?? id;
}

function overlapFindings(result: IndexResult, baseFigures: ReadonlyMap<string, readonly string[]>): Finding[] {
  const known = new Set(result.indicators.map((indicator) => indicator.id));
  const unknown = result.plan.indicators.flatMap(({ label, settings }) =>
    (settings.partOf ?? []).flatMap((whole) =>
      known.has(whole) ? [] : [finding("partOfUnknown", "note", { part: label.de, whole })],
    ),
  );
  return [...unknown, ...declaredOverlaps(result, baseFigures)];
}

function declaredOverlaps(result: IndexResult, baseFigures: ReadonlyMap<string, readonly string[]>): Finding[] {
  return overlaps(result.plan, baseFigures).map(({ part, whole, shared }) =>
    shared === null
      ? finding("overlapPart", "warning", { part: labelOf(result, part), whole: labelOf(result, whole) })
      : finding("overlapShared", "note", {
          first: labelOf(result, part),
          second: labelOf(result, whole),
          shared: shared.join(", "),
        }),
  );
}

function importanceFindings(result: IndexResult, id: string): Finding[] {
  const unmet = unmetImportance(result, id);
  if (unmet.length === 0) return [];
  const percent = (share: number): string => germanNumber(share * 100);
  const parts = unmet.map(
    ({ part, wanted, reached }) => `„${labelOf(result, part)}“ ${percent(reached)} statt ${percent(wanted)}`,
  );
  return [finding("importanceUnmet", "warning", { group: labelOf(result, id), parts: parts.join(", ") })];
}

function correlationFindings(result: IndexResult, id: string): Finding[] {
  const { plan } = groupOf(result, id);
  if (plan.components.length < 2) return [];
  const columns = plan.components.map(
    (part) =>
      result.indicators.find((i) => i.id === part.id)?.normalised ??
      result.groups.find((g) => g.id === part.id)?.values ??
      [],
  );
  const findings: Finding[] = [];
  plan.components.forEach((first, i) => {
    plan.components.slice(0, i).forEach((second, j) => {
      const r = correlation(columns[i] ?? [], columns[j] ?? []);
      if (r === undefined) return;
      const parameters = {
        first: labelOf(result, second.id),
        second: labelOf(result, first.id),
        group: plan.label.de,
        r: germanNumber(r, { decimals: 2 }),
      };
      if (r >= 0.92) findings.push(finding("correlationHigh", "note", parameters));
      if (r <= -0.2) findings.push(finding("correlationNegative", "warning", parameters));
    });
  });
  const alpha = cronbachAlpha(columns);
  if (alpha !== undefined) {
    const parameters = { group: plan.label.de, alpha: germanNumber(alpha, { decimals: 2 }) };
    if (alpha < 0) findings.push(finding("alphaNegative", "warning", parameters));
    else if (alpha < 0.6) findings.push(finding("alphaLow", "note", parameters));
    else findings.push(finding("alphaGood", "note", parameters));
  }
  const components = plan.components.length > 2 ? principalComponents(columns) : undefined;
  const several = components?.shares.filter((share) => share * plan.components.length > 1).length ?? 1;
  if (several > 1) findings.push(finding("severalDimensions", "note", { group: plan.label.de, count: several }));
  return findings;
}

function influenceFindings(result: IndexResult, id: string): Finding[] {
  const shares = varianceShares(result, id);
  if (shares.length < 2) return [];
  const findings: Finding[] = [];
  for (const { indicator, weight, share } of shares) {
    const parameters = {
      indicator: labelOf(result, indicator),
      index: labelOf(result, id),
      weight: germanNumber(weight * 100),
      share: germanNumber(share * 100),
    };
    // Of two, one always decides more than half.
    if (share > (shares.length === 2 ? 2 / 3 : 0.5)) findings.push(finding("dominantIndicator", "warning", parameters));
    else if (share < 0) findings.push(finding("pullsAgainst", "warning", parameters));
    else if (share > weight * 1.5 || share < weight / 2) findings.push(finding("influenceDiffers", "note", parameters));
  }
  return findings;
}

function dominanceFindings(result: IndexResult, id: string): Finding[] {
  if (result.areas.length > PAIRS_UP_TO) return [];
  const ids = new Set(indicatorsOf(groupOf(result, id).plan));
  const columns = result.indicators.filter((i) => ids.has(i.id)).map((i) => columnOf(i.normalised));
  if (columns.length < 2) return [];
  const { share } = dominantPairs(columns);
  return [finding("dominantPairs", "note", { index: labelOf(result, id), share: germanNumber(share * 100) })];
}
