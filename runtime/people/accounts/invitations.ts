import { createHash, randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Database } from "../../store/database.ts";

const daysValid = 7;

export interface Invitation {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly expiresAt: Date;
  /** What stands in the table for the link; as good as useless without it. */
  readonly hash: string;
}

/** What goes into the link, and until when it opens anything. */
export interface Link {
  readonly accountId: string;
  readonly token: string;
  readonly expiresAt: Date;
}

/**
 * Gives a person an account and the one link with which to enter it for the first time.
 *
 * The account holds no right by itself. The link is valid for seven days and once; stored is its hash only.
 */
export async function invite(
  db: Kysely<Database>,
  person: { readonly name: string; readonly email: string },
  by: { readonly person: string; readonly now: Date },
): Promise<Link> {
  const name = person.name.trim();
  const email = person.email.trim().toLowerCase();
  if (name === "") throw new Refusal("people.nameMissing");
  // Enough to find a slip of the finger; whether somebody reads there shows when they come.
  if (!/^[^\s@<>"]+@[^\s@<>"]+$/.test(email) || email.length > 200) throw new Refusal("people.wrongEmail");
  return db.transaction().execute(async (work) => {
    const made = await work
      .insertInto("kreislauf.account")
      .values({ id: randomBytes(16).toString("hex"), name, email, created_at: by.now, updated_at: by.now })
      .onConflict((conflict) => conflict.column("email").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (made === undefined) throw new Refusal("people.emailTaken", {}, { kind: "conflict" });
    return newLink(work, made.id, by);
  });
}

/** A fresh link to an account that exists, for whoever lost the first one or the password; older links end. */
export async function inviteAgain(
  db: Kysely<Database>,
  accountId: string,
  by: { readonly person: string; readonly now: Date },
): Promise<Link> {
  return db.transaction().execute(async (work) => {
    const found = await work
      .selectFrom("kreislauf.account")
      .select("disabled_at")
      .where("id", "=", accountId)
      .executeTakeFirst();
    if (found === undefined) throw new Refusal("people.noSuchAccount", {}, { kind: "missing" });
    if (found.disabled_at !== null) throw new Refusal("people.accountDisabled");
    await work
      .updateTable("kreislauf.invitation")
      .set({ used_at: by.now })
      .where("account_id", "=", accountId)
      .where("used_at", "is", null)
      .execute();
    return newLink(work, accountId, by);
  });
}

async function newLink(
  db: Kysely<Database>,
  accountId: string,
  by: { readonly person: string; readonly now: Date },
): Promise<Link> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(by.now.getTime() + daysValid * 24 * 3_600_000);
  await db
    .insertInto("kreislauf.invitation")
    .values({
      token_hash: hashOf(token),
      account_id: accountId,
      invited_by: by.person,
      created_at: by.now,
      expires_at: expiresAt,
    })
    .execute();
  return { accountId, token, expiresAt };
}

/** The invitation behind a link. One answer for a wrong, an old and a used link: it opens nothing. */
export async function findInvitation(db: Kysely<Database>, token: string, now: Date): Promise<Invitation> {
  return openInvitation(db, hashOf(token), now);
}

/**
 * The invitation whose hash was kept. Refuses one that was used or has run out, and one for a disabled account, in the
 * same words.
 */
export async function openInvitation(db: Kysely<Database>, hash: string, now: Date): Promise<Invitation> {
  const row = await db
    .selectFrom("kreislauf.invitation as i")
    .innerJoin("kreislauf.account as a", "a.id", "i.account_id")
    .select(["a.id", "a.name", "a.email", "i.expires_at"])
    .where("i.token_hash", "=", hash)
    .where("i.used_at", "is", null)
    .where("i.expires_at", ">", now)
    .where("a.disabled_at", "is", null)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("people.invitationOver", {}, { kind: "missing" });
  return { accountId: row.id, name: row.name, email: row.email, expiresAt: row.expires_at, hash };
}

/** Uses the invitation up. Of two who come at the same moment one is refused. */
export async function redeemInvitation(
  db: Kysely<Database>,
  { hash, accountId }: Invitation,
  now: Date,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable("kreislauf.invitation")
    .set({ used_at: now })
    .where("token_hash", "=", hash)
    .where("used_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal("people.invitationOver", {}, { kind: "missing" });
  await join(db, accountId, now);
}

/** Somebody proved to be this person for the first time. */
export async function join(db: Kysely<Database>, accountId: string, now: Date): Promise<void> {
  await db
    .updateTable("kreislauf.account")
    .set({ joined_at: now })
    .where("id", "=", accountId)
    .where("joined_at", "is", null)
    .execute();
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The address that a link leads to. The secret part stands behind `#`, which no server and no log gets to see. */
export function invitationAddress(origin: string, token: string): string {
  return `${origin}/einladung#${token}`;
}
