import { createHash } from "node:crypto";
import type { Static } from "typebox";
import type { BaseFigure, DisclosureRule } from "../../../kernel/indicator/baseFigure.ts";
import { countsCases } from "../../../kernel/indicator/countsCases.ts";
import { strictestRule } from "../../../kernel/indicator/strictestRule.ts";
import { type Frequency, periodAt } from "../../../kernel/time/period.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { valueAt } from "../../../kernel/value/column.ts";
import type { Value } from "../../../kernel/value/value.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import type { Mapping } from "../../collect/collect.ts";
import { release } from "../../protect/protect.ts";
import { type HandoverSummary, handOverContract } from "../contract/handover.ts";
import { askedAreas } from "./asked.ts";
import { type DataState, dataState } from "./dataState.ts";
import { baseFigureOverAreas } from "./releasedFigures.ts";

type Input = Static<typeof handOverContract.input>;

/**
 * Releases base figures of a municipality to its county. Only what was delivered goes, and
 * only through the protection; what the municipality does not name stays with it.
 *
 * Refuses a tenant without a county above it, a base figure that does not exist, and one of which nothing was
 * delivered at that level and frequency.
 */
export const handOver = operation(handOverContract, async (context, input) => {
  const { db, tenant, person, now } = context;
  const mine = await db.selectFrom("kreislauf.tenant").selectAll().where("slug", "=", tenant).executeTakeFirst();
  if (mine?.parent == null) throw new Refusal("describe.noCountyAbove");
  const state = await dataState(context);
  const rows: string[] = [];
  const figures: HandoverSummary["figures"] = [];
  const rules: DisclosureRule[] = [];
  let withheld = 0;
  for (const id of new Set(input.figures)) {
    const figure = context.catalogue.baseFigures.get(id);
    if (figure === undefined) throw new Refusal("describe.unknownFigure", { id }, { kind: "missing" });
    const found = await releasedCells(context, state, figure, input);
    if (found.length === 0)
      throw new Refusal("describe.nothingToHandOver", { figure: figure.label.de, level: input.level });
    for (const { code, period, value } of found) {
      if (value === "withheld") withheld += 1;
      rows.push([code, period, id, value === "withheld" ? "." : value].join(";"));
    }
    rules.push(state.figures.get(id)?.rule ?? "min3");
    figures.push({ id, label: figure.label.de, periods: [...new Set(found.map((cell) => cell.period))].sort() });
  }
  const content = `Schlüssel;Zeit;Grundzahl;Wert\n${rows.join("\n")}\n`;
  const summary: HandoverSummary = {
    level: input.level,
    figures,
    values: rows.length,
    withheld,
    sources: sourcesOf(state, new Set(input.figures)),
  };
  const { id } = await db
    .insertInto("kreislauf.handover")
    .values({
      from_tenant: tenant,
      to_tenant: mine.parent,
      title: input.title,
      file_name: `${mine.name}, ${input.title}.csv`,
      content,
      content_hash: createHash("sha256").update(content).digest("hex"),
      mapping: JSON.stringify(mappingOf(input, mine.name, strictestRule(rules))),
      summary: JSON.stringify(summary),
      released_by: person.name,
      released_at: now(),
      taken_by: null,
      delivery_id: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id, values: summary.values, withheld };
});

interface Cell {
  readonly code: string;
  readonly period: string;
  readonly value: number | "withheld";
}

/** The delivered cells of a figure at a level as they may leave. */
async function releasedCells(
  context: Context,
  state: DataState,
  figure: BaseFigure,
  { level, frequency }: { readonly level: string; readonly frequency: Frequency },
): Promise<Cell[]> {
  // What was not delivered for the level itself is no figure of the municipality's to hand over: no sums.
  const over = await baseFigureOverAreas(context.db, state, figure, "no", frequency);
  if (over === undefined) return [];
  const rule = state.figures.get(figure.id)?.rule ?? "min3";
  const cells: Cell[] = [];
  for (const area of askedAreas(state, level).areas) {
    const one = over.of(area.id);
    for (let place = 0; place < over.series.width; place += 1) {
      const value = valueAt(one, place);
      const part = { rule, withheld: [one.heldBack[place] ?? 0] };
      const values: Value[] = [value];
      const released = release({ values }, { parts: [countsCases(figure) ? { ...part, counts: values } : part] });
      const [left = "unknown"] = released.values;
      const period = periodAt(frequency, over.series.first + place);
      if (typeof left === "number" || left === "withheld") cells.push({ code: area.code, period, value: left });
    }
  }
  return cells;
}

function sourcesOf(state: DataState, figures: ReadonlySet<string>): HandoverSummary["sources"] {
  const ids = new Set(
    [...figures].flatMap((id) => (state.figures.get(id)?.slices ?? []).map(({ deliveryId }) => deliveryId)),
  );
  return [...ids].flatMap((id) => {
    const delivery = state.deliveries.get(id);
    return delivery === undefined ? [] : [{ file: delivery.fileName, hash: delivery.fileHash }];
  });
}

function mappingOf({ level, title, figures }: Input, publisher: string, disclosure: DisclosureRule): Mapping {
  return {
    reader: "table",
    level,
    table: {
      headerRows: [1],
      firstRow: 2,
      area: { by: "column", column: "Schlüssel", match: "code" },
      period: { by: "column", column: "Zeit" },
      values: { by: "rows", column: "Wert", figureColumns: ["Grundzahl"] },
      decimal: "point",
      absences: { ".": "withheld" },
    },
    figures: [...new Set(figures)].map((figure) => ({ source: figure, figure })),
    disclosure,
    source: { title, publisher },
  };
}
