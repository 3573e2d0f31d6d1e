import type { Period } from "../../kernel/time/period.ts";

/**
 * The calendar day that a German or ISO date names, as `YYYY-MM-DD`; undefined
 * when there is no such day.
 *
 * @example
 * dayOf("31.12.2024") // "2024-12-31"
 * dayOf("1.7.99") // undefined
 * dayOf("30. Juni 2023") // "2023-06-30"
 * dayOf("2018-10-31") // "2018-10-31"
 * dayOf("2018-10-31T00:00:00Z") // "2018-10-31"
 * dayOf("31.02.2024") // undefined
 */
export function dayOf(text: string): string | undefined {
  const german = /^(\d{1,2})\.\s?(\d{1,2}\.|\p{L}{3,}\.?)\s?(\d{4})$/u.exec(text.trim());
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(text.trim());
  const named = german === null ? undefined : monthOf(german[2] ?? "");
  const parts =
    german === null ? iso?.slice(1, 4) : [german[3], named === undefined ? german[2]?.slice(0, -1) : named, german[1]];
  if (parts === undefined) return undefined;
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined;
}

/**
 * The day behind the number that a spreadsheet shows as a date, where a column of
 * dates lost its form: 45291 is 31 December 2023. Undefined outside of 1955 to 2064.
 * Also days written in eight digits or with a year of two, which mean a day only
 * in a column of times.
 *
 * @example
 * dayOfSerial("45291") // "2023-12-31"
 * dayOfSerial("20231231") // "2023-12-31"
 * dayOfSerial("31.12.23") // "2023-12-31"
 * dayOfSerial("2023") // undefined
 */
export function dayOfSerial(text: string): string | undefined {
  const digits = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(text);
  if (digits !== null) return dayOf(digits.slice(1, 4).join("-"));
  const short = /^(\d{1,2}\.\s?\d{1,2}\.)\s?(\d{2})$/.exec(text);
  if (short !== null) return dayOf(`${short[1]}${fullYear(short[2])}`);
  const serial = /^\d{5}$/.test(text) ? Number(text) : 0;
  if (serial < 20_100 || serial > 60_000) return undefined;
  return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);
}

/** Two digits of a year, as statistics of today mean them. */
function fullYear(digits = ""): string {
  return digits.length === 4 ? digits : `${Number(digits) >= 60 ? "19" : "20"}${digits}`;
}

const months = [
  "januar",
  "februar",
  "märz",
  "april",
  "mai",
  "juni",
  "juli",
  "august",
  "september",
  "oktober",
  "november",
  "dezember",
];

/**
 * The month from 1 to 12 that a text names; days in brackets behind it are ignored.
 *
 * @example
 * monthOf("März") // 3
 * monthOf("Dezember (31.)") // 12
 * monthOf("Sep") // 9
 * monthOf("Mrz") // 3
 * monthOf("Sept.") // 9
 * monthOf("Insgesamt") // undefined
 */
export function monthOf(text: string): number | undefined {
  const word = text
    .toLowerCase()
    .replace(/\(.*$/, "")
    .replace(/^(?:maerz|mrz|mär|mae)\b/, "märz")
    .replace(/\.$/, "")
    .trim();
  if (word.length < 3) return undefined;
  const at = months.findIndex((month) => month === word || (word.length <= 4 && month.startsWith(word)));
  return at < 0 ? undefined : at + 1;
}

/**
 * The period that a text names: a year, `2023/24` (a school year, by its first
 * year), a quarter, half-year, month or day. Days stay days; `periodsOfDays` decides
 * over a whole file what they are reference days of.
 *
 * @example
 * periodOf("2021") // "2021"
 * periodOf("2. Quartal 2021") // "2021-Q2"
 * periodOf("2021-Q2") // "2021-Q2"
 * periodOf("März 2020") // "2020-03"
 * periodOf("31.12.2020") // "2020-12-31"
 * periodOf("2024/25") // "2024"
 * periodOf("Schuljahr 2024/2025") // "2024"
 * periodOf("03/2023") // "2023-03"
 * periodOf("Q3/2023") // "2023-Q3"
 * periodOf("III. Quartal 2023") // "2023-Q3"
 * periodOf("2023M03") // "2023-03"
 * periodOf("Stand 30.06.2023") // "2023-06-30"
 * periodOf("Jan 23") // "2023-01"
 * periodOf("III/2023") // "2023-Q3"
 * periodOf("SJ 22/23") // "2022"
 * periodOf("Gemeinde 2020") // undefined
 */
export function periodOf(text: string): Period | undefined {
  const bare = text.trim().replace(/^(?:(?:Stand|Stichtag|am|zum|per)\b[\s.:]*)+(?=\S)/i, "");
  if (/^(1[89]|20|21)\d{2}$/.test(bare)) return bare;
  if (/^(19|20|21)\d{2}-(H[12]|Q[1-4]|0[1-9]|1[0-2])$/.test(bare)) return bare;
  const day = dayOf(bare);
  if (day !== undefined) return day;
  const school =
    /^(?:\p{L}+-?jahr\s|SJ\s)?((?:19|20)\d{2})\s?[/–-]\s?(\d{2}|\d{4})$/iu.exec(bare) ??
    /^(?:\p{L}+-?jahr|SJ)\s(\d{2})\s?[/–-]\s?(\d{2})$/iu.exec(bare);
  if (school?.[1] !== undefined && Number(school[2]) % 100 === (Number(school[1]) + 1) % 100)
    return fullYear(school[1]);
  const bareMonth = /^(0?[1-9]|1[0-2])[/.]((?:19|20)\d{2})$/.exec(bare);
  if (bareMonth !== null) return `${bareMonth[2]}-${bareMonth[1]?.padStart(2, "0")}`;
  const monthBehind = /^((?:19|20)\d{2})(?:-?M|\/)(0[1-9]|1[0-2])$/.exec(bare);
  if (monthBehind !== null) return `${monthBehind[1]}-${monthBehind[2]}`;
  const quarter =
    /^([1-4]|I{1,3}|IV)\.?\s?(?:Quartal|Q|Vj\.?)[\s/]?(\d{4})$/i.exec(bare) ??
    /^(?:Q([1-4])|(?:I{1,3}|IV)(?=\/))[\s/](\d{4})$/i.exec(bare);
  if (quarter !== null) return `${quarter[2]}-Q${romanOrDigit(quarter[1] ?? bare.replace(/\/.*$/, ""))}`;
  const quarterBehind = /^(\d{4})\s?\/?Q([1-4])$/i.exec(bare);
  if (quarterBehind !== null) return `${quarterBehind[1]}-Q${quarterBehind[2]}`;
  const half = /^([12])\.?\s?(?:Halbjahr|Hj\.?)\s?(\d{4})$/i.exec(bare);
  if (half !== null) return `${half[2]}-H${half[1]}`;
  const named = /^(\p{L}+\.?)(?:\s(\d{4})|[\s-]'?(\d{2}))$/u.exec(bare);
  const month = named === null ? undefined : monthOf(named[1] ?? "");
  return month === undefined ? undefined : `${fullYear(named?.[2] ?? named?.[3])}-${String(month).padStart(2, "0")}`;
}

function romanOrDigit(number: string): number {
  const at = ["I", "II", "III", "IV"].indexOf(number.toUpperCase());
  return at < 0 ? Number(number) : at + 1;
}

/**
 * What the reference days of one file are days of: the same day of the year every
 * time means yearly figures, ends of quarters quarterly ones, and so on.
 *
 * @example
 * periodsOfDays(["2019-12-31", "2020-12-31"]) // ["2019", "2020"]
 * periodsOfDays(["2020-03-31", "2020-06-30", "2020-09-30"]) // ["2020-Q1", "2020-Q2", "2020-Q3"]
 * periodsOfDays(["2020-06-30", "2020-12-31"]) // ["2020-H1", "2020-H2"]
 * periodsOfDays(["2020-01-31", "2020-02-29"]) // ["2020-01", "2020-02"]
 * periodsOfDays(["2020-01-01", "2020-02-01"]) // ["2020-01", "2020-02"]
 * periodsOfDays(["2020-01-15", "2020-02-03"]) // ["2020-01-15", "2020-02-03"]
 */
export function periodsOfDays(days: readonly string[]): Period[] {
  const ends = new Set(days.map((day) => day.slice(5)));
  if (ends.size === 1) return days.map((day) => day.slice(0, 4));
  const within = (...allowed: string[]): boolean => [...ends].every((end) => allowed.includes(end));
  if (within("06-30", "12-31")) return days.map((day) => `${day.slice(0, 4)}-H${day.slice(5) === "06-30" ? 1 : 2}`);
  if (within("03-31", "06-30", "09-30", "12-31"))
    return days.map((day) => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`);
  // The first of several months is how a spreadsheet keeps "Jan 20".
  if (days.every(isMonthEnd) || days.every((day) => day.endsWith("-01"))) return days.map((day) => day.slice(0, 7));
  return [...days];
}

function isMonthEnd(day: string): boolean {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
  return next.getUTCDate() === 1;
}
