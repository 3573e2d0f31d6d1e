import { createServer } from "node:net";
import { afterAll, expect, test } from "vitest";
import { invite } from "../../../runtime/people/accounts/invitations.ts";
import { type Answer, type TestBrowser, testDoor } from "./testDoor.ts";
import { type ProviderPerson, testProvider } from "./testProvider.ts";

const provider = await testProvider("http://localhost:8080/anmelden/anbieter");
const settings = {
  name: "Kreisverwaltung",
  discovery: provider.discovery,
  clientId: provider.clientId,
  clientSecret: provider.clientSecret,
  unknownPeople: "refused",
} as const;
const door = await testDoor({ provider: settings });
const open = await testDoor({ provider: { ...settings, unknownPeople: "withoutRoles" } });
afterAll(async () => {
  await door.close();
  await open.close();
  await provider.close();
});

async function comeIn(browser: TestBrowser, person: ProviderPerson): Promise<Answer> {
  provider.signsIn = person;
  const { status, body } = await browser.ask("POST", "/api/session/provider");
  expect(status).toBe(200);
  return browser.ask("POST", "/api/session/provider/answer", await provider.visit(body.address));
}

test("X-023 an invited person comes in by the county's provider, with proof of the code, and is known there from now on", async () => {
  const { accountId } = await invite(
    door.accounts.db,
    { name: "Ada Beispiel", email: "ada@kreis.example" },
    { person: "here", now: new Date() },
  );
  const browser = door.browser();
  expect((await browser.ask("GET", "/api/session")).body.provider).toBe("Kreisverwaltung");
  const person = { sub: "u-17", email: "Ada@kreis.example", email_verified: true, name: "Beispiel, Ada (Amt 51)" };
  expect(await comeIn(browser, person)).toMatchObject({ status: 200, body: { next: "done" } });
  expect(provider.asked.at(-1)).toMatchObject({ method: "S256", pkce: expect.stringMatching(/^[\w-]{43}$/) });
  const { body } = await browser.ask("GET", "/api/account");
  expect(body).toMatchObject({ name: "Ada Beispiel", hasPassword: false, provider: "Kreisverwaltung" });

  // Known by the provider's number, not by the address, which may change there.
  const again = door.browser();
  expect((await comeIn(again, { ...person, email: "ada.neu@kreis.example" })).status).toBe(200);
  expect((await again.ask("GET", "/api/session")).body.account.email).toBe("ada@kreis.example");
  const rows = await door.accounts.db
    .selectFrom("kreislauf.credential")
    .selectAll()
    .where("account_id", "=", accountId)
    .execute();
  expect(rows).toMatchObject([{ provider: "county", provider_account_id: "u-17", password: null }]);
});

test("X-023 whom the provider knows and the county did not invite stays outside, and so does an address that nobody checked", async () => {
  const unknown = await comeIn(door.browser(), { sub: "u-18", email: "fremd@kreis.example", email_verified: true });
  expect(unknown).toMatchObject({ status: 401, body: { code: "people.providerUnknown" } });
  await invite(door.accounts.db, { name: "Bea", email: "bea@kreis.example" }, { person: "here", now: new Date() });
  for (const email_verified of [false, undefined]) {
    const person = {
      sub: "u-19",
      email: "bea@kreis.example",
      ...(email_verified === undefined ? {} : { email_verified }),
    };
    const browser = door.browser();
    expect((await comeIn(browser, person)).body.code).toBe("people.providerUnknown");
    expect((await browser.ask("GET", "/api/session")).body.account).toBeNull();
  }
  expect((await comeIn(door.browser(), { sub: "u-20" })).body.code).toBe("people.providerWithoutEmail");
});

test("X-023 a disabled account stays closed whatever the provider says", async () => {
  const { accountId } = await invite(
    door.accounts.db,
    { name: "Cem", email: "cem@kreis.example" },
    { person: "here", now: new Date() },
  );
  const person = { sub: "u-21", email: "cem@kreis.example", email_verified: true };
  expect((await comeIn(door.browser(), person)).status).toBe(200);
  await door.accounts.db
    .updateTable("kreislauf.account")
    .set({ disabled_at: new Date() })
    .where("id", "=", accountId)
    .execute();
  expect((await comeIn(door.browser(), person)).body.code).toBe("people.providerUnknown");
});

test("X-023 where the setting says so, new people get an account that holds no role", async () => {
  const browser = open.browser();
  const person = { sub: "u-30", email: "neu@kreis.example", email_verified: true, name: "Neu im Amt" };
  expect((await comeIn(browser, person)).status).toBe(200);
  expect((await browser.ask("GET", "/api/session")).body).toMatchObject({
    account: { name: "Neu im Amt", email: "neu@kreis.example" },
    looksAfterPeople: false,
  });
  expect((await browser.ask("GET", "/api/people")).status).toBe(403);
  expect(await open.accounts.db.selectFrom("kreislauf.role_grant").selectAll().execute()).toEqual([]);
  const unchecked = { sub: "u-31", email: "unsicher@kreis.example", email_verified: false };
  expect((await comeIn(open.browser(), unchecked)).body.code).toBe("people.providerUnknown");
});

test("X-023 the way back works once, and only in the browser that set out", async () => {
  const person = { sub: "u-17", email: "ada@kreis.example", email_verified: true };
  provider.signsIn = person;
  const browser = door.browser();
  const { body } = await browser.ask("POST", "/api/session/provider");
  const back = await provider.visit(body.address);
  const elsewhere = await door.browser().ask("POST", "/api/session/provider/answer", back);
  expect(elsewhere.body.code).toBe("people.providerOver");
  const bent = await browser.ask("POST", "/api/session/provider/answer", { ...back, state: "erfunden" });
  expect(bent.body.code).toBe("people.providerOver");
  const impostor = door.browser();
  const way = await impostor.ask("POST", "/api/session/provider");
  const answer = { ...(await provider.visit(way.body.address)), iss: "https://anderswo.example" };
  expect((await impostor.ask("POST", "/api/session/provider/answer", answer)).body.code).toBe("people.providerFailed");
  const first = await comeIn(browser, person);
  expect(first.status).toBe(200);
});

test("X-023 who turns back at the provider is told so, and a provider that is silent is named", async () => {
  const browser = door.browser();
  const { body } = await browser.ask("POST", "/api/session/provider");
  const state = new URL(body.address).searchParams.get("state") ?? "";
  const cancelled = await browser.ask("POST", "/api/session/provider/answer", { state, error: "access_denied" });
  expect(cancelled.body.sentence).toBe("Die Anmeldung bei „Kreisverwaltung“ wurde abgebrochen.");

  const nobody = createServer();
  const port = await new Promise<number>((resolve) =>
    nobody.listen(0, "127.0.0.1", () => resolve((nobody.address() as { port: number }).port)),
  );
  await new Promise((resolve) => nobody.close(resolve));
  const silent = await testDoor({
    provider: { ...settings, discovery: `http://127.0.0.1:${port}/.well-known/openid-configuration` },
  });
  const answer = await silent.browser().ask("POST", "/api/session/provider");
  expect(answer.body).toMatchObject({ code: "people.providerSilent", parameters: { provider: "Kreisverwaltung" } });
  // Passwords go on working.
  expect((await silent.browser().ask("POST", "/api/session", { email: "x@y.example", password: "x" })).status).toBe(
    401,
  );
  await silent.close();
});

test("X-023 an administrator who comes by the provider has the role when the provider asks for a second factor, and else not", async () => {
  const trusting = await testDoor({ provider: { ...settings, asksForSecondFactor: true } });
  for (const [at, status] of [
    [trusting, 200],
    [door, 403],
  ] as const) {
    const email = "admin@kreis.example";
    const by = { person: "here", now: new Date() };
    const { accountId } = await invite(at.accounts.db, { name: "Admin", email }, by);
    await at.give(accountId, "R11");
    const browser = at.browser();
    expect((await comeIn(browser, { sub: "u-77", email, email_verified: true })).status).toBe(200);
    expect((await browser.ask("GET", "/api/people")).status).toBe(status);
    expect((await browser.ask("GET", "/api/session")).body.secondFactorMissing).toBe(status === 403);
  }
  await trusting.close();
});
