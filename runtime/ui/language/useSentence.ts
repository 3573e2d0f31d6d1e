import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Finding } from "../../../kernel/trouble/finding.ts";
import { type Phrases, phrase } from "../../../kernel/trouble/phrase.ts";
import { useLanguage } from "./useLanguage.ts";

/** Loads the English phrases of a room for what it finds and refuses. */
export type Messages = () => Promise<{ readonly default: Phrases }>;

const rooms = new Map<string, Messages>([
  ["http", () => import("../../http/messages.en.json")],
  ["store", () => import("../../store/messages.en.json")],
]);

/** Tells the interface where the English phrases of stages and offices are; they are loaded when somebody needs them. */
export function knowMessages(
  books: readonly { readonly name: string; readonly messages?: Messages | undefined }[],
): void {
  for (const { name, messages } of books) if (messages !== undefined) rooms.set(name, messages);
}

export interface Sentence {
  readonly text: string;
  /** `de` where the server's German sentence stands in for a missing English one. */
  readonly lang: "de" | undefined;
}

/**
 * Says findings and refusals of a room in the language of the reader. The server
 * speaks German; in English the sentence is made here of the same code and
 * parameters, and where nobody has translated it yet the German one is shown as
 * German. A refusal that quotes a finding of any room (`cause`, `sentence`)
 * quotes it in English.
 */
export function useSentence(
  room: string | undefined,
): (trouble: Pick<Finding, "code" | "parameters" | "place"> | null, german: string) => Sentence {
  const { language } = useLanguage();
  const { data } = useQuery({
    queryKey: ["messages"],
    queryFn: loadBooks,
    enabled: room !== undefined && language === "en",
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useCallback(
    (trouble, german) => {
      if (language === "de") return { text: german, lang: undefined };
      const text = trouble === null || data === undefined ? undefined : inEnglish(data, trouble);
      return text === undefined ? { text: german, lang: "de" } : { text, lang: undefined };
    },
    [language, data],
  );
}

async function loadBooks(): Promise<ReadonlyMap<string, Phrases>> {
  const books = [...rooms].map(async ([name, load]) => [name, (await load()).default] as const);
  return new Map(await Promise.all(books));
}

/** The English sentence; undefined where it, or what it quotes, has none. */
export function inEnglish(
  books: ReadonlyMap<string, Phrases>,
  trouble: Pick<Finding, "code" | "parameters" | "place">,
): string | undefined {
  const dot = trouble.code.indexOf(".");
  const book = books.get(trouble.code.slice(0, dot));
  if (book?.[trouble.code.slice(dot + 1)] === undefined) return undefined;
  const { cause, ...parameters } = trouble.parameters;
  if (cause === undefined) return phrase(book, trouble, "en");
  const sentence = inEnglish(books, { code: String(cause), parameters, place: null });
  return sentence === undefined ? undefined : phrase(book, { ...trouble, parameters: { sentence } }, "en");
}
