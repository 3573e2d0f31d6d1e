import { rm } from "node:fs/promises";
import { sql } from "kysely";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation, type ReachingContext } from "../../../runtime/http/operation.ts";
import { belongingOf } from "../../../runtime/people/narrowing.ts";
import { type KeptFile, keepFile } from "../../../runtime/store/keepFile.ts";
import { receiveDelivery as contract } from "../contract.ts";
import { addStep, demandDelivery } from "./deliveryStore.ts";
import { learnedFor, makeProposal } from "./proposal.ts";
import { openDelivered, readDelivered } from "./readDelivered.ts";

/**
 * Takes a file in: opens it, stops files about single persons, keeps it under its
 * hash and proposes how to read it, on the sheets or with the mapping that the sender names. The same content again changes nothing.
 *
 * Whatever is refused here leaves nothing behind.
 */
export const receiveDelivery = operation(
  contract,
  async (context, { file, mapping, sheets }) => {
    const { db, folder, now } = context;
    const known = await db
      .selectFrom("delivery")
      .innerJoin("delivery_step", "delivery_step.delivery_id", "delivery.id")
      .select(["delivery.id", "delivery.state", "happened_at"])
      .where("file_hash", "=", file.hash)
      .where("delivery.state", "!=", "rejected")
      .where("delivery_step.state", "=", "received")
      .orderBy("delivery.id", "desc")
      .executeTakeFirst();
    try {
      const workbook = await openDelivered(file);
      const isToldHow = mapping !== undefined || sheets !== undefined;
      const learned = isToldHow ? undefined : await learnedFor(db, workbook);
      const recognised = await readDelivered(db, workbook, mapping ?? learned?.mapping, sheets);
      const made = await makeProposal(context, workbook, recognised, learned);
      const proposal = mapping === undefined ? made : { ...made, mapping };
      if (known !== undefined) {
        const when = known.happened_at.toLocaleDateString("de-DE", { dateStyle: "medium", timeZone: "Europe/Berlin" });
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
            .select("id")
            .where("file_hash", "=", file.hash)
            .where("state", "!=", "rejected")
            .executeTakeFirst();
          if (twin !== undefined) return { id: twin.id, isNew: false };
          const { id } = await transaction
            .insertInto("delivery")
            .values({
              file_hash: file.hash,
              file_name: file.name,
              state: "read",
              reader: recognised.format.id,
              mapping: null,
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
