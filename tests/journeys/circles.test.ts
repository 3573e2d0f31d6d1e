import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadCatalogue } from "../../runtime/catalogue/loadCatalogue.ts";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";
import { smallCounty } from "../../stages/describe/server/smallCounty.ts";
import { protectFigures } from "../../stages/protect/server/protect.ts";
import { simpleShares } from "../../stages/protect/simpleShares.ts";
import { ownServer } from "./ownServer.ts";
import { desktop, noBrowser, settled, startBrowser } from "./webCounty.ts";
import { ask } from "./webPages.ts";

/*
 * A county of its own, since nobody in it has agreed to anything yet. Children with benefits:
 * Altdorf 12, Birkau 4, Cronau 15, Dahlem 20, Eichen 60, of which Quartier Bahnhof 20 and Markt 40.
 * The source asks for at least 3, so nothing is too small for the administration.
 */
// Without a browser there is no journey; the title then says so.
describe.skipIf(noBrowser !== undefined)(
  `Who sees which figures${noBrowser === undefined ? "" : ` (${noBrowser})`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "kreislauf-circles-"));
    const quarters = "/indikatoren/kinderarmut?ebene=SUB&zeit=2023";
    const municipalities = "/indikatoren/kinderarmut?ebene=GEM&zeit=2023";
    let address = "";
    let page: Page;
    const errors: string[] = [];
    const leaving: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];

    beforeAll(async () => {
      const fresh = await freshDatabase();
      leaving.unshift(fresh.drop);
      const { deliver } = await smallCounty(fresh.db);
      await deliver({
        file: "kinder.csv",
        disclosure: "min3",
        figures: {
          SGB2_U15: { "2023": { G1: 12, G2: 4, G3: 15, G4: 20, Q1: 20, Q2: 40 } },
          BEV_U15: { "2023": { G1: 100, G2: 40, G3: 120, G4: 90, Q1: 120, Q2: 180 } },
        },
      });
      const catalogue = loadCatalogue();
      const shares = simpleShares(catalogue.indicators.values());
      await protectFigures(fresh.db, ["SGB2_U15", "BEV_U15"], { catalogue, shares, day: "2024-06-01" });
      const server = await ownServer(folder, { place: { databaseUrl: fresh.url, schema: undefined } });
      leaving.unshift(server.stop);
      address = server.address;
      const browser = await startBrowser();
      leaving.unshift(() => browser.close());
      page = await (await browser.newContext({ viewport: desktop, locale: "de-DE" })).newPage();
      page.setDefaultTimeout(60_000);
      page.on("pageerror", (error) => errors.push(error.message));
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
    const press = (name: string) => page.getByRole("button", { name, exact: true }).first().click();
    const part = (heading: string) => page.getByRole("region", { name: heading, exact: true });
    /** A row of a table, its cells apart. */
    const row = async (table: string, name: string) =>
      (await page.getByRole("table", { name: table }).getByRole("row", { name }).first().innerText())
        .split("\t")
        .map((cell) => cell.trim());
    const levelsOffered = async () =>
      (await page.getByLabel("Raumebene", { exact: true }).locator("option").allInnerTexts()).map((text) =>
        text.trim(),
      );
    /** All pages as the public sees them; afterwards one is oneself again. */
    const asThePublic = async (look: () => Promise<void>) => {
      await go("/verwaltung/rollen");
      await part("Seiten sehen wie andere").getByLabel("Rolle", { exact: true }).selectOption("R10");
      await press("Ansehen");
      const note = page.getByText("Sie sehen die Seiten wie jemand mit der Rolle „Öffentlichkeit“");
      await note.waitFor();
      try {
        await look();
      } finally {
        await press("Wieder als ich selbst");
        await note.waitFor({ state: "detached" });
        await settled(page);
      }
    };

    test("X-005 the first access to quarters asks once: the notice is read and agreed to, leads back to the map, and stands in the audit trail", async () => {
      await go(quarters);
      await says("Bevor Sie deren Zahlen sehen, bestätigen Sie bitte einmal den Hinweis zur Vertraulichkeit.");
      expect(await words()).not.toContain("Quartier Bahnhof");
      await page.getByRole("link", { name: "Hinweis lesen" }).click();
      await says("Es geht um diese Ebenen: Quartier.");
      await says("nicht herauszufinden, wer hinter einer Zahl steht");
      await press("Gelesen, ich halte mich daran");
      await page.waitForURL(/\/indikatoren\/kinderarmut\?ebene=SUB/);
      await says("Quartier Bahnhof");

      await go("/vertraulichkeit");
      await says(/Sie haben am \d\d\.\d\d\.\d{4} zugestimmt\./);
      expect(await page.getByRole("button", { name: "Gelesen, ich halte mich daran" }).count()).toBe(0);
      // Once and for all: a fresh window asks nothing.
      await page.evaluate("sessionStorage.clear(); localStorage.clear();");
      await go(quarters);
      await says("Quartier Markt");
      const { entries } = await ask<{ entries: { operation: string; person: string; outcome: string }[] }>(
        address,
        "/api/audit",
      );
      expect(
        entries.filter((line) => line.operation === "protect.agreeToNotice" && line.outcome === "done"),
      ).toMatchObject([{ person: "Planung an diesem Rechner" }]);
      await go("/verwaltung/protokoll");
      await says("Stimmt dem Hinweis zur Vertraulichkeit zu");
    }, 180_000);

    test("X-016 PM10-053 the planner sees quarters, the public sees municipalities of the same indicator, and the page about readers says so", async () => {
      await go("/daten/leserkreise");
      expect((await row("Feinste Ebene je Leserkreis", "Verwaltung")).at(-1)).toBe("Quartier");
      expect((await row("Feinste Ebene je Leserkreis", "Öffentlichkeit")).at(-1)).toBe("Gemeinde");
      await go(municipalities);
      expect(await levelsOffered()).toContain("Quartier");
      await asThePublic(async () => {
        // The address of the quarters leads the public to the municipalities.
        await go(quarters);
        await says("Birkau");
        expect(await words()).not.toContain("Quartier");
        expect(await levelsOffered()).toEqual(["Kreis", "Amt", "Gemeinde"]);
        await page.goto(`${address}/gebiete/SUB/Q1`);
        await says("Gemeinde");
        expect(await words()).not.toContain("Quartier Bahnhof");
      });
    }, 180_000);

    test("X-016 a stricter rule for the public, set on the page with a reason, hides at once what is too small for it, and nothing from the planner", async () => {
      const numberOf = async (name: string) => (await row("Kinderarmut", name)).join(" ");
      await go(municipalities);
      await says("Birkau");
      expect(await numberOf("Birkau")).toContain("10,0");
      await go("/daten/leserkreise");
      const rules = part("Strengere Regeln");
      await rules.getByLabel("Grundzahl", { exact: true }).selectOption("SGB2_U15");
      await rules.getByLabel("Mindestzahl", { exact: true }).selectOption("min5");
      await rules.getByLabel("Begründung", { exact: true }).fill("Beschluss der Statistikstelle");
      await rules.getByRole("button", { name: "Festlegen" }).click();
      await says(/Festgelegt\. Neu berechnet: \d+ Grundzahl/);
      await says(/mindestens 5[\s\S]*Planung an diesem Rechner: Beschluss der Statistikstelle/);
      await go(municipalities);
      expect(await numberOf("Birkau")).toContain("10,0");
      await asThePublic(async () => {
        await go(municipalities);
        await says("Birkau");
        expect(await numberOf("Birkau")).not.toContain("10,0");
        await go("/gebiete/GEM/G2");
        expect(await words()).not.toContain("10,0");
      });
    }, 180_000);

    test("PM10-053 X-016 a report is made for its readers: of quarters for the administration, of municipalities for all, and the first is not released to citizens", async () => {
      const make = async (level: string, readers = "") => {
        await go("/berichte");
        const form = part("Neuer Bericht");
        await form.getByLabel("Ebene der Karten und Tabellen", { exact: true }).selectOption(level);
        await form.getByLabel("Ebene der Profile", { exact: true }).selectOption("AMT");
        await form.getByLabel("Zahlen für", { exact: true }).selectOption(readers);
        await form.getByRole("button", { name: "Bericht erstellen" }).click();
        await page.waitForURL(/\/berichte\/\d+/);
        await settled(page);
        return new URL(page.url()).pathname;
      };
      const forCitizens = async () => {
        await page.getByText("Wer den Bericht sieht", { exact: true }).click();
        await page.getByLabel("Bürgerinnen und Bürger", { exact: true }).check();
        await press("Sichtbarkeit speichern");
      };
      const ofQuarters = await make("SUB");
      await says("Quartier Bahnhof");
      await forCitizens();
      await says("enthält Zahlen, die nicht alle gewählten Leserinnen und Leser sehen dürfen");

      // The stricter rule for the public holds in its report, and not in one for the administration.
      const birkau = () => page.locator(".k-report tr", { hasText: "Birkau" }).first().innerText();
      await make("GEM", "inside");
      expect(await birkau()).toContain("10,0");
      const open = await make("GEM");
      expect(await birkau()).not.toContain("10,0");
      await forCitizens();
      await says("Gespeichert.");
      await press("Freigeben");
      await press("Ja, freigeben");
      await says("Die Zahlen bleiben, wie sie an diesem Tag waren.");
      await asThePublic(async () => {
        await go(open);
        await says("Birkau");
        expect(await birkau()).not.toContain("10,0");
        await page.goto(address + ofQuarters);
        await page.getByRole("alert").waitFor();
        expect(await words()).not.toContain("Quartier Bahnhof");
      });
    }, 180_000);

    test("PM10-053 the smallest level of the public can be set on the page: quarters open to it, and close again", async () => {
      const set = async (level: string, reason: string) => {
        await go("/daten/leserkreise");
        const circles = part("Feinste Ebene je Leserkreis");
        await circles.getByLabel("Leserkreis", { exact: true }).selectOption("public");
        await circles.getByLabel("Feinste Ebene", { exact: true }).selectOption({ label: level });
        await circles.getByLabel("Begründung", { exact: true }).fill(reason);
        await circles.getByRole("button", { name: "Festlegen" }).click();
        await expect.poll(() => part("Alle Festlegungen").innerText(), { timeout: 60_000 }).toContain(reason);
      };
      await set("Quartier", "Offene Daten der Stadt");
      expect((await row("Feinste Ebene je Leserkreis", "Öffentlichkeit")).at(-1)).toBe("Quartier");
      await asThePublic(async () => {
        await go(quarters);
        await says("Quartier Bahnhof");
      });
      await set("wie üblich", "Zurückgenommen nach Einspruch");
      expect((await row("Feinste Ebene je Leserkreis", "Öffentlichkeit")).at(-1)).toBe("Gemeinde");
      await asThePublic(async () => {
        await go(quarters);
        await says("Birkau");
        expect(await words()).not.toContain("Quartier");
      });
      expect(errors).toEqual([]);
    }, 180_000);
  },
);
