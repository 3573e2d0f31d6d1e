import { comparableName } from "../areaCode.ts";

/** A level as German counties usually have it, and what its division is called. */
export interface UsualLevel {
  readonly id: string;
  readonly label: { readonly de: string; readonly en: string };
  readonly division: { readonly id: string; readonly de: string };
  readonly kind: "administrative" | "statistical" | "planning";
  /** Coarse first; only the order counts. */
  readonly rank: number;
}

interface LevelWords extends UsualLevel {
  readonly words: RegExp;
}

const level = (
  id: string,
  [de, en]: readonly [string, string],
  division: UsualLevel["division"],
  kind: UsualLevel["kind"],
  rank: number,
  words: RegExp,
): LevelWords => ({ id, label: { de, en }, division, kind, rank, words });

// The finer word first where one holds the other: a Bezirksregion is no Bezirk.
const usual: readonly LevelWords[] = [
  level("BLOCK", ["Baublock", "Block"], { id: "baubloecke", de: "Baublöcke" }, "statistical", 90, /baublo|\bblock/),
  level(
    "PLR",
    ["Planungsraum", "Planning area"],
    { id: "planungsraeume", de: "Planungsräume" },
    "planning",
    70,
    /planungsra|planning.?area|\bplr\b/,
  ),
  level(
    "BZR",
    ["Bezirksregion", "District region"],
    { id: "bezirksregionen", de: "Bezirksregionen" },
    "planning",
    60,
    /bezirksregion|district.?region|\bbzr\b/,
  ),
  level(
    "PGR",
    ["Prognoseraum", "Forecast area"],
    { id: "prognoseraeume", de: "Prognoseräume" },
    "planning",
    50,
    /prognosera|forecast.?area|\bpgr\b/,
  ),
  level(
    "SOZIALRAUM",
    ["Sozialraum", "Social area"],
    { id: "sozialraeume", de: "Sozialräume" },
    "planning",
    65,
    /sozialra|sozial.?raum/,
  ),
  level("QUARTIER", ["Quartier", "Quarter"], { id: "quartiere", de: "Quartiere" }, "statistical", 80, /quartier/),
  level(
    "STADTBEZIRK",
    ["Stadtbezirk", "City district"],
    { id: "stadtbezirke", de: "Stadtbezirke" },
    "administrative",
    40,
    /stadtbezirk/,
  ),
  level(
    "STADTTEIL",
    ["Stadtteil", "City quarter"],
    { id: "stadtteile", de: "Stadtteile" },
    "administrative",
    45,
    /stadtt?eil|ortsteil|quarter/,
  ),
  level(
    "BEZIRK",
    ["Bezirk", "District"],
    { id: "bezirke", de: "Bezirke" },
    "administrative",
    35,
    /bezirk|district|\bbez\b|lor.?bez/,
  ),
  level(
    "AMT",
    ["Amt", "Association of municipalities"],
    { id: "aemter", de: "Ämter und Gemeindeverbände" },
    "administrative",
    20,
    /\bamt\b|aemter|gemeindeverb|verwaltungsgem|verbandsgem|\bvwg\b|samtgem/,
  ),
  level(
    "GEM",
    ["Gemeinde", "Municipality"],
    { id: "gemeinden", de: "Gemeinden" },
    "administrative",
    30,
    /gemeinde|\bgem\b|vg250.gem|municip|\bags\b/,
  ),
  level("KREIS", ["Kreis", "County"], { id: "kreise", de: "Kreise" }, "administrative", 10, /kreis|\bkrs\b|county/),
];

/**
 * The level that a word speaks of: the name of a file, a layer or a column.
 *
 * @example
 * levelOfWords("duesseldorf_stadtteile_2025.geojson")?.id // "STADTTEIL"
 * levelOfWords("bezirk_bez")?.label.de // "Bezirk"
 * levelOfWords("Bezirksregion (Nummer)")?.id // "BZR"
 * levelOfWords("umring.zip") // undefined
 */
export function levelOfWords(text: string): UsualLevel | undefined {
  const words = text
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replace(/[^a-z0-9]+/g, " ");
  return usual.find((one) => one.words.test(words));
}

/**
 * The level among those that are usual whose id or label is the given one.
 *
 * @example
 * usualLevel("GEM", "Gemeinden")?.rank // 30
 */
export function usualLevel(id: string, label: string): UsualLevel | undefined {
  const name = comparableName(label);
  return usual.find((one) => one.id === id || comparableName(one.label.de) === name);
}

/**
 * Where a new level comes among those that a county has: after the nearest coarser
 * one and before the nearest finer one, as far as their names tell.
 *
 * Source: our own; ranks are whole numbers from 0 (the county) to 99, mostly ten apart, so that one more fits between.
 *
 * @example
 * rankAmong([{ id: "KREIS", label: "Kreis", rank: 0 }, { id: "GEM", label: "Gemeinde", rank: 20 }], 20) // 10
 * rankAmong([{ id: "GEM", label: "Gemeinde", rank: 20 }], 45) // 30
 * rankAmong([], 45) // 45
 */
export function rankAmong(
  levels: readonly { readonly id: string; readonly label: string; readonly rank: number }[],
  wanted: number,
): number {
  const placed = levels.flatMap(({ id, label, rank }) => {
    const known = usualLevel(id, label);
    return known === undefined ? [] : [{ usual: known.rank, rank }];
  });
  const coarser = placed.filter((one) => one.usual < wanted).map((one) => one.rank);
  const finer = placed.filter((one) => one.usual > wanted).map((one) => one.rank);
  const after = coarser.length === 0 ? undefined : Math.max(...coarser);
  const before = finer.length === 0 ? undefined : Math.min(...finer);
  if (after === undefined && before === undefined) {
    const finest = levels.map(({ rank }) => rank);
    return finest.length === 0 ? wanted : Math.min(99, Math.max(...finest) + 10);
  }
  if (after === undefined) return Math.max(0, (before ?? 0) - 10);
  if (before === undefined || before <= after) return Math.min(99, after + 10);
  return Math.ceil((after + before) / 2);
}
