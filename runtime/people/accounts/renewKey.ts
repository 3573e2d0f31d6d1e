import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import type { Kysely } from "kysely";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Database } from "../../store/database.ts";
import { installationKey } from "./installationKey.ts";

export interface RenewedKey {
  /** Second factors that go on working under the new key. */
  readonly secondFactors: number;
  readonly sessionsEnded: number;
  /** The new key, where it is a setting that somebody must change; undefined where it lies in the data folder. */
  readonly setting: string | undefined;
}

/**
 * Gives the installation a new key: second factors and recovery codes are encrypted anew and go on working,
 * everybody signs in anew.
 *
 * The new key is on the disk before anything is encrypted with it, so that a crash in between leaves no second factor
 * that nobody can read: the next try then finishes what was begun. A running server keeps the old key and must be
 * started anew.
 *
 * @param given `KREISLAUF_SECRET`, where the key is a setting
 */
export async function renewKey(
  db: Kysely<Database>,
  folder: string,
  { given, now }: { readonly given: string | undefined; readonly now: Date },
): Promise<RenewedKey> {
  const file = join(folder, "secret");
  const next = `${file}.next`;
  const old = await installationKey(folder, given);
  const isSetting = given !== undefined && given !== "";
  const begun = !isSetting && existsSync(next) ? readFileSync(next, "utf8").trim() : undefined;
  const key = begun ?? randomBytes(48).toString("base64url");
  if (!isSetting && begun === undefined) await writeFile(next, `${key}\n`, { mode: 0o600, flag: "wx" });
  try {
    const told = await db.transaction().execute(async (work) => {
      const factors = await work
        .selectFrom("kreislauf.second_factor")
        .select(["id", "secret", "recovery_codes"])
        .forUpdate()
        .execute();
      for (const { id, secret, recovery_codes } of factors)
        await work
          .updateTable("kreislauf.second_factor")
          .set({
            secret: await encryptedAnew(secret, old, key),
            recovery_codes: await encryptedAnew(recovery_codes, old, key),
          })
          .where("id", "=", id)
          .execute();
      const { numDeletedRows } = await work.deleteFrom("kreislauf.session").executeTakeFirst();
      await work.deleteFrom("kreislauf.verification").execute();
      // Under keyed hashes of the old key nobody is found any more.
      await work.deleteFrom("kreislauf.attempt").where("last_at", "<=", now).execute();
      return { secondFactors: factors.length, sessionsEnded: Number(numDeletedRows) };
    });
    if (!isSetting) await rename(next, file);
    return { ...told, setting: isSetting ? key : undefined };
  } catch (trouble) {
    // Nothing was written under a key that was only just made; one that was begun with may be in use.
    if (!isSetting && begun === undefined && !isInDoubt(trouble)) await rm(next, { force: true });
    throw trouble;
  }
}

/** Whether the database may have written what it never confirmed. */
function isInDoubt(trouble: unknown): boolean {
  return !(trouble instanceof Refusal);
}

async function encryptedAnew(data: string, old: string, key: string): Promise<string> {
  const open = await symmetricDecrypt({ key: old, data }).catch(() => undefined);
  if (open !== undefined) return symmetricEncrypt({ key, data: open });
  // An earlier try was cut off after the database had written it.
  const isDone = await symmetricDecrypt({ key, data }).then(
    () => true,
    () => false,
  );
  if (isDone) return data;
  throw new Refusal("people.secondFactorsOfAnotherKey");
}
