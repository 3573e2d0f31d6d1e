/**
 * Which periods there are, short enough for a sentence: years in a row as one stretch, and of a long list its
 * beginning and end.
 *
 * @example
 * periodsInWords(["2021", "2019", "2020", "2023"]) // "2019–2021, 2023"
 * periodsInWords(["2023-Q2", "2023-Q1"]) // "2023-Q1, 2023-Q2"
 * periodsInWords([]) // ""
 */
export function periodsInWords(periods: readonly string[]): string {
  const stretches: string[] = [];
  let from = "";
  let to = "";
  const close = (): void => {
    if (from !== "") stretches.push(from === to ? from : `${from}–${to}`);
  };
  for (const period of [...new Set(periods)].sort()) {
    if (/^\d{4}$/.test(period) && /^\d{4}$/.test(to) && Number(period) === Number(to) + 1) to = period;
    else {
      close();
      [from, to] = [period, period];
    }
  }
  close();
  return stretches.length <= most
    ? stretches.join(", ")
    : [...stretches.slice(0, 3), "…", ...stretches.slice(-3)].join(", ");
}

/** So many stand in a sentence without being skipped by the eye. */
const most = 12;
