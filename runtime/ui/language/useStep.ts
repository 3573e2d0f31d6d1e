import { useQuery } from "@tanstack/react-query";
import { useLanguage } from "./useLanguage.ts";
import type { Sentence } from "./useSentence.ts";

type English = Readonly<Record<string, string>>;

let load: () => Promise<English> = async () => ({});

/** Tells the interface where the English words for steps of long work are; they are loaded when somebody needs them. */
export function knowSteps(words: () => Promise<English>): void {
  load = words;
}

/**
 * Says a step of long work in the language of the reader. The server speaks German;
 * what nobody has translated is shown as German.
 *
 * @returns undefined while there is no step yet, or its English words are still on their way
 */
export function useStep(german: string | undefined): Sentence | undefined {
  const { language } = useLanguage();
  const { data } = useQuery({
    queryKey: ["steps"],
    queryFn: load,
    enabled: german !== undefined && language === "en",
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (german === undefined) return undefined;
  if (language === "de") return { text: german, lang: undefined };
  if (data === undefined) return undefined;
  const english = data[german];
  return english === undefined ? { text: german, lang: "de" } : { text: english, lang: undefined };
}
