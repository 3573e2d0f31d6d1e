import { Socket } from "node:net";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { invite, inviteAgain } from "../../../runtime/people/accounts/invitations.ts";
import { testServer } from "../../../runtime/store/testDatabase.ts";
import { type TestBrowser, testDoor, totp } from "./testDoor.ts";

const door = await testDoor();
const { accounts, clock } = door;
afterAll(() => door.close());
const password = "vier blaue Stühle am See";
const written: string[] = [];
beforeEach(() => {
  clock.now = new Date();
  for (const channel of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, channel).mockImplementation((...parts) => void written.push(parts.map(String).join(" ")));
});
afterEach(() => vi.restoreAllMocks());

let count = 0;
/** Somebody new who has accepted an invitation and signed out again. */
async function someone(): Promise<{ email: string; id: string; browser: TestBrowser }> {
  count += 1;
  const email = `person${count}@kreis.example`;
  const link = await invite(accounts.db, { name: `Person ${count}`, email }, { person: "here", now: clock.now });
  const browser = door.browser({ from: `198.51.100.${count}` });
  const answer = await browser.ask("POST", "/api/invitation/password", { token: link.token, password });
  expect(answer).toMatchObject({ status: 200, body: { next: "done" } });
  return { email, id: link.accountId, browser };
}

test("X-023 an invited person chooses a password by the link, which opens once and leaves only its hash behind", async () => {
  const link = await invite(
    accounts.db,
    { name: "Kim Beispiel", email: "Kim@Kreis.Example" },
    { person: "here", now: clock.now },
  );
  const browser = door.browser();
  expect((await browser.ask("POST", "/api/invitation", { token: link.token })).body).toMatchObject({
    name: "Kim Beispiel",
    email: "kim@kreis.example",
  });
  const stored = JSON.stringify([
    await accounts.db.selectFrom("kreislauf.invitation").selectAll().execute(),
    await accounts.db.selectFrom("kreislauf.verification").selectAll().execute(),
  ]);
  expect(stored).not.toContain(link.token);

  const weak = await browser.ask("POST", "/api/invitation/password", { token: link.token, password: "zu kurz" });
  expect(weak.body.sentence).toBe(
    "Das Passwort hat 7 Zeichen; es braucht mindestens 12. Vier zufällige Wörter hintereinander sind gut und leicht zu merken.",
  );
  const accepted = await browser.ask("POST", "/api/invitation/password", { token: link.token, password });
  expect(accepted.body).toEqual({ next: "done" });
  expect((await browser.ask("GET", "/api/session")).body.account).toEqual({
    name: "Kim Beispiel",
    email: "kim@kreis.example",
  });

  const again = await door.browser().ask("POST", "/api/invitation/password", { token: link.token, password });
  expect(again).toMatchObject({ status: 404, body: { code: "people.invitationOver" } });
  const { password: hash } = await accounts.db
    .selectFrom("kreislauf.credential")
    .select("password")
    .where("account_id", "=", link.accountId)
    .executeTakeFirstOrThrow();
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test("X-023 an invitation that is a week old, replaced or made up opens nothing", async () => {
  const by = { person: "here", now: clock.now };
  const first = await invite(accounts.db, { name: "Alt", email: "alt@kreis.example" }, by);
  const second = await inviteAgain(accounts.db, first.accountId, by);
  const browser = door.browser();
  const codes = async () =>
    Promise.all(
      [first.token, second.token, "nichts"].map(
        async (token) => (await browser.ask("POST", "/api/invitation", { token })).status,
      ),
    );
  expect(await codes()).toEqual([404, 200, 404]);
  clock.now = new Date(clock.now.getTime() + 8 * 24 * 3_600_000);
  expect(await codes()).toEqual([404, 404, 404]);
});

test("X-023 of two who use the same invitation at the same moment one gets in", async () => {
  const link = await invite(
    accounts.db,
    { name: "Eine", email: "eine@kreis.example" },
    { person: "here", now: clock.now },
  );
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => door.browser().ask("POST", "/api/invitation/password", { token: link.token, password })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404]);
});

test("X-023 the session is a cookie that no script reads and no other site sends, over TLS bound to this host", async () => {
  const { email } = await someone();
  const plain = await door.browser().ask("POST", "/api/session", { email, password });
  const session = plain.setCookies.find((line) => line.includes("session_token"));
  expect(session).toMatch(/^kreislauf\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);

  const behind = await testDoor({ proxies: ["192.0.2.200"] });
  const link = await invite(
    behind.accounts.db,
    { name: "T", email: "t@kreis.example" },
    { person: "x", now: new Date() },
  );
  const accept = (from: string) =>
    behind
      .browser({ from, headers: { "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9" } })
      .ask("POST", "/api/invitation/password", { token: link.token, password });
  const { setCookies } = await accept("192.0.2.200");
  expect(setCookies.length).toBeGreaterThan(0);
  for (const line of setCookies)
    expect(line).toMatch(
      /^__Host-kreislauf\.[^;]+;.*Path=\/; HttpOnly; SameSite=Lax.*; Secure$|^__Host-kreislauf\.[^;]+;.*; Secure$/,
    );
  await behind.close();
});

test("X-023 over TLS a cookie that was planted without TLS or by a neighbouring host is not looked at", async () => {
  const behind = await testDoor({ proxies: ["192.0.2.200"] });
  const link = await invite(
    behind.accounts.db,
    { name: "T", email: "t@kreis.example" },
    { person: "x", now: new Date() },
  );
  const headers = { "x-forwarded-proto": "https" };
  const browser = behind.browser({ from: "192.0.2.200", headers });
  await browser.ask("POST", "/api/invitation/password", { token: link.token, password });
  expect((await browser.ask("GET", "/api/session")).body.account).not.toBeNull();
  const value = browser.cookies.get("__Host-kreislauf.session_token") ?? "";
  const planted = behind.browser({ from: "192.0.2.200", headers });
  planted.cookies.set("kreislauf.session_token", value);
  expect((await planted.ask("GET", "/api/session")).body.account).toBeNull();
  await behind.close();
});

test("X-023 a session that was there before signing in is not the one afterwards, and ends (fixation)", async () => {
  const victim = await someone();
  const attacker = await someone();
  const planted = attacker.browser.cookies.get("kreislauf.session_token") ?? "";
  const browser = door.browser();
  browser.cookies.set("kreislauf.session_token", planted);
  await browser.ask("POST", "/api/session", { email: victim.email, password });
  expect(browser.cookies.get("kreislauf.session_token")).not.toBe(planted);
  expect((await browser.ask("GET", "/api/session")).body.account.email).toBe(victim.email);
  expect((await attacker.browser.ask("GET", "/api/session")).body.account).toBeNull();
  // A number that the server never gave means nothing.
  const invented = door.browser();
  invented.cookies.set("kreislauf.session_token", "selbst.gemacht");
  expect((await invented.ask("GET", "/api/session")).body.account).toBeNull();
});

test("X-023 whether the address is unknown, the password wrong or the account disabled: the same answer", async () => {
  const known = await someone();
  const disabled = await someone();
  await accounts.db
    .updateTable("kreislauf.account")
    .set({ disabled_at: clock.now })
    .where("id", "=", disabled.id)
    .execute();
  const invited = "nur-eingeladen@kreis.example";
  await invite(accounts.db, { name: "I", email: invited }, { person: "x", now: clock.now });
  const answers = [];
  for (const [email, tried] of [
    [known.email, "falsch, ganz falsch"],
    ["niemand@kreis.example", password],
    [disabled.email, password],
    [invited, password],
  ])
    answers.push(await door.browser({ from: "203.0.113.40" }).ask("POST", "/api/session", { email, password: tried }));
  for (const { status, body, setCookies } of answers) {
    expect([status, body]).toEqual([answers[0]?.status, answers[0]?.body]);
    expect(setCookies).toEqual([]);
  }
  expect(answers[0]?.status).toBe(401);
});

test("X-023 an unknown address takes as long as a wrong password", async () => {
  const { email } = await someone();
  const taken: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
  // In turns, so that whatever else the machine does falls on both alike.
  for (let at = 0; at < 12; at += 1)
    for (const [kind, address] of [
      ["known", email],
      ["unknown", `niemand-${at}@kreis.example`],
    ] as const) {
      const before = performance.now();
      await door
        .browser({ from: `10.1.${at}.${kind.length}` })
        .ask("POST", "/api/session", { email: address, password: "falsch, ganz falsch" });
      taken[kind].push(performance.now() - before);
    }
  const [known = 0, unknown = 0] = [taken.known, taken.unknown].map((all) => all.sort((a, b) => a - b)[3]);
  // One of them without the costly hash would be less than a fifth of the other.
  expect(Math.min(known, unknown) / Math.max(known, unknown)).toBeGreaterThan(0.5);
});

test("X-023 after five wrong passwords one waits, each time longer; the right one waits too, and success forgives", async () => {
  const { email } = await someone();
  const stranger = door.browser({ from: "203.0.113.50" });
  const tryIt = (tried: string) => stranger.ask("POST", "/api/session", { email, password: tried });
  for (let at = 0; at < 5; at += 1) expect((await tryIt("falsch, ganz falsch")).status).toBe(401);
  const waiting = await tryIt(password);
  expect(waiting.status).toBe(429);
  expect(waiting.body.sentence).toBe("Das war zu oft falsch. Versuchen Sie es in 30 Sekunden noch einmal.");
  clock.now = new Date(clock.now.getTime() + 31_000);
  expect((await tryIt("falsch, ganz falsch")).status).toBe(401);
  expect((await tryIt(password)).body.sentence).toContain("60 Sekunden");
  clock.now = new Date(clock.now.getTime() + 61_000);
  expect((await tryIt(password)).status).toBe(200);
  expect((await tryIt(password)).status).toBe(200);
});

test("X-023 who fails on purpose locks nobody else out: not the person's known browser, not other networks", async () => {
  const { email, browser } = await someone();
  await browser.ask("DELETE", "/api/session");
  const attacker = door.browser({ from: "198.51.100.250" });
  for (let at = 0; at < 8; at += 1)
    await attacker.ask("POST", "/api/session", { email, password: `falsch falsch ${at}` });
  expect((await attacker.ask("POST", "/api/session", { email, password })).status).toBe(429);
  // Elsewhere, and even from the attacker's own network in the browser that was here before.
  expect((await door.browser({ from: "203.0.113.60" }).ask("POST", "/api/session", { email, password })).status).toBe(
    200,
  );
  const colleague = door.browser({ from: "198.51.100.250" });
  const known = browser.cookies.get("kreislauf.browser") ?? "";
  colleague.cookies.set("kreislauf.browser", known);
  expect((await colleague.ask("POST", "/api/session", { email, password })).status).toBe(200);
  // The cookie of another account opens no second row of tries.
  const other = await someone();
  const borrowed = door.browser({ from: "198.51.100.250" });
  borrowed.cookies.set("kreislauf.browser", other.browser.cookies.get("kreislauf.browser") ?? "");
  expect((await borrowed.ask("POST", "/api/session", { email, password })).status).toBe(429);
});

test("X-023 a hundred guesses at once are five guesses, and one network cannot try one password on everybody", async () => {
  const { email } = await someone();
  const burst = await Promise.all(
    Array.from({ length: 30 }, (_, at) =>
      door.browser({ from: "203.0.113.70" }).ask("POST", "/api/session", { email, password: `falsch falsch ${at}` }),
    ),
  );
  expect(burst.filter(({ status }) => status === 401)).toHaveLength(5);
  const spray = [];
  for (let at = 0; at < 64; at += 1) {
    const email = `opfer${at}@kreis.example`;
    spray.push(
      (
        await door
          .browser({ from: "203.0.113.71" })
          .ask("POST", "/api/session", { email, password: "Sommer 2026 Kreis" })
      ).status,
    );
  }
  expect(spray.indexOf(429)).toBe(60);
});

test("X-023 with a second factor the password alone opens nothing; the app's code opens once, a recovery code once", async () => {
  const { email, browser } = await someone();
  const wrong = await browser.ask("POST", "/api/account/second-factor", { password: "falsch, ganz falsch" });
  expect(wrong.body.code).toBe("people.currentWrong");
  const { body: made } = await browser.ask("POST", "/api/account/second-factor", { password });
  expect(made.address).toMatch(/^otpauth:\/\/totp\/Kreislauf/);
  expect(made.recoveryCodes).toHaveLength(10);
  // Not confirmed: signing in still needs nothing more.
  expect(
    (await door.browser({ from: "203.0.113.80" }).ask("POST", "/api/session", { email, password })).body.next,
  ).toBe("done");
  const firstCode = totp(made.secret, new Date());
  const confirmed = await browser.ask("POST", "/api/account/second-factor/confirmation", { code: firstCode });
  expect(confirmed.status).toBe(200);
  expect((await browser.ask("GET", "/api/account")).body).toMatchObject({ secondFactor: true, recoveryCodesLeft: 10 });

  const next = door.browser({ from: "203.0.113.81" });
  expect((await next.ask("POST", "/api/session", { email, password })).body).toEqual({ next: "secondFactor" });
  expect(next.cookies.has("kreislauf.session_token")).toBe(false);
  expect((await next.ask("GET", "/api/session")).body.account).toBeNull();
  expect((await next.ask("GET", "/api/account")).status).toBe(401);
  // The code of the confirmation has been used; the next one of the app is a window of 30 seconds away.
  const used = await next.ask("POST", "/api/session/second-factor", { code: firstCode });
  expect(used.body.code).toBe("people.codeWrong");
  const later = totp(made.secret, new Date(Date.now() + 30_000));
  expect((await next.ask("POST", "/api/session/second-factor", { code: later })).body).toEqual({
    recoveryCodesLeft: null,
  });
  expect((await next.ask("GET", "/api/session")).body.account.email).toBe(email);

  const third = door.browser({ from: "203.0.113.82" });
  await third.ask("POST", "/api/session", { email, password });
  const [recovery = ""] = made.recoveryCodes;
  expect((await third.ask("POST", "/api/session/second-factor", { code: recovery })).body).toEqual({
    recoveryCodesLeft: 9,
  });
  const fourth = door.browser({ from: "203.0.113.83" });
  await fourth.ask("POST", "/api/session", { email, password });
  expect((await fourth.ask("POST", "/api/session/second-factor", { code: recovery })).body.code).toBe(
    "people.codeWrong",
  );
  // Five tries belong to one password; then it starts anew.
  const codes = [];
  for (let at = 0; at < 6; at += 1)
    codes.push((await fourth.ask("POST", "/api/session/second-factor", { code: `10000${at}` })).body.code);
  expect(codes.at(-1)).not.toBe("people.codeWrong");
  expect((await door.browser().ask("POST", "/api/session/second-factor", { code: later })).body.code).toBe(
    "people.secondFactorOver",
  );
});

test("X-023 a changed password ends all other sessions, and the old one opens nothing", async () => {
  const { email, browser } = await someone();
  const elsewhere = door.browser({ from: "203.0.113.90" });
  await elsewhere.ask("POST", "/api/session", { email, password });
  const before = browser.cookies.get("kreislauf.session_token");
  const next = "sieben gelbe Fahrräder im Hof";
  expect((await browser.ask("POST", "/api/account/password", { next })).body.code).toBe("people.currentMissing");
  expect((await browser.ask("POST", "/api/account/password", { current: "falsch, ganz falsch", next })).body.code).toBe(
    "people.currentWrong",
  );
  expect(
    (await browser.ask("POST", "/api/account/password", { current: password, next: "Passwort2026!" })).body.code,
  ).toBe("people.passwordGuessable");
  expect((await browser.ask("POST", "/api/account/password", { current: password, next })).body).toEqual({
    otherSessionsEnded: 1,
  });
  expect(browser.cookies.get("kreislauf.session_token")).not.toBe(before);
  expect((await browser.ask("GET", "/api/session")).body.account.email).toBe(email);
  expect((await elsewhere.ask("GET", "/api/session")).body.account).toBeNull();
  expect((await door.browser({ from: "203.0.113.91" }).ask("POST", "/api/session", { email, password })).status).toBe(
    401,
  );
  expect(
    (await door.browser({ from: "203.0.113.92" }).ask("POST", "/api/session", { email, password: next })).status,
  ).toBe(200);
});

test("X-023 everybody sees the own sessions with device and last use, and ends them one by one or all", async () => {
  const { email, browser } = await someone();
  const stranger = await someone();
  const [phone, tablet] = [door.browser({ from: "203.0.113.93" }), door.browser({ from: "203.0.113.94" })];
  await phone.ask("POST", "/api/session", { email, password });
  await tablet.ask("POST", "/api/session", { email, password });
  const { body } = await browser.ask("GET", "/api/account");
  expect(body.sessions).toHaveLength(3);
  expect(new Set(body.sessions.map((one: { device: string }) => one.device))).toEqual(new Set(["Firefox, Linux"]));
  const { body: seen } = await phone.ask("GET", "/api/account");
  const own = seen.sessions.find((one: { isThisOne: boolean }) => one.isThisOne);
  // Nobody ends what is somebody else's.
  expect((await stranger.browser.ask("DELETE", `/api/account/sessions/${own.id}`)).status).toBe(404);
  expect((await browser.ask("DELETE", `/api/account/sessions/${own.id}`)).status).toBe(200);
  expect((await phone.ask("GET", "/api/session")).body.account).toBeNull();
  expect((await browser.ask("DELETE", "/api/account/sessions")).body).toEqual({ ended: 1 });
  expect((await tablet.ask("GET", "/api/session")).body.account).toBeNull();
  expect((await browser.ask("GET", "/api/session")).body.account.email).toBe(email);
  await browser.ask("DELETE", "/api/session");
  expect((await browser.ask("GET", "/api/account")).status).toBe(401);
});

test("X-023 a session ends after half a day without use, and after a week in any case", async () => {
  const hours = (count: number) => {
    clock.now = new Date(clock.now.getTime() + count * 3_600_000);
  };
  const { browser } = await someone();
  hours(11);
  expect((await browser.ask("GET", "/api/session")).body.account).not.toBeNull();
  hours(11);
  expect((await browser.ask("GET", "/api/session")).body.account).not.toBeNull();
  const { browser: idle } = await someone();
  hours(13);
  expect((await idle.ask("GET", "/api/session")).body.account).toBeNull();
  clock.now = new Date();
  const { browser: busy } = await someone();
  for (let passed = 0; passed < 7 * 24; passed += 8) {
    expect((await busy.ask("GET", "/api/session")).body.account).not.toBeNull();
    hours(8);
  }
  hours(1);
  expect((await busy.ask("GET", "/api/session")).body.account).toBeNull();
});

test("X-022 neither address nor browser of a person is kept, and no e-mail or password comes into a log or error", async () => {
  const { email } = await someone();
  const browser = door.browser({
    from: "203.0.113.133",
    headers: { "user-agent": "Mozilla/5.0 (Eigenbau 77) Firefox/140.0" },
  });
  await browser.ask("POST", "/api/session", { email, password: "geheimes Wort 4711" });
  await browser.ask("POST", "/api/session", { email: "kein-mensch@kreis.example", password: "geheimes Wort 4711" });
  const right = await browser.ask("POST", "/api/session", { email, password });
  const malformed = await browser.ask("POST", "/api/session", { email, passwort: "geheimes Wort 4711" });
  expect(right.status).toBe(200);
  const tables = [
    "kreislauf.session",
    "kreislauf.attempt",
    "kreislauf.verification",
    "audit_entry",
    "audit_person",
  ] as const;
  const stored = [];
  for (const table of tables) stored.push(await accounts.db.selectFrom(table).selectAll().execute());
  const everything = JSON.stringify([stored, written, malformed.body]);
  for (const secret of [email, "kein-mensch", "geheimes Wort", "203.0.113.133", "Eigenbau"])
    expect(everything).not.toContain(secret);
  expect(everything).toContain("people.signIn");
});

test("X-023 a page of another origin can sign nobody in or out", async () => {
  const { email, browser } = await someone();
  const foreign = door.browser({ headers: { origin: "https://anderswo.example" } });
  for (const [name, value] of browser.cookies) foreign.cookies.set(name, value);
  expect((await foreign.ask("POST", "/api/session", { email, password })).body.code).toBe("http.foreignOrigin");
  expect((await foreign.ask("DELETE", "/api/session")).body.code).toBe("http.foreignOrigin");
  expect((await browser.ask("GET", "/api/session")).body.account.email).toBe(email);
});

test("X-023 signing in asks nobody outside: no telemetry, no list of leaked passwords", async () => {
  const fetched = vi.spyOn(globalThis, "fetch");
  const connected = vi.spyOn(Socket.prototype, "connect");
  const { email } = await someone();
  await door.browser({ from: "203.0.113.99" }).ask("POST", "/api/session", { email, password });
  expect(fetched).not.toHaveBeenCalled();
  const database = new URL(await testServer()).port;
  const elsewhere = connected.mock.calls.filter((call) => !JSON.stringify(call).includes(database));
  expect(elsewhere).toEqual([]);
});

test("X-023 of the library's own addresses none is reachable", async () => {
  const browser = door.browser();
  for (const path of [
    "/api/auth/sign-up/email",
    "/api/auth/sign-in/email",
    "/api/auth/update-user",
    "/api/auth/get-session",
  ])
    expect((await browser.ask("POST", path, {})).status).toBe(404);
});
