import { useMemo } from "react";
import type { Speech } from "../../../../runtime/ui/language/useLanguage.ts";

/** More phrases than this are not worth keeping. */
const most = 5000;

/** Phrases that are said again and again while a slider moves, each put together once. */
export function useKeptPhrases(say: Speech["say"]): Speech["say"] {
  return useMemo(() => {
    const kept = new Map<string, string>();
    return (key, parameters = {}) => {
      const asked = `${key} ${Object.values(parameters).join(" ")}`;
      const found = kept.get(asked);
      if (found !== undefined) return found;
      if (kept.size >= most) kept.clear();
      const said = say(key, parameters);
      kept.set(asked, said);
      return said;
    };
  }, [say]);
}
