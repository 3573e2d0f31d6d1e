import { sql } from "kysely";
import { type Frequency, periodAt } from "../../../kernel/time/period.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { versionInForce } from "../../../runtime/history/changeOnce.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { showDelivery as contract } from "../contract.ts";
import { demandDelivery, sentencesOf } from "./deliveryStore.ts";
import { deliverySummaries } from "./deliverySummaries.ts";
import { indicatorsByFigure } from "./figuresOfFormula.ts";

/**
 * One delivery with its steps, its findings, what it gives and who uses it (PM08-036).
 *
 * Refuses a number that does not exist.
 */
export const showDelivery = operation(
  contract,
  async (context, { id }) => {
    const { db, catalogue } = context;
    const stored = await demandDelivery(context, id);
    const [delivery] = await deliverySummaries(db, sql`d.id = ${id}`);
    if (delivery === undefined) throw new Refusal("collect.unknownDelivery", { id }, { kind: "missing" });
    const steps = await db
      .selectFrom("delivery_step")
      .select(["state", "happened_at", "person", "note"])
      .where("delivery_id", "=", id)
      .orderBy("happened_at")
      .execute();
    const { rows: contents } = await sql<{
      figure: string;
      breakdowns: number;
      frequency: Frequency;
      first: number;
      last: number;
      values: number;
    }>`
    select f.key as figure, count(distinct s.breakdown)::integer as breakdowns, s.frequency,
      min(s.ordinal) as first, max(s.ordinal) as last, sum(cardinality(s.area_ids))::integer as values
    from slice s join figure f on f.id = s.figure_id where s.delivery_id = ${id}
    group by f.key, s.frequency order by f.key`.execute(db);
    const figures = new Set(contents.map((row) => row.figure));
    const byFigure = indicatorsByFigure(catalogue);
    const indicators = new Map(
      [...figures].flatMap((figure) =>
        (byFigure.get(figure) ?? []).map((indicator) => [indicator.id, indicator] as const),
      ),
    );
    // A step from a value in force, noted by whoever checked it for all, may rest on what is withheld from others.
    const findings = context.reach.everything
      ? stored.findings
      : stored.findings.filter(({ code }) => code !== "collect.jump");
    return {
      delivery,
      mapping: stored.mapping,
      version: await versionInForce(db, { kind: "delivery", id: String(id) }),
      steps: steps.map(({ happened_at, ...step }) => ({ ...step, at: happened_at.toISOString() })),
      findings: [...findings],
      sentences: sentencesOf(findings),
      contents: contents.map((row) => ({
        figure: row.figure,
        label: catalogue.baseFigures.get(row.figure)?.label.de ?? row.figure,
        breakdowns: row.breakdowns,
        firstPeriod: periodAt(row.frequency, row.first),
        lastPeriod: periodAt(row.frequency, row.last),
        values: row.values,
      })),
      usedBy: {
        indicators: [...indicators.values()].sort((a, b) => a.label.localeCompare(b.label, "de")),
        reports: figures.size === 0 ? [] : await reports(db, delivery.state, id, context.reach.everything),
      },
    };
  },
  { narrows: ["own"] },
);

/** Reports hold a whole state of data: those made after this delivery was accepted use it. */
async function reports(db: Context["db"], state: string, id: number, alsoDrafts: boolean) {
  if (state !== "accepted") return [];
  const { rows } = await sql<{ id: number; title: string; state: string; outdated: boolean }>`
    select r.id, r.title, r.state, r.data_state < (select max(accepted_order) from delivery) as outdated
    from report r where (r.state = 'released' or ${alsoDrafts}) and r.data_state >= (select accepted_order from delivery where id = ${id}) order by r.id desc`.execute(
    db,
  );
  return rows;
}
