import type { Text } from "../../kernel/text/text.ts";

/** What became of something that was to be taken in. */
export function outcome(refused: boolean, dryRun: boolean): Required<Text> {
  if (refused) return { de: "Nichts übernommen", en: "Nothing taken in" };
  return dryRun
    ? { de: "Probelauf, nichts übernommen", en: "Dry run, nothing taken in" }
    : { de: "Übernommen", en: "Taken in" };
}
