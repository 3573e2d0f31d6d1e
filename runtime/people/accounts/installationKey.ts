import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { link, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";

/**
 * The key of this installation: it signs cookies and encrypts the secrets of second factors.
 *
 * From `KREISLAUF_SECRET`, which several servers of one installation must share; otherwise from the
 * file `secret` in the data folder, made at the first start and readable for its owner only. It
 * belongs into the backup: without it everybody must sign in anew and set up the second factor anew.
 */
export async function installationKey(folder: string, given: string | undefined): Promise<string> {
  if (given !== undefined && given !== "") {
    if (given.length < 32) throw new Refusal("people.secretTooShort");
    return given;
  }
  const file = join(folder, "secret");
  if (!existsSync(file)) await makeKey(folder, file);
  const key = readFileSync(file, "utf8").trim();
  if (key.length < 32) throw new Refusal("people.secretBroken", { file });
  return key;
}

async function makeKey(folder: string, file: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${randomBytes(48).toString("base64url")}\n`, { mode: 0o600 });
  // Whoever comes first makes the key; it appears whole or not at all.
  await link(draft, file).catch((trouble: NodeJS.ErrnoException) => {
    if (trouble.code !== "EEXIST") throw trouble;
  });
  await rm(draft);
}
