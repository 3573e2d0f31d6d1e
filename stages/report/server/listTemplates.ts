import { operation } from "../../../runtime/http/operation.ts";
import { templatesContract } from "../contract.ts";
import { templates } from "../templates/templates.ts";

/** The templates; they are the same for everybody and hold nobody's data. */
export const listTemplates = operation(
  templatesContract,
  async () => ({
    templates: templates.map(({ id, label, description, needs }) => ({
      id,
      label,
      description,
      indices: [...needs.indices],
    })),
  }),
  { narrows: ["own", "published"] },
);
