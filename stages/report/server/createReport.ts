import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { belongingOf } from "../../../runtime/people/narrowing.ts";
import { createReportContract } from "../contract.ts";
import { figuresOf } from "../figuresOf.ts";
import { gatherMaterial } from "./gatherMaterial.ts";
import { asReaders, readersOf } from "./readersOf.ts";
import { dataState, templateOf } from "./storedReport.ts";

/**
 * Gathers the figures of this moment, as its readers may see them, and keeps them with a new draft.
 *
 * Refuses where there is no figure yet.
 */
export const createReport = operation(
  createReportContract,
  async (context, { title, template: name, readers, ...parameters }) => {
    const template = templateOf(name);
    const state = await dataState(context);
    const circle = await readersOf(context, { ...parameters, ...(readers === undefined ? {} : { readers }) });
    const material = await gatherMaterial(asReaders(context, circle), template, parameters);
    const figures = figuresOf(material).length;
    if (figures === 0) throw new Refusal("report.noFigures");
    const { id } = await context.db
      .insertInto("report")
      .values({
        template: template.id,
        title,
        parameters: JSON.stringify(parameters),
        state: "draft",
        snapshot: JSON.stringify(material),
        data_state: state,
        pdf: null,
        created_at: context.now(),
        created_by: context.person.name,
        released_at: null,
        released_by: null,
        circle,
        ...belongingOf(context.person.id, context.reach),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { id, figures, circle };
  },
  { narrows: ["own"] },
);
