import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../runtime/store/openStore.ts";
import { addTenant } from "../../runtime/store/tenants.ts";
import { smallCounty } from "../../stages/describe/server/smallCounty.ts";
import { ownServer } from "./ownServer.ts";
import { chosenWay, emptyPlace } from "./wayOfRunning.ts";
import { desktop, noBrowser, settled, startBrowser } from "./webCounty.ts";

// A county and two municipalities with tables of their own in one installation.
// Without a browser there is no journey; the title then says so.
describe.skipIf(noBrowser !== undefined)(
  `Goals go from a county to its municipalities${noBrowser === undefined ? "" : ` (${noBrowser})`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "kreislauf-goals-"));
    let address = "";
    let page: Page;
    const leaving: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];

    beforeAll(async () => {
      const place = await emptyPlace(chosenWay);
      const store = await openStore({ folder, ...place, as: "guest" });
      const { deliver } = await smallCounty(store.db);
      const people = { G2: 500, G3: 400, G4: 300, Q1: 100, Q2: 100 };
      await deliver({ figures: { BEV_INSG: { "2020": { G1: 1000, ...people }, "2023": { G1: 1060, ...people } } } });
      for (const [slug, name] of [
        ["altdorf", "Gemeinde Altdorf"],
        ["birkau", "Gemeinde Birkau"],
      ] as const)
        await addTenant(store.pool, { slug, name, kind: "municipality", parent: store.tenant });
      await store.close();
      const server = await ownServer(folder, { place });
      leaving.unshift(server.stop);
      address = server.address;
      const browser = await startBrowser();
      leaving.unshift(() => browser.close());
      page = await (await browser.newContext({ viewport: desktop, locale: "de-DE" })).newPage();
      page.setDefaultTimeout(60_000);
    }, 480_000);
    afterAll(async () => {
      for (const leave of leaving) await leave();
    }, 60_000);

    const go = async (path: string) => {
      await page.goto(address + path);
      await settled(page);
    };
    const words = () => page.locator("main").innerText();
    const says = (text: string | RegExp) =>
      typeof text === "string"
        ? expect.poll(words, { timeout: 60_000 }).toContain(text)
        : expect.poll(words, { timeout: 60_000 }).toMatch(text);
    /** Types a part of a name where one chooses among many, and takes the first that is found. */
    const choose = async (label: string, name: string) => {
      const field = page.getByRole("combobox", { name: label });
      // An open list closes when the page scrolls, so the field is brought into sight before.
      await field.evaluate((element) => element.scrollIntoView({ block: "center" }));
      await page.waitForTimeout(200);
      await field.click();
      await page.getByRole("option", { name }).first().waitFor();
      await page.keyboard.type(name);
      await page.getByRole("option", { name }).first().waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
    };
    const press = (name: string | RegExp) => page.getByRole("button", { name }).click();

    test("GOE-013 a planner writes a goal, leadership releases and shares it, and two municipalities adopt it as own copies with a link", async () => {
      await go("/ziele");
      await says("Noch gibt es kein Ziel");
      await page.getByRole("link", { name: "Neues Ziel" }).click();
      await page.getByLabel("Was soll erreicht werden?").fill("Der Kreis wächst wieder");
      await press("Ziel anlegen");
      await says("Zu diesem Leitziel gibt es noch kein Handlungsziel.");
      await press("Freigeben");
      await says("Freigegeben, noch ohne Beschluss");

      await page.getByRole("link", { name: "Mittlerziel darunter anlegen" }).click();
      await page.getByLabel("Was soll erreicht werden?").fill("Junge Familien ziehen zu");
      await press("Ziel anlegen");
      await says("Zu diesem Mittlerziel gibt es noch kein Handlungsziel.");
      await press("Freigeben");
      await says("Freigegeben, noch ohne Beschluss");

      await page.getByRole("link", { name: "Handlungsziel darunter anlegen" }).click();
      await page.getByLabel("Was soll erreicht werden?").fill("Altdorf hat 1.200 Menschen");
      await choose("Kennzahl", "Einwohnerzahl");
      // The areas of the level come with the figures that a goal may start from.
      const areas = page.waitForResponse((answer) => answer.url().includes("/api/trend"));
      await page.getByLabel("Ebene", { exact: true }).selectOption("GEM");
      await areas;
      await settled(page);
      await choose("Gebiet", "Altdorf");
      await settled(page);
      await page.getByLabel("Ausgangswert", { exact: true }).selectOption("2020");
      await page.getByLabel(/^Zielwert/).fill("1.200,0");
      await page.getByLabel("Zieldatum").fill("2026-12-31");
      await page.getByLabel("Zuständig").fill("Kreisentwicklung");
      await press("Ziel anlegen");
      // 60 of 200 in three of six years.
      await says(
        /Im Verzug: Einwohnerzahl, Altdorf, 1\.060\sPersonen \(2023\)\. Nach 50\s% der Zeit sind 30\s% des Weges/,
      );
      const county = new URL(page.url()).pathname;
      await press("Freigeben");
      await says("Freigegeben, noch ohne Beschluss");
      await press("An die Gemeinden weitergeben");
      await says("Die Gemeinden können dieses Ziel übernehmen.");

      for (const slug of ["altdorf", "birkau"]) {
        await go(`/g/${slug}/ziele`);
        await says("Ziele von Kleinkreis");
        await press("Übernehmen (Altdorf hat 1.200 Menschen)");
        await says("Eigene Fassung eines Ziels von Kleinkreis (Fassung 1).");
        await says("Zum Freigeben fehlt noch: das Gebiet, der Ausgangswert, die Zuständigen.");
        expect(new URL(page.url()).pathname).toMatch(new RegExp(`^/g/${slug}/ziele/\\d+$`));
      }
      // Birkau words it anew; Altdorf keeps the county's words.
      await page.getByRole("link", { name: "Ändern" }).click();
      await page.getByLabel("Was soll erreicht werden?").fill("Birkau bleibt lebendig");
      await press("Speichern");
      await says("Birkau bleibt lebendig");
      await go("/g/altdorf/ziele");
      await says("Altdorf hat 1.200 Menschen");
      expect(await words()).not.toContain("Birkau bleibt lebendig");

      await go(county);
      await says(/Gemeinde Altdorf: übernommen am .* \(Fassung 1\) · noch nichts davon freigegeben/);
      await says(/Gemeinde Birkau: übernommen am/);
      expect(await words()).not.toContain("Birkau bleibt lebendig");

      // The county aims higher; in Birkau one sees what is new, and takes it over.
      await page.getByRole("link", { name: "Ändern" }).click();
      await page.getByLabel(/^Zielwert/).fill("1300");
      await press("Speichern");
      await says("Seit der Fassung 1 wurde das Ziel geändert.");
      await press("Neue Fassung freigeben");
      await says("Fassung 2, freigegeben am");
      await go("/g/birkau/ziele");
      await page.getByRole("link", { name: "Birkau bleibt lebendig" }).click();
      await says("Kleinkreis hat die Fassung 2 freigegeben. Das ist neu:");
      await says(/Zielwert\s+1\.200\s+1\.300/);
      await press("Gesehen, eigene Fassung behalten");
      await says("Die Vorlage hat sich seither nicht geändert.");
      await says("Birkau bleibt lebendig");
    }, 480_000);
  },
);
