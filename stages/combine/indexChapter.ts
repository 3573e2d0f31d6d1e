import type { IndexAnswer } from "./contract.ts";
import type { FrozenResult } from "./indexContract.ts";
import type { MethodSheet } from "./round/methodSheet.ts";
import type { AxisType } from "./twoAxes.ts";

/** An index as a report carries it: every part with its uncertainty, and what makes a frozen version citable. */
export interface IndexChapter {
  /** Burden and competence, or the only one. */
  readonly parts: readonly IndexAnswer[];
  readonly levelLabel: string;
  /** Draws behind the intervals of the ranks. */
  readonly draws: number;
  /** Null where the definition has no two axes. */
  readonly field: AxisField | null;
  /** Shipped with the platform, frozen for good, or still a draft. */
  readonly standing: "shipped" | "frozen" | "draft";
  readonly frozen: FrozenNote | null;
}

/** Burden beside competence: ids of the parts, where high begins, and the type of every area. */
export interface AxisField {
  readonly burden: string;
  readonly competence: string;
  readonly limits: { readonly burden: number; readonly competence: number };
  readonly types: readonly (AxisType | null)[];
}

/** What is said of the frozen version that a chapter shows. */
export interface FrozenNote {
  readonly version: number;
  /** `YYYY-MM-DD`. */
  readonly on: string;
  readonly sheet: MethodSheet;
  /** Areas whose index today is not the frozen one; null where the chapter shows another level or period. */
  readonly differing: number | null;
}

/**
 * The number of areas that have another index today than in the frozen result; null where that was frozen for another
 * level or period.
 *
 * Differences below a millionth, on the scale of the index, are rounding.
 *
 * @example
 * differingAreas({ level: "GEM", period: "2023", areas: [{ code: "1" }, { code: "2" }], indices: [{ id: "belastung", values: [0.5, 1] }] }, [{ level: "GEM", period: "2023", part: "belastung", areas: [{ code: "1", index: 0.5 }, { code: "2", index: 1.2 }] }]) // 1
 */
export function differingAreas(frozen: FrozenResult, parts: readonly IndexAnswer[]): number | null {
  const [first] = parts;
  if (first === undefined || frozen.level !== first.level || frozen.period !== first.period) return null;
  const codes = new Set(parts.flatMap((part) => part.areas.map((area) => area.code)));
  for (const { code } of frozen.areas) codes.add(code);
  const isSame = (code: string): boolean =>
    parts.every((part) => {
      const before = frozen.indices.find((one) => one.id === part.part);
      const then = before?.values[frozen.areas.findIndex((area) => area.code === code)];
      const now = part.areas.find((area) => area.code === code)?.index;
      return typeof then === "number" && typeof now === "number" ? Math.abs(then - now) < 1e-6 : then === now;
    });
  return [...codes].filter((code) => !isSame(code)).length;
}
