import type { Kysely } from "kysely";
import type { Database } from "../store/database.ts";
import type { Catalogue } from "./catalogue.ts";
import { baseFigureFrom, indicatorFrom } from "./definitionFrom.ts";
import { loadCatalogue } from "./loadCatalogue.ts";

/**
 * The catalogue as it holds in a county: the shipped definitions, and over them
 * the newest version of what the county added or changed. Older versions stay in
 * the table `definition` and are not lost.
 */
export async function countyCatalogue(db: Kysely<Database>, shipped: Catalogue = loadCatalogue()): Promise<Catalogue> {
  const own = await db
    .selectFrom("definition")
    .select(["kind", "id", "version", "content"])
    .orderBy("version")
    .execute();
  if (own.length === 0) return shipped;
  const baseFigures = new Map(shipped.baseFigures);
  const indicators = new Map(shipped.indicators);
  for (const { kind, id, version, content } of own) {
    const place = `definition ${id}, version ${version}`;
    if (kind === "baseFigure") baseFigures.set(id, baseFigureFrom(content, place));
    else indicators.set(id, indicatorFrom(content, version, place));
  }
  return { baseFigures, indicators };
}
