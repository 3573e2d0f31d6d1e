import type { FigureTerm } from "../../kernel/indicator/figureSum.ts";
import { type AgeSpan, ageSpanOf, ageSpanOfMember, allAges } from "./ageSpans.ts";

/** Whom a cell counts: two cells that say the same here count the same people. */
export interface CountedPeople {
  /** Who they are but for their age: a base figure, or residents, and every other characteristic. */
  readonly group: string;
  readonly subject: string;
  /** Characteristics but age, in one wording whoever wrote them. */
  readonly marks: ReadonlyMap<string, string>;
  readonly ages: AgeSpan;
}

/**
 * Whom a cell of the store counts, whatever figure and words it is told in: `BEV_W`
 * is the group of women among the residents where the catalogue says so, `w` and
 * `weiblich` mean the same, and `BEV_U3` are the residents under three.
 *
 * @example
 * countedPeople("BEV_W", "", new Map([["BEV_W", { figure: "BEV_INSG", breakdown: "Geschlecht=weiblich" }]])).group // "residents|geschlecht=w"
 * countedPeople("BEV_INSG", "Geschlecht=Frauen", new Map()).group // "residents|geschlecht=w"
 * countedPeople("BEV_INSG", "Altersgruppe=unter 3;Geschlecht=w", new Map()).ages // { from: 0, to: 3 }
 * countedPeople("ALO", "Geschlecht=Insgesamt", new Map()).group // "ALO"
 */
export function countedPeople(
  figure: string,
  breakdown: string,
  repeats: ReadonlyMap<string, FigureTerm>,
): CountedPeople {
  let subject = figure;
  const characteristics = [breakdown];
  for (const seen = new Set([subject]); ; ) {
    const next = repeats.get(subject);
    if (next === undefined || seen.has(next.figure)) break;
    subject = next.figure;
    seen.add(subject);
    characteristics.push(next.breakdown);
  }
  const residents = ageSpanOf({ id: subject });
  const whole = residents ?? allAges;
  let ages = whole;
  const marks = new Map<string, string>();
  for (const mark of characteristics.join(";").split(";")) {
    const at = mark.indexOf("=");
    if (at < 0) continue;
    const name = characteristicWord(mark.slice(0, at));
    const member = memberWord(name, mark.slice(at + 1));
    if (member === undefined) continue;
    const isAge = residents === undefined ? /^(alter\w*|age( group)?)$/.test(name) : /alter/.test(name);
    const span = isAge ? ageSpanOfMember(member) : undefined;
    if (span !== undefined && ages === whole && span.from >= whole.from && span.to <= whole.to) ages = span;
    else if (marks.has(name) && marks.get(name) !== member) marks.set(name, `${marks.get(name)} & ${member}`);
    else marks.set(name, member);
  }
  if (residents !== undefined) subject = "residents";
  return { subject, marks, ages, group: groupName(subject, marks) };
}

/** The name of a group: the same for the same people, whatever their age. */
export function groupName(subject: string, marks: ReadonlyMap<string, string>): string {
  return [subject, ...[...marks].map(([name, member]) => `${name}=${member}`).sort()].join("|");
}

/** Whether a member stands for all of its characteristic. */
export function isAllOf(member: string): boolean {
  return /^(ins)?gesamt$|^zusammen$|^total$|^alle$|^(gesamt)?summe$/i.test(member.trim());
}

function characteristicWord(text: string): string {
  const plain = text.trim().toLowerCase();
  if (/^(geschlecht|sex|gender)$/.test(plain)) return "geschlecht";
  if (/^(nationalität|nationalitaet|staatsangehörigkeit|staatsangehoerigkeit|deutsch\/ausland)$/.test(plain))
    return "nationalität";
  if (/^(migrationshintergrund|mh)$/.test(plain)) return "migrationshintergrund";
  return plain;
}

/** One word for what offices write in many ways; undefined for all together. */
function memberWord(characteristic: string, text: string): string | undefined {
  const plain = text.trim().toLowerCase();
  if (isAllOf(plain)) return undefined;
  return memberWords[characteristic]?.find(([, pattern]) => pattern.test(plain))?.[0] ?? plain;
}

const memberWords: Readonly<Record<string, readonly (readonly [string, RegExp])[]>> = {
  geschlecht: [
    ["w", /^(w|f|weibl(ich|\.)?|frau(en)?|mädchen|female|women)$/],
    ["m", /^(m|männl(ich|\.)?|mann|männer|jungen?|male|men)$/],
    ["d", /^(d|div(ers|\.)?|diverse)$/],
  ],
  nationalität: [
    ["ausland", /^(ausland|ausländ(er|isch).*|nicht-?deutsche?|foreign)$/],
    ["deutsch", /^(deutsche?|deutschland|german)$/],
  ],
  migrationshintergrund: [
    ["ja", /^(ja|mit|mit migrationshintergrund)$/],
    ["nein", /^(nein|ohne|ohne migrationshintergrund)$/],
  ],
};
