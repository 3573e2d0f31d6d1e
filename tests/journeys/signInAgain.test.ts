import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { totp } from "../../offices/people/server/testDoor.ts";
import { type AccountHouse, accountHouse } from "./accountHouse.ts";
import { axeFindings } from "./axe.ts";
import { desktop, noBrowser, phone, startBrowser } from "./webCounty.ts";

const password = "vier blaue Stühle am See";
const soon = { timeout: 30_000 };
// The shortest that can be set, and a little more.
const proofHours = "0.01";
const untilTooOld = 37_000;

interface Somebody {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly email: string;
}

const title = `Who signed in too long ago signs in over the form${noBrowser === undefined ? "" : ` (${noBrowser})`}`;

// Without a browser there is no journey; the title then says so.
describe.skipIf(noBrowser !== undefined)(title, () => {
  let house: AccountHouse;
  let browser: Browser;
  let ada: Somebody;
  let bo: Somebody & { readonly recovery: string };
  let cem: Somebody;
  let dana: Somebody;

  beforeAll(async () => {
    const settings = { KREISLAUF_PROOF_HOURS: proofHours, KREISLAUF_SECOND_FACTOR: "offered" };
    [house, browser] = await Promise.all([accountHouse(settings), startBrowser()]);
    ada = await signedIn("Ada Beispiel");
    bo = await withApp(await signedIn("Bo Beispiel"));
    cem = await signedIn("Cem Beispiel", { size: phone });
    dana = await signedIn("Dana Beispiel");
    for (const { page } of [ada, bo, cem, dana]) await page.goto(`${house.address}/verwaltung/organigramm`);
    await ada.page.waitForTimeout(untilTooOld);
  }, 600_000);

  afterAll(async () => {
    await browser.close();
    await house.close();
  });

  async function signedIn(name: string, { size = desktop } = {}): Promise<Somebody> {
    const email = `${name.toLowerCase().replaceAll(" ", ".")}@kreis.example`;
    const printed = await house.run("people", "invite", "--json", "--name", name, "--email", email, "--role", "R11");
    const context = await browser.newContext({ viewport: size, locale: "de-DE", reducedMotion: "reduce" });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto((JSON.parse(printed) as { link: string }).link);
    await page.getByLabel("Passwort", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Passwort setzen und anmelden" }).click();
    await page.locator("header.k-header").getByText(name).first().waitFor();
    return { page, context, email };
  }

  async function withApp(one: Somebody): Promise<Somebody & { recovery: string }> {
    const { page } = one;
    await page.goto(`${house.address}/konto`);
    const section = page.getByRole("region", { name: "Zweiter Faktor" });
    await section.getByLabel("Jetziges Passwort").fill(password);
    await section.getByRole("button", { name: "Zweiten Faktor einrichten" }).click();
    const secret = (await section.locator(".o-secret").innerText()).replaceAll(" ", "");
    const recovery = await section.locator(".o-codes li").first().innerText();
    await section.getByLabel("Ich habe die Wiederherstellungscodes aufgehoben.").check();
    await section.getByLabel("Code", { exact: true }).fill(totp(secret, new Date()));
    await section.getByRole("button", { name: "Bestätigen" }).click();
    await section.getByText("Nach dem Passwort wird ein Code aus Ihrer App verlangt.").waitFor();
    return { ...one, recovery };
  }

  const name = ({ page }: Somebody) => page.getByLabel("Name", { exact: true });
  const dialog = ({ page }: Somebody) => page.getByRole("dialog", { name: "Noch einmal anmelden" });
  const focused = ({ page }: Somebody) => page.evaluate<string>("document.activeElement?.outerHTML ?? ''");
  /** Names of the units, as the one who is signed in is told. */
  const units = async ({ page }: Somebody) => {
    const answer = await page.request.get(`${house.address}/api/units`);
    return ((await answer.json()) as { units: { name: string }[] }).units.map((unit) => unit.name);
  };

  test("X-023 by keyboard alone: the dialog says why, takes the password, and what was typed is sent", async () => {
    const { page } = ada;
    await name(ada).focus();
    await page.keyboard.type("Jugendamt");
    await page.keyboard.press("Enter");
    await dialog(ada).waitFor();
    // A screen reader is told the reason with the title, and whose password is wanted.
    const described = await dialog(ada).getAttribute("aria-describedby");
    const reason = await page.locator(`[id="${described}"]`).innerText();
    expect(reason).toContain("darf Ihre Anmeldung höchstens");
    expect(reason).toContain("Ihre Eingaben bleiben stehen");
    expect(reason).toContain("Ada Beispiel (ada.beispiel@kreis.example)");
    await expect.poll(() => focused(ada), soon).toContain('type="password"');

    // Escape: nothing is sent, nothing typed is lost, and the focus is in the form again.
    await page.keyboard.press("Escape");
    await dialog(ada).waitFor({ state: "detached" });
    await page.getByText("Noch nichts ist gespeichert").waitFor();
    expect(await name(ada).inputValue()).toBe("Jugendamt");
    expect(await units(ada)).toEqual([]);
    await expect.poll(() => focused(ada), soon).toContain("<input");

    await page.keyboard.press("Enter");
    await dialog(ada).waitFor();
    await expect.poll(() => focused(ada), soon).toContain('type="password"');
    await page.keyboard.type("falsch, ganz falsch");
    await page.keyboard.press("Enter");
    await dialog(ada).getByRole("alert").waitFor();
    expect(await units(ada)).toEqual([]);
    await dialog(ada).getByLabel("Passwort", { exact: true }).focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await dialog(ada).waitFor({ state: "detached" });
    await expect.poll(() => units(ada), soon).toEqual(["Jugendamt"]);
    await expect.poll(() => name(ada).inputValue(), soon).toBe("");
    // Once is enough for whatever follows.
    await name(ada).fill("Sozialamt");
    await name(ada).press("Enter");
    await expect.poll(() => units(ada), soon).toContain("Sozialamt");
    expect(await dialog(ada).count()).toBe(0);
  }, 180_000);

  test("X-023 with a second factor the dialog asks for the code too, and a recovery code will do", async () => {
    const { page, recovery } = bo;
    await name(bo).fill("Gesundheitsamt");
    await page.getByRole("button", { name: "Speichern" }).click();
    await dialog(bo).getByLabel("Passwort", { exact: true }).fill(password);
    await page.keyboard.press("Enter");
    await dialog(bo).getByLabel("Code", { exact: true }).waitFor();
    // The step changed under the fingers: the field of the code has the focus.
    await expect.poll(() => focused(bo), soon).toContain("one-time-code");
    expect(await units(ada)).not.toContain("Gesundheitsamt");
    await page.keyboard.type(recovery);
    await page.keyboard.press("Enter");
    await dialog(bo).getByText("Es bleiben 9.").waitFor();
    expect(await units(ada)).not.toContain("Gesundheitsamt");
    await dialog(bo).getByRole("button", { name: "Weiter" }).click();
    await expect.poll(() => units(bo), soon).toContain("Gesundheitsamt");
    await expect.poll(() => name(bo).inputValue(), soon).toBe("");
  }, 180_000);

  test("X-023 the passkey of somebody else sends nothing; on a phone nothing sticks out and axe finds nothing, light and dark", async () => {
    const { page, context } = cem;
    // Eli's passkey lies on the device that Cem left open.
    const devices = await context.newCDPSession(page);
    await devices.send("WebAuthn.enable");
    await devices.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true },
        ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
      },
    });
    const printed = await house.run(
      ...["people", "invite", "--json", "--name", "Eli Beispiel", "--email", "eli@kreis.example", "--role", "R11"],
    );
    const cookies = await context.cookies();
    await context.clearCookies();
    await page.goto((JSON.parse(printed) as { link: string }).link);
    await page.getByRole("button", { name: "Passkey anlegen" }).click();
    await expect.poll(() => page.locator("header.k-header").innerText(), soon).toContain("Eli Beispiel");
    await context.clearCookies();
    await context.addCookies(cookies);
    await page.goto(`${house.address}/verwaltung/organigramm`);
    await name(cem).fill("Bauamt");
    await page.getByRole("button", { name: "Speichern" }).click();
    await dialog(cem).waitFor();
    // A device answers only to the page in front.
    await page.bringToFront();
    await dialog(cem).getByRole("button", { name: "Mit einem Passkey anmelden" }).click();
    await dialog(cem).getByText("Das war das Konto von Eli Beispiel, nicht Ihres.").waitFor();
    const found: string[] = [];
    for (const theme of ["light", "dark"]) {
      await page.evaluate(`document.documentElement.dataset.kernTheme = ${JSON.stringify(theme)}`);
      found.push(...(await axeFindings({ page, context }, `dialog, ${theme}`)));
    }
    expect(found).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    expect(await units(ada)).not.toContain("Bauamt");
    await dialog(cem).getByLabel("Passwort", { exact: true }).fill(password);
    await page.keyboard.press("Enter");
    await expect.poll(() => units(ada), soon).toContain("Bauamt");
  }, 180_000);

  test("X-023 a session that ended meanwhile loses nothing either: one signs in over the form under one's own name", async () => {
    const { page, context } = dana;
    await name(dana).fill("Schulamt");
    await context.clearCookies();
    await page.getByRole("button", { name: "Speichern" }).click();
    await dialog(dana).getByText("Dafür müssen Sie angemeldet sein.").waitFor();
    expect(await dialog(dana).getByLabel("E-Mail-Adresse").count()).toBe(0);
    await dialog(dana).getByLabel("Passwort", { exact: true }).fill(password);
    await page.keyboard.press("Enter");
    await expect.poll(() => units(dana), soon).toContain("Schulamt");
    await expect.poll(() => page.locator("header.k-header").innerText(), soon).toContain("Dana Beispiel");
  }, 180_000);
});
