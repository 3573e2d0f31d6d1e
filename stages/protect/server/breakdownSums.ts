import { isAllOf } from "../countedPeople.ts";

/** A whole and its parts, each under every name that the store has for it. */
export interface BreakdownSum {
  readonly whole: readonly string[];
  readonly parts: readonly (readonly string[])[];
}

/**
 * Which breakdowns add up to which: all members of one characteristic to the
 * breakdown without it, which is also the one that says `Insgesamt`. Whether the
 * numbers really come out is looked at later, since age groups may overlap.
 *
 * @example
 * breakdownSums(["", "Geschlecht=m", "Geschlecht=w"]) // [{ whole: [""], parts: [["Geschlecht=m"], ["Geschlecht=w"]] }]
 * breakdownSums(["", "Geschlecht=Insgesamt"]) // [{ whole: [""], parts: [["Geschlecht=Insgesamt"]] }]
 */
export function breakdownSums(breakdowns: readonly string[]): BreakdownSum[] {
  const names = new Map<string, string[]>();
  for (const breakdown of breakdowns) {
    const own = characteristics(breakdown)
      .filter((one) => !isAllOf(one.slice(one.indexOf("=") + 1)))
      .join(";");
    names.set(own, [...(names.get(own) ?? []), breakdown]);
  }
  const groups = new Map<string, { whole: readonly string[]; parts: (readonly string[])[] }>();
  for (const [breakdown, alike] of names) {
    const [first = "", ...others] = alike;
    for (const other of others) groups.set(`=|${other}`, { whole: [first], parts: [[other]] });
    const own = characteristics(breakdown);
    for (const one of own) {
      const without = own.filter((other) => other !== one).join(";");
      const whole = names.get(without);
      if (whole === undefined) continue;
      const name = `${one.slice(0, one.indexOf("="))}|${without}`;
      const group = groups.get(name);
      if (group === undefined) groups.set(name, { whole, parts: [alike] });
      else group.parts.push(alike);
    }
  }
  return [...groups.values()];
}

function characteristics(breakdown: string): string[] {
  return breakdown === "" ? [] : breakdown.split(";");
}
