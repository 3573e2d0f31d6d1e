import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { totp } from "../../offices/people/server/testDoor.ts";
import { type AccountHouse, accountHouse } from "./accountHouse.ts";
import { axeFindings } from "./axe.ts";
import { desktop, noBrowser, phone, startBrowser } from "./webCounty.ts";

const password = "vier blaue Stühle am See";
const soon = { timeout: 30_000 };

describe.skipIf(noBrowser !== undefined)(`People sign in${noBrowser === undefined ? "" : ` (${noBrowser})`}`, () => {
  let house: AccountHouse;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [house, browser] = await Promise.all([accountHouse(), startBrowser()]);
  }, 600_000);

  afterAll(async () => {
    await browser.close();
    await house.close();
  });

  afterEach(() => context.close());

  const come = async (to: string, size = desktop): Promise<Page> => {
    context = await browser.newContext({ viewport: size, locale: "de-DE", reducedMotion: "reduce" });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(new URL(to, house.address).href);
    return page;
  };

  const invited = async (name: string, ...roles: string[]): Promise<{ link: string; email: string }> => {
    const email = `${name.toLowerCase().replaceAll(" ", ".")}@kreis.example`;
    const more = roles.flatMap((role) => ["--role", role]);
    const printed = await house.run("people", "invite", "--json", "--name", name, "--email", email, ...more);
    const { link } = JSON.parse(printed) as { link: string };
    return { link, email };
  };

  /** On the page of one's own account: scans, keeps the recovery codes, types the code. */
  const setUpApp = async (): Promise<{ section: Locator; recovery: string }> => {
    const section = page.getByRole("region", { name: "Zweiter Faktor" });
    await section.getByLabel("Jetziges Passwort").fill(password);
    await section.getByRole("button", { name: "Zweiten Faktor einrichten" }).click();
    const secret = (await section.locator(".o-secret").innerText()).replaceAll(" ", "");
    const recovery = await section.locator(".o-codes li").first().innerText();
    await section.getByLabel("Ich habe die Wiederherstellungscodes aufgehoben.").check();
    await section.getByLabel("Code", { exact: true }).fill(totp(secret, new Date()));
    await section.getByRole("button", { name: "Bestätigen" }).click();
    return { section, recovery };
  };

  const header = () => page.locator("header.k-header");
  const signedInAs = (name: string) => expect.poll(() => header().innerText(), soon).toContain(name);

  test("X-023 without accounts nobody signs in; the first invitation of the command line opens the house for its administrator", async () => {
    await come("/verwaltung/menschen");
    await page.getByText("Noch hat niemand ein Konto.").waitFor();
    expect(await header().innerText()).not.toContain("Anmelden");
    const { link } = await invited("Ada Beispiel", "R11");
    await page.reload();
    await page.getByText("Dafür müssen Sie angemeldet sein.").waitFor();
    await page.goto(link);
    await page.getByText("Guten Tag, Ada Beispiel.").waitFor();
    await page.getByLabel("Passwort", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Passwort setzen und anmelden" }).click();
    await signedInAs("Ada Beispiel");

    // A password alone does not look after other people's accounts.
    await page.getByText("Ihre Rolle ruht, bis Sie sich mit einem zweiten Faktor anmelden.").waitFor();
    await page.goto(`${house.address}/verwaltung/menschen`);
    await page.getByText("Dafür braucht Ihr Konto einen zweiten Faktor.").first().waitFor();
    await page.getByRole("link", { name: "Zum zweiten Faktor" }).click();
    await page.waitForURL(/\/konto$/);
    const { section } = await setUpApp();
    await section.getByText("Nach dem Passwort wird ein Code aus Ihrer App verlangt.").waitFor();
    await expect.poll(() => page.getByText("Ihre Rolle ruht").count(), soon).toBe(0);

    await page.goto(`${house.address}/verwaltung/menschen`);
    await page.getByLabel("Name").fill("Bo Beispiel");
    await page.getByLabel("E-Mail-Adresse").fill("bo@kreis.example");
    await page.getByRole("button", { name: "Link ausstellen" }).click();
    await page.getByText(/einladung#[\w-]{43}/).waitFor();
    await page
      .getByRole("row", { name: /Bo Beispiel/ })
      .getByText("eingeladen")
      .waitFor();
    await page.getByRole("button", { name: /Ändern.*Bo Beispiel/ }).click();
    await page.getByRole("button", { name: "Sperren" }).click();
    await page.getByRole("button", { name: "Entsperren" }).waitFor();
    // What was typed, shown and clicked has left no trace in the log.
    for (const secret of ["kreis.example", password, link.slice(-43), "Beispiel"])
      expect(house.log()).not.toContain(secret);
  }, 180_000);

  test("X-023 a person enters by passkey alone, from the invitation on, and by it again", async () => {
    const { link } = await invited("Cem Beispiel");
    await come("/anmelden");
    const devices = await context.newCDPSession(page);
    await devices.send("WebAuthn.enable");
    const { authenticatorId } = await devices.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(link);
    await page.getByRole("button", { name: "Passkey anlegen" }).click();
    await signedInAs("Cem Beispiel");
    const { credentials } = await devices.send("WebAuthn.getCredentials", { authenticatorId });
    expect(credentials).toMatchObject([{ rpId: "localhost", isResidentCredential: true }]);
    // The link is used up.
    await page.goto("about:blank");
    await page.goto(link);
    await page.getByText("Dieser Link gilt nicht.").waitFor();

    await page.getByRole("button", { name: "Abmelden" }).click();
    await page.waitForURL(/\/anmelden$/);
    await page.getByRole("button", { name: "Mit einem Passkey anmelden" }).click();
    await signedInAs("Cem Beispiel");
    await page.goto(`${house.address}/konto`);
    await page.getByText("Erster Passkey").first().waitFor();
    await page.getByText("Ihr Konto hat kein Passwort.").waitFor();
    // The only way in cannot be thrown away.
    await page.getByRole("button", { name: /Entfernen/ }).click();
    await page.getByText("Das ist Ihr einziger Weg in das Konto.").waitFor();

    // A device that asks for neither finger nor PIN is not enough: a passkey stands for both factors.
    await page.getByRole("button", { name: "Abmelden" }).click();
    await page.waitForURL(/\/anmelden$/);
    await devices.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
    // Nor where somebody bends the question so that the device need not ask.
    const bent = await page.evaluate<{ status: number; code: string }>(`(async () => {
      const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
      const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
      const post = (path, body) => fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
      const { options } = await (await post("/api/session/passkey/challenge", {})).json();
      const { id, type, response } = await navigator.credentials.get({
        publicKey: { challenge: bytes(options.challenge), rpId: options.rpId, userVerification: "discouraged" },
      });
      const { clientDataJSON, authenticatorData, signature, userHandle } = response;
      const fields = { clientDataJSON, authenticatorData, signature, userHandle };
      const answer = await post("/api/session/passkey", {
        answer: {
          id, rawId: id, type, clientExtensionResults: {},
          response: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, text(value)])),
        },
      });
      return { status: answer.status, code: (await answer.json()).code };
    })()`);
    expect(bent).toEqual({ status: 401, code: "people.passkeyRefused" });
    await page.getByRole("button", { name: "Mit einem Passkey anmelden" }).click();
    await page.waitForTimeout(2_000);
    expect(await header().innerText()).not.toContain("Cem");
  }, 180_000);

  test("X-023 the second factor is set up, asked for, and replaced by a recovery code; other devices are signed out from afar", async () => {
    const { link, email } = await invited("Dana Beispiel");
    await come(link);
    await page.getByLabel("Passwort", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Passwort setzen und anmelden" }).click();
    await signedInAs("Dana Beispiel");
    await page.goto(`${house.address}/konto`);
    const { section, recovery } = await setUpApp();
    await section.getByText("Nach dem Passwort wird ein Code aus Ihrer App verlangt.").waitFor();

    const first = context;
    await come("/anmelden?zurueck=%2Fkonto", phone);
    await page.getByLabel("E-Mail-Adresse").fill(email);
    await page.getByLabel("Passwort", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Anmelden", exact: true }).click();
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await page.getByRole("button", { name: "Bestätigen" }).click();
    await page.getByText("Der Code stimmt nicht").waitFor();
    await page.getByLabel("Code", { exact: true }).fill(recovery);
    await page.getByRole("button", { name: "Bestätigen" }).click();
    await page.getByText("Es bleiben 9.").waitFor();
    await page.getByRole("button", { name: "Weiter" }).click();
    await page.waitForURL(/\/konto$/);
    const devices = page.getByRole("region", { name: "Angemeldete Geräte" });
    await devices.getByText("(dieses hier)").waitFor();
    expect(await devices.getByRole("listitem").count()).toBe(2);
    await devices.getByRole("button", { name: "Alle anderen abmelden" }).click();
    await devices.getByText("Abgemeldete Geräte: 1.").waitFor();
    const [other] = first.pages();
    await other?.reload();
    await expect.poll(() => other?.locator("header.k-header").innerText(), soon).toContain("Anmelden");
    await first.close();
  }, 180_000);

  test("X-023 signing in works by keyboard alone, says what is wrong, and leads back to where one was", async () => {
    const { link, email } = await invited("Eli Beispiel");
    await come(link);
    await page.getByLabel("Passwort", { exact: true }).fill(password);
    await page.keyboard.press("Enter");
    await signedInAs("Eli Beispiel");
    await context.close();
    await come("/indikatoren");
    await header().getByRole("link", { name: "Anmelden" }).click();
    await page.waitForURL(/\/anmelden\?zurueck=/);
    await page.getByLabel("E-Mail-Adresse").focus();
    await page.keyboard.type(email);
    await page.keyboard.press("Tab");
    await page.keyboard.type("falsch, ganz falsch");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("E-Mail-Adresse und Passwort passen nicht zusammen.").waitFor();
    await page.getByLabel("Passwort", { exact: true }).fill(password);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/indikatoren$/);
    await signedInAs("Eli Beispiel");
  }, 180_000);

  for (const [name, size] of [
    ["a desktop", desktop],
    ["a phone", phone],
  ] as const)
    test(`X-030 axe finds nothing on the pages of accounts, light and dark, on ${name}`, async () => {
      const { link } = await invited(name === "a phone" ? "Fay Beispiel" : "Gil Beispiel", "R11");
      await invited(`Nachbar auf ${name}`);
      await come("/anmelden", size);
      const found: string[] = [];
      const look = async (what: string) => {
        await page.locator("h1").first().waitFor();
        await page.waitForLoadState("networkidle");
        for (const theme of ["light", "dark"]) {
          await page.evaluate(`document.documentElement.dataset.kernTheme = ${JSON.stringify(theme)}`);
          found.push(...(await axeFindings({ page, context }, `${what}, ${theme}`)));
        }
      };
      await look("/anmelden");
      await page.getByLabel("E-Mail-Adresse").fill("niemand@kreis.example");
      await page.getByLabel("Passwort", { exact: true }).fill("falsch, ganz falsch");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").waitFor();
      await look("/anmelden, refused");
      await page.goto(link);
      await page.getByLabel("Passwort", { exact: true }).waitFor();
      await look("/einladung");
      await page.getByLabel("Passwort", { exact: true }).fill(password);
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.pathname === "/");
      await page.goto(`${house.address}/konto`);
      const section = page.getByRole("region", { name: "Zweiter Faktor" });
      await section.getByLabel("Jetziges Passwort").fill(password);
      await look("/konto");
      await section.getByRole("button", { name: "Zweiten Faktor einrichten" }).click();
      await section.locator(".o-codes").waitFor();
      await look("/konto, second factor");
      const secret = (await section.locator(".o-secret").innerText()).replaceAll(" ", "");
      await section.getByLabel("Ich habe die Wiederherstellungscodes aufgehoben.").check();
      await section.getByLabel("Code", { exact: true }).fill(totp(secret, new Date()));
      await section.getByRole("button", { name: "Bestätigen" }).click();
      await section.getByText("Nach dem Passwort wird ein Code aus Ihrer App verlangt.").waitFor();
      await page.goto(`${house.address}/verwaltung/menschen`);
      await page.getByRole("table").waitFor();
      await look("/verwaltung/menschen");
      await page
        .getByRole("button", { name: /^Ändern \(/ })
        .first()
        .click();
      await page.getByRole("dialog").waitFor();
      await look("/verwaltung/menschen, one person");
      expect(found).toEqual([]);
    }, 180_000);
});
