import { changeOnce } from "../../../../runtime/history/changeOnce.ts";
import { operation, type Restore } from "../../../../runtime/http/operation.ts";
import { reinterpretContract } from "../../contract/interpretations.ts";
import { boundTo, demandInterpretation } from "./storedInterpretation.ts";

/**
 * Writes it anew on the figures of now; whoever does that is its author, and somebody else confirms it again.
 *
 * Refuses one that does not exist, and a wording that somebody else has changed meanwhile.
 */
export const reinterpret = operation(reinterpretContract, async (context, { id, text, basedOn }) => {
  const { db, now, person } = context;
  const row = await demandInterpretation(db, id);
  const { indicator_id: indicator, level_id: level, area_code: code, period } = row;
  const bound = await boundTo(context, { indicator, level, code, period });
  return changeOnce(db, { kind: "interpretation", id: String(id) }, basedOn, async (transaction) => {
    await transaction
      .updateTable("interpretation")
      .set({
        text: text.trim(),
        ...bound,
        ...{ written_at: now(), written_by: person.name, made_by: person.id },
        ...{ confirmed_at: null, confirmed_by: null, withdrawn: false },
      })
      .where("id", "=", id)
      .execute();
    return { id };
  });
});

/** An earlier wording as the newest one, also of what was withdrawn. */
export const restoreInterpretation: Restore = (context, { id, content, ...start }) =>
  reinterpret.run(context, { ...start, id: Number(id), text: (content as { text: string }).text });
