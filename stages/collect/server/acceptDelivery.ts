import { sql, type Transaction } from "kysely";
import type { DisclosureRule } from "../../../kernel/indicator/baseFigure.ts";
import { strictestRule } from "../../../kernel/indicator/strictestRule.ts";
import { localDay } from "../../../kernel/time/localDay.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { demandUnchanged } from "../../../runtime/history/changeOnce.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { addSlices, type FactSlice, figuresTouched, rebuildSeries } from "../../../runtime/store/facts.ts";
import type { MappedSlice } from "../applyMapping.ts";
import { acceptDelivery as contract } from "../contract.ts";
import { fileShape } from "../fileShape.ts";
import type { Mapping } from "../mapping.ts";
import { checkFile } from "./checkFile.ts";
import { addStep, demandDelivery } from "./deliveryStore.ts";
import { openDelivered } from "./readDelivered.ts";
import { storeFacilities } from "./storeFacilities.ts";

/**
 * Takes the values of a checked delivery into the store, all of them or none: one
 * transaction from the first slice to the rebuilt series. Accepting it again
 * changes nothing and says so.
 *
 * A delivery that holds everything of an earlier one supersedes it; so does one of
 * which a person says it. The mapping is learned for files of the same shape.
 *
 * Refuses a delivery that was not checked without errors, that changed since the person looked, and to supersede one
 * that is not accepted.
 */
export const acceptDelivery = operation(contract, async (context, { id, note, supersedes, basedOn }) => {
  const { db, now, signal } = context;
  const delivery = await demandDelivery(context, id);
  if (delivery.state === "accepted") return alreadyAccepted(db, id);
  if (delivery.state !== "checked" || delivery.mapping === null)
    throw new Refusal("collect.notChecked", { id }, { kind: "conflict" });
  const { mapping } = delivery;
  const workbook = await openDelivered(delivery.file);
  const { read, slices, result } = await checkFile(context, workbook, mapping);
  if (!result.acceptable) throw new Refusal("collect.hasErrors", { id, sentence: result.sentences[0] ?? "" });
  const shape = fileShape(workbook);
  context.progress({ doing: "Werte übernehmen", done: 0, total: slices.length });
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(7305, hashtext(current_schema()))`.execute(transaction);
    const state = await transaction
      .selectFrom("delivery")
      .select("state")
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (state.state === "accepted") return alreadyAccepted(transaction, id);
    await demandUnchanged(transaction, { kind: "delivery", id: String(id) }, basedOn);
    if (state.state !== "checked") throw new Refusal("collect.notChecked", { id }, { kind: "conflict" });
    const added = await addSlices(transaction, id, factSlices(slices, signal));
    const replaced =
      supersedes === undefined ? await coveredDelivery(transaction, id) : await demandAccepted(transaction, supersedes);
    const order = await sql<{
      next: number;
    }>`select coalesce(max(accepted_order), 0) + 1 as next from delivery`.execute(transaction);
    const acceptedOrder = order.rows[0]?.next ?? 1;
    await transaction
      .updateTable("delivery")
      .set({
        state: "accepted",
        accepted_order: acceptedOrder,
        supersedes_id: replaced ?? null,
        // What a person asked for; without that, each figure keeps the rule of the catalogue.
        disclosure: mapping.disclosure ?? "none",
      })
      .where("id", "=", id)
      .execute();
    await guardFigures(transaction, context, mapping, slices, id);
    const facilities = await storeFacilities(transaction, read.facilities, {
      deliveryId: id,
      shape,
      day: localDay(now()),
    });
    const touched = await figuresTouched(transaction, id);
    await rebuildSeries(transaction, touched);
    for (const step of context.afterAcceptance) await step(context, transaction, touched);
    await transaction
      .insertInto("learned_mapping")
      .values({ shape, mapping: JSON.stringify(learnable(mapping)), delivery_id: id, learned_at: now() })
      .onConflict((conflict) =>
        conflict
          .column("shape")
          .doUpdateSet({ mapping: JSON.stringify(learnable(mapping)), delivery_id: id, learned_at: now() }),
      )
      .execute();
    await addStep(transaction, context, id, "accepted", note ?? "");
    signal.throwIfAborted();
    return {
      id,
      alreadyAccepted: false,
      values: slices.reduce((sum, slice) => sum + slice.values.length, 0),
      slices: added,
      figures: [...new Set(slices.map((slice) => slice.figure))],
      facilities,
      supersedes: replaced === undefined ? [] : [replaced],
      acceptedOrder,
    };
  });
});

type Db = Transaction<Database>;

function* factSlices(slices: readonly MappedSlice[], signal: AbortSignal): Generator<FactSlice> {
  for (const slice of slices) {
    signal.throwIfAborted();
    yield {
      figure: slice.figure,
      breakdown: slice.breakdown,
      frequency: slice.frequency,
      ordinal: slice.ordinal,
      areaIds: slice.areaIds,
      values: slice.values,
      sheet: slice.sheet,
      rows: slice.rows,
      columns: slice.columns,
      conversion: slice.conversion,
      marks: slice.marks,
    };
  }
}

async function alreadyAccepted(db: Context["db"], id: number) {
  const { rows } = await sql<{
    values: number;
    slices: number;
    figures: string[];
    accepted: number;
    facilities: number;
    replaced: number | null;
  }>`
    select coalesce(sum(cardinality(s.area_ids)), 0)::integer as values, count(s.id)::integer as slices,
      coalesce(array_agg(distinct f.key) filter (where f.key is not null), '{}') as figures, d.accepted_order as accepted,
      d.supersedes_id as replaced, (select count(*)::integer from facility where delivery_id = d.id) as facilities
    from delivery d left join slice s on s.delivery_id = d.id left join figure f on f.id = s.figure_id
    where d.id = ${id} group by d.id`.execute(db);
  const [row] = rows;
  return {
    id,
    alreadyAccepted: true,
    values: row?.values ?? 0,
    slices: row?.slices ?? 0,
    figures: row?.figures ?? [],
    facilities: row?.facilities ?? 0,
    supersedes: row?.replaced === null || row === undefined ? [] : [row.replaced],
    acceptedOrder: row?.accepted ?? 0,
  };
}

async function demandAccepted(db: Db, id: number): Promise<number> {
  const found = await db.selectFrom("delivery").select("state").where("id", "=", id).executeTakeFirst();
  if (found === undefined) throw new Refusal("collect.unknownDelivery", { id }, { kind: "missing" });
  if (found.state !== "accepted") throw new Refusal("collect.nothingToSupersede", { id });
  return id;
}

/** The newest accepted delivery all of whose values this one gives anew, for the same figures, points in time and areas. */
async function coveredDelivery(db: Db, id: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select d.id from delivery d
    where d.state = 'accepted' and d.id <> ${id}
      and exists (select from slice where delivery_id = d.id)
      and not exists (select from delivery newer where newer.supersedes_id = d.id and newer.state = 'accepted')
      and not exists (
        select from slice old where old.delivery_id = d.id and not exists (
          select from slice own where own.delivery_id = ${id} and own.figure_id = old.figure_id and own.breakdown = old.breakdown
            and own.frequency = old.frequency and own.ordinal = old.ordinal and own.area_ids @> old.area_ids))
    order by d.accepted_order desc limit 1`.execute(db);
  return rows[0]?.id;
}

function ruleOf({ catalogue }: Pick<Context, "catalogue">, mapping: Mapping, figure: string): DisclosureRule {
  return mapping.disclosure ?? catalogue.baseFigures.get(figure)?.disclosure ?? "min3";
}

/** A figure is guarded by the strictest rule of all deliveries that give it. */
async function guardFigures(
  db: Db,
  context: Pick<Context, "catalogue">,
  mapping: Mapping,
  slices: readonly MappedSlice[],
  id: number,
): Promise<void> {
  for (const key of new Set(slices.map((slice) => slice.figure))) {
    const own = ruleOf(context, mapping, key);
    const others = await sql<{ disclosure: DisclosureRule }>`
      select f.disclosure from figure f where f.key = ${key} and exists (
        select from slice s join delivery d on d.id = s.delivery_id
        where s.figure_id = f.id and d.state = 'accepted' and d.id <> ${id})`.execute(db);
    const rule = strictestRule([own, ...others.rows.map((row) => row.disclosure)]);
    await db.updateTable("figure").set({ disclosure: rule }).where("key", "=", key).execute();
  }
}

/**
 * What of a mapping holds for the next file: not the last row, no period or reference day that was given for this
 * file alone, no title with its year, and no broken numbers that were left out.
 */
function learnable(mapping: Mapping): Mapping {
  const { period: _, table, source, ...others } = mapping;
  const { referenceDate: ___, title, ...facts } = source ?? {};
  const rest: Mapping = {
    ...others,
    figures: mapping.figures.map(({ leaveOut: ____, ...rule }) => rule),
    ...(source === undefined
      ? {}
      : { source: title === undefined || /\d{4}/.test(title) ? facts : { title, ...facts } }),
  };
  if (table === undefined) return rest;
  const { lastRow: __, ...layout } = table;
  return { ...rest, table: layout };
}
