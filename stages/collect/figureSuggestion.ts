/** What is needed of a base figure to recognise it in a file. */
export interface NamedFigure {
  readonly id: string;
  readonly label: { readonly de: string };
  /** What sources call it beside its own name. */
  readonly otherNames?: readonly string[] | undefined;
}

/**
 * The base figure that a source probably means by a name: the id itself, or nearly
 * the words of its German name or of another name that sources use for it. Words
 * that mean the same in statistics count as the same ("Einwohner" and "Bevölkerung",
 * "65 und älter" and "ab 65"). Null rather than a bold guess.
 *
 * @example
 * suggestedFigure("BEV_INSG", [{ id: "BEV_INSG", label: { de: "Bevölkerung insgesamt" } }]) // "BEV_INSG"
 * suggestedFigure("Bevölkerung weiblich", [{ id: "BEV_W", label: { de: "Bevölkerung weiblich" } }, { id: "BEV_M", label: { de: "Bevölkerung männlich" } }]) // "BEV_W"
 * suggestedFigure("Einwohner 65 Jahre und älter", [{ id: "BEV_65P", label: { de: "Bevölkerung ab 65 Jahren" } }, { id: "BEV_U65", label: { de: "Bevölkerung unter 65 Jahren" } }]) // "BEV_65P"
 * suggestedFigure("BG insgesamt", [{ id: "BG_INSG", label: { de: "Bedarfsgemeinschaften" }, otherNames: ["BG"] }]) // "BG_INSG"
 * suggestedFigure("Jahr", [{ id: "BEV_W", label: { de: "Bevölkerung weiblich" } }]) // null
 */
export function suggestedFigure(name: string, figures: Iterable<NamedFigure>): string | null {
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
      if (score > bestScore) {
        best = id;
        bestScore = score;
      }
    }
  }
  return best;
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
