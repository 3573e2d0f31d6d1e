import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import type { DimensionSpecification } from "../../specification.ts";
import { bandName } from "../../table/bandName.ts";

/** Nobody in a register is older. */
const largestAge = 125;

/** The code of a record in a dimension, as SQL over its text; NULL where the text cannot be. */
export function codeOf(text: string, d: DimensionSpecification): string {
  const known = recoded(text, d.recode);
  const largest = d.largest ?? (d.ageOn === undefined ? undefined : largestAge);
  const number = d.ageOn === undefined ? numberOf(known) : ageOf(known, d.ageOn);
  const inside = largest === undefined ? number : `(case when ${number} <= ${largest} then ${number} end)`;
  if (d.bands !== undefined) return bandOf(inside, d.bands);
  if (d.ageOn !== undefined) return `(case when ${inside} >= 0 then cast(${inside} as varchar) end)`;
  return largest === undefined ? `coalesce(${known}, '')` : `(case when ${inside} is not null then ${known} end)`;
}

function recoded(text: string, recode: DimensionSpecification["recode"]): string {
  if (recode === undefined) return text;
  const cases = Object.entries(recode).map(([from, to]) => `when ${quoted(from)} then ${quoted(to)}`);
  return `(case ${text} ${cases.join(" ")} else ${text} end)`;
}

/** Completed years on a day; NULL where the text is no day, or a later one. */
function ageOf(text: string, on: string): string {
  const [year = 0, month = 0, day = 0] = on.split("-").map(Number);
  const real = new Date(Date.UTC(year, month - 1, day));
  if (real.toISOString().slice(0, 10) !== on) throw new Refusal("protect.notADay", { text: on });
  // Two digits for the year could be either of two people a hundred years apart: such a text is no day.
  const shape = `regexp_full_match(${text}, '\\d{1,2}\\.\\d{1,2}\\.\\d{4}|\\d{4}-\\d{2}-\\d{2}|\\d{8}')`;
  const born = `(case when ${shape} then try_strptime(${text}, ['%d.%m.%Y', '%Y-%m-%d', '%Y%m%d']) end)`;
  const later = `month(${born}) * 100 + day(${born}) > ${month * 100 + day}`;
  const age = `(${year} - year(${born}) - (case when ${later} then 1 else 0 end))`;
  return `(case when ${age} >= 0 then ${age} end)`;
}

function bandOf(number: string, bands: readonly number[]): string {
  const cases = bands.map((from, at) => {
    const next = bands[at + 1];
    const below = next === undefined ? "" : ` and ${number} < ${next}`;
    return `when ${number} >= ${from}${below} then ${quoted(bandName(from, next))}`;
  });
  return `(case ${cases.join(" ")} end)`;
}

/** A text as a number; NULL where it is none, or one without end. */
export function numberOf(text: string): string {
  const number = `try_cast(replace(${text}, ',', '.') as double)`;
  return `(case when isfinite(${number}) then ${number} end)`;
}

/** A text as a literal of SQL, so that no code or name of a file is ever run. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
