import { localDay } from "../../../kernel/time/localDay.ts";
import { versionsInForce } from "../../../runtime/history/changeOnce.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { listUnits as contract } from "../rightsContract.ts";

/** The organisation chart on a day, each unit with the names it bore before. */
export const listUnits = operation(contract, async ({ db, now }, { on }) => {
  const day = on ?? localDay(now());
  const states = await db
    .selectFrom("unit_state")
    .innerJoin("unit", "unit.id", "unit_state.unit_id")
    .selectAll("unit_state")
    .select("unit.kind")
    .where("valid_from", "<=", day)
    .orderBy("unit_id")
    .orderBy("valid_from")
    .execute();
  const version = await versionsInForce(db, "unit");
  const present = states.filter((state) => state.valid_to === null || state.valid_to > day);
  return {
    on: day,
    units: present.map((state) => ({
      id: state.unit_id,
      kind: state.kind,
      name: state.name,
      short: state.short,
      parent: state.parent_id,
      from: state.valid_from,
      to: state.valid_to,
      version: version(state.unit_id),
      formerNames: states
        .filter((former) => former.unit_id === state.unit_id && former !== state && former.name !== state.name)
        .map(({ name, valid_from, valid_to }) => ({ name, from: valid_from, to: valid_to ?? state.valid_from })),
    })),
  };
});
