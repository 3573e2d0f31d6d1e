import { rm } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { sql } from "kysely";
import { Value as Schema } from "typebox/value";
import { countyClock } from "../../../kernel/time/localDay.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation, type ReachingContext } from "../../../runtime/http/operation.ts";
import { belongingOf } from "../../../runtime/people/narrowing.ts";
import { type KeptFile, keepFile } from "../../../runtime/store/keepFile.ts";
import { receiveDelivery as contract } from "../contract.ts";
import { type Mapping, mappingSchema } from "../mapping.ts";
import { addStep, demandDelivery } from "./deliveryStore.ts";
import { learnedFor, makeProposal } from "./proposal.ts";
import { openDelivered, readDelivered } from "./readDelivered.ts";

/**
 * Takes a file in: opens it, stops files about single persons, keeps it under its
 * hash and proposes how to read it, on the sheets or with the mapping that the sender names. The same content again
 * changes nothing, unless the sender wants other sheets of it, or says anew how an accepted one is to be read: that is
 * a delivery of its own.
 *
 * Whatever is refused here leaves nothing behind.
 */
export const receiveDelivery = operation(
  contract,
  async (context, { file, mapping, sheets }) => {
    const { db, folder, now } = context;
    const sameContent = await db
      .selectFrom("delivery")
      .innerJoin("delivery_step", "delivery_step.delivery_id", "delivery.id")
      .select(["delivery.id", "delivery.state", "delivery.mapping", "happened_at"])
      .where("file_hash", "=", file.hash)
      .where("delivery.state", "!=", "rejected")
      .where("delivery_step.state", "=", "received")
      .orderBy("delivery.id", "desc")
      .execute();
    const known = sameContent.find((before) => isSameReading(before, mapping, sheets));
    try {
      const workbook = await openDelivered(file);
      const isToldHow = mapping !== undefined || sheets !== undefined;
      const learned = isToldHow ? undefined : await learnedFor(db, workbook);
      const recognised = await readDelivered(db, workbook, mapping ?? learned?.mapping, sheets);
      const made = await makeProposal(context, workbook, recognised, learned);
      const proposal = mapping === undefined ? made : { ...made, mapping };
      if (known !== undefined) {
        const when = known.happened_at.toLocaleDateString("de-DE", { dateStyle: "medium", timeZone: countyClock });
        const message = `Diese Datei ist seit dem ${when} als Lieferung ${known.id} da (${stateInWords[known.state]}). Es wurde nichts geändert.`;
        const delivery = await demandOurs(context, known.id);
        return {
          id: known.id,
          alreadyThere: true,
          message,
          proposal: delivery.mapping === null || isToldHow ? proposal : { ...proposal, mapping: delivery.mapping },
        };
      }
      context.signal.throwIfAborted();
      let kept: KeptFile = nothingKept;
      try {
        const { id, isNew } = await db.transaction().execute(async (transaction) => {
          await transaction
            .insertInto("file")
            .values({ hash: file.hash, bytes: file.bytes, first_name: file.name, stored_at: now() })
            .onConflict((conflict) => conflict.column("hash").doNothing())
            .execute();
          // Of two people sending the same file at once the second waits at the file and finds the first's delivery.
          await sql`select from file where hash = ${file.hash} for update`.execute(transaction);
          const twin = await transaction
            .selectFrom("delivery")
            .select(["id", "state", "mapping"])
            .where("file_hash", "=", file.hash)
            .where("state", "!=", "rejected")
            .execute()
            .then((others) => others.find((before) => isSameReading(before, mapping, sheets)));
          if (twin !== undefined) return { id: twin.id, isNew: false };
          const { id } = await transaction
            .insertInto("delivery")
            .values({
              file_hash: file.hash,
              file_name: file.name,
              state: "read",
              reader: recognised.format.id,
              mapping: isToldHow ? JSON.stringify(proposal.mapping) : null,
              source: JSON.stringify(recognised.read.source),
              boundary_version_id: null,
              supersedes_id: null,
              findings: JSON.stringify(proposal.findings),
              accepted_order: null,
              ...belongingOf(context.person.id, context.reach),
            })
            .returning("id")
            .executeTakeFirstOrThrow();
          await addStep(transaction, context, id, "received");
          await addStep(transaction, context, id, "read", recognised.format.label.de);
          kept = await keepFile(transaction, folder, file.path, file.hash);
          context.signal.throwIfAborted();
          return { id, isNew: true };
        });
        await kept.settle();
        if (!isNew) await demandOurs(context, id);
        if (!isNew)
          return {
            id,
            alreadyThere: true,
            message: `Diese Datei kam eben als Lieferung ${id} an. Es wurde nichts geändert.`,
            proposal,
          };
        return {
          id,
          alreadyThere: false,
          message: `Lieferung ${id}: „${file.name}“ ist angekommen, erkannt als ${recognised.format.label.de}.`,
          proposal,
        };
      } catch (trouble) {
        await kept.takeBack();
        throw trouble;
      }
    } finally {
      await rm(file.path, { force: true });
    }
  },
  { narrows: ["own"] },
);

/** Whether an earlier delivery of the same content is also the same table, read as the sender wants it. */
function isSameReading(
  before: { readonly state: string; readonly mapping: unknown },
  mapping: Mapping | undefined,
  sheets: readonly string[] | undefined,
): boolean {
  const earlier = before.mapping;
  if (!Schema.Check(mappingSchema, earlier)) return true;
  // An open delivery takes the new mapping with its next check.
  if (mapping !== undefined) return before.state !== "accepted" || isDeepStrictEqual(earlier, mapping);
  if (sheets === undefined || earlier.table?.sheet === undefined) return true;
  const read = [earlier.table.sheet, ...(earlier.table.sheets ?? []).map(({ name }) => name)];
  return sheets.some((name) => read.includes(name));
}

/** Of a file that somebody else has delivered before, only that is said. */
async function demandOurs(context: ReachingContext, id: number) {
  return demandDelivery(context, id).catch((trouble: unknown) => {
    throw trouble instanceof Refusal ? new Refusal("collect.fileOfOthers", {}, { kind: "conflict" }) : trouble;
  });
}

const nothingKept: KeptFile = { takeBack: async () => {}, settle: async () => {} };

const stateInWords = {
  received: "empfangen",
  read: "gelesen",
  checked: "geprüft",
  accepted: "angenommen",
  rejected: "zurückgewiesen",
} as const;
