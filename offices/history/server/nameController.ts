import { operation } from "../../../runtime/http/operation.ts";
import { nameController as contract } from "../contract.ts";

export const controllerKey = "controller";

/** Stores who answers for the processing and how the data protection officer is reached. */
export const nameController = operation(contract, async ({ db }, { contact, officer }) => {
  const content = JSON.stringify({ contact, officer });
  await db
    .insertInto("setting")
    .values({ key: controllerKey, content })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ content }))
    .execute();
  return { stored: true };
});
