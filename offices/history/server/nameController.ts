import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { nameController as contract } from "../contract.ts";

export const controllerKey = "controller";

/** Stores who answers for the processing and how the data protection officer is reached. */
export const nameController = operation(contract, ({ db }, { contact, officer, basedOn }) =>
  changeOnce(db, { kind: "setting", id: controllerKey }, basedOn, async (transaction) => {
    const content = JSON.stringify({ contact, officer });
    await transaction
      .insertInto("setting")
      .values({ key: controllerKey, content })
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ content }))
      .execute();
    return { stored: true };
  }),
);
