import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Finding } from "../../../kernel/trouble/finding.ts";
import { type Phrases, phrase } from "../../../kernel/trouble/phrase.ts";
import { useLanguage } from "./useLanguage.ts";

/** Loads the English phrases of a room for what it finds and refuses. */
export type Messages = () => Promise<{ readonly default: Phrases }>;

const rooms = new Map<string, Messages>([["http", () => import("../../http/messages.en.json")]]);

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
 * German.
 */
export function useSentence(
  room: string | undefined,
): (trouble: Pick<Finding, "code" | "parameters" | "place"> | null, german: string) => Sentence {
  const { language } = useLanguage();
  const load = room === undefined || language === "de" ? undefined : rooms.get(room);
  const { data } = useQuery({
    queryKey: ["messages", room],
    queryFn: async () => (await load?.())?.default ?? {},
    enabled: load !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useCallback(
    (trouble, german) => {
      if (language === "de") return { text: german, lang: undefined };
      const key = trouble?.code.slice(trouble.code.indexOf(".") + 1) ?? "";
      if (trouble === null || data?.[key] === undefined) return { text: german, lang: "de" };
      return { text: phrase(data, trouble, "en"), lang: undefined };
    },
    [language, data],
  );
}
