import { createHash, randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import type { Mapping } from "../../collect/collect.ts";
import { checkDelivery, receiveDelivery } from "../../collect/server/collect.ts";
import { takeHandoverContract } from "../contract/handover.ts";

/**
 * Takes what a municipality released as a delivery of its own: it goes the way of every
 * delivery, is checked, and waits to be accepted. Its source is the municipality.
 *
 * Refuses one that is not there, one that was taken already, and content that is no longer what was released.
 */
export const takeHandover = operation(takeHandoverContract, async (context, { id }) => {
  const { db, tenant, person, now, folder } = context;
  const row = await db
    .selectFrom("kreislauf.handover")
    .selectAll()
    .where("id", "=", id)
    .where("to_tenant", "=", tenant)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("describe.noSuchHandover", { id }, { kind: "missing" });
  if (row.delivery_id !== null)
    throw new Refusal("describe.handoverTaken", { id, delivery: row.delivery_id }, { kind: "conflict" });
  const bytes = Buffer.from(row.content, "utf8");
  const hash = createHash("sha256").update(bytes).digest("hex");
  if (hash !== row.content_hash) throw new Refusal("describe.handoverBroken", { id }, { kind: "conflict" });
  const incoming = join(folder, "incoming");
  await mkdir(incoming, { recursive: true });
  const path = join(incoming, randomUUID());
  await writeFile(path, bytes, { mode: 0o600 });
  const { id: delivery } = await receiveDelivery.run(context, {
    file: { name: row.file_name, path, bytes: bytes.length, hash },
  });
  const checked = await checkDelivery.run(context, { id: delivery, mapping: row.mapping as Mapping });
  await db
    .updateTable("kreislauf.handover")
    .set({ taken_by: person.name, taken_at: now(), delivery_id: delivery })
    .where("id", "=", id)
    .where("to_tenant", "=", tenant)
    .execute();
  return { delivery, state: checked.acceptable ? "checked" : "read", findings: checked.sentences };
});
