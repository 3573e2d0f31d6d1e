import type { PartGroup, StoredArea } from "./spaces.ts";

/** Direct links from a whole to its parts, with the share of the part that counts. */
export type Links = ReadonlyMap<number, ReadonlyMap<number, number>>;

export interface GroundForGroups {
  readonly links: Links;
  readonly within: (area: number) => ReadonlySet<number>;
  readonly area: (id: number) => StoredArea | undefined;
  readonly rankOf: (level: string) => number;
  /** Whether the areas of a division cover their parent without gap or overlap. */
  readonly isPartition: (division: string) => boolean;
}

/**
 * The ways to make up a whole from its parts, the coarsest first: a county from
 * its Ämter, or from its municipalities, or from its planning regions.
 *
 * A division counts only if it makes up all of the whole. Two things would pass
 * for it and do not: quarters that only one town of the county has, and Ämter
 * beside which there are towns that belong to none.
 */
export function partGroups(whole: number, ground: GroundForGroups): PartGroup[] {
  const { links, within, area, rankOf, isPartition } = ground;
  const direct = [...(links.get(whole)?.keys() ?? [])].flatMap((id) => area(id) ?? []);
  const divisions = [...new Set(direct.map((part) => part.division))].filter(isPartition);
  const inside = [...within(whole)].flatMap((id) => (id === whole ? [] : (area(id) ?? [])));
  const candidates = divisions
    .map((division) => inside.filter((part) => part.division === division).sort((a, b) => (a.code < b.code ? -1 : 1)))
    .map((parts) => ({ parts, rank: rankOf(parts[0]?.level ?? "") }))
    .sort((a, b) => a.rank - b.rank || ((a.parts[0]?.division ?? "") < (b.parts[0]?.division ?? "") ? -1 : 1));

  const contains = (outer: StoredArea, inner: StoredArea) => outer.id !== inner.id && within(outer.id).has(inner.id);
  const related = (coarse: Candidate, fine: Candidate) =>
    coarse.parts.some((outer) => fine.parts.some((inner) => contains(outer, inner)));
  const isShortcut = (fine: Candidate) =>
    candidates.some(
      (coarse) =>
        coarse !== fine &&
        related(coarse, fine) &&
        coarse.parts.some((outer) => !fine.parts.some((inner) => contains(outer, inner))),
    );
  const standing = candidates.filter((candidate) => !isShortcut(candidate));
  const leavesOut = (coarse: Candidate) =>
    standing.some(
      (fine) =>
        fine !== coarse &&
        related(coarse, fine) &&
        fine.parts.some((inner) => !coarse.parts.some((outer) => contains(outer, inner))),
    );
  return standing
    .filter((candidate) => !leavesOut(candidate))
    .map(({ parts }) => ({
      division: parts[0]?.division ?? "",
      parts: parts.map((part) => ({ area: part, share: shareOf(whole, part.id, ground) })),
    }));
}

interface Candidate {
  readonly parts: readonly StoredArea[];
  readonly rank: number;
}

// A part may be reached in several ways: within one division its shares add up, and divisions say the same twice.
function shareOf(whole: number, part: number, ground: GroundForGroups): number {
  const direct = ground.links.get(whole)?.get(part);
  if (direct !== undefined) return direct;
  const byDivision = new Map<string, number>();
  for (const [child, share] of ground.links.get(whole) ?? []) {
    if (!ground.within(child).has(part)) continue;
    const division = ground.area(child)?.division ?? "";
    byDivision.set(division, (byDivision.get(division) ?? 0) + share * shareOf(child, part, ground));
  }
  return Math.min(1, Math.max(0, ...byDivision.values()));
}
