import type { Static } from "typebox";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { type Context, operation } from "../../../../runtime/http/operation.ts";
import { keptResultsOpen } from "../../../describe/server/describe.ts";
import {
  type FrozenIndex,
  type IndexDefinition,
  indexPlan,
  sheetContract,
  sheetWithoutResults,
} from "../../combine.ts";
import { refuseUnknown, seesDrafts } from "./namedIndex.ts";

type Input = Static<typeof sheetContract.input>;

/**
 * The method sheet and the results of a frozen version, as they were on the day.
 *
 * Readers from whom components are held back get the sheet without results.
 *
 * Who may not read drafts gets the answer of an index that is not there: that the county works at one is not told either.
 *
 * Refuses a version that does not exist or was never frozen.
 */
async function frozenVersion(context: Context, { id, version }: Input): Promise<FrozenIndex> {
  const readable = context.db.selectFrom("index_version").selectAll().where("index_id", "=", id);
  const rows = await (seesDrafts(context) ? readable : readable.where("frozen_at", "is not", null)).execute();
  const row = rows.find((one) => one.version === version);
  if (row === undefined) return refuseUnknown(context, id, version, rows.length > 0);
  if (row.frozen_at === null) throw new Refusal("combine.notFrozen", { id }, { kind: "missing" });
  const [sheet, result] = [row.sheet as FrozenIndex["sheet"], row.result as FrozenIndex["result"]];
  const indicators = indexPlan(row.definition as IndexDefinition).indicators.map((indicator) => indicator.id);
  const isOpen = await keptResultsOpen(context, { level: result.level, indicators });
  return {
    index: id,
    version,
    frozenAt: row.frozen_at.toISOString(),
    round: row.round_id,
    definition: row.definition as IndexDefinition,
    sheet: isOpen ? sheet : sheetWithoutResults(sheet),
    result: isOpen ? result : { ...result, areas: [], indices: [], columns: [] },
  };
}

export const showSheet = operation(sheetContract, frozenVersion, { narrows: ["published"] });
