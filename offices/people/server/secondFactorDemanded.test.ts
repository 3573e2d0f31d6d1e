import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { installationKey } from "../../../runtime/people/accounts/installationKey.ts";
import { invite } from "../../../runtime/people/accounts/invitations.ts";
import { renewKey } from "../../../runtime/people/accounts/renewKey.ts";
import { signInSettings } from "../../../runtime/people/accounts/signInSettings.ts";
import type { Role } from "../../../runtime/people/person.ts";
import { setUpSecondFactor, type TestBrowser, type TestDoor, testDoor, totp } from "./testDoor.ts";

const password = "vier blaue Stühle am See";
const door = await testDoor();
afterAll(() => door.close());

let count = 0;
async function signedIn(at: TestDoor, ...roles: Role[]): Promise<{ browser: TestBrowser; id: string; email: string }> {
  count += 1;
  const email = `mensch${count}@kreis.example`;
  const by = { person: "x", now: at.clock.now };
  const { token, accountId: id } = await invite(at.accounts.db, { name: `Mensch ${count}`, email }, by);
  for (const role of roles) await at.give(id, role);
  const browser = at.browser({ from: `198.51.100.${count}` });
  await browser.ask("POST", "/api/invitation/password", { token, password });
  return { browser, id, email };
}

/** As if a passkey had been made on some other device: what the password alone may then still do is what is asked. */
async function hasPasskeyElsewhere(at: TestDoor, id: string): Promise<void> {
  await at.accounts.db
    .insertInto("kreislauf.passkey")
    .values({
      ...{ id: `passkey of ${id}`, account_id: id, name: "Telefon", public_key: "x", credential_id: `x ${id}` },
      ...{ counter: 0, device_type: "singleDevice", backed_up: false, transports: null, model: null },
      created_at: at.clock.now,
    })
    .execute();
}

test("X-023 administrator's work rests until the account has a second factor, and begins the moment it has one", async () => {
  const { browser, email, id } = await signedIn(door, "R11", "R1");
  const person = { name: "Neue Person", email: "neue@kreis.example" };
  expect((await browser.ask("GET", "/api/session")).body).toMatchObject({ secondFactorMissing: true });
  for (const [method, path, body] of [
    ["POST", "/api/people", person],
    ["POST", `/api/people/${id}/invitation`, {}],
    ["POST", "/api/grants", { account: email, role: "R1" }],
  ] as const) {
    const { status, body: told } = await browser.ask(method, path, body);
    expect([status, told.code]).toEqual([403, "http.secondFactorFirst"]);
    expect(told.sentence).toContain("zweiten Faktor");
  }
  // What the other role allows goes on.
  expect((await browser.ask("GET", "/api/people")).status).toBe(200);
  expect((await browser.ask("GET", "/api/account")).body).toMatchObject({ needsSecondFactor: true });

  const secret = await setUpSecondFactor(browser, password);
  expect((await browser.ask("GET", "/api/session")).body).toMatchObject({ secondFactorMissing: false });
  expect((await browser.ask("POST", "/api/people", person)).status).toBe(200);

  // Signing in anew the password leads to the question for the code, not past it.
  const elsewhere = door.browser({ from: "203.0.113.9" });
  expect((await elsewhere.ask("POST", "/api/session", { email, password })).body.next).toBe("secondFactor");
  expect((await elsewhere.ask("GET", "/api/people")).status).toBe(401);
  await door.accounts.db.deleteFrom("kreislauf.attempt").execute();
  const code = totp(secret, new Date());
  expect((await elsewhere.ask("POST", "/api/session/second-factor", { code })).status).toBe(200);
  expect((await elsewhere.ask("POST", `/api/people/${id}/invitation`)).status).toBe(200);
});

test("X-023 who only reads or plans is not asked for a second factor, unless the county wants it of everybody", async () => {
  const planner = await signedIn(door, "R1");
  expect((await planner.browser.ask("GET", "/api/session")).body.secondFactorMissing).toBe(false);
  expect((await planner.browser.ask("GET", "/api/people")).status).toBe(200);
  expect((await planner.browser.ask("POST", "/api/people", { name: "X", email: "x@y.example" })).body.code).toBe(
    "http.forbidden",
  );
  const strict = await testDoor({ secondFactor: "everybody" });
  const there = await signedIn(strict, "R1");
  expect((await there.browser.ask("GET", "/api/people")).body.code).toBe("http.secondFactorFirst");
  await setUpSecondFactor(there.browser, password);
  expect((await there.browser.ask("GET", "/api/people")).status).toBe(200);
  await strict.close();
  const open = await testDoor({ secondFactor: "offered" });
  const admin = await signedIn(open, "R11");
  expect((await admin.browser.ask("GET", "/api/people")).status).toBe(200);
  await open.close();
});

test("X-023 without accounts nobody is asked: the planner at this machine works as before", async () => {
  const here = await testDoor({ mode: "whenAccounts" });
  const browser = here.browser({ from: "127.0.0.1" });
  expect((await browser.ask("GET", "/api/session")).body).toMatchObject({ signIn: "none", secondFactorMissing: false });
  expect((await browser.ask("GET", "/api/people")).status).toBe(200);
  await here.close();
});

test("X-023 setting the second factor up ends the sessions that the password alone had opened elsewhere", async () => {
  const { browser, email } = await signedIn(door, "R11");
  const thief = door.browser({ from: "203.0.113.66" });
  expect((await thief.ask("POST", "/api/session", { email, password })).body.next).toBe("done");
  await setUpSecondFactor(browser, password);
  expect((await thief.ask("GET", "/api/session")).body.account).toBeNull();
  expect((await browser.ask("GET", "/api/people")).status).toBe(200);
});

test("X-023 who stole an administrator's password cannot make a second factor of one's own beside the passkey that is there", async () => {
  const { id, email } = await signedIn(door, "R11");
  await hasPasskeyElsewhere(door, id);
  const thief = door.browser({ from: "203.0.113.67" });
  await thief.ask("POST", "/api/session", { email, password });
  expect((await thief.ask("GET", "/api/people")).body.code).toBe("http.secondFactorFirst");
  for (const [method, path, body] of [
    ["POST", "/api/account/second-factor", { password }],
    ["DELETE", `/api/account/passkeys/passkey of ${id}`.replaceAll(" ", "%20"), undefined],
    ["POST", "/api/account/passkeys", { answer: {}, name: "meiner" }],
  ] as const)
    expect((await thief.ask(method, path, body)).body.code, path).toBe("people.signInStronger");

  // The way out: another administrator puts everything back, and the holder begins anew.
  const other = await signedIn(door, "R11");
  await setUpSecondFactor(other.browser, password);
  expect((await other.browser.ask("DELETE", `/api/people/${id}/second-factor`)).status).toBe(200);
  expect((await thief.ask("GET", "/api/session")).body.account).toBeNull();
  const holder = door.browser({ from: "203.0.113.68" });
  await holder.ask("POST", "/api/session", { email, password });
  await setUpSecondFactor(holder, password);
  expect((await holder.ask("GET", "/api/people")).status).toBe(200);
});

test("X-023 switching the second factor off lets the administrator's roles rest again", async () => {
  const { browser } = await signedIn(door, "R11");
  await setUpSecondFactor(browser, password);
  expect((await browser.ask("GET", "/api/people")).status).toBe(200);
  expect((await browser.ask("POST", "/api/account/second-factor/end", { password })).status).toBe(200);
  expect((await browser.ask("GET", "/api/people")).body.code).toBe("http.secondFactorFirst");
  // A change of the password proves nothing more than the password.
  const next = "fünf grüne Boote im Hafen";
  expect((await browser.ask("POST", "/api/account/password", { current: password, next })).status).toBe(200);
  expect((await browser.ask("GET", "/api/people")).body.code).toBe("http.secondFactorFirst");
});

test("X-023 the holder is told what happened to the account, by whom, until having said to have seen it", async () => {
  const admin = await signedIn(door, "R11");
  await setUpSecondFactor(admin.browser, password);
  const { browser, id, email } = await signedIn(door, "R1");
  await browser.ask("POST", "/api/account/news/seen", {});
  expect((await browser.ask("GET", "/api/session")).body.accountNews).toBe(0);
  await admin.browser.ask("POST", `/api/people/${id}/invitation`);
  const { body: grant } = await admin.browser.ask("POST", "/api/grants", { account: id, role: "R2" });
  await admin.browser.ask("POST", `/api/grants/${grant.id}/end`, {});
  await door.browser({ from: "203.0.113.70" }).ask("POST", "/api/session", { email, password });
  const { body } = await browser.ask("GET", "/api/account");
  const fresh = body.news.filter((one: { isNew: boolean }) => one.isNew);
  expect(fresh.map(({ what, byOther }: { what: string; byOther: string | null }) => [what, byOther !== null])).toEqual([
    ["people.newBrowser", false],
    ["people.endGrant", true],
    ["people.grantRole", true],
    ["people.renewInvitation", true],
  ]);
  expect((await browser.ask("GET", "/api/session")).body.accountNews).toBe(4);
  expect((await browser.ask("POST", "/api/account/news/seen", {})).status).toBe(200);
  expect((await browser.ask("GET", "/api/session")).body.accountNews).toBe(0);
  // Nobody else's news can be looked at or put away.
  const other = await signedIn(door, "R1");
  expect(JSON.stringify((await other.browser.ask("GET", "/api/account")).body.news)).not.toContain("people.endGrant");
});

test("X-023 who signed in yesterday reads on, but proves anew who it is before changing what others may", async () => {
  const fresh = await testDoor();
  const { browser, email } = await signedIn(fresh, "R11");
  const app = await setUpSecondFactor(browser, password);
  for (let turn = 0; turn < 3; turn += 1) {
    fresh.clock.now = new Date(fresh.clock.now.getTime() + 5 * 3_600_000);
    expect((await browser.ask("GET", "/api/people")).status).toBe(200);
  }
  const person = { name: "Neu", email: "neu@kreis.example" };
  const refused = await browser.ask("POST", "/api/people", person);
  expect(refused).toMatchObject({ status: 401, body: { code: "http.proveAgain" } });
  expect(refused.body.sentence).toContain("höchstens 12 Stunden");
  fresh.clock.now = new Date();
  await fresh.accounts.db.deleteFrom("kreislauf.attempt").execute();
  await browser.ask("POST", "/api/session", { email, password });
  await browser.ask("POST", "/api/session/second-factor", { code: totp(app, new Date()) });
  expect((await browser.ask("POST", "/api/people", person)).status).toBe(200);
  await fresh.close();
});

test("X-023 a new key of the installation ends all sessions, and second factors and recovery codes go on working", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kreislauf-key-"));
  const old = await installationKey(folder, undefined);
  const before = await testDoor({}, old);
  const { browser, email } = await signedIn(before, "R11");
  const app = await setUpSecondFactor(browser, password);
  const { body: made } = await browser.ask("POST", "/api/account/second-factor/recovery-codes", { password });
  const at = { given: undefined, now: new Date() };
  const told = await renewKey(before.accounts.db, folder, at);
  expect(told).toEqual({ secondFactors: 1, sessionsEnded: 1, setting: undefined });
  const next = await installationKey(folder, undefined);
  expect(next).not.toBe(old);
  expect(existsSync(join(folder, "secret.next"))).toBe(false);
  expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);

  const after = await before.withKey(next);
  expect((await after.browser().ask("GET", "/api/session")).body.account).toBeNull();
  for (const code of [totp(app, new Date(Date.now() + 30_000)), made.recoveryCodes[3]]) {
    const again = after.browser({ from: "203.0.113.90" });
    expect((await again.ask("POST", "/api/session", { email, password })).body.next).toBe("secondFactor");
    expect((await again.ask("POST", "/api/session/second-factor", { code })).status).toBe(200);
  }
  // Cut off between database and file: the key that was begun with is on the disk, and the next try brings it to its place.
  writeFileSync(join(folder, "secret.next"), readFileSync(join(folder, "secret")));
  writeFileSync(join(folder, "secret"), `${old}\n`);
  expect(await renewKey(before.accounts.db, folder, at)).toMatchObject({ secondFactors: 1 });
  expect(await installationKey(folder, undefined)).toBe(next);
  // A key that is a setting is told, since only whoever runs the server can change it.
  const { setting = "" } = await renewKey(before.accounts.db, folder, { ...at, given: next });
  expect(setting).toHaveLength(64);
  await expect(renewKey(before.accounts.db, folder, { ...at, given: next })).rejects.toMatchObject({
    code: "people.secondFactorsOfAnotherKey",
  });
  await after.server.close();
  await before.close();
  rmSync(folder, { recursive: true });
});

test("X-023 a session ends after the hours that the county set, of rest and in all", async () => {
  const short = await testDoor({ idleHours: 0.5, longestHours: 12 });
  const { browser, email } = await signedIn(short, "R1");
  const later = (minutes: number) => {
    short.clock.now = new Date(short.clock.now.getTime() + minutes * 60_000);
  };
  const isIn = async () => (await browser.ask("GET", "/api/session")).body.account !== null;
  for (let turn = 0; turn < 3; turn += 1) {
    later(20);
    expect(await isIn()).toBe(true);
  }
  later(31);
  expect(await isIn()).toBe(false);
  short.clock.now = new Date();
  await browser.ask("POST", "/api/session", { email, password });
  let hours = 0;
  while ((await isIn()) && hours < 20) {
    later(20);
    hours += 1 / 3;
  }
  expect(hours).toBeGreaterThan(11.6);
  expect(hours).toBeLessThan(12.4);
  await short.close();

  const settings = (environment: Record<string, string>) => signInSettings(environment, "127.0.0.1");
  expect(settings({})).toMatchObject({ secondFactor: "administrators", idleHours: 12, longestHours: 168 });
  expect(settings({ KREISLAUF_SESSION_HOURS: "8" })).toMatchObject({ idleHours: 8, longestHours: 8 });
  expect(() => settings({ KREISLAUF_SESSION_HOURS: "8", KREISLAUF_SESSION_IDLE_HOURS: "9" })).toThrow(
    expect.objectContaining({ code: "people.sessionHours" }),
  );
  expect(() => settings({ KREISLAUF_SECOND_FACTOR: "nie" })).toThrow(
    expect.objectContaining({ code: "people.unknownChoice" }),
  );
});
