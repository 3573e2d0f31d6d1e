import { operation } from "../../../runtime/http/operation.ts";
import { indicesContract } from "../combine.ts";
import { shippedIndices } from "./shippedIndices.ts";

/** The indices on offer, with the levels at which all their components are defined. */
export const listIndices = operation(indicesContract, async ({ catalogue }) => ({
  indices: [...shippedIndices().values()].map((plan) => {
    const indicators = plan.indicators.map(({ id }) => catalogue.indicators.get(id));
    const [first, ...rest] = indicators.map((indicator) => indicator?.levels ?? []);
    return {
      id: plan.id,
      label: plan.label,
      description: plan.description,
      version: plan.version,
      components: plan.indicators.map(({ id, label }, i) => ({ id, label: indicators[i]?.label ?? label })),
      levels: (first ?? []).filter((level) => rest.every((levels) => levels.includes(level))),
      normalisations: ["z" as const, "minmax" as const],
    };
  }),
}));
