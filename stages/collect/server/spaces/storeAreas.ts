import type { Kysely } from "kysely";
import type { Finding } from "../../../../kernel/trouble/finding.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import type { Tally } from "./ensureSpaces.ts";
import type { ReadArea } from "./readAreas.ts";

type Db = Kysely<Database>;

export interface StoredAreas {
  /** Number in the store by code. */
  readonly ids: ReadonlyMap<string, number>;
  readonly added: number;
  readonly renamed: number;
  readonly unchanged: number;
  /** What became of each, by code. */
  readonly states: ReadonlyMap<string, AreaState>;
}

/** `taken` by another division; `before` is the name until now, where it is another. */
export interface AreaState {
  readonly state: "new" | "changed" | "known" | "taken";
  readonly before: string | null;
}

type AreaToStore = Pick<ReadArea, "code" | "name" | "validFrom" | "validTo">;

/**
 * Makes the areas of a division that are missing and renames those whose name is
 * another. An area that is there under the same code stays the same area.
 *
 * @param day of the boundaries: an area that ended before it is another one
 */
export async function storeAreas(
  db: Db,
  level: string,
  division: string,
  areas: readonly AreaToStore[],
  day: string | null,
  tally: Tally,
  findings: Finding[],
  options: { readonly rename: boolean } = { rename: true },
): Promise<StoredAreas> {
  const known = await db.selectFrom("area").selectAll().where("level_id", "=", level).execute();
  const byCode = new Map<string, (typeof known)[number]>();
  for (const area of known) {
    // The one in force on the day; of several ended ones, none.
    const ended = area.valid_to !== null && day !== null && area.valid_to <= day;
    const before = byCode.get(area.code);
    if (!ended && (before === undefined || (before.valid_from ?? "") < (area.valid_from ?? "")))
      byCode.set(area.code, area);
  }
  const usedCodes = new Set(known.map((area) => area.code));
  const ids = new Map<string, number>();
  const missing: AreaToStore[] = [];
  let renamed = 0;
  let unchanged = 0;
  const states = new Map<string, AreaState>();
  for (const area of areas) {
    const there = byCode.get(area.code);
    if (there === undefined) {
      missing.push(area);
      states.set(area.code, { state: "new", before: null });
      continue;
    }
    ids.set(area.code, there.id);
    if (there.division_id !== division) {
      states.set(area.code, { state: "taken", before: null });
      findings.push(finding("error", "codeTaken", { code: area.code, division: there.division_id }));
      continue;
    }
    const validFrom = area.validFrom ?? there.valid_from;
    const validTo = area.validTo ?? there.valid_to;
    const other = options.rename && area.name !== area.code && there.name !== area.name;
    if (other) findings.push(finding("warning", "renamed", { code: area.code, name: area.name, before: there.name }));
    if (other || validFrom !== there.valid_from || validTo !== there.valid_to) {
      await db
        .updateTable("area")
        .set({ name: other ? area.name : there.name, valid_from: validFrom, valid_to: validTo })
        .where("id", "=", there.id)
        .execute();
      tally.changes++;
      renamed++;
      states.set(area.code, { state: "changed", before: other ? there.name : null });
    } else {
      unchanged++;
      states.set(area.code, { state: "known", before: null });
    }
  }
  for (let at = 0; at < missing.length; at += 500) {
    const rows = await db
      .insertInto("area")
      .values(
        missing.slice(at, at + 500).map((area) => ({
          division_id: division,
          level_id: level,
          code: area.code,
          name: area.name,
          // A code that was used before needs a day from which it means the new area.
          valid_from: area.validFrom ?? (usedCodes.has(area.code) ? day : null),
          valid_to: area.validTo,
        })),
      )
      .returning(["id", "code"])
      .execute();
    for (const { id, code } of rows) ids.set(code, id);
  }
  tally.changes += missing.length;
  return { ids, added: missing.length, renamed, unchanged, states };
}

export interface Membership {
  readonly partId: number;
  readonly part: string;
  readonly wholeId: number;
  readonly whole: string;
  readonly wholeDivision: string;
}

/**
 * Notes which areas belong to which larger ones. An area that moves to another whole
 * of the same division leaves the old one on the day of the boundaries.
 */
export async function storeMemberships(
  db: Db,
  memberships: readonly Membership[],
  day: string | null,
  tally: Tally,
  findings: Finding[],
): Promise<void> {
  if (memberships.length === 0) return;
  const known = await db
    .selectFrom("area_part")
    .innerJoin("area as whole", "whole.id", "area_part.whole_id")
    .select([
      "part_id",
      "whole_id",
      "whole.division_id as division",
      "whole.name as name",
      "area_part.valid_to as valid_to",
    ])
    .execute();
  const openLinks = new Map<number, (typeof known)[number][]>();
  for (const link of known)
    if (link.valid_to === null) openLinks.set(link.part_id, [...(openLinks.get(link.part_id) ?? []), link]);
  const rows: { part_id: number; whole_id: number; valid_from: string | null; valid_to: null }[] = [];
  for (const { partId, part, wholeId, whole, wholeDivision } of memberships) {
    const links = openLinks.get(partId) ?? [];
    if (links.some((link) => link.whole_id === wholeId)) continue;
    const left = links.filter((link) => link.division === wholeDivision);
    for (const link of left) {
      await db
        .updateTable("area_part")
        .set({ valid_to: day })
        .where("part_id", "=", partId)
        .where("whole_id", "=", link.whole_id)
        .where("valid_to", "is", null)
        .execute();
      findings.push(finding("warning", "moved", { area: part, whole, before: link.name, day: day ?? "" }));
    }
    rows.push({ part_id: partId, whole_id: wholeId, valid_from: left.length > 0 ? day : null, valid_to: null });
  }
  for (let at = 0; at < rows.length; at += 1000)
    await db
      .insertInto("area_part")
      .values(rows.slice(at, at + 1000))
      .execute();
  tally.changes += rows.length;
}

/** The codes along a circle of memberships, or undefined when there is none. */
export async function membershipLoop(db: Db): Promise<string | undefined> {
  const links = await db
    .selectFrom("area_part")
    .select(["part_id", "whole_id"])
    .where("valid_to", "is", null)
    .execute();
  const wholes = new Map<number, number[]>();
  for (const { part_id, whole_id } of links) wholes.set(part_id, [...(wholes.get(part_id) ?? []), whole_id]);
  const done = new Set<number>();
  const path: number[] = [];
  const walk = (area: number): number[] | undefined => {
    if (path.includes(area)) return [...path.slice(path.indexOf(area)), area];
    if (done.has(area)) return undefined;
    path.push(area);
    for (const whole of wholes.get(area) ?? []) {
      const loop = walk(whole);
      if (loop !== undefined) return loop;
    }
    path.pop();
    done.add(area);
    return undefined;
  };
  for (const area of wholes.keys()) {
    const loop = walk(area);
    if (loop === undefined) continue;
    const names = await db.selectFrom("area").select(["id", "code", "level_id"]).where("id", "in", loop).execute();
    return loop
      .map((id) => names.find((n) => n.id === id))
      .map((n) => `${n?.level_id} ${n?.code}`)
      .join(" → ");
  }
  return undefined;
}

/** Something odd about spaces that has no place in a file: what, how grave, and with which names. */
export function finding(severity: Finding["severity"], code: string, parameters: Finding["parameters"]): Finding {
  return { code: `collect.${code}`, severity, place: null, parameters };
}
