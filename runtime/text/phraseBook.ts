import { type Phrases, phrase } from "../../kernel/trouble/phrase.ts";
import type { Refusal } from "../../kernel/trouble/refusal.ts";

/** The phrases of every stage by its name, so that a refusal's code finds its sentence. */
export type PhraseBook = ReadonlyMap<string, Phrases>;

/** What a person is told when something was refused: the form of the API and of `--json`. */
export interface Told {
  readonly code: string;
  readonly sentence: string;
  readonly parameters: Refusal["parameters"];
  readonly place: Refusal["place"];
}

/**
 * The refusal in words.
 *
 * @example
 * told(new Map([["store", { full: "Kein Platz in {folder}." }]]), { code: "store.full", parameters: { folder: "data" }, place: null })
 * // { code: "store.full", sentence: "Kein Platz in data.", parameters: { folder: "data" }, place: null }
 */
export function told(book: PhraseBook, refusal: Pick<Refusal, "code" | "parameters" | "place">): Told {
  const { code, parameters, place } = refusal;
  const phrases = book.get(code.slice(0, code.indexOf("."))) ?? {};
  return { code, sentence: phrase(phrases, refusal), parameters, place };
}
