import { operation, type ReachingContext } from "../../../runtime/http/operation.ts";
import { unitNames } from "../../../runtime/people/unitNames.ts";
import { reportsContract } from "../contract.ts";
import { dataState, headOf, reportsWithin } from "./storedReport.ts";

/** The reports that are for the asking person, newest first; their figures stay in the store. */
async function reportHeads(context: ReachingContext) {
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
      "audiences",
      "owner",
      "circle",
    ])
    .where(reportsWithin(context))
    .orderBy("id", "desc")
    .execute();
  const unitName = await unitNames(context.db);
  return { reports: reports.map((report) => headOf(report, newest, unitName)) };
}

export const listReports = operation(reportsContract, reportHeads, { narrows: ["own", "published"] });
