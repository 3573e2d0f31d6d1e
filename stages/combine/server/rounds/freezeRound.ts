import { createHash } from "node:crypto";
import { localDay } from "../../../../kernel/time/localDay.ts";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { type Context, operation } from "../../../../runtime/http/operation.ts";
import { readCounty } from "../../../../runtime/store/foundCounty.ts";
import {
  canonicalJson,
  classChanges,
  classChangesInWords,
  computeIndex,
  definitionChanges,
  type FrozenResult,
  freezeRoundContract,
  type IndexDefinition,
  type IndexResult,
  indexPlan,
  type MethodSheet,
  methodSheet,
  planNamed,
  type RoundEvent,
  releasedIndex,
  roundDefinition,
  type WeightingRound,
  withEvent,
} from "../../combine.ts";
import { demandLevel } from "../demandLevel.ts";
import { countedFigures, type IndexFacts, indexFacts } from "../indices/indexFacts.ts";
import { shippedIndices } from "../shippedIndices.ts";
import { addEvents, lockRound, storedRound } from "./storedRound.ts";

/**
 * Freezes what a round has come to as a version of an index: definition, results,
 * the values that they come from, and the method sheet. From then on it stays as it is.
 *
 * Refuses an id that the platform ships or a round uses, and freezing without a reason.
 */
export const freezeRound = operation(freezeRoundContract, async (context, { id, index, reason, period }) => {
  if (shippedIndices().has(index) || /^runde-\d+$/.test(index))
    throw new Refusal("combine.indexIdTaken", { id: index }, { kind: "conflict" });
  if (reason.trim() === "") throw new Refusal("combine.reasonMissing");
  const { db, now, person } = context;
  const at = now();
  return db.transaction().execute(async (transaction) => {
    await lockRound(transaction, id);
    const stored = await storedRound(transaction, id);
    const earlier = await transaction
      .selectFrom("index_version")
      .select(["version", "definition"])
      .where("index_id", "=", index)
      .orderBy("version", "desc")
      .forUpdate()
      .executeTakeFirst();
    const version = (earlier?.version ?? 0) + 1;
    const frozen: RoundEvent = { kind: "frozen", at: at.toISOString(), by: person.name, index, version, reason };
    const round = withEvent(stored.round, frozen);
    const made = await madeVersion(context, round, { index, version, reason, period, at }, earlier);
    await addEvents(transaction, stored, [frozen]);
    await transaction
      .insertInto("index_version")
      .values({
        index_id: index,
        version,
        definition: JSON.stringify(made.definition),
        made_at: at,
        made_by: person.name,
        reason: reason.trim(),
        round_id: id,
        frozen_at: at,
        sheet: JSON.stringify(made.sheet),
        result: JSON.stringify(made.result),
      })
      .execute();
    await transaction.updateTable("weighting_round").set({ closed_at: at }).where("id", "=", id).execute();
    return { index, version };
  });
});

interface Freezing {
  readonly index: string;
  readonly version: number;
  readonly reason: string;
  readonly period: string | undefined;
  readonly at: Date;
}

async function madeVersion(
  context: Context,
  round: WeightingRound,
  { index, version, reason, period, at }: Freezing,
  earlier: { readonly version: number; readonly definition: unknown } | undefined,
): Promise<{ definition: IndexDefinition; sheet: MethodSheet; result: FrozenResult }> {
  const definition = roundDefinition(round, { id: index, version });
  const named = (one: IndexDefinition) =>
    planNamed(indexPlan(one), (indicator) => context.catalogue.indicators.get(indicator)?.label);
  const plan = named(definition);
  const facts = await indexFacts(context, plan, { level: round.level, period });
  const result = computeIndex(plan, facts.values);
  const otherTable = round.table === "1-2-3-4" ? "1-2-4-8" : "1-2-3-4";
  const other = computeIndex(named(roundDefinition(round, { id: index, version, table: otherTable })), facts.values);
  const before = earlier === undefined ? undefined : (earlier.definition as IndexDefinition);
  const sheet = methodSheet(round, result, {
    county: (await readCounty(context.db))?.name ?? "",
    index,
    version,
    frozenOn: localDay(at),
    frozenBy: context.person.name,
    reason: reason.trim(),
    fingerprint: createHash("sha256").update(canonicalJson(definition)).digest("hex"),
    levelLabel: await demandLevel(context.db, round.level),
    period: facts.period,
    sources: sourcesInWords(facts),
    otherTable: { table: otherTable, changes: classChanges(computeIndex(plan, facts.values), other) },
    before:
      before === undefined || earlier === undefined
        ? null
        : {
            version: earlier.version,
            sentences: await changesInWords(context, before, definition, result, round.level, facts),
          },
    baseFigures: new Map(plan.indicators.map(({ id }) => [id, countedFigures(context, id)])),
  });
  return { definition, sheet, result: frozenResult(result, facts) };
}

/** What changed in the definition, and what the areas get from it on the same values. */
async function changesInWords(
  context: Context,
  before: IndexDefinition,
  after: IndexDefinition,
  result: IndexResult,
  level: string,
  { period }: IndexFacts,
): Promise<string[]> {
  const plan = indexPlan(before);
  const facts = await indexFacts(context, plan, { level, period }).catch((trouble: unknown) => {
    // What the earlier version was made of may not be there any more.
    if (trouble instanceof Refusal) return null;
    throw trouble;
  });
  const changed = definitionChanges(before, after);
  const effects = facts === null ? [] : classChanges(computeIndex(plan, facts.values), result).map(classChangesInWords);
  return [...(changed.length === 0 ? ["An der Definition hat sich nichts geändert."] : changed), ...effects];
}

function frozenResult(result: IndexResult, { level, period, found }: IndexFacts): FrozenResult {
  return {
    level,
    period,
    areas: found.areas.map(({ code, name }) => ({ code, name })),
    indices: result.plan.roots.map((root) => {
      const released = releasedIndex(result, root.id);
      return {
        id: root.id,
        label: root.label.de,
        values: [...released.values],
        ranks: [...released.ranks],
        classes: released.values.map((_, i) => released.classes?.classes[i] ?? null),
      };
    }),
    columns: found.rows.map((row) => ({ id: row.indicator.id, values: [...row.values] })),
  };
}

function sourcesInWords({ found }: IndexFacts): string[] {
  const sources = found.rows.flatMap((row) => row.sources);
  return [
    ...new Set(
      sources.map((one) =>
        [one.publisher === "" ? one.title : `${one.publisher}, ${one.title}`, one.licence, one.referenceDate]
          .filter((part) => part !== "")
          .join(" · "),
      ),
    ),
  ];
}
