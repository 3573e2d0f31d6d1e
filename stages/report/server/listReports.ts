import { operation } from "../../../runtime/http/operation.ts";
import { reportsContract } from "../contract.ts";
import { dataState, headOf } from "./storedReport.ts";

/** All reports, newest first; their figures stay in the store. */
export const listReports = operation(reportsContract, async (context) => {
  const newest = await dataState(context);
  const reports = await context.db
    .selectFrom("report")
    .select([
      "id",
      "template",
      "title",
      "state",
      "data_state",
      "created_at",
      "created_by",
      "released_at",
      "released_by",
    ])
    .orderBy("id", "desc")
    .execute();
  return { reports: reports.map((report) => headOf(report, newest)) };
});
