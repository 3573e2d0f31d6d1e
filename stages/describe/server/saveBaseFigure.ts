import { sql } from "kysely";
import type { Static } from "typebox";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { baseFigureFrom } from "../../../runtime/catalogue/definitionFrom.ts";
import { loadVocabulary } from "../../../runtime/catalogue/loadVocabulary.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { saveBaseFigureContract } from "../contract.ts";

type Input = Static<typeof saveBaseFigureContract.input>;

/** Adds a base figure, or a new version of one: what a county counts beyond the shipped 283. */
export async function savedBaseFigure(context: Context, input: Input): Promise<{ id: string; version: number }> {
  const { reason, ...content } = input;
  // The word of the formula language itself.
  if (input.id === "LAG") throw new Refusal("describe.wrongId", { id: input.id });
  const { topics } = loadVocabulary();
  if (!topics.some((topic) => topic.id === input.topic))
    throw new Refusal("describe.unknownTerm", {
      term: input.topic,
      list: "Themen",
      known: topics.map((topic) => topic.id).join(", "),
    });
  const shipped = context.catalogue.baseFigures.has(input.id) ? 1 : 0;
  const definition = baseFigureFrom(content, `definition ${input.id}`);
  const version = await context.db.transaction().execute(async (db) => {
    await sql`select pg_advisory_xact_lock(7312, hashtext(${input.id}))`.execute(db);
    const newest = await db
      .selectFrom("definition")
      .select((of) => of.fn.max("version").as("version"))
      .where("kind", "=", "baseFigure")
      .where("id", "=", input.id)
      .executeTakeFirst();
    const next = Math.max(newest?.version ?? 0, shipped) + 1;
    await db
      .insertInto("definition")
      .values({
        kind: "baseFigure",
        id: input.id,
        version: next,
        content: JSON.stringify(definition),
        changed_at: context.now(),
        person: context.person.name,
        reason,
      })
      .execute();
    return next;
  });
  return { id: input.id, version };
}

export const saveBaseFigure = operation(saveBaseFigureContract, savedBaseFigure);
