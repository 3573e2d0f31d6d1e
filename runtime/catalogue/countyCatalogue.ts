import type { Kysely } from "kysely";
import type { Database } from "../store/database.ts";
import type { Catalogue } from "./catalogue.ts";
import { baseFigureFrom, indicatorFrom } from "./definitionFrom.ts";
import { loadCatalogue } from "./loadCatalogue.ts";

/**
 * The catalogue as it holds in a county: the shipped definitions, and over them
 * the newest version of what the county added or changed. Older versions stay in
 * the table `definition` and are not lost.
 *
 * The same object as before while nothing was added, so that whoever computed
 * with it can tell.
 */
export async function countyCatalogue(db: Kysely<Database>, shipped: Catalogue = loadCatalogue()): Promise<Catalogue> {
  // Versions are only added: their number says whether anything is new.
  const { count } = await db
    .selectFrom("definition")
    .select((of) => of.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  if (Number(count) === 0) return shipped;
  const before = known.get(db);
  if (before?.count === Number(count) && before.shipped === shipped) return before.catalogue;
  const catalogue = await laidOver(db, shipped);
  known.set(db, { count: Number(count), shipped, catalogue });
  return catalogue;
}

const known = new WeakMap<Kysely<Database>, { count: number; shipped: Catalogue; catalogue: Catalogue }>();

async function laidOver(db: Kysely<Database>, shipped: Catalogue): Promise<Catalogue> {
  const own = await db
    .selectFrom("definition")
    .select(["kind", "id", "version", "content"])
    .orderBy("version")
    .execute();
  const baseFigures = new Map(shipped.baseFigures);
  const indicators = new Map(shipped.indicators);
  for (const { kind, id, version, content } of own) {
    const place = `definition ${id}, version ${version}`;
    if (kind === "baseFigure") baseFigures.set(id, baseFigureFrom(content, place));
    else indicators.set(id, indicatorFrom(content, version, place));
  }
  return { baseFigures, indicators };
}
