import type { Text } from "../../../kernel/text/text.ts";
import type { Mark } from "../../../kernel/value/table.ts";
import type { ReleasedRows } from "../figures/releasedRows.ts";
import type { DataState } from "./dataState.ts";
import { apartAt } from "./datedParts.ts";

/** What stands below figures whose parts do not agree in their dates or counts, each sentence once. */
export function apartNotes(state: DataState, rows: ReleasedRows, places: readonly number[]): Required<Text>[] {
  const apart = apartAt(state, rows.prepared, rows.frequency);
  const said = places.flatMap((place) => apart(rows.first + place) ?? []);
  return [...new Map(said.map((one) => [one.de, one])).values()];
}

/** The same for many figures at once, of which some bear the star. */
export function starNote(marks: readonly (Mark | null)[]): Required<Text>[] {
  if (!marks.includes("mixedDates")) return [];
  return [
    {
      de: "Werte mit *: Ihre Teile haben verschiedene Stichtage oder Quellen der Bevölkerung; die Seite der Kennzahl nennt sie.",
      en: "Values with *: their parts have different reference dates or sources of the population; the page of the indicator names them.",
    },
  ];
}
