import type { Static } from "typebox";
import { isPresent } from "../../../../kernel/value/value.ts";
import { type Context, operation } from "../../../../runtime/http/operation.ts";
import { levelValues } from "../../../describe/server/describe.ts";
import { furtherColumns, type Workbench, workbenchContract } from "../../combine.ts";
import { countedFigures, indexFacts, standardErrors } from "./indexFacts.ts";
import { type NamedIndex, namedIndex } from "./namedIndex.ts";

type Input = Static<typeof workbenchContract.input>;

/** Definition and released values of an index, so that the browser can compute it itself. */
async function indexWorkbench(context: Context, { id, version, ...where }: Input): Promise<Workbench> {
  return workbenchOf(context, await namedIndex(context, id, version), where);
}

/** The workbench of an index that somebody may look at. */
export async function workbenchOf(
  context: Context,
  { plan, versions }: NamedIndex,
  { level, period }: Pick<Input, "level" | "period">,
): Promise<Workbench> {
  const facts = await indexFacts(context, plan, { level, period });
  const { found } = facts;
  const named = await context.db.selectFrom("area_level").select("label_de").where("id", "=", level).executeTakeFirst();
  const columns = [];
  for (const { indicator, values } of found.rows)
    columns.push({
      id: indicator.id,
      label: indicator.label,
      unit: indicator.unit,
      decimals: indicator.decimals,
      values: [...values],
      errors: await standardErrors(context, indicator.id, facts),
      baseFigures: countedFigures(context, indicator.id),
    });
  const counts = [...context.catalogue.indicators.values()].filter((i) => countable(i.unit, i.formula));
  const counted = await levelValues(context, {
    indicators: counts.filter((i) => i.levels.includes(level)).map((i) => i.id),
    level,
    period: facts.period,
  });
  const sources = new Map(
    found.rows.flatMap((row) => row.sources.map((s) => [`${s.deliveryId} ${s.title}`, s] as const)),
  );
  return {
    id: plan.id,
    label: plan.label,
    description: plan.description,
    version: plan.version,
    versions: versions.map((one) => ({
      version: one.version,
      madeAt: one.madeAt.toISOString(),
      reason: one.reason,
      frozen: one.frozenAt !== null,
    })),
    level,
    levelLabel: named?.label_de ?? level,
    period: facts.period,
    periods: [...facts.periods],
    definition: plan.definition,
    areas: found.areas.map(({ code, name }) => ({ code, name })),
    columns,
    further: furtherColumns(plan).flatMap((id) => {
      const values = facts.values.columns.get(id);
      return values === undefined ? [] : [{ id, values: [...values] }];
    }),
    sizes: counted.rows
      .filter((row) => row.values.some(isPresent))
      .map((row) => ({ id: row.indicator.id, label: row.indicator.label, values: [...row.values] })),
    sources: [...sources.values()],
  };
}

export const showWorkbench = operation(workbenchContract, indexWorkbench, { narrows: ["published"] });

// Something is spread by heads, and heads are one base figure as it is: no rate, no difference.
function countable(unit: string, formula: string): boolean {
  return /^(Personen|Anzahl|Kinder|Fälle|Plätze|Haushalte)$/.test(unit) && /^[A-Z][A-Z0-9_]*$/.test(formula.trim());
}
