import { differences } from "../../kernel/version/differences.ts";

/**
 * Whether two wordings of a goal say the same. Names of areas, indicators and units may have
 * changed since without anybody having changed the goal, so they do not count.
 *
 * @example
 * isSameContent({ title: "A", area: { code: "1", name: "Alt" } }, { title: "A", area: { code: "1", name: "Neu" } }) // true
 * isSameContent({ unit: 3, responsible: "Jugendamt" }, { unit: 3, responsible: "Amt für Jugend" }) // true
 * isSameContent({ unit: null, responsible: "Jugendamt" }, { unit: null, responsible: "Amt für Jugend" }) // false
 * isSameContent({ title: "A" }, { title: "B" }) // false
 */
export function isSameContent(one: Partial<Responsible>, other: Partial<Responsible>): boolean {
  const sameUnit = typeof one.unit === "number" && one.unit === other.unit;
  return differences(one, other).every(
    ({ place }) =>
      /^(area\.name|indicator\.(label|unit|decimals))/.test(place) || (sameUnit && place === "responsible"),
  );
}

interface Responsible {
  readonly unit: number | null;
  readonly responsible: string;
  readonly [field: string]: unknown;
}
