import { comparableName } from "../areaCode.ts";
import { type AreaColumns, areaColumns, type FieldProfile } from "./areaColumns.ts";
import type { AreaMapping } from "./contract.ts";
import { columnText } from "./draftAreas.ts";
import type { Layer } from "./layer.ts";
import { levelOfWords, rankAmong, type UsualLevel, usualLevel } from "./levelWords.ts";

/** What a county has of spaces already, as far as a proposal leans on it. */
export interface KnownSpaces {
  /** Name of the county. */
  readonly county: string;
  readonly levels: readonly { readonly id: string; readonly label: string; readonly rank: number }[];
  readonly divisions: readonly {
    readonly id: string;
    readonly level: string;
    /** Of its newest boundary version. */
    readonly origin: { readonly source: string; readonly licence: string } | null;
  }[];
  readonly areas: readonly { readonly level: string; readonly division: string; readonly code: string }[];
}

export interface AreaProposal {
  readonly groups: readonly { readonly code: string; readonly name: string; readonly areas: number }[];
  readonly mapping: Partial<Omit<AreaMapping, "boundaryVersion">>;
  /** Null for lists; the day is null where nobody tells it. */
  readonly boundaryVersion: {
    readonly validOn: string | null;
    readonly source: string;
    readonly licence: string;
  } | null;
}

/**
 * What a map or list of areas suggests about itself: which column is the code, which
 * the name, which level these areas are, which larger areas they belong to, and, of a
 * file for a whole Land, which part of it is the county's own.
 *
 * Nothing is guessed that only a person knows: who drew the line, and on which day it
 * holds, unless the name of the file tells a whole date. Areas that the county has
 * already, by their codes, decide before any word does.
 *
 * @param isDrawn whether there is a ground at all; lists get no boundary version
 */
export function proposedAreas(
  layer: Layer,
  fields: readonly FieldProfile[],
  known: KnownSpaces,
  isDrawn: boolean,
): AreaProposal {
  const columns = areaColumns(fields, `${layer.file} ${layer.name}`);
  const isOfBkg = ["GEN", "BEZ"].every((id) => fields.some((field) => field.id === id));
  const version = (origin?: { readonly source: string; readonly licence: string } | null) =>
    isDrawn
      ? {
          validOn: dayInName(layer.file) ?? null,
          source: origin?.source ?? (isOfBkg ? "GeoBasis-DE / BKG, VG250" : ""),
          licence: origin?.licence ?? "",
        }
      : null;
  const { code, isOfficial } = columns;
  if (code === undefined) return { groups: [], mapping: {}, boundaryVersion: version() };
  const of = (column: AreaMapping["code"]) => layer.features.map((feature) => columnText(feature.attributes, column));
  const codes = of(code);
  const names = columns.name === undefined ? codes : of(columns.name);
  const { level, division } = placeOf(layer, columns, new Set(codes), known);
  const groups = isOfficial
    ? kreise(codes, names, columns.kreisName === undefined ? undefined : of(columns.kreisName))
    : [];
  const own = ownGroup(groups, known);
  const wholes = wholesOf(columns, level?.usual, known, codes, own);
  const filter = [
    ...(own === undefined ? [] : [{ column: code, startsWith: own.code }]),
    // Land and sea come as two rows of one municipality in the maps of the BKG.
    ...(fields.some(({ id, values }) => id === "GF" && values.has("4") && values.size > 1)
      ? [{ column: "GF", equals: "4" }]
      : []),
  ];
  return {
    groups: groups.length > 1 ? groups : [],
    mapping: {
      code,
      ...(columns.name === undefined ? {} : { name: columns.name }),
      ...(level === undefined ? {} : { level: level.choice }),
      ...(division === undefined
        ? {}
        : { division: isOfBkg && division.kind !== undefined ? { ...division, author: bkg } : division }),
      ...(columns.validFrom === undefined ? {} : { validFrom: { attribute: columns.validFrom } }),
      ...(columns.validTo === undefined ? {} : { validTo: { attribute: columns.validTo } }),
      ...(filter.length === 0 ? {} : { filter }),
      ...(wholes.length === 0 ? {} : { wholes }),
    },
    boundaryVersion: version(known.divisions.find(({ id }) => id === division?.id)?.origin),
  };
}

const bkg = "Bundesamt für Kartographie und Geodäsie";

interface Place {
  readonly level: { readonly choice: AreaMapping["level"]; readonly usual: UsualLevel | undefined } | undefined;
  readonly division: AreaMapping["division"] | undefined;
}

/** Level and division that the areas belong to: those that have their codes already, else what the words say. */
function placeOf(layer: Layer, columns: AreaColumns, codes: ReadonlySet<string>, known: KnownSpaces): Place {
  const there = new Map<string, number>();
  for (const area of known.areas)
    if (codes.has(area.code)) {
      const key = JSON.stringify([area.level, area.division]);
      there.set(key, (there.get(key) ?? 0) + 1);
    }
  const [best] = [...there].sort((a, b) => b[1] - a[1]);
  if (best !== undefined && best[1] >= Math.min(codes.size, known.areas.length) / 2) {
    const [level = "", division = ""] = JSON.parse(best[0]) as string[];
    const label = known.levels.find(({ id }) => id === level)?.label ?? level;
    return { level: { choice: { id: level }, usual: usualLevel(level, label) }, division: { id: division } };
  }
  const usual = columns.level ?? levelOfWords(`${layer.name}`) ?? levelOfWords(layer.file);
  if (usual === undefined) return { level: undefined, division: undefined };
  return { level: { choice: levelChoice(usual, known), usual }, division: divisionChoice(usual, known) };
}

/**
 * The level that a file of areas speaks of: the county's own where it has one of that name, else a new one at its
 * place.
 */
export function levelChoice(usual: UsualLevel, known: KnownSpaces): AreaMapping["level"] {
  const there = known.levels.find(({ id, label }) => usualLevel(id, label)?.id === usual.id);
  if (there !== undefined) return { id: there.id };
  return { id: usual.id, label: usual.label, rank: rankAmong(known.levels, usual.rank), purposes: ["data"] };
}

/**
 * The division that a file of areas draws: the county's only one of that level, else a new one under a name that is
 * free.
 */
export function divisionChoice(usual: UsualLevel, known: KnownSpaces): AreaMapping["division"] {
  const level = levelChoice(usual, known).id;
  const [only, ...more] = known.divisions.filter((division) => division.level === level);
  if (only !== undefined && more.length === 0) return { id: only.id };
  const isTaken = known.divisions.some(({ id }) => id === usual.division.id);
  return {
    id: isTaken ? `${usual.division.id}-${level.toLowerCase()}` : usual.division.id,
    label: { de: usual.division.de },
    kind: usual.kind,
    partition: true,
    ...(usual.id === "GEM" || usual.id === "KREIS"
      ? { purpose: "Kommunale Selbstverwaltung", criteria: `Amtliche ${usual.label.de}grenzen` }
      : {}),
  };
}

/** The Kreise that official codes speak of, with a name as far as the file has one. */
export function kreise(codes: readonly string[], names: readonly string[], kreisNames: readonly string[] | undefined) {
  const groups = new Map<string, { name: string; own: Map<string, string> }>();
  codes.forEach((code, at) => {
    if (code.length < 5) return;
    const key = code.slice(0, 5);
    const group = groups.get(key) ?? { name: kreisNames?.[at] ?? "", own: new Map<string, string>() };
    group.own.set(code, names[at] ?? "");
    groups.set(key, group);
  });
  return [...groups]
    .map(([code, { name, own }]) => {
      const some = [...new Set(own.values())].slice(0, 2).join(", ");
      return { code, name: name || (own.size > 2 ? `${some} …` : some), areas: own.size };
    })
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The group that is the county's own: by a code that is there already, else by its name. */
export function ownGroup(groups: AreaProposal["groups"], known: KnownSpaces) {
  if (groups.length < 2) return undefined;
  const there = groups.filter(({ code }) => known.areas.some((area) => area.code.startsWith(code)));
  if (there.length === 1) return there[0];
  if (there.length > 1) return undefined;
  const named = groups.filter(({ name }) => kreisName(name) === kreisName(known.county));
  return named.length === 1 ? named[0] : undefined;
}

function kreisName(name: string): string {
  return comparableName(name)
    .replace(/\b(?:landkreis|kreisfreie stadt|kreis|stadt)\b/g, " ")
    .trim()
    .replace(/\s+/g, " ");
}

function wholesOf(
  columns: AreaColumns,
  own: UsualLevel | undefined,
  known: KnownSpaces,
  codes: readonly string[],
  group: { readonly code: string } | undefined,
): NonNullable<AreaMapping["wholes"]> {
  const { code } = columns;
  if (code === undefined) return [];
  if (columns.isOfficial && own?.id !== "KREIS" && codes.some((one) => one.length >= 8)) {
    const usual = usualLevel("KREIS", "Kreis");
    if (usual === undefined) return [];
    const first = typeof code === "string" ? { attributes: [code], first: 5 } : { ...code, first: 5 };
    return [
      {
        level: levelChoice(usual, known),
        division: divisionChoice(usual, known),
        code: first,
        ...(columns.kreisName === undefined ? {} : { name: columns.kreisName }),
        ...(group === undefined ? {} : { names: { [group.code]: known.county } }),
      },
    ];
  }
  const named = columns.wholes.filter(
    ({ usual }) => usual.id !== own?.id && (own === undefined || usual.rank < own.rank),
  );
  if (named.length > 0)
    return named.map(({ usual, code: column, name }) => ({
      level: levelChoice(usual, known),
      division: divisionChoice(usual, known),
      code: column,
      ...(name === undefined ? {} : { name }),
    }));
  return wholeByPrefix(code, codes, own, known);
}

/** A coarser level whose codes all of these begin with: the Bezirk of a Berlin planning area. */
function wholeByPrefix(
  code: AreaMapping["code"],
  codes: readonly string[],
  own: UsualLevel | undefined,
  known: KnownSpaces,
): NonNullable<AreaMapping["wholes"]> {
  const levels = [...known.levels].sort((a, b) => b.rank - a.rank);
  for (const level of levels) {
    if (usualLevel(level.id, level.label)?.id === own?.id) continue;
    const there = new Set(known.areas.filter((area) => area.level === level.id).map((area) => area.code));
    const [length, ...others] = [...new Set([...there].map((one) => one.length))];
    if (length === undefined || others.length > 0) continue;
    if (codes.every((one) => one.length > length && there.has(one.slice(0, length))))
      return [
        {
          level: { id: level.id },
          code: typeof code === "string" ? { attributes: [code], first: length } : { ...code, first: length },
        },
      ];
  }
  return [];
}

/**
 * The day that the name of a file tells in full.
 *
 * @example
 * dayInName("31122023_Auszug_GV.xlsx") // "2023-12-31"
 * dayInName("AGS_2024-10-31.json") // "2024-10-31"
 * dayInName("stadtteile_2025.geojson") // undefined
 */
export function dayInName(file: string): string | undefined {
  const read = [
    /(?<!\d)((?:19|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)/.exec(file)?.slice(1),
    /(?<!\d)(\d\d)[-_.]?(\d\d)[-_.]?((?:19|20)\d\d)(?!\d)/.exec(file)?.slice(1).reverse(),
  ];
  for (const [year, month, day] of read.filter((parts) => parts !== undefined)) {
    const text = `${year}-${month}-${day}`;
    const date = new Date(`${text}T00:00:00Z`);
    if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return text;
  }
  return undefined;
}
