import type { Kysely } from "kysely";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import type { AreaMapping } from "../../spaces/contract.ts";

type LevelChoice = AreaMapping["level"];
type DivisionChoice = AreaMapping["division"];
type Db = Kysely<Database>;

/** Counts what was altered, so that an import can say that nothing was. */
export interface Tally {
  changes: number;
}

/**
 * The level that is meant, made where it is missing. Purposes and label of an
 * existing one are changed by `changeLevel`, never by an import in passing.
 *
 * @param below rank to come above, for the level of larger areas
 */
export async function ensureLevel(db: Db, choice: LevelChoice, tally: Tally, below?: number): Promise<number> {
  const there = await db.selectFrom("area_level").select("rank").where("id", "=", choice.id).executeTakeFirst();
  if (there !== undefined) return there.rank;
  const finest = await db
    .selectFrom("area_level")
    .select(({ fn }) => fn.max("rank").as("rank"))
    .executeTakeFirst();
  const rank = choice.rank ?? (below === undefined ? (finest?.rank ?? 20) + 10 : Math.max(0, below - 10));
  await db
    .insertInto("area_level")
    .values({
      id: choice.id,
      label_de: choice.label?.de ?? choice.id,
      label_en: choice.label?.en ?? null,
      rank,
      purposes: [...(choice.purposes ?? ["data"])],
    })
    .execute();
  tally.changes++;
  return rank;
}

/**
 * The division that is meant, made where it is missing. A new one must say who drew
 * it, what for and how (TR-002); what is said anew about an existing one replaces
 * what was said.
 */
export async function ensureDivision(db: Db, choice: DivisionChoice, level: string, tally: Tally): Promise<void> {
  const there = await db.selectFrom("division").selectAll().where("id", "=", choice.id).executeTakeFirst();
  if (there !== undefined && there.level_id !== level)
    throw new Refusal(
      "collect.divisionOfOtherLevel",
      { division: choice.id, level: there.level_id },
      { kind: "conflict" },
    );
  const facts = {
    label_de: choice.label?.de ?? there?.label_de ?? choice.id,
    label_en: choice.label?.en ?? there?.label_en ?? null,
    kind: choice.kind ?? there?.kind ?? "administrative",
    is_partition: choice.partition ?? there?.is_partition ?? true,
    author: choice.author?.trim() ?? there?.author ?? "",
    purpose: choice.purpose?.trim() ?? there?.purpose ?? "",
    criteria: choice.criteria?.trim() ?? there?.criteria ?? "",
    decided_on: choice.decidedOn === undefined ? (there?.decided_on ?? null) : choice.decidedOn,
    approval: choice.approval?.trim() ?? there?.approval ?? "",
  };
  const missing = [
    facts.author === "" ? "Urheber" : "",
    facts.purpose === "" ? "Zweck" : "",
    facts.criteria === "" ? "Kriterien" : "",
  ].filter((fact) => fact !== "");
  if (missing.length > 0)
    throw new Refusal("collect.divisionFactsMissing", { division: choice.id, facts: missing.join(", ") });
  if (there === undefined) {
    await db
      .insertInto("division")
      .values({ id: choice.id, level_id: level, ...facts })
      .execute();
    tally.changes++;
  } else if (Object.entries(facts).some(([fact, value]) => there[fact as keyof typeof facts] !== value)) {
    await db.updateTable("division").set(facts).where("id", "=", choice.id).execute();
    tally.changes++;
  }
}

/** The boundary version that is meant, made where it is missing; answers with its id. */
export async function ensureVersion(
  db: Db,
  division: string,
  version: NonNullable<AreaMapping["boundaryVersion"]>,
  tally: Tally,
): Promise<string> {
  const id = version.id ?? `${division}@${version.validOn}`;
  const there = await db.selectFrom("boundary_version").selectAll().where("id", "=", id).executeTakeFirst();
  if (there === undefined) {
    await db
      .insertInto("boundary_version")
      .values({
        id,
        division_id: division,
        valid_on: version.validOn,
        source: version.source,
        licence: version.licence,
      })
      .execute();
    tally.changes++;
  } else if (there.division_id !== division || there.valid_on !== version.validOn)
    throw new Refusal("collect.versionOfOtherDivision", { version: id }, { kind: "conflict" });
  return id;
}
