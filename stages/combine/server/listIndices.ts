import { operation } from "../../../runtime/http/operation.ts";
import { type IndexDefinition, type IndexPlan, indexPlan, indicesContract } from "../combine.ts";
import { shippedIndices } from "./shippedIndices.ts";

/** The indices on offer, with the levels at which all their components are defined. */
export const listIndices = operation(indicesContract, async ({ catalogue, db }) => {
  const rows = await db
    .selectFrom("index_version")
    .select(["index_id", "definition", "frozen_at", "round_id"])
    .distinctOn("index_id")
    .orderBy("index_id")
    .orderBy("version", "desc")
    .execute();
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
});
