import type { Proposal } from "./contract.ts";
import type { FigureRule } from "./mapping.ts";

/**
 * Which number of the file is which base figure, after a person said anew where everything stands.
 *
 * What the file now calls otherwise loses its rule; what it calls by a new name gets the rule it once had,
 * else the base figure that it probably is, unless another one is that already. Rules for names that were
 * never read stay: they may come from an earlier file, and the check says that they find nothing.
 *
 * @param before names under which the file's figures were read until now
 * @param remembered rules that were chosen earlier, while the file was read another way
 *
 * @example
 * rulesAfterReading([{ source: "Wert", figure: "BEV_INSG" }], ["Wert"], [{ source: "Arbeitslose", figure: "ALO", values: 3, dimensions: [] }], []) // [{ source: "Arbeitslose", figure: "ALO" }]
 * rulesAfterReading([], ["Wert"], [{ source: "Land", figure: null, values: 3, dimensions: [] }], [{ source: "Land", figure: "FLAECHE" }]) // [{ source: "Land", figure: "FLAECHE" }]
 * rulesAfterReading([{ source: "Wert", figure: "ALO" }], ["Wert"], [{ source: "Wert", figure: "BEV_INSG", values: 3, dimensions: [] }], []) // [{ source: "Wert", figure: "ALO" }]
 */
export function rulesAfterReading(
  rules: readonly FigureRule[],
  before: readonly string[],
  read: Proposal["sourceFigures"],
  remembered: readonly FigureRule[],
): FigureRule[] {
  const now = new Set(read.map(({ source }) => source));
  const then = new Set(before);
  const kept = rules.filter(({ source }) => now.has(source) || !then.has(source));
  const taken = new Set(kept.map(({ figure }) => figure));
  const ruled = new Set(kept.map(({ source }) => source));
  const added = read
    .filter(({ source }) => !then.has(source) && !ruled.has(source))
    .flatMap(({ source, figure }) => {
      const own = remembered.filter((rule) => rule.source === source);
      if (own.length > 0) return own;
      if (figure === null || taken.has(figure)) return [];
      taken.add(figure);
      return [{ source, figure }];
    });
  return [...kept, ...added];
}
