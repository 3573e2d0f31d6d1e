import type { Static } from "typebox";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { type Context, operation } from "../../../../runtime/http/operation.ts";
import { type FrozenIndex, type IndexDefinition, sheetContract } from "../../combine.ts";

type Input = Static<typeof sheetContract.input>;

/** The method sheet and the results of a frozen version, as they were on the day. */
async function frozenVersion({ db }: Context, { id, version }: Input): Promise<FrozenIndex> {
  const row = await db
    .selectFrom("index_version")
    .selectAll()
    .where("index_id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("combine.noSuchVersion", { id, version }, { kind: "missing" });
  if (row.frozen_at === null) throw new Refusal("combine.notFrozen", { id }, { kind: "missing" });
  return {
    index: id,
    version,
    frozenAt: row.frozen_at.toISOString(),
    round: row.round_id,
    definition: row.definition as IndexDefinition,
    sheet: row.sheet as FrozenIndex["sheet"],
    result: row.result as FrozenIndex["result"],
  };
}

export const showSheet = operation(sheetContract, frozenVersion, { narrows: ["published"] });
