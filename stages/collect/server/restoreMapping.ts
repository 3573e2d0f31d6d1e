import { Value as Schema } from "typebox/value";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Restore } from "../../../runtime/http/operation.ts";
import { mappingSchema } from "../mapping.ts";
import { checkDelivery } from "./checkDelivery.ts";

/** The mapping that an open delivery had at an earlier version, with a dry run; what is accepted or rejected stays so. */
export const restoreMapping: Restore = (context, { id, content, ...start }) => {
  const { mapping } = content as { readonly mapping: unknown };
  if (!Schema.Check(mappingSchema, mapping)) throw new Refusal("collect.noMappingThen", { id });
  return checkDelivery.run(context, { id: Number(id), mapping, ...start });
};
