import { operation } from "../../../runtime/http/operation.ts";
import { templatesContract } from "../contract.ts";
import { templates } from "../templates/templates.ts";

export const listTemplates = operation(templatesContract, async () => ({
  templates: templates.map(({ id, label, description }) => ({ id, label, description })),
}));
