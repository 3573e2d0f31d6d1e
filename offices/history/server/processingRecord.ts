import { versionInForce } from "../../../runtime/history/changeOnce.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { readCounty } from "../../../runtime/store/foundCounty.ts";
import { processingRecord as contract } from "../contract.ts";
import { measures } from "../measures.ts";
import { controllerKey } from "./nameController.ts";

/** The record of processing activities, put together from what each stage and office declares and holds. */
export const processingRecord = operation(contract, async (context) => {
  const { db, processing, now } = context;
  const stored = await db.selectFrom("setting").select("content").where("key", "=", controllerKey).executeTakeFirst();
  const { contact = "", officer = "" } = (stored?.content ?? {}) as { contact?: string; officer?: string };
  const name = (await readCounty(db))?.name ?? "";
  const activities = await Promise.all(
    processing.map(async ({ extent, ...activity }) => ({ ...activity, extent: await extent(context) })),
  );
  return {
    controller: {
      ...{ name, contact, officer },
      version: await versionInForce(db, { kind: "setting", id: controllerKey }),
    },
    writtenAt: now().toISOString(),
    activities,
    measures: [...measures],
  };
});
