import { type Kysely, sql } from "kysely";
import { firstTenant } from "../people/tenant.ts";
import type { Database } from "../store/database.ts";
import type { Catalogue } from "./catalogue.ts";
import { baseFigureFrom, indicatorFrom } from "./definitionFrom.ts";
import { loadCatalogue } from "./loadCatalogue.ts";

/**
 * The catalogue as it holds in a county or municipality: the shipped definitions,
 * over them what the county above shares with its municipalities, and over these
 * the newest version of what it added or changed itself. Older versions stay in the
 * table `definition` and are not lost.
 *
 * The same object as before while nothing was added, so that whoever computed
 * with it can tell.
 */
export async function countyCatalogue(
  db: Kysely<Database>,
  shipped: Catalogue = loadCatalogue(),
  tenant: string = firstTenant,
): Promise<Catalogue> {
  // Versions are only added: their number says whether anything is new.
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from definition) + (select count(*) from kreislauf.shared_definition d
      where d.tenant = (select parent from kreislauf.tenant where slug = ${tenant})) as count`.execute(db);
  const [{ count } = { count: 0 }] = rows;
  if (Number(count) === 0) return shipped;
  const before = known.get(db);
  if (before?.count === Number(count) && before.shipped === shipped) return before.catalogue;
  const catalogue = await laidOver(db, shipped, tenant);
  known.set(db, { count: Number(count), shipped, catalogue });
  return catalogue;
}

const known = new WeakMap<Kysely<Database>, { count: number; shipped: Catalogue; catalogue: Catalogue }>();

async function laidOver(db: Kysely<Database>, shipped: Catalogue, tenant: string): Promise<Catalogue> {
  const shared = await db
    .selectFrom("kreislauf.shared_definition as d")
    .innerJoin("kreislauf.tenant as t", "t.parent", "d.tenant")
    .select(["d.kind", "d.id", "d.version", "d.content"])
    .where("t.slug", "=", tenant)
    .orderBy("d.version")
    .execute();
  const own = await db
    .selectFrom("definition")
    .select(["kind", "id", "version", "content"])
    .orderBy("version")
    .execute();
  const baseFigures = new Map(shipped.baseFigures);
  const indicators = new Map(shipped.indicators);
  for (const { kind, id, version, content } of [...shared, ...own]) {
    const place = `definition ${id}, version ${version}`;
    if (kind === "baseFigure") baseFigures.set(id, baseFigureFrom(content, place));
    else indicators.set(id, indicatorFrom(content, version, place));
  }
  return { baseFigures, indicators };
}
