import { loadCatalogue } from "../../../runtime/catalogue/loadCatalogue.ts";
import type { Context } from "../../../runtime/http/operation.ts";

/** A version that nobody here wrote: it came with the platform, or from the county above. */
export interface VersionBefore {
  readonly number: number;
  readonly content: object;
}

/**
 * The version of a definition that held before the first change that was made here, so that the change shows what was
 * before, and the definition can be taken back to it.
 *
 * @param firstOwn number of the first version written here; undefined when nothing was changed yet
 */
export async function versionBefore(
  { db, tenant }: Pick<Context, "db" | "tenant">,
  { kind, id }: { readonly kind: string; readonly id: string },
  firstOwn: number | undefined,
): Promise<VersionBefore | undefined> {
  if (kind !== "indicator" && kind !== "baseFigure") return undefined;
  let fromAbove = db
    .selectFrom("kreislauf.shared_definition as d")
    .innerJoin("kreislauf.tenant as t", "t.parent", "d.tenant")
    .select(["d.version as number", "d.content"])
    .where("t.slug", "=", tenant)
    .where("d.kind", "=", kind)
    .where("d.id", "=", id);
  if (firstOwn !== undefined) fromAbove = fromAbove.where("d.version", "<", firstOwn);
  const shared = await fromAbove.orderBy("d.version", "desc").executeTakeFirst();
  if (shared !== undefined) return { number: shared.number, content: shared.content as object };
  const { indicators, baseFigures } = loadCatalogue();
  const shipped = kind === "indicator" ? indicators.get(id) : baseFigures.get(id);
  return shipped === undefined || firstOwn === 1 ? undefined : { number: 1, content: shipped };
}
