import { monthOf, periodOf } from "./day.ts";
import { unknownPeriod } from "./mapping.ts";
import { linesOf } from "./officialNotes.ts";
import { constantPeriod } from "./tableProposal.ts";
import type { Sheet, Workbook } from "./workbook.ts";

/**
 * The time that one sheet among several stands for: what its name says, else its title. A month's name takes
 * the year from the title or from the name of the file. Undefined when neither tells.
 */
export function sheetPeriod(workbook: Workbook, sheet: Sheet, firstHead: number): string | undefined {
  const named = periodInName(sheet.name);
  if (named !== undefined) return named;
  const titles = linesOf(sheet.rows.slice(0, Math.max(0, firstHead - 1)));
  const month = monthOf(sheet.name);
  if (month !== undefined) {
    for (const text of [...titles, workbook.fileName]) {
      const year = onlyYear(text);
      if (year !== undefined) return `${year}-${String(month).padStart(2, "0")}`;
    }
  }
  const titled = constantPeriod({ ...workbook, fileName: "" }, sheet, firstHead).period;
  return titled === unknownPeriod ? undefined : titled;
}

/**
 * The period in the name of a sheet: the whole name, or the one part of it that is a time.
 *
 * @example
 * periodInName("2023") // "2023"
 * periodInName("Tab_2023") // "2023"
 * periodInName("Stand 30.06.2023") // "2023-06-30"
 * periodInName("März 2023") // "2023-03"
 * periodInName("2. Quartal 2023") // "2023-Q2"
 * periodInName("2019-2023") // undefined
 * periodInName("Tabelle1") // undefined
 */
export function periodInName(name: string): string | undefined {
  const bare = name.replaceAll("_", " ").trim();
  const whole = periodOf(bare);
  if (whole !== undefined) return whole;
  const day = /(?<!\d)\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d{2}(?!\d)/.exec(bare)?.[0];
  const part =
    /(?:[1-4]|I{1,3}|IV)\.?\s?Quartal\s\d{4}/i.exec(bare)?.[0] ??
    /\d{4}-(?:Q[1-4]|H[12])/i.exec(bare)?.[0] ??
    /Q[1-4][\s/]\d{4}/.exec(bare)?.[0] ??
    /\p{L}{3,}\.?\s(?:19|20)\d{2}/u.exec(bare)?.[0];
  for (const text of [day, part]) {
    const period = text === undefined ? undefined : periodOf(text);
    if (period !== undefined) return period;
  }
  return onlyYear(bare);
}

function onlyYear(text: string): string | undefined {
  const years = [...new Set(text.match(/(?<!\d)(?:19|20)\d{2}(?!\d)/g) ?? [])];
  return years.length === 1 ? years[0] : undefined;
}
