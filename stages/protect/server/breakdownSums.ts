/**
 * Which breakdowns add up to which: all members of one characteristic to the
 * breakdown without it. Whether the numbers really come out is looked at later,
 * since age groups may overlap.
 *
 * @example
 * breakdownSums(["", "Geschlecht=m", "Geschlecht=w"]) // [{ whole: "", parts: ["Geschlecht=m", "Geschlecht=w"] }]
 */
export function breakdownSums(breakdowns: readonly string[]): { whole: string; parts: string[] }[] {
  const known = new Set(breakdowns);
  const groups = new Map<string, { whole: string; parts: string[] }>();
  for (const breakdown of breakdowns) {
    const characteristics = breakdown === "" ? [] : breakdown.split(";");
    for (const one of characteristics) {
      const whole = characteristics.filter((other) => other !== one).join(";");
      if (!known.has(whole)) continue;
      const name = `${one.slice(0, one.indexOf("="))}|${whole}`;
      const group = groups.get(name);
      if (group === undefined) groups.set(name, { whole, parts: [breakdown] });
      else group.parts.push(breakdown);
    }
  }
  return [...groups.values()];
}
