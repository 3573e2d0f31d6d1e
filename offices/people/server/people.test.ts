import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeServer } from "../../../runtime/http/makeServer.ts";
import { installationKey } from "../../../runtime/people/accounts/installationKey.ts";
import { invite } from "../../../runtime/people/accounts/invitations.ts";
import { signInSettings } from "../../../runtime/people/accounts/signInSettings.ts";
import type { Role } from "../../../runtime/people/person.ts";
import { plannerAtThisMachine } from "../../../runtime/people/policy.ts";
import { stage } from "./stage.ts";
import { setUpSecondFactor, type TestBrowser, testDoor } from "./testDoor.ts";

const door = await testDoor({ mode: "whenAccounts" });
const { accounts, clock } = door;
afterAll(() => door.close());
const password = "vier blaue Stühle am See";

let count = 0;
async function signedIn(...roles: Role[]): Promise<{ browser: TestBrowser; id: string; email: string }> {
  count += 1;
  const email = `mensch${count}@kreis.example`;
  const { token, accountId } = await invite(
    accounts.db,
    { name: `Mensch ${count}`, email },
    { person: "x", now: clock.now },
  );
  for (const role of roles) await door.give(accountId, role);
  const browser = door.browser({ from: `198.51.100.${count}` });
  await browser.ask("POST", "/api/invitation/password", { token, password });
  if (roles.includes("R11")) await setUpSecondFactor(browser, password);
  return { browser, id: accountId, email };
}

// The first one, since it needs a place where nobody has an account.
test("X-023 until there is an account whoever sits at the machine is the planner; from the first invitation on one signs in", async () => {
  const browser = door.browser({ from: "127.0.0.1" });
  expect((await browser.ask("GET", "/api/session")).body).toMatchObject({ signIn: "none", firstIsMissing: false });
  expect((await browser.ask("GET", "/api/people")).body).toEqual({ people: [] });
  const invited = await browser.ask("POST", "/api/people", { name: "Erste Person", email: "erste@kreis.example" });
  expect(invited.body.link).toMatch(/^http:\/\/localhost:8080\/einladung#[\w-]{43}$/);
  expect((await browser.ask("GET", "/api/session")).body).toMatchObject({ signIn: "required", account: null });
  const refused = await browser.ask("GET", "/api/people");
  expect(refused).toMatchObject({ status: 401, body: { sentence: "Dafür müssen Sie angemeldet sein." } });
  // The first one takes over what the planner at the machine could do; otherwise nobody could let anybody in.
  const token = invited.body.link.slice(-43);
  const first = door.browser();
  await first.ask("POST", "/api/invitation/password", { token, password });
  await setUpSecondFactor(first, password);
  expect((await first.ask("GET", "/api/people")).body.people).toHaveLength(1);
  const { body: second } = await first.ask("POST", "/api/people", { name: "Zweite", email: "zweite@kreis.example" });
  const other = door.browser();
  await other.ask("POST", "/api/invitation/password", { token: second.link.slice(-43), password });
  expect((await other.ask("GET", "/api/people")).status).toBe(403);
});

test("X-023 the administrator invites, renews, disables, enables and removes; nobody else may", async () => {
  const admin = await signedIn("R11");
  const planner = await signedIn("R1");
  const nobody = await signedIn();
  const person = { name: "Neue Person", email: "Neue@Kreis.example" };
  for (const { browser } of [planner, nobody]) {
    expect((await browser.ask("POST", "/api/people", person)).status).toBe(403);
    expect((await browser.ask("POST", `/api/people/${admin.id}/disable`)).status).toBe(403);
    expect((await browser.ask("DELETE", `/api/people/${admin.id}`)).status).toBe(403);
  }
  const { body: link } = await admin.browser.ask("POST", "/api/people", person);
  expect((await admin.browser.ask("POST", "/api/people", person)).body.code).toBe("people.emailTaken");
  expect((await admin.browser.ask("POST", "/api/people", { name: "X", email: "kein at" })).body.code).toBe(
    "people.wrongEmail",
  );
  const one = async () =>
    (await admin.browser.ask("GET", "/api/people")).body.people.find((row: { id: string }) => row.id === link.id);
  expect(await one()).toMatchObject({
    email: "neue@kreis.example",
    state: "invited",
    invitedUntil: link.expiresAt,
    isMe: false,
  });

  const { body: second } = await admin.browser.ask("POST", `/api/people/${link.id}/invitation`);
  const tokenOf = (address: string) => address.slice(address.indexOf("#") + 1);
  const newcomer = door.browser({ from: "203.0.113.7" });
  const accept = (address: string) =>
    newcomer.ask("POST", "/api/invitation/password", { token: tokenOf(address), password });
  expect((await accept(link.link)).status).toBe(404);
  expect((await accept(second.link)).status).toBe(200);
  expect(await one()).toMatchObject({ state: "active", invitedUntil: null });

  expect((await admin.browser.ask("POST", `/api/people/${link.id}/disable`)).status).toBe(200);
  expect((await newcomer.ask("GET", "/api/session")).body.account).toBeNull();
  const credentials = { email: "neue@kreis.example", password };
  expect((await newcomer.ask("POST", "/api/session", credentials)).body.code).toBe("people.signInFailed");
  expect(await one()).toMatchObject({ state: "disabled" });
  expect((await admin.browser.ask("POST", `/api/people/${link.id}/invitation`)).body.code).toBe(
    "people.accountDisabled",
  );
  await admin.browser.ask("POST", `/api/people/${link.id}/enable`);
  expect((await newcomer.ask("POST", "/api/session", credentials)).status).toBe(200);

  await admin.browser.ask("DELETE", `/api/people/${link.id}`);
  expect(await one()).toBeUndefined();
  expect((await newcomer.ask("GET", "/api/session")).body.account).toBeNull();
  expect((await admin.browser.ask("DELETE", `/api/people/${link.id}`)).status).toBe(404);
});

test("X-023 nobody disables or removes oneself, so that somebody can always open again", async () => {
  const { browser, id } = await signedIn("R11");
  for (const [method, path] of [
    ["POST", `/api/people/${id}/disable`],
    ["DELETE", `/api/people/${id}`],
  ] as const)
    expect((await browser.ask(method, path)).body.code).toBe("people.notOneself");
  expect((await browser.ask("DELETE", `/api/people/${id}/second-factor`)).body.code).toBe("people.ownSecondFactor");
});

test("X-023 a right that was withdrawn ends with the next call, without signing out", async () => {
  const { browser, id } = await signedIn("R11");
  expect((await browser.ask("GET", "/api/people")).status).toBe(200);
  await accounts.db
    .updateTable("kreislauf.role_grant")
    .set({ ended_at: clock.now, ended_by: "test" })
    .where("account_id", "=", id)
    .execute();
  expect((await browser.ask("GET", "/api/people")).status).toBe(403);
});

test("X-023 coming in leaves a line in the audit trail under the person's name, and so do changes of the account", async () => {
  const { browser, id } = await signedIn("R11");
  await browser.ask("DELETE", "/api/account/sessions");
  const lines = await accounts.db
    .selectFrom("audit_entry as e")
    .innerJoin("audit_person as p", "p.number", "e.number")
    .select(["e.operation", "e.outcome"])
    .where("p.person_id", "=", id)
    .orderBy("e.number")
    .execute();
  expect(lines).toEqual([
    { operation: "people.acceptWithPassword", outcome: "done" },
    { operation: "people.startSecondFactor", outcome: "begun" },
    { operation: "people.startSecondFactor", outcome: "done" },
    { operation: "people.finishSecondFactor", outcome: "begun" },
    { operation: "people.finishSecondFactor", outcome: "done" },
    { operation: "people.endOtherSessions", outcome: "begun" },
    { operation: "people.endOtherSessions", outcome: "done" },
  ]);
});

test("X-023 without sign-in the server stays on its own machine, and settings that make no sense are refused", () => {
  const code = (environment: Record<string, string>, host = "127.0.0.1") => {
    try {
      return signInSettings(environment, host).mode;
    } catch (trouble) {
      return (trouble as { code?: string }).code;
    }
  };
  const discovery = "https://anmeldung.kreis.example/.well-known/openid-configuration";
  expect([code({}), code({}, "0.0.0.0"), code({ KREISLAUF_SIGN_IN: "required" })]).toEqual([
    "whenAccounts",
    "required",
    "required",
  ]);
  expect(code({ KREISLAUF_SIGN_IN: "none" })).toBe("none");
  expect(code({ KREISLAUF_SIGN_IN: "none" }, "192.0.2.10")).toBe("people.noneElsewhere");
  // A server behind a proxy listens on its own machine, and yet everybody comes.
  for (const behind of [
    { KREISLAUF_ADDRESS: "https://planung.kreis.example" },
    { KREISLAUF_PROXY: "127.0.0.1" },
    { KREISLAUF_HOSTS: "planung.kreis.example" },
  ]) {
    expect(code(behind)).toBe("required");
    expect(code({ ...behind, KREISLAUF_SIGN_IN: "none" })).toBe("people.noneElsewhere");
  }
  expect(code({ KREISLAUF_ADDRESS: "http://localhost:8080" })).toBe("whenAccounts");
  expect(code({ KREISLAUF_SIGN_IN: "aus" })).toBe("people.unknownMode");
  expect(code({ KREISLAUF_ADDRESS: "planung.kreis.example" })).toBe("people.wrongAddress");
  expect(code({ KREISLAUF_OIDC_DISCOVERY: discovery })).toBe("people.providerIncomplete");
  const rest = { KREISLAUF_OIDC_CLIENT_ID: "k", KREISLAUF_OIDC_CLIENT_SECRET: "s" };
  expect(code({ KREISLAUF_OIDC_DISCOVERY: discovery.replace("https", "http"), ...rest })).toBe("people.wrongDiscovery");
  expect(signInSettings({ KREISLAUF_OIDC_DISCOVERY: discovery, ...rest }, "0.0.0.0").provider).toMatchObject({
    name: "anmeldung.kreis.example",
    unknownPeople: "refused",
  });
});

test("X-023 the key of the installation is made once, and only its owner can read it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kreislauf-key-"));
  const keys = await Promise.all([1, 2, 3].map(() => installationKey(folder, undefined)));
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toHaveLength(64);
  expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, "secret"), "utf8").trim()).toBe(keys[0]);
  await expect(installationKey(folder, "kurz")).rejects.toMatchObject({ code: "people.secretTooShort" });
  rmSync(folder, { recursive: true });
});

test("a server without a book of people says plainly that nobody signs in, and lets nobody try", async () => {
  const bare = await makeServer({
    store: { db: accounts.db },
    stages: new Map([["people", stage]]),
    folder: mkdtempSync(join(tmpdir(), "kreislauf-bare-")),
    now: () => clock.now,
    version: "test",
    whoAsks: () => plannerAtThisMachine,
    checkAnswers: true,
  });
  const answer = await bare.inject({ url: "/api/session" });
  expect([answer.statusCode, answer.json()]).toMatchObject([200, { signIn: "none", account: null }]);
  const payload = { email: "ada@kreis.example", password };
  const tried = await bare.inject({ method: "POST", url: "/api/session", payload });
  expect([tried.statusCode, tried.json().code]).toEqual([404, "people.nobodySignsIn"]);
  await bare.close();
});
