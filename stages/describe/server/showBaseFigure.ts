import type { BaseFigure } from "../../../kernel/indicator/baseFigure.ts";
import { periodAt } from "../../../kernel/time/period.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { baseFigureFrom } from "../../../runtime/catalogue/definitionFrom.ts";
import { loadCatalogue } from "../../../runtime/catalogue/loadCatalogue.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { type BaseFigureSheet, baseFigureContract } from "../contract.ts";
import { type DataState, dataState } from "./dataState.ts";

/** A base figure as it is defined now and was before, who delivers it, and which indicators would change with it. */
export async function baseFigureSheet(context: Context, { id }: { id: string }): Promise<BaseFigureSheet> {
  const state = await dataState(context);
  const figure = state.catalogue.baseFigures.get(id);
  if (figure === undefined) throw new Refusal("describe.unknownFigure", { id }, { kind: "missing" });
  return {
    figure: definition(figure),
    versions: await versionsOf(context, id),
    usedBy: [...state.catalogue.indicators.values()]
      .filter((indicator) => state.prepared(indicator.id)?.compiled.figures.some((knot) => knot.id === id) === true)
      .map((indicator) => ({ id: indicator.id, label: indicator.label })),
    deliveries: deliveriesOf(state, id),
  };
}

async function versionsOf(context: Context, id: string): Promise<BaseFigureSheet["versions"]> {
  const own = await context.db
    .selectFrom("definition")
    .selectAll()
    .where("kind", "=", "baseFigure")
    .where("id", "=", id)
    .orderBy("version", "desc")
    .execute();
  const versions: BaseFigureSheet["versions"] = own.map((row) => ({
    version: row.version,
    changedAt: row.changed_at.toISOString(),
    person: row.person,
    reason: row.reason,
    definition: definition(baseFigureFrom(row.content, `definition ${id}`)),
  }));
  const shipped = loadCatalogue().baseFigures.get(id);
  if (shipped !== undefined)
    versions.push({ version: 1, changedAt: null, person: null, reason: "", definition: definition(shipped) });
  return versions;
}

function definition({ breaks, sums = [], ...rest }: BaseFigure) {
  return { ...rest, sums: [...sums], breaks: (breaks ?? []).map(({ period, note }) => ({ period, note })) };
}

function deliveriesOf(state: DataState, id: string): BaseFigureSheet["deliveries"] {
  const found = new Map<number, { readonly periods: Set<string>; readonly breakdowns: Set<string> }>();
  for (const { deliveryId, frequency, ordinal, breakdown } of state.figures.get(id)?.slices ?? []) {
    const one = found.get(deliveryId) ?? { periods: new Set(), breakdowns: new Set() };
    found.set(deliveryId, one);
    one.periods.add(periodAt(frequency, ordinal));
    one.breakdowns.add(breakdown);
  }
  return [...found]
    .flatMap(([deliveryId, { periods, breakdowns }]) => {
      const delivery = state.deliveries.get(deliveryId);
      if (delivery === undefined) return [];
      const { title } = delivery.source;
      return [
        {
          id: deliveryId,
          title: typeof title === "string" && title !== "" ? title : delivery.fileName,
          fileName: delivery.fileName,
          periods: [...periods].sort(),
          breakdowns: [...breakdowns].filter((one) => one !== "").length,
        },
      ];
    })
    .sort((a, b) => b.id - a.id);
}

export const showBaseFigure = operation(baseFigureContract, baseFigureSheet, { keptPerDataState: true });
