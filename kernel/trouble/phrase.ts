import type { Language } from "../text/text.ts";
import type { Finding, Place } from "./finding.ts";

/** The phrases of a stage by the part of the code behind the dot: `{ "unknownArea": "Der Schlüssel {code} …" }`. */
export type Phrases = Readonly<Record<string, string>>;

/**
 * The sentence for a finding or refusal, with its parameters filled in and the
 * place in front.
 *
 * Throws when the room has no sentence for the code, or its sentence asks for a parameter that is not there: our own
 * faults, which a test finds.
 *
 * @example
 * phrase({ unknownArea: "Der Schlüssel „{code}“ ist unbekannt." }, { code: "collect.unknownArea", parameters: { code: "01056" }, place: { sheet: "Daten", row: 7, column: 1 } })
 * // "Blatt „Daten“, Zeile 7, Spalte 1: Der Schlüssel „01056“ ist unbekannt."
 * phrase({ unknownArea: "Nobody knows the key “{code}”." }, { code: "collect.unknownArea", parameters: { code: "01056" }, place: { row: 7 } }, "en")
 * // "row 7: Nobody knows the key “01056”."
 */
export function phrase(
  phrases: Phrases,
  trouble: Pick<Finding, "code" | "parameters" | "place">,
  language: Language = "de",
): string {
  const key = trouble.code.slice(trouble.code.indexOf(".") + 1);
  const template = phrases[key];
  if (template === undefined) throw new Error(`no phrase for code: ${trouble.code}`);
  const sentence = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = trouble.parameters[name];
    if (parameter === undefined) throw new Error(`phrase of ${trouble.code} lacks parameter: ${name}`);
    return String(parameter);
  });
  const place = trouble.place === null ? "" : placeInWords(trouble.place, words[language]);
  return place === "" ? sentence : `${place}: ${sentence}`;
}

const words = {
  de: { file: "Datei", sheet: "Blatt", row: "Zeile", column: "Spalte", character: "Zeichen", quotes: "„“" },
  en: { file: "file", sheet: "sheet", row: "row", column: "column", character: "character", quotes: "“”" },
} as const;

function placeInWords(place: Place, say: (typeof words)[Language]): string {
  const quoted = (name: string): string => `${say.quotes[0]}${name}${say.quotes[1]}`;
  const parts: string[] = [];
  if (place.file !== undefined) parts.push(`${say.file} ${quoted(place.file)}`);
  if (place.sheet !== undefined) parts.push(`${say.sheet} ${quoted(place.sheet)}`);
  if (place.row !== undefined) parts.push(`${say.row} ${place.row}`);
  if (place.column !== undefined) parts.push(`${say.column} ${place.column}`);
  if (place.character !== undefined) parts.push(`${say.character} ${place.character}`);
  return parts.join(", ");
}
