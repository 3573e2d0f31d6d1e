import { abbreviates, areaSuggestions, codeVariants, comparableName, type KnownArea } from "./areaCode.ts";
import type { Mapping } from "./mapping.ts";
import type { SourceArea } from "./readFigures.ts";

/** An area of the county as the store knows it. */
export interface StoredArea extends KnownArea {
  readonly id: number;
  readonly division: string;
  /** First day on which it is no longer valid; open ones are preferred. */
  readonly validTo: string | null;
}

/** What became of the areas that a file names. */
export interface AreaResolution {
  readonly ids: ReadonlyMap<string, StoredArea>;
  readonly unmatched: readonly { readonly area: SourceArea; readonly suggestions: readonly KnownArea[] }[];
  /** Areas of a larger file that lie outside the county, and those that the mapping leaves out. */
  readonly outside: readonly SourceArea[];
  readonly rowsMatched: number;
  readonly rowsUnmatched: number;
}

/**
 * Finds the county's areas behind the codes and names of a file.
 *
 * A nationwide file is no error: where the county's codes share at most three
 * Kreis keys, codes of other Kreise, Länder and Germany lie outside and are passed
 * over. A few strange codes among many known ones do not, since those are mistakes.
 */
export function resolveAreas(
  areas: readonly SourceArea[],
  known: readonly StoredArea[],
  mapping: Mapping,
): AreaResolution {
  const allowed = known.filter(
    (area) =>
      (mapping.level === undefined || area.level === mapping.level) &&
      (mapping.division === undefined || area.division === mapping.division),
  );
  const byCode = groupBy(allowed, (area) => area.code);
  const byName = groupBy(allowed, (area) => comparableName(area.name));
  const ids = new Map<string, StoredArea>();
  const open: SourceArea[] = [];
  const outside: SourceArea[] = [];
  for (const area of areas) {
    const found = find(area, byCode, byName, mapping) ?? findShort(area, allowed);
    if (found !== undefined) ids.set(area.code, found);
    else if (isIgnored(area.code, mapping.ignoreAreas ?? [])) outside.push(area);
    else open.push(area);
  }
  const kreise = new Set(
    known.filter(({ code }) => /^(\d{5}|\d{8,12})$/.test(code)).map(({ code }) => code.slice(0, 5)),
  );
  const larger = open.filter(
    ({ code }) => /^DG/.test(code) || (kreise.size > 0 && /^\d{1,4}(0{4,6})?$/.test(code) && code !== "0"),
  );
  const foreign =
    kreise.size > 0 && kreise.size <= 3
      ? open.filter(({ code }) => /^(\d{5}|\d{8,12})$/.test(code) && !kreise.has(code.slice(0, 5)))
      : [];
  const skipped = new Set([...larger, ...(foreign.length > areas.length / 2 ? foreign : [])]);
  const unmatched = open.filter((area) => !skipped.has(area));
  return {
    ids,
    unmatched: unmatched.map((area, i) => ({ area, suggestions: i < 200 ? areaSuggestions(area, allowed) : [] })),
    outside: [...outside, ...skipped],
    rowsMatched: areas.reduce((sum, area) => sum + (ids.has(area.code) ? area.rowCount : 0), 0),
    rowsUnmatched: unmatched.reduce((sum, area) => sum + area.rowCount, 0),
  };
}

function find(
  area: SourceArea,
  byCode: ReadonlyMap<string, readonly StoredArea[]>,
  byName: ReadonlyMap<string, readonly StoredArea[]>,
  mapping: Mapping,
): StoredArea | undefined {
  const answer = mapping.areas?.[area.code];
  for (const code of answer === undefined ? codeVariants(area.code) : [answer]) {
    const found = preferred(byCode.get(code));
    if (found !== undefined) return found;
  }
  // Codes are never guessed from names; names are looked up only where the file has nothing else.
  if (/^[\d.]+$|^DG/.test(area.code)) return undefined;
  return kreisNamed(area.code, byName) ?? preferred(byName.get(comparableName(area.code)));
}

/** "Kreis Steinburg", "Pinneberg, Kreis": the Kreis, also where a town has the same name. */
function kreisNamed(name: string, byName: ReadonlyMap<string, readonly StoredArea[]>): StoredArea | undefined {
  const bare =
    /^(?:land)?kreis\s+(.+)$/i.exec(name.trim())?.[1] ?? /^(.+?),?\s+(?:land)?kreis$/i.exec(name.trim())?.[1];
  if (bare === undefined) return undefined;
  return preferred(byName.get(comparableName(bare))?.filter(({ code }) => /^\d{5}$/.test(code)));
}

/** Where the file has names alone and cuts them short ("a. d. Elbe"), or the county does: the one area that can be meant. */
function findShort({ code }: SourceArea, allowed: readonly StoredArea[]): StoredArea | undefined {
  if (!/\p{L}/u.test(code)) return undefined;
  return preferred(allowed.filter(({ name }) => abbreviates(code, name) || abbreviates(name, code)));
}

/** The area that is valid today before one that ended; two of different levels are no answer. */
function preferred(found: readonly StoredArea[] | undefined): StoredArea | undefined {
  if (found === undefined) return undefined;
  const open = found.filter((area) => area.validTo === null);
  const candidates =
    open.length > 0 ? open : [...found].sort((a, b) => (b.validTo ?? "").localeCompare(a.validTo ?? "")).slice(0, 1);
  return candidates.length === 1 ? candidates[0] : undefined;
}

function isIgnored(code: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => (pattern.endsWith("*") ? code.startsWith(pattern.slice(0, -1)) : code === pattern));
}

function groupBy(areas: readonly StoredArea[], key: (area: StoredArea) => string): Map<string, StoredArea[]> {
  const groups = new Map<string, StoredArea[]>();
  for (const area of areas) {
    const group = groups.get(key(area));
    if (group === undefined) groups.set(key(area), [area]);
    else group.push(area);
  }
  return groups;
}
