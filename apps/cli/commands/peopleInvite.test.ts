import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import phrases from "../../../offices/people/messages.de.json" with { type: "json" };
import cliPhrases from "../../../runtime/cli/messages.de.json" with { type: "json" };
import { runCommand } from "../../../runtime/cli/runCommand.ts";
import { findInvitation } from "../../../runtime/people/accounts/invitations.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { sources } from "../sources.ts";

const folder = mkdtempSync(join(tmpdir(), "people-"));
let fresh: Awaited<ReturnType<typeof freshDatabase>>;
const before = process.env.DATABASE_URL;

beforeAll(async () => {
  fresh = await freshDatabase();
  process.env.DATABASE_URL = fresh.url;
});
afterAll(async () => {
  if (before === undefined) delete process.env.DATABASE_URL;
  else process.env.DATABASE_URL = before;
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function people(...words: string[]): Promise<{ code: number; out: string; told: string }> {
  let out = "";
  let told = "";
  const code = await runCommand(["people", ...words, "--data", folder], sources, {
    print: (text) => {
      out += `${text}\n`;
    },
    tell: (text) => {
      told += `${text}\n`;
    },
    signal: new AbortController().signal,
    phrasesOf: async (name) => (name === "people" ? phrases : cliPhrases),
    version: "0",
  });
  return { code, out, told };
}

const address = ["--address", "https://planung.kreis.example"];

test("X-023 the first administrator comes from the command line: a link, a role, and a line in the audit trail", async () => {
  const { code, out } = await people(
    "invite",
    "--name",
    "Ada Beispiel",
    "--email",
    "Ada@kreis.example",
    "--role",
    "R11",
    ...address,
  );
  expect(code).toBe(0);
  const [, token = ""] = /^https:\/\/planung\.kreis\.example\/einladung#([\w-]{43})$/m.exec(out) ?? [];
  const { accountId, email } = await findInvitation(fresh.db, token, new Date());
  expect(email).toBe("ada@kreis.example");
  expect(await fresh.db.selectFrom("kreislauf.role_grant").select(["account_id", "tenant", "role"]).execute()).toEqual([
    { account_id: accountId, tenant: "kreis", role: "R11" },
  ]);
  expect(await fresh.db.selectFrom("audit_entry").select(["operation", "subject"]).execute()).toContainEqual({
    operation: "people.invitePerson",
    subject: { id: accountId },
  });
});

test("X-023 an invitation without name, with an unknown role or for a taken address is refused with a sentence", async () => {
  expect((await people("invite", "--email", "x@kreis.example")).told).toContain("--name");
  const unknown = await people("invite", "--name", "X", "--email", "x@kreis.example", "--role", "R99");
  expect([unknown.code, unknown.told]).toEqual([2, expect.stringContaining("R11")]);
  const again = await people("invite", "--name", "Ada", "--email", "ada@kreis.example");
  expect([again.code, again.told]).toEqual([2, `${phrases.emailTaken}\n`]);
});

test("X-023 a new link replaces the old one, and takes the second factor away where one asks for that", async () => {
  await fresh.db.updateTable("kreislauf.account").set({ two_factor_enabled: true }).execute();
  const first = JSON.parse((await people("link", "--json", "--email", "ada@kreis.example", ...address)).out);
  const second = JSON.parse(
    (await people("link", "--json", "--email", "ADA@kreis.example", "--reset-second-factor", ...address)).out,
  );
  const tokenOf = (link: string) => link.slice(link.indexOf("#") + 1);
  await expect(findInvitation(fresh.db, tokenOf(first.link), new Date())).rejects.toThrow("people.invitationOver");
  expect((await findInvitation(fresh.db, tokenOf(second.link), new Date())).name).toBe("Ada Beispiel");
  const account = await fresh.db.selectFrom("kreislauf.account").select("two_factor_enabled").executeTakeFirst();
  expect(account?.two_factor_enabled).toBe(false);
  const unknown = await people("link", "--email", "niemand@kreis.example");
  expect([unknown.code, unknown.told]).toEqual([2, `${phrases.noAccountOfEmail}\n`]);
});
