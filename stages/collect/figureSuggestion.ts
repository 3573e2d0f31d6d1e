/** What is needed of a base figure to recognise it in a file. */
export interface NamedFigure {
  readonly id: string;
  readonly label: { readonly de: string };
}

/**
 * The base figure that a source probably means by a name: the id itself, the same
 * words as its German name, or one name holding all words of the other. Null
 * rather than a bold guess.
 *
 * @example
 * suggestedFigure("BEV_INSG", [{ id: "BEV_INSG", label: { de: "Bevölkerung insgesamt" } }]) // "BEV_INSG"
 * suggestedFigure("Bevölkerung weiblich", [{ id: "BEV_W", label: { de: "Bevölkerung weiblich" } }, { id: "BEV_M", label: { de: "Bevölkerung männlich" } }]) // "BEV_W"
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
    const own = labelWords(figure);
    const shared = [...wanted].filter((word) => own.has(word)).length;
    const score = wanted.size === 0 ? 0 : (2 * shared) / (wanted.size + own.size);
    if (score > bestScore) {
      best = id;
      bestScore = score;
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
]);

// A file of many columns asks each figure of the catalogue many times.
const known = new WeakMap<NamedFigure, Set<string>>();

function labelWords(figure: NamedFigure): Set<string> {
  let words = known.get(figure);
  if (words === undefined) {
    words = wordsOf(figure.label.de);
    known.set(figure, words);
  }
  return words;
}

function wordsOf(text: string): Set<string> {
  const words = text
    .toLowerCase()
    .replace(/ae/g, "ä")
    .replace(/oe/g, "ö")
    .replace(/([^aeq])ue/g, "$1ü")
    .replace(/_/g, " ")
    .match(/[\p{L}\p{N}]+/gu);
  return new Set((words ?? []).filter((word) => !empty.has(word)));
}
