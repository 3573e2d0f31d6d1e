import { isPresent } from "../../kernel/value/value.ts";
import type { ReportFigure } from "./figuresOf.ts";

/** A figure that a refresh would change. */
export interface ChangedFigure {
  readonly before: ReportFigure;
  readonly after: ReportFigure;
}

/**
 * The figures of a report against those of today: what changed, how many are the
 * same, how many no longer exist (PM10-030). Figures meet by indicator, level,
 * area and period; a figure that was absent before and after counts as the same.
 */
export function compareFigures(
  before: readonly ReportFigure[],
  after: readonly ReportFigure[],
): { changed: ChangedFigure[]; same: number; missing: number } {
  const key = (figure: ReportFigure): string =>
    [figure.indicator, figure.level, figure.code, figure.period].join("\u0000");
  const today = new Map(after.map((figure) => [key(figure), figure]));
  const changed: ChangedFigure[] = [];
  let same = 0;
  let missing = 0;
  for (const figure of before) {
    const now = today.get(key(figure));
    if (now === undefined || (isPresent(figure.value) && now.value === "unknown")) missing += 1;
    else if (now.value === figure.value) same += 1;
    else changed.push({ before: figure, after: now });
  }
  return { changed, same, missing };
}
