import type { AreaMapping } from "./contract.ts";
import { attributeText, type Layer } from "./layer.ts";
import { levelOfWords, type UsualLevel, usualLevel } from "./levelWords.ts";

/** A field of a file and what stands in it. */
export interface FieldProfile {
  /** As a mapping names it. */
  readonly id: string;
  readonly label: string;
  /** How often each text occurs; empty ones are left out. */
  readonly values: ReadonlyMap<string, number>;
  readonly filled: number;
  /** Of all features. */
  readonly features: number;
}

/** Which field plays which part, as far as words and values tell. */
export interface AreaColumns {
  readonly code: AreaMapping["code"] | undefined;
  readonly name: string | undefined;
  /** Level that the field of the code names: `Planungsraum (Nummer)`. */
  readonly level: UsualLevel | undefined;
  /** Whether the codes are official ones, with Land and Kreis in front. */
  readonly isOfficial: boolean;
  /** Where the name of the Kreis stands, in files of municipalities. */
  readonly kreisName: string | undefined;
  readonly wholes: readonly { readonly usual: UsualLevel; readonly code: string; readonly name: string | undefined }[];
  readonly validFrom: string | undefined;
  readonly validTo: string | undefined;
}

/**
 * What stands in the fields of a layer.
 *
 * @param fields those to look at, with the label that a person knows; all when left out
 */
export function fieldProfiles(
  layer: Layer,
  fields: readonly { readonly id: string; readonly label: string }[] = attributesOf(layer),
): FieldProfile[] {
  return fields.map(({ id, label }) => {
    const values = new Map<string, number>();
    let filled = 0;
    for (const { attributes } of layer.features) {
      const text = attributeText(attributes[id]);
      if (text === "") continue;
      filled++;
      values.set(text, (values.get(text) ?? 0) + 1);
    }
    return { id, label, values, filled, features: layer.features.length };
  });
}

function attributesOf(layer: Layer): { id: string; label: string }[] {
  const ids = new Set(layer.features.flatMap((feature) => Object.keys(feature.attributes)));
  return [...ids].map((id) => ({ id, label: id }));
}

/** Finds code, name, larger areas and days among the fields of a file; `title` is what file and layer are called. */
export function areaColumns(fields: readonly FieldProfile[], title: string): AreaColumns {
  const best = (score: (field: FieldProfile) => number): FieldProfile | undefined => {
    const [first] = fields
      .map((field) => ({ field, score: score(field) }))
      .filter((one) => one.score > 0)
      .sort((a, b) => b.score - a.score);
    return first?.field;
  };
  const code = best(codeScore);
  const none = { level: undefined, isOfficial: false, kreisName: undefined, wholes: [] };
  const days = {
    validFrom: dayField(fields, /\bvalid ?(from|start)|gueltig ?(ab|von)/),
    validTo: dayField(fields, /\bvalid ?(to|end|until)|gueltig ?bis/),
  };
  if (code === undefined) return { code, name: undefined, ...none, ...days };
  const words = wordsOf(code.label);
  const lengths = new Set([...code.values.keys()].map(({ length }) => length));
  const isNumeric = [...code.values.keys()].every((value) => /^\d+$/.test(value));
  const speaks = levelOfWords(words) ?? levelOfWords(title);
  const isKey = /\b(ags|ars|rs|gkz|gemeindeschluessel|regionalschluessel|gemeindekennziffer)\b/.test(words);
  const fullLength = [5, 8, 9, 12].find((full) => [...lengths].every((one) => one === full || one === full - 1));
  const isOfficial =
    isNumeric &&
    fullLength !== undefined &&
    (isKey || (["GEM", "KREIS"].includes(speaks?.id ?? "") && fullLength === (speaks?.id === "GEM" ? 8 : 5)));
  const isShort = isOfficial && lengths.has(fullLength - 1);
  const official = { 5: "KREIS", 8: "GEM", 9: "AMT", 12: "GEM" }[fullLength ?? 0];
  const level =
    isOfficial && official !== undefined
      ? usualLevel(official, "")
      : /\bags\b/.test(words)
        ? undefined
        : levelOfWords(words);
  const name = best((field) => (field.id === code.id ? 0 : nameScore(field, code.values.size)));
  const kreisName = isOfficial
    ? fields.find(
        (field) => field.id !== name?.id && /county|kreis\b|landkreis/.test(wordsOf(field.label)) && isText(field),
      )?.id
    : undefined;
  return {
    code:
      isShort || (isOfficial && fullLength === 12)
        ? {
            attributes: [code.id],
            ...(isShort ? { digits: fullLength } : {}),
            // A county's municipalities go by the municipal key, whatever key a file has.
            ...(fullLength === 12 ? { key: "ags" as const } : {}),
          }
        : code.id,
    name: name?.id,
    level,
    isOfficial,
    kreisName,
    wholes: isOfficial ? [] : wholeColumns(fields, [code.id, name?.id ?? ""], code.values.size),
    ...days,
  };
}

/** Pairs of number and name that speak of a larger area: `bezirk_id` and `bezirk_bez`. */
function wholeColumns(fields: readonly FieldProfile[], taken: readonly string[], areas: number): AreaColumns["wholes"] {
  const byLevel = new Map<string, { usual: UsualLevel; codes: FieldProfile[]; names: FieldProfile[] }>();
  for (const field of fields) {
    const usual = levelOfWords(field.label);
    const distinct = field.values.size;
    if (usual === undefined || taken.includes(field.id) || distinct < 2 || distinct > areas * 0.7) continue;
    if (field.filled < field.features) continue;
    const group = byLevel.get(usual.id) ?? { usual, codes: [], names: [] };
    const texts = [...field.values.keys()];
    if (texts.every((text) => /^[\dA-Za-z._-]{1,16}$/.test(text) && /\d/.test(text))) group.codes.push(field);
    else if (isText(field)) group.names.push(field);
    byLevel.set(usual.id, group);
  }
  return [...byLevel.values()].flatMap(({ usual, codes: [code], names: [name] }) =>
    code === undefined ? [] : [{ usual, code: code.id, name: name?.id }],
  );
}

/** How likely a field is the code: its words, and whether its texts are short, digital and each only once. */
function codeScore(field: FieldProfile): number {
  const texts = [...field.values.keys()];
  const { distinct, share } = spreadOf(field);
  if (field.filled < field.features * 0.98 || distinct === 0) return 0;
  if (distinct === 1 && field.features > 3) return 0;
  if (texts.some((text) => text.length > 40 || /^-?\d+[.,]\d+$/.test(text))) return 0;
  const words = wordsOf(field.label);
  const every = (pattern: RegExp): number => (texts.every((text) => pattern.test(text)) ? 1 : 0);
  const word = /\b(ags|gkz|gemeindeschluessel|gemeindekennziffer)\b/.test(words)
    ? 12
    : /schluessel|\bschl\b|kennziffer|kennung|\bkey\b|\bcode\b|\b(ars|rs)\b/.test(words)
      ? 7
      : /\bid\b|\bnr\b|nummer|number/.test(words)
        ? 6
        : 0;
  return (
    word +
    (/^id$/i.test(field.id) ? 0.5 : 0) +
    (share === 1 ? 4 : share < 0.6 ? -7 : 0) +
    every(/\d/) * 3 +
    (new Set(texts.map((text) => text.length)).size === 1 ? 2 : 0) +
    (texts.some((text) => /\s/.test(text)) ? -6 : 0) +
    (notCode.test(words) ? -8 : 0) +
    (word === 0 ? -5 : 0)
  );
}

const notCode =
  /uuid|\bgml|objekt|object|\bfid\b|\boid\b|debkg|\bdlm|nuts|inspire|parent|\bpare|ueberg|class|klasse|\blevel|ebene|\btyp|\bart\b|stand|datum|date|lifecycle|beginn|\bwsk\b|flaeche|\barea$|\bpop|einw|bevoelk|\bkm|qkm|\bqm\b|dichte|density|plz|postleit|telefon|laenge|breite|index|value/;

/** How likely a field is the name: letters, hardly ever twice, and a word that says so. */
function nameScore(field: FieldProfile, areas: number): number {
  const words = wordsOf(field.label);
  if (field.filled < field.features * 0.9 || !isText(field)) return 0;
  const share = field.values.size / areas;
  const texts = [...field.values.keys()];
  const looksLikeKey = texts.every((text) => /\d/.test(text) && !/[a-zäöüß]{3}/.test(text));
  const word = /\b(name|namen|gen|bezeichnung|bezeich|bez|titel|label)\b|name\b|stadttei|ortsteil/.test(words) ? 6 : 0;
  const isOther =
    /parent|\bpare|class|klasse|\blevel|\btyp|\bart\b|kind|county|uuid|datum|stand|alias|lifecycle|licen/.test(words);
  return (
    1 + word + (share >= 1 ? 3 : share >= 0.8 ? 2 : share < 0.5 ? -7 : 0) + (isOther ? -6 : 0) + (looksLikeKey ? -5 : 0)
  );
}

function dayField(fields: readonly FieldProfile[], pattern: RegExp): string | undefined {
  return fields.find(
    (field) =>
      pattern.test(wordsOf(field.label)) && [...field.values.keys()].every((text) => /^\d{4}-\d{2}-\d{2}/.test(text)),
  )?.id;
}

function isText({ values }: FieldProfile): boolean {
  const texts = [...values.keys()];
  return texts.length > 0 && texts.filter((text) => /\p{L}{2}/u.test(text)).length >= texts.length * 0.9;
}

function spreadOf({ values, filled }: FieldProfile): { distinct: number; share: number } {
  return { distinct: values.size, share: filled === 0 ? 0 : values.size / filled };
}

/** The words of a field's title, in small letters: `spatialUnitId` has three. */
function wordsOf(label: string): string {
  return label
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}
