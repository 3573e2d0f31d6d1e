import type { Finding, Place } from "./finding.ts";

/** The phrases of a stage by the part of the code behind the dot: `{ "unknownArea": "Der Schlüssel {code} …" }`. */
export type Phrases = Readonly<Record<string, string>>;

/**
 * The sentence for a finding or refusal, with its parameters filled in and the
 * place in front.
 *
 * @example
 * phrase({ unknownArea: "Der Schlüssel „{code}“ ist unbekannt." }, { code: "collect.unknownArea", parameters: { code: "01056" }, place: { sheet: "Daten", row: 7, column: 1 } })
 * // "Blatt „Daten“, Zeile 7, Spalte 1: Der Schlüssel „01056“ ist unbekannt."
 */
export function phrase(phrases: Phrases, trouble: Pick<Finding, "code" | "parameters" | "place">): string {
  const key = trouble.code.slice(trouble.code.indexOf(".") + 1);
  const template = phrases[key];
  if (template === undefined) throw new Error(`no phrase for code: ${trouble.code}`);
  const sentence = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = trouble.parameters[name];
    if (parameter === undefined) throw new Error(`phrase of ${trouble.code} lacks parameter: ${name}`);
    return String(parameter);
  });
  const place = trouble.place === null ? "" : placeInWords(trouble.place);
  return place === "" ? sentence : `${place}: ${sentence}`;
}

function placeInWords(place: Place): string {
  const parts: string[] = [];
  if (place.file !== undefined) parts.push(`Datei „${place.file}“`);
  if (place.sheet !== undefined) parts.push(`Blatt „${place.sheet}“`);
  if (place.row !== undefined) parts.push(`Zeile ${place.row}`);
  if (place.column !== undefined) parts.push(`Spalte ${place.column}`);
  if (place.character !== undefined) parts.push(`Zeichen ${place.character}`);
  return parts.join(", ");
}
