/**
 * The name of the characteristic that some members belong to, where the table does
 * not say it: sex, age, nationality; else a plain `Merkmal`.
 *
 * @example
 * characteristicOf(["männlich", "weiblich", "Insgesamt"]) // "Geschlecht"
 * characteristicOf(["unter 3 Jahre", "3 bis unter 6 Jahre", "Insgesamt"]) // "Altersgruppe"
 * characteristicOf(["Deutsche", "Ausländer"]) // "Nationalität"
 * characteristicOf(["ambulant", "stationär"]) // "Merkmal"
 */
export function characteristicOf(members: Iterable<string>): string {
  const own = [...members].filter((member) => !/^(ins)?gesamt$|^zusammen$|^total$/i.test(member));
  if (own.length === 0) return "Merkmal";
  const share = (pattern: RegExp): number => own.filter((member) => pattern.test(member)).length / own.length;
  if (share(/^(männlich|weiblich|divers|männer|frauen|m|w|m\ufffdnnlich)$/i) >= 0.6) return "Geschlecht";
  if (share(/jahre?\b|jährig|j\ufffdhrig|^\d+\s?[-–]\s?\d+$|^unter \d+|\d+ (und|u\.) (mehr|älter)/i) >= 0.6)
    return "Altersgruppe";
  if (share(/^(deutsche?|ausländer.*|nichtdeutsche?|eu-.*)/i) >= 0.6) return "Nationalität";
  return "Merkmal";
}

/** Whether a text stands for all members together. */
export function isTotal(text: string): boolean {
  return /^(ins)?gesamt$|^zusammen$|^total$|^alle$|^(gesamt)?summe$/i.test(text);
}
