import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import type { Finding } from "../../../kernel/trouble/finding.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { type Context, operation, type Upload } from "../../../runtime/http/operation.ts";
import { fingerprintOf, isSignedBy, sha256 } from "../../../runtime/signing/signing.ts";
import { acceptDelivery, checkDelivery, previewFile, receiveDelivery } from "../../collect/server/collect.ts";
import { receiveReleasePackage as contract } from "../contract.ts";
import { type CheckedPackage, checkedPackage } from "../package/checkedPackage.ts";
import { deliveryMapping, valuesOf } from "../package/deliveryMapping.ts";
import { manifestFile, type ReleaseManifest, signatureFile } from "../package/releaseManifest.ts";
import { unzipped } from "../package/zipArchive.ts";
import { storedTransfers } from "./transfers.ts";

const mostBytes = 200_000_000;

/**
 * Takes in a release package: nothing of it unless a trusted key signed all of it,
 * and every cell finds its area and figure.
 *
 * The values go the way of every delivery, so that lineage and protection hold; the
 * record of the transfer is written in the transaction that accepts them.
 *
 * Refuses a package that is too large, unreadable, changed or signed by nobody trusted, areas and cells that fit
 * nowhere, and whatever the check of a delivery refuses.
 */
export const receiveReleasePackage = operation(contract, async (context, { file }) => {
  const { db } = context;
  try {
    const { manifest, signer, hash, fileOf } = await demandGenuine(context, file);
    const [known] = await storedTransfers(db, hash);
    if (known !== undefined)
      return {
        alreadyThere: true,
        message: `Dieses Paket ist schon als Übergabe ${known.id} da. Es wurde nichts geändert.`,
        transfer: known,
      };
    const mapping = deliveryMapping(manifest, signer.name);
    const table = fileOf(manifest.table.file) ?? new Uint8Array();
    const { check } = await previewFile.run(context, { file: await sent(context, manifest, table), mapping });
    if (check === null) throw new Error("a dry run with a mapping gave no check");
    const strange = check.areas.list.map(({ code }) => code);
    if (strange.length > 0)
      throw new Refusal("protect.packageAreas", {
        count: check.areas.unmatched,
        areas: strange.slice(0, 5).join(", "),
      });
    if (!check.acceptable) {
      const at = check.findings.findIndex(({ severity }) => severity === "error");
      const { code: cause, parameters } = check.findings[at] ?? { code: "", parameters: {} };
      throw new Refusal("protect.packageDoesNotFit", { ...parameters, cause, sentence: check.sentences[at] ?? "" });
    }
    if (check.valuesKept !== valuesOf(manifest))
      throw new Refusal("protect.packageIncomplete", { kept: check.valuesKept, cells: valuesOf(manifest) });
    const { id } = await receiveDelivery.run(context, { file: await sent(context, manifest, table) });
    const record = (at: Context["db"]) =>
      addTransfer(at, context, { manifest, hash, fingerprint: signer.fingerprint, deliveryId: id, fileOf });
    const stored = await db.selectFrom("delivery").select("state").where("id", "=", id).executeTakeFirstOrThrow();
    if (stored.state !== "accepted") await checkDelivery.run(context, { id, mapping });
    const accepted = await acceptDelivery.run(
      // Recorded first: what guards an acceptance asks whether it came as a package.
      { ...context, afterAcceptance: [(_, transaction) => record(transaction), ...context.afterAcceptance] },
      { id, note: `Freigabepaket, unterschrieben mit dem Schlüssel „${signer.name}“` },
    );
    // The same table released twice, for two purposes say: its values are there, the second record is new.
    if (accepted.alreadyAccepted) await record(db);
    const [transfer] = await storedTransfers(db, hash);
    if (transfer === undefined) throw new Error(`transfer was not recorded: ${hash}`);
    return {
      alreadyThere: false,
      message: `Übergabe ${transfer.id}: „${manifest.title}“ von ${manifest.person}, ${manifest.cells} Werte, davon ${manifest.withheld} gesperrt.`,
      transfer,
    };
  } finally {
    await rm(file.path, { force: true });
  }
});

interface GenuinePackage {
  readonly manifest: ReleaseManifest;
  readonly signer: { readonly fingerprint: string; readonly name: string };
  readonly hash: string;
  readonly fileOf: CheckedPackage["fileOf"];
}

async function demandGenuine({ db }: Context, file: Pick<Upload, "path" | "bytes">): Promise<GenuinePackage> {
  if (file.bytes > mostBytes) throw new Refusal("protect.packageTooLarge", { megabytes: Math.round(mostBytes / 1e6) });
  const files = unzipped(
    await readFile(file.path),
    (content, limit) => inflateRawSync(content, { maxOutputLength: Math.max(1, limit) }),
    mostBytes,
  );
  const keys = await db.selectFrom("release_key").selectAll().where("withdrawn_at", "is", null).execute();
  const { findings, manifest, signer, hash, fileOf } = checkedPackage(
    files,
    new Set(keys.map(({ fingerprint }) => fingerprint)),
    { sha256, isSignedBy, fingerprintOf },
    (content) => new TextDecoder().decode(content),
  );
  const [finding] = findings;
  if (finding !== undefined) throw refusalOf(finding);
  const key = keys.find(({ fingerprint }) => fingerprint === signer);
  if (manifest === undefined || hash === undefined || key === undefined)
    throw new Error("a package without findings lacks manifest or signer");
  return { manifest, signer: key, hash, fileOf };
}

function refusalOf({ code, parameters }: Finding): Refusal {
  return new Refusal(code, parameters);
}

/** The table of a package as a file that a person sent. */
async function sent({ folder }: Context, manifest: ReleaseManifest, content: Uint8Array): Promise<Upload> {
  const incoming = join(folder, "incoming");
  await mkdir(incoming, { recursive: true });
  const path = join(incoming, randomUUID());
  await writeFile(path, content, { mode: 0o600 });
  const name = `Freigabe ${manifest.figure} ${manifest.period}.csv`;
  return { name, path, bytes: content.length, hash: sha256(content) };
}

async function addTransfer(
  db: Context["db"],
  { person, now }: Context,
  release: {
    readonly manifest: ReleaseManifest;
    readonly hash: string;
    readonly fingerprint: string;
    readonly deliveryId: number;
    readonly fileOf: CheckedPackage["fileOf"];
  },
): Promise<void> {
  const { manifest, hash, fingerprint, deliveryId, fileOf } = release;
  const text = (name: string) => new TextDecoder().decode(fileOf(name));
  const added = await db
    .insertInto("transfer")
    .values({
      package_hash: hash,
      content: manifest.title,
      figure_key: [manifest.figure, ...(manifest.alsoFigures ?? []).map(({ figure }) => figure)].join(", "),
      period: manifest.period,
      recipient: manifest.recipient,
      released_on: manifest.releasedOn,
      purpose: manifest.purpose,
      rules: JSON.stringify(manifest.rules),
      person: manifest.person,
      cells: manifest.cells,
      withheld: manifest.withheld,
      key_fingerprint: fingerprint,
      manifest: text(manifestFile),
      signature: text(signatureFile),
      delivery_id: deliveryId,
      received_at: now(),
      received_by: person.name,
    })
    .onConflict((conflict) => conflict.column("package_hash").doNothing())
    .returning("id")
    .executeTakeFirst();
  const report = fileOf("protection.json") === undefined ? undefined : text("protection.json");
  if (added === undefined || report === undefined) return;
  await db.insertInto("transfer_report").values({ transfer_id: added.id, report }).execute();
}
