import type { AreaLevel, DivisionKind } from "../../../kernel/area/area.ts";
import type { DatedArea } from "../../../kernel/area/broughtOver.ts";
import type { AreaHistory } from "../../../kernel/area/successors.ts";
import type { Text } from "../../../kernel/text/text.ts";
import { partGroups } from "./partGroups.ts";

/** An area as it is stored: as long as it lived under one code, name and line. */
export interface StoredArea extends DatedArea {
  readonly level: string;
  readonly division: string;
  readonly name: string;
}

export interface StoredPart {
  readonly part: number;
  readonly whole: number;
  readonly share: number;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

export interface StoredDivision {
  readonly id: string;
  readonly level: string;
  readonly label: Text;
  readonly kind: DivisionKind;
  readonly partition: boolean;
}

/** What a larger area is made of in one division: all of it, or nothing can be summed. */
export interface PartGroup {
  readonly division: string;
  readonly parts: readonly { readonly area: StoredArea; readonly share: number }[];
}

/**
 * The ground that figures stand on: levels, areas as they are today, what is part
 * of what, and how it came to be. Any number of hierarchies side by side (SE-014).
 */
export interface Spaces {
  /** From the whole county to the finest. */
  readonly levels: readonly AreaLevel[];
  readonly divisions: readonly StoredDivision[];
  readonly area: (id: number) => StoredArea;
  /** Areas of today, by code. Without a division, those of the level's first. */
  readonly areasOf: (level: string, division?: string) => readonly StoredArea[];
  readonly find: (level: string, code: string) => StoredArea | undefined;
  /** The division that stands for a level when nobody asks for another. */
  readonly divisionOf: (level: string) => StoredDivision | undefined;
  /** Coarse groups first; areas that only reach through another part are not listed twice. */
  readonly groupsOf: (area: number) => readonly PartGroup[];
  /** Larger areas that it belongs to, the largest first. */
  readonly wholesOf: (area: number) => readonly StoredArea[];
  /** The area of the whole county, called as the county calls itself, or a stand-in made of its parts (id 0) where nobody drew it. */
  readonly county: StoredArea;
  /** Everything below an area and the area itself: all ids whose figures may be summed into it. */
  readonly within: (area: number) => ReadonlySet<number>;
  /** Areas that are no more, with those of the same level that were changed: what conversion needs. */
  readonly formerOf: (level: string) => readonly StoredArea[];
  /** How the areas of a level changed, by events and by keys from state to state. */
  readonly historyOf: (level: string) => AreaHistory;
  /** Today: the day of the boundaries that everything is shown on. */
  readonly day: string;
}

export interface StoredSpaces {
  readonly levels: readonly AreaLevel[];
  readonly divisions: readonly StoredDivision[];
  readonly areas: readonly StoredArea[];
  readonly parts: readonly StoredPart[];
  /** By level; a level that never changed is left out. */
  readonly histories: ReadonlyMap<string, AreaHistory>;
  /** As the county calls itself; empty while nobody said. */
  readonly countyName: string;
  readonly day: string;
}

/** Id of the stand-in for a county that nobody drew. */
export const undrawnCounty = 0;

/**
 * Arranges the stored spaces for reading, once per state of the data.
 *
 * A division whose areas do not cover their parent is never summed, since the
 * sum would pass for the whole.
 *
 * Throws when a part names an area that is not stored, which the database keeps from happening.
 */
export function spacesOf(stored: StoredSpaces): Spaces {
  const { day } = stored;
  const levels = [...stored.levels].sort((a, b) => a.rank - b.rank || compare(a.id, b.id));
  const rankOf = new Map(levels.map((level) => [level.id, level.rank]));
  const byId = new Map(stored.areas.map((area) => [area.id, area]));
  const partition = new Map(stored.divisions.map((division) => [division.id, division.partition]));
  const isNow = (valid: { validFrom: string | null; validTo: string | null }) =>
    (valid.validFrom === null || valid.validFrom <= day) && (valid.validTo === null || valid.validTo > day);
  const now = stored.areas.filter(isNow).sort((a, b) => compare(a.code, b.code) || a.id - b.id);
  const divisions = [...stored.divisions].sort((a, b) => kindOrder(a) - kindOrder(b) || compare(a.id, b.id));
  const divisionOf = (level: string) =>
    divisions.find((division) => division.level === level && now.some((area) => area.division === division.id));

  const links = new Map<number, Map<number, number>>();
  for (const { part, whole, share, validFrom, validTo } of stored.parts) {
    const [a, b] = [byId.get(part), byId.get(whole)];
    if (a === undefined || b === undefined || !isNow(a) || !isNow(b) || !isNow({ validFrom, validTo })) continue;
    const below = links.get(whole) ?? new Map<number, number>();
    links.set(whole, below.set(part, share));
  }

  const drawn = now.filter((area) => rankOf.get(area.level) === 0);
  const [only] = drawn;
  const county =
    drawn.length === 1 && only !== undefined
      ? { ...only, name: stored.countyName || only.name }
      : undrawn(stored.countyName, levels);
  if (!links.has(county.id)) links.set(county.id, rootsOf(now, county, links, divisionOf, levels));

  const reach = new Map<number, ReadonlySet<number>>();
  const within = (id: number): ReadonlySet<number> => {
    const known = reach.get(id);
    if (known !== undefined) return known;
    const found = new Set([id]);
    reach.set(id, found);
    for (const part of links.get(id)?.keys() ?? []) for (const inner of within(part)) found.add(inner);
    return found;
  };
  const above = new Map<number, Set<number>>();
  for (const whole of links.keys())
    for (const id of within(whole)) if (id !== whole) above.set(id, (above.get(id) ?? new Set()).add(whole));

  const places = new Map(now.map((area) => [`${area.level} ${area.code}`, area]));
  const area = (id: number) => {
    const found = id === county.id ? county : byId.get(id);
    if (found === undefined) throw new Error(`unknown area: ${id}`);
    return found;
  };
  const groups = new Map<number, PartGroup[]>();
  const ground = {
    links,
    within,
    area: (id: number) => byId.get(id),
    rankOf: (level: string) => rankOf.get(level) ?? 0,
    isPartition: (division: string) => partition.get(division) === true,
  };
  const groupsOf = (id: number): PartGroup[] => {
    const known = groups.get(id) ?? partGroups(id, ground);
    groups.set(id, known);
    return known;
  };
  return {
    levels,
    divisions,
    area,
    divisionOf,
    areasOf: (level, division = divisionOf(level)?.id) =>
      now.filter((one) => one.level === level && one.division === division),
    find: (level, code) => (county.level === level && county.code === code ? county : places.get(`${level} ${code}`)),
    groupsOf,
    wholesOf: (id) =>
      [...(above.get(id) ?? [])]
        .map(area)
        .sort((a, b) => (rankOf.get(a.level) ?? 0) - (rankOf.get(b.level) ?? 0) || compare(a.code, b.code)),
    county,
    within,
    formerOf: (level) => stored.areas.filter((one) => one.level === level && !isNow(one)),
    historyOf: (level) => stored.histories.get(level) ?? unchanged,
    day,
  };
}

const unchanged: AreaHistory = { changes: [], keys: [] };

function undrawn(name: string, levels: readonly AreaLevel[]): StoredArea {
  const level = levels.find((one) => one.rank === 0)?.id ?? "KREIS";
  return { id: undrawnCounty, level, division: "", code: "", name, validFrom: null, validTo: null };
}

/** What the county is made of where nobody said it: the areas of the coarsest level that belong to nothing larger. */
function rootsOf(
  now: readonly StoredArea[],
  county: StoredArea,
  links: ReadonlyMap<number, ReadonlyMap<number, number>>,
  divisionOf: (level: string) => StoredDivision | undefined,
  levels: readonly AreaLevel[],
): Map<number, number> {
  const inside = new Set([...links.values()].flatMap((below) => [...below.keys()]));
  for (const level of levels) {
    const division = divisionOf(level.id);
    if (division === undefined || !division.partition) continue;
    const roots = now.filter((area) => area.division === division.id && area.id !== county.id && !inside.has(area.id));
    if (roots.length > 0) return new Map(roots.map((area) => [area.id, 1]));
  }
  return new Map();
}

function kindOrder(division: StoredDivision): number {
  return ["administrative", "statistical", "planning", "action"].indexOf(division.kind) + (division.partition ? 0 : 10);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
