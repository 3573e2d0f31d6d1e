import type { Static } from "typebox";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { type IndexDefinition, type IndexPlan, indexPlan, indicesContract } from "../combine.ts";
import { seesDrafts } from "./indices/namedIndex.ts";
import { shippedIndices } from "./shippedIndices.ts";

/** The indices on offer to the asking person, with the levels at which all their components are defined. */
async function indexList(context: Context): Promise<Static<typeof indicesContract.output>> {
  const { catalogue, db } = context;
  const newest = db
    .selectFrom("index_version")
    .select(["index_id", "definition", "frozen_at", "round_id"])
    .distinctOn("index_id")
    .orderBy("index_id")
    .orderBy("version", "desc");
  const rows = await (seesDrafts(context) ? newest : newest.where("frozen_at", "is not", null)).execute();
  const entry = (plan: IndexPlan, origin: "shipped" | "own" | "round", frozenAt: Date | null) => {
    const indicators = plan.indicators.map(({ id }) => catalogue.indicators.get(id));
    const [first, ...rest] = indicators.map((indicator) => indicator?.levels ?? []);
    return {
      id: plan.id,
      label: plan.label,
      description: plan.description,
      version: plan.version,
      components: plan.indicators.map(({ id, label }, i) => ({ id, label: indicators[i]?.label ?? label })),
      origin,
      frozenAt: frozenAt?.toISOString() ?? null,
      levels: (first ?? []).filter((level) => rest.every((levels) => levels.includes(level))),
      normalisations: ["z" as const, "minmax" as const],
    };
  };
  return {
    indices: [
      ...[...shippedIndices().values()].map((plan) => entry(plan, "shipped", null)),
      ...rows.map((row) =>
        entry(indexPlan(row.definition as IndexDefinition), row.round_id === null ? "own" : "round", row.frozen_at),
      ),
    ],
  };
}

export const listIndices = operation(indicesContract, indexList, { narrows: ["published"] });
