/** What is needed of a base figure to recognise it in a file. */
export interface NamedFigure {
  readonly id: string;
  readonly label: { readonly de: string };
  /** What sources call it beside its own name. */
  readonly otherNames?: readonly string[] | undefined;
  /** What it is counted in. */
  readonly unit?: string | undefined;
}

/**
 * The base figure that a source probably means by a name: the id itself, or nearly
 * the words of its German name or of another name that sources use for it. Words
 * that mean the same in statistics count as the same ("Einwohner" and "Bevölkerung",
 * "65 und älter" and "ab 65"). Null rather than a bold guess: a word that narrows the
 * count (a sex, an age, "in %", "je 1.000") and that the figure does not have rules it out.
 *
 * A name that only narrows ("weiblich", "unter 3 Jahre") means the subject that its
 * table has: that of the title, else of the columns beside it.
 *
 * @param around titles above the table, or names of columns beside it, likeliest first
 *
 * @example
 * suggestedFigure("BEV_INSG", [{ id: "BEV_INSG", label: { de: "Bevölkerung insgesamt" } }]) // "BEV_INSG"
 * suggestedFigure("Bevölkerung weiblich", [{ id: "BEV_W", label: { de: "Bevölkerung weiblich" } }, { id: "BEV_M", label: { de: "Bevölkerung männlich" } }]) // "BEV_W"
 * suggestedFigure("Einwohner 65 Jahre und älter", [{ id: "BEV_65P", label: { de: "Bevölkerung ab 65 Jahren" } }, { id: "BEV_U65", label: { de: "Bevölkerung unter 65 Jahren" } }]) // "BEV_65P"
 * suggestedFigure("BG insgesamt", [{ id: "BG_INSG", label: { de: "Bedarfsgemeinschaften" }, otherNames: ["BG"] }]) // "BG_INSG"
 * suggestedFigure("weiblich", [{ id: "BEV_W", label: { de: "Bevölkerung weiblich" } }], ["Bevölkerung am 31.12.2023 nach Geschlecht"]) // "BEV_W"
 * suggestedFigure("weiblich", [{ id: "BEV_W", label: { de: "Bevölkerung weiblich" } }], ["Arbeitslose nach Geschlecht"]) // null
 * suggestedFigure("Bevölkerung unter 18 Jahren männlich", [{ id: "BEV_U18", label: { de: "Bevölkerung unter 18 Jahren" } }]) // null
 * suggestedFigure("Jahr", [{ id: "BEV_W", label: { de: "Bevölkerung weiblich" } }]) // null
 */
export function suggestedFigure(
  name: string,
  figures: Iterable<NamedFigure>,
  around: readonly string[] = [],
): string | null {
  if (!onlyNarrows(name)) return nearestFigure(name, figures);
  const known = [...figures];
  const subjects = around.map(subjectOf).filter((subject) => subject !== "" && !onlyNarrows(subject));
  // A title that speaks of something else settles it: "weiblich" of the unemployed are not the women.
  const told = subjects.find((subject) => nearestFigure(subject, known) !== null);
  for (const subject of told === undefined ? subjects : [told]) {
    const found = nearestFigure(`${subject} ${name}`, known);
    if (found !== null) return found;
  }
  if (subjects.length > 0) return null;
  const bare = name.trim().toLowerCase();
  const called = known.filter(({ label, otherNames = [] }) =>
    [label.de, ...otherNames].some((own) => own.toLowerCase() === bare),
  );
  return called.length === 1 ? (called[0]?.id ?? null) : null;
}

/**
 * Whether a name says whom or how much of something, but not of what: a sex, an age,
 * a sum, a bare "Anzahl".
 *
 * @example
 * onlyNarrows("3 bis unter 6 Jahre") // true
 * onlyNarrows("insgesamt") // true
 * onlyNarrows("Arbeitslose insgesamt") // false
 */
export function onlyNarrows(name: string): boolean {
  return [...wordsOf(name)].every((word) => narrowing.test(word) || harmless.has(word));
}

/**
 * What a title speaks of: without how it is split, where and when.
 *
 * @example
 * subjectOf("Bevölkerung im Kreis Muster am 31.12.2023 nach Geschlecht") // "Bevölkerung"
 * subjectOf("Stand: 31.12.2023") // ""
 */
export function subjectOf(line: string): string {
  return line
    .replace(/\.(?:csv|tsv|txt|xlsx?|ods|json)$/i, "")
    .replace(/^\s*(?:Tab(?:elle)?\.?|Blatt)\s*[\d.]*\s*:?/i, "")
    .replace(
      /\b(?:nach|nach der|differenziert nach)\s+(?:Geschlecht|Alter|Nationalität|Staatsangehörigkeit|Gemeinden|Ämtern|Kreisen)\b.*$/i,
      "",
    )
    .replace(
      /\b(?:am|zum|per|Stand|Stichtag|Jahr|im Jahr)?[\s:]*\d{1,2}\.\s?(?:\d{1,2}\.|\p{L}+)(?:\s?\d{2,4})?/giu,
      " ",
    )
    .replace(
      /\b(?:im|in der|in|der|des|für|den)\s+(?:(?:Land)?kreis(?:es)?|Stadt|Gemeinden?)(?:\s+(?:des|im)\s+(?:Land)?kreis(?:es)?)?(?:\s+\p{Lu}[\p{L}-]+)*/giu,
      " ",
    )
    .replace(/(?<!\d)(?:19|20)\d{2}(?!\d)|\d+/g, " ")
    .trim();
}

function nearestFigure(name: string, figures: Iterable<NamedFigure>): string | null {
  const wanted = wordsOf(name);
  const bare = name.trim().toUpperCase();
  let best: string | null = null;
  let bestScore = 0.74;
  for (const figure of figures) {
    const { id } = figure;
    if (id === bare) return id;
    for (const own of namesInWords(figure)) {
      const shared = [...wanted].filter((word) => own.has(word)).length;
      const score = wanted.size === 0 ? 0 : (2 * shared) / (wanted.size + own.size);
      if (score <= bestScore) continue;
      const extra = [...wanted].some((word) => !own.has(word) && (narrowing.test(word) || otherwiseCounted.test(word)));
      const missing = [...own].some((word) => !wanted.has(word) && narrowing.test(word));
      if (extra || missing || countedOtherwise(name, figure)) continue;
      best = id;
      bestScore = score;
    }
  }
  return best;
}

// Words that leave only a part of what is counted.
const narrowing =
  /^(?:\d+|weiblich|männlich|divers|ausländer|nichtdeutsche?|deutsche?|ab|unter|über|bis|u\d+|ü\d+|ledig|verheiratet|verwitwet|geschieden|ausländisch|eu|drittstaaten|jährige?|jahrgang|monate?)$/;
// Words that say that something else is told than the number itself.
const otherwiseCounted =
  /^(?:prozent|promille|anteil|anteile|quote|rate|veränderung|zuwachs|zunahme|abnahme|rückgang|differenz|durchschnitt|durchschnittlich|mittelwert|median|tsd|tausend|mio|millionen|mrd|index|vorjahr|vorjahres|prognose|plan|soll|ziel|rang|zugang|zugänge|abgang|abgänge|haushalte|fälle|neue?)$/;
const harmless = new Set([
  "zusammen",
  "summe",
  "total",
  "alle",
  "gesamtzahl",
  "absolut",
  "abs",
  "wert",
  "n",
  "personen",
]);

/** "in %", "je 1.000": signs that are no words. */
function countedOtherwise(name: string, figure: NamedFigure): boolean {
  const otherwise = /%|‰|\bje\s+[\d.]+|\bpro\s+\p{L}|\bin\s+1[.\s]?000\b/iu;
  return otherwise.test(name) && ![figure.label.de, ...(figure.otherNames ?? [])].some((own) => otherwise.test(own));
}

const empty = new Set([
  "der",
  "die",
  "das",
  "von",
  "bis",
  "am",
  "im",
  "in",
  "und",
  "oder",
  "mit",
  "nach",
  "je",
  "zu",
  "ort",
  "anzahl",
  "zahl",
  "insgesamt",
  "gesamt",
  "jahr",
  "jahre",
  "jahren",
  "alter",
]);

/** Words that sources use for one another. */
const sameWords: Readonly<Record<string, string>> = {
  einwohner: "bevölkerung",
  einwohnerinnen: "bevölkerung",
  einwohnerzahl: "bevölkerung",
  ew: "bevölkerung",
  älter: "ab",
  ältere: "ab",
  mehr: "ab",
  jünger: "unter",
  u: "unter",
  frauen: "weiblich",
  weibliche: "weiblich",
  männer: "männlich",
  männliche: "männlich",
  ausländische: "ausländer",
  ausländischer: "ausländer",
  weiblicher: "weiblich",
  männlicher: "männlich",
  mädchen: "weiblich",
  jungen: "männlich",
  jüngere: "unter",
  ausländerinnen: "ausländer",
  empfängerinnen: "empfänger",
  schülerinnen: "schüler",
};

// A file of many columns asks each figure of the catalogue many times.
const known = new WeakMap<NamedFigure, readonly Set<string>[]>();

function namesInWords(figure: NamedFigure): readonly Set<string>[] {
  let names = known.get(figure);
  if (names === undefined) {
    names = [figure.label.de, ...(figure.otherNames ?? [])].map(wordsOf);
    known.set(figure, names);
  }
  return names;
}

function wordsOf(text: string): Set<string> {
  const words = text
    .toLowerCase()
    .replace(/ae/g, "ä")
    .replace(/oe/g, "ö")
    .replace(/([^aeq])ue/g, "$1ü")
    .replace(/_/g, " ")
    .match(/[\p{L}\p{N}]+/gu);
  return new Set((words ?? []).filter((word) => !empty.has(word)).map((word) => sameWords[word] ?? word));
}
