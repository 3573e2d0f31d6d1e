import type { BaseFigure } from "../../kernel/indicator/baseFigure.ts";

/** From this age up to just below that one. */
export interface AgeSpan {
  readonly from: number;
  readonly to: number;
}

/** Above every age. */
const oldest = 999;
/** Everybody, whatever their age. */
export const allAges: AgeSpan = { from: 0, to: oldest };
/** Between two birthdays: the statutory pension age is a matter of years and months. */
const pensionAge = 66.5;

/**
 * The ages that a base figure of residents counts, by its id: `BEV_3_5`, `BEV_U18`,
 * `BEV_65P`, `BEV_INSG`. Undefined for all that counts only some of the residents
 * (women, foreigners), or no residents.
 *
 * All these figures are sums over the same people, so each sum of them is known to
 * whoever knows its parts: under 3 and 3 to under 6 give under 6.
 *
 * @example
 * ageSpanOf({ id: "BEV_3_5" }) // { from: 3, to: 6 }
 * ageSpanOf({ id: "BEV_U18" }) // { from: 0, to: 18 }
 * ageSpanOf({ id: "BEV_3_U65" }) // { from: 3, to: 6.5 }
 * ageSpanOf({ id: "BEV_W" }) // undefined
 */
export function ageSpanOf({ id }: Pick<BaseFigure, "id">): AgeSpan | undefined {
  if (id === "BEV_INSG") return allAges;
  if (id === "BEV_RAG_P") return { from: pensionAge, to: oldest };
  // "Bis unter 6,5", as the planning of day care counts.
  if (id === "BEV_3_U65") return { from: 3, to: 6.5 };
  const [, below] = /^BEV_U(\d+)$/.exec(id) ?? [];
  if (below !== undefined) return { from: 0, to: Number(below) };
  const [, from, to] = /^BEV_(\d+)_(\d+|RAG)$/.exec(id) ?? [];
  if (from !== undefined) return { from: Number(from), to: to === "RAG" ? pensionAge : Number(to) + 1 };
  const [, start] = /^BEV_(\d+)P$/.exec(id) ?? [];
  return start === undefined ? undefined : { from: Number(start), to: oldest };
}

/**
 * The ages that a member of an age characteristic stands for, as offices write them.
 *
 * @example
 * ageSpanOfMember("3-5") // { from: 3, to: 6 }
 * ageSpanOfMember("3 bis unter 6 Jahre") // { from: 3, to: 6 }
 * ageSpanOfMember("unter 3") // { from: 0, to: 3 }
 * ageSpanOfMember("80+") // { from: 80, to: 999 }
 * ageSpanOfMember("65 und älter") // { from: 65, to: 999 }
 * ageSpanOfMember("17") // { from: 17, to: 18 }
 * ageSpanOfMember("Kinder") // undefined
 */
export function ageSpanOfMember(text: string): AgeSpan | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/\s*(jahren?|jährige[nr]?|j\.)$/, "")
    .trim();
  const [, from, isUnder, to] = /^(\d+)\s*(?:-|–|bis\s+(unter\s+)?)\s*(\d+)$/.exec(plain) ?? [];
  if (from !== undefined) return { from: Number(from), to: Number(to) + (isUnder === undefined ? 1 : 0) };
  const [, below] = /^(?:unter|u|<)\s*(\d+)$/.exec(plain) ?? [];
  if (below !== undefined) return { from: 0, to: Number(below) };
  const [, start] = /^(?:ab\s+)?(\d+)\s*(?:\+|p|und\s+(?:älter|mehr)|u\.\s*ä\.)$/.exec(plain) ?? [];
  if (start !== undefined) return { from: Number(start), to: oldest };
  const [, open] = /^ab\s+(\d+)$/.exec(plain) ?? [];
  if (open !== undefined) return { from: Number(open), to: oldest };
  const [, single] = /^(\d+)$/.exec(plain) ?? [];
  return single === undefined ? undefined : { from: Number(single), to: Number(single) + 1 };
}

/**
 * The pieces that each span of ages is made of, when all are cut where any begins or ends; a piece bears the age in
 * years at which it begins.
 *
 * @example
 * agePieces([{ from: 0, to: 6 }, { from: 3, to: 6 }]) // [[0, 3], [3]]
 */
export function agePieces(spans: readonly AgeSpan[]): number[][] {
  const cuts = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  return spans.map(({ from, to }) => cuts.filter((cut) => cut >= from && cut < to));
}
