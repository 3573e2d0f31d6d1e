import { type Kysely, sql } from "kysely";
import type { Static } from "typebox";
import { comparableStreet } from "../../../../kernel/area/address.ts";
import { arealShares } from "../../../../kernel/area/arealWeighting.ts";
import { type DivisionShare, sharesByUnits } from "../../../../kernel/area/divisionShares.ts";
import { type Ground, groundArea, groundBounds, joinedBounds } from "../../../../kernel/geometry/polygon.ts";
import { germanDate } from "../../../../kernel/time/germanDate.ts";
import { localDay } from "../../../../kernel/time/localDay.ts";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { operation, type ReachingContext } from "../../../../runtime/http/operation.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import { addressFinder, type PlacedAddress } from "../../spaces/addressList.ts";
import { divisionSharesContract } from "../../spaces/changesContract.ts";
import { inMetres } from "../../spaces/locate.ts";
import { metricProjection } from "../../spaces/projection.ts";
import { commonGrounds } from "./commonGrounds.ts";
import { seenDivisions } from "./seenDivisions.ts";
import type { StoredGeometry } from "./storeGrounds.ts";

type Db = Kysely<Database>;

/**
 * How values get from one division to another that lies over the same ground, and how
 * well (TR-001, R-11): exactly where each area of the first is built of parts that
 * all lie in one area of the second, else by the addresses that both lists name, else
 * by common ground.
 *
 * Shares from 0 to 1. Refuses a division that does not exist, or that the person may not see, and one without ground
 * on that day where nothing better is known.
 */
async function sharesBetween(context: ReachingContext, { from, to, on }: Static<typeof divisionSharesContract.input>) {
  const { db, now } = context;
  const seen = await seenDivisions(context);
  const day = on ?? localDay(now());
  for (const division of [from, to]) {
    const there = await db.selectFrom("division").select("id").where("id", "=", division).executeTakeFirst();
    if (there === undefined || seen?.includes(division) === false)
      throw new Refusal("collect.divisionUnknown", { division }, { kind: "missing" });
  }
  const exact = await sharesByParts(db, from, to, day);
  const byAddress = exact === undefined ? await sharesByAddresses(db, from, to, day) : undefined;
  const by: keyof typeof labels = exact !== undefined ? "blocks" : byAddress !== undefined ? "addresses" : "area";
  const rows = [...(exact ?? byAddress ?? (await sharesByGround(db, from, to, day)))].sort(
    (a, b) => compare(a.from, b.from) || compare(a.to, b.to),
  );
  const covered = new Map<string, number>();
  for (const { from: code, share } of rows) covered.set(code, (covered.get(code) ?? 0) + share);
  const isExact = rows.every(({ share }) => Math.abs(share - 1) < nearly);
  return {
    from,
    to,
    on: day,
    by,
    quality: isExact ? ("exact" as const) : ("estimated" as const),
    label: isExact ? { de: "exakt", en: "exact" } : labels[by],
    rows,
    coverage: [...covered].filter(([, share]) => share < 1 - nearly).map(([code, share]) => ({ code, share })),
  };
}

export const divisionShares = operation(divisionSharesContract, sharesBetween, { narrows: ["own", "published"] });

const labels = {
  blocks: { de: "geschätzt (Blöcke)", en: "estimated (blocks)" },
  addresses: { de: "geschätzt (Adressanteil)", en: "estimated (address share)" },
  area: { de: "geschätzt (Flächenanteil)", en: "estimated (area share)" },
} as const;

// Two drawings of one border differ in the last digits; a hundred-thousandth of an area is that.
const nearly = 1e-5;

/** Undefined unless every part of every area lies in exactly one area of the other division, and all of them in the same. */
async function sharesByParts(
  db: Db,
  from: string,
  to: string,
  day: string,
): Promise<readonly DivisionShare[] | undefined> {
  const { rows } = await sql<{ from: string; to: string | null }>`
    select a.code as from, b.code as to
    from area a
      join area_part p on p.whole_id = a.id and p.share = 1
        and coalesce(p.valid_from, '-infinity') <= ${day}::date and coalesce(p.valid_to, 'infinity') > ${day}::date
      left join (area_part q join area b on b.id = q.whole_id and b.division_id = ${to}) on q.part_id = p.part_id and q.share = 1
        and coalesce(q.valid_from, '-infinity') <= ${day}::date and coalesce(q.valid_to, 'infinity') > ${day}::date
    where a.division_id = ${from}`.execute(db);
  if (rows.length === 0 || rows.some((row) => row.to === null)) return undefined;
  const shares = sharesByUnits(
    rows.map((row) => ({ ...row, weight: 1 })),
    "blocks",
  ).rows;
  // A whole whose parts go two ways would have to be divided, and parts are not people.
  return shares.every(({ share }) => share === 1) ? shares : undefined;
}

async function sharesByGround(db: Db, from: string, to: string, day: string): Promise<readonly DivisionShare[]> {
  const [sources, targets] = [await groundsOf(db, from, day), await groundsOf(db, to, day)];
  const bounds = joinedBounds([...sources, ...targets].map(({ ground }) => groundBounds(ground) ?? [0, 0, 0, 0]));
  if (bounds === undefined) return [];
  const metric = metricProjection(bounds);
  const measured = (areas: typeof sources) =>
    areas.map(({ code, ground }) => ({ code, ground: inMetres(ground, metric) }));
  const flat = measured(sources);
  const common = await commonGrounds(flat, measured(targets));
  const whole = new Map(flat.map(({ code, ground }) => [code, groundArea(ground)]));
  return arealShares(common, whole, "total").rows.filter(({ share }) => share > nearly);
}

/**
 * Shares by the houses of either list that the other knows too; undefined unless both divisions have a list and each
 * area of the first has a house in it. The list in force on the day counts, else the next one.
 */
async function sharesByAddresses(
  db: Db,
  from: string,
  to: string,
  day: string,
): Promise<readonly DivisionShare[] | undefined> {
  const [sources, targets] = [await addressesOf(db, from, day), await addressesOf(db, to, day)];
  if (sources.length === 0 || targets.length === 0) return undefined;
  const [inSource, inTarget] = [addressFinder(sources), addressFinder(targets)];
  const houses = new Map<string, PlacedAddress>();
  for (const one of [...sources, ...targets])
    if (one.from !== null && one.from === one.to)
      houses.set(`${comparableStreet(one.street)} ${one.from}${one.letter}`, one);
  const units = [...houses.values()].flatMap((house) => {
    const source = inSource(house);
    return source === undefined ? [] : [{ from: source, to: inTarget(house) ?? null, weight: 1 }];
  });
  const counted = new Set(units.map((unit) => unit.from));
  if (!sources.every(({ area }) => counted.has(area))) return undefined;
  return sharesByUnits(units, "addresses").rows;
}

async function addressesOf(db: Db, division: string, day: string): Promise<PlacedAddress[]> {
  const { rows } = await sql<PlacedAddress>`
    select a.place, a.street, a.number_from as from, a.number_to as to, a.letter, a.side, area.code as area
    from address a join area on area.id = a.area_id
    where a.list_id = (
      select id from address_list where division_id = ${division}
      order by valid_on <= ${day}::date desc, abs(valid_on - ${day}::date), id desc limit 1)`.execute(db);
  return rows;
}

async function groundsOf(db: Db, division: string, day: string): Promise<{ code: string; ground: Ground }[]> {
  const { rows } = await sql<{ code: string; original: StoredGeometry }>`
    select distinct on (a.code) a.code, g.original
    from area a join area_geometry g on g.area_id = a.id join boundary_version v on v.id = g.boundary_version_id
    where a.division_id = ${division}
      and coalesce(a.valid_from, '-infinity') <= ${day}::date and coalesce(a.valid_to, 'infinity') > ${day}::date
    order by a.code, v.valid_on <= ${day}::date desc, abs(v.valid_on - ${day}::date)`.execute(db);
  if (rows.length === 0) throw new Refusal("collect.divisionWithoutGround", { division, day: germanDate(day) });
  return rows.map(({ code, original }) => ({ code, ground: original.coordinates }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
