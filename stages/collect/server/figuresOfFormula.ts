import type { Catalogue } from "../../../runtime/catalogue/catalogue.ts";

/** Indicators by the base figures that their formulas name. */
export function indicatorsByFigure({
  baseFigures,
  indicators,
}: Catalogue): Map<string, { id: string; label: string }[]> {
  const found = new Map<string, { id: string; label: string }[]>();
  for (const { id, label, formula } of indicators.values()) {
    for (const name of new Set(formula.match(/[A-Za-z_ÄÖÜäöüß][\wÄÖÜäöüß]*/g) ?? [])) {
      if (!baseFigures.has(name)) continue;
      const list = found.get(name);
      if (list === undefined) found.set(name, [{ id, label: label.de }]);
      else list.push({ id, label: label.de });
    }
  }
  return found;
}
