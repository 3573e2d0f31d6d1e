import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import type { Context } from "../../../../runtime/http/operation.ts";
import { mayI, reachOf } from "../../../../runtime/people/policy.ts";
import {
  type IndexDefinition,
  type IndexPlan,
  indexContract,
  indexPlan,
  planNamed,
  roundContract,
  roundDefinition,
  type WeightingRound,
} from "../../combine.ts";
import { storedRound } from "../rounds/storedRound.ts";
import { shippedIndices } from "../shippedIndices.ts";

/** What of a version is kept beside its definition. */
export interface IndexVersion {
  readonly version: number;
  readonly madeAt: Date;
  readonly reason: string;
  readonly frozenAt: Date | null;
}

/** An index, with its versions that may be read; none for what the catalogue ships or a round has come to. */
export interface NamedIndex {
  readonly plan: IndexPlan;
  readonly versions: readonly IndexVersion[];
}

/**
 * The index that a person names: one that the catalogue ships, one of the county's
 * own in its newest or a given version, or what a running round has come to
 * (`runde-7`). A refusal names those on offer.
 *
 * Published are what the catalogue ships and every frozen version; drafts are for those who
 * may read every index, and what a round has come to for those who may look into the round.
 */
export async function namedIndex(context: Context, id: string, version?: number): Promise<NamedIndex> {
  const named = (plan: IndexPlan): IndexPlan => namedPlan(context, plan);
  const shipped = shippedIndices().get(id);
  if (shipped !== undefined) return { plan: named(shipped), versions: [] };
  const [, number] = /^runde-(\d{1,9})$/.exec(id) ?? [];
  if (number !== undefined && (seesDrafts(context) || mayI(context.person, roundContract.policy))) {
    const { round } = await storedRound(context.db, Number(number));
    return indexOfRound(context, Number(number), round);
  }
  const asked = context.db
    .selectFrom("index_version")
    .select(["version", "definition", "made_at", "reason", "frozen_at"])
    .where("index_id", "=", id)
    .orderBy("version");
  const rows = await (seesDrafts(context) ? asked : asked.where("frozen_at", "is not", null)).execute();
  const chosen = version === undefined ? rows.at(-1) : rows.find((row) => row.version === version);
  if (chosen === undefined) return refuseUnknown(context, id, version, rows.length > 0);
  return {
    plan: named(indexPlan(chosen.definition as IndexDefinition)),
    versions: rows.map((row) => ({
      version: row.version,
      madeAt: row.made_at,
      reason: row.reason,
      frozenAt: row.frozen_at,
    })),
  };
}

/** What a round has come to, as an index. */
export function indexOfRound(context: Context, number: number, round: WeightingRound): NamedIndex {
  const definition = roundDefinition(round, { id: `runde-${number}`, version: round.versions.length + 1 });
  return { plan: namedPlan(context, indexPlan(definition)), versions: [] };
}

function namedPlan({ catalogue }: Context, plan: IndexPlan): IndexPlan {
  return planNamed(plan, (indicator) => catalogue.indicators.get(indicator)?.label);
}

/** Whether the person may read every index, or only what is published. */
export function seesDrafts({ person }: Pick<Context, "person">): boolean {
  return reachOf(person, indexContract.policy).everything;
}

/** Says that there is no such index, or no such version of it; names only what the person may read. */
export async function refuseUnknown(
  context: Context,
  id: string,
  version: number | undefined,
  isKnown: boolean,
): Promise<never> {
  if (isKnown) throw new Refusal("combine.noSuchVersion", { id, version: version ?? 0 }, { kind: "missing" });
  const versions = context.db.selectFrom("index_version").select("index_id").distinct();
  const own = await (seesDrafts(context) ? versions : versions.where("frozen_at", "is not", null)).execute();
  const known = [...shippedIndices().keys(), ...own.map((row) => row.index_id)].join(", ");
  throw new Refusal("combine.unknownIndex", { id, known }, { kind: "missing" });
}
