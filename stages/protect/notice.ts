import type { Text } from "../../kernel/text/text.ts";

/** The wording of the notice that somebody agrees to before seeing small areas; a new wording is agreed to anew. */
export const noticeVersion = 1;

/**
 * What is promised. Whoever changes a word here raises `noticeVersion`.
 *
 * Source: ban on re-identification, sections 21 and 22 BStatG.
 */
export const noticePromises: readonly Text[] = [
  {
    de: "Sie versuchen nicht herauszufinden, wer hinter einer Zahl steht: nicht durch Rechnen mit anderen Zahlen, nicht mit eigenem Wissen und nicht mit anderen Daten. Bei Zahlen der Bundesstatistik verbietet das § 21 BStatG; § 22 stellt es unter Strafe.",
    en: "You do not try to find out who is behind a figure: not by computing with other figures, not with what you know, and not with other data. For federal statistics section 21 BStatG forbids it, and section 22 makes it punishable.",
  },
  {
    de: "Sie geben diese Zahlen nur an Menschen weiter, die sie selbst sehen dürfen.",
    en: "You pass these figures on only to people who may see them themselves.",
  },
  {
    de: "Lässt eine Zahl jemanden erkennen, sagen Sie es der Statistikstelle.",
    en: "Where a figure lets somebody be recognised, you tell the statistics office.",
  },
];
