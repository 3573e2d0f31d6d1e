import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { openData } from "./builtCounty.ts";
import { printed } from "./commandLine.ts";
import { ownServer } from "./ownServer.ts";
import { chosenWay, emptyPlace, settingsOf } from "./wayOfRunning.ts";
import { desktop, noBrowser, phone, settled, startBrowser } from "./webCounty.ts";
import { ask, focused, tabTo } from "./webPages.ts";

const noData = !existsSync(join(openData, "boundaries"));
const importPage = "/daten/raeume/einlesen";

/** An upright rectangle in degrees. */
const square = (west: number, south: number) => [
  [west, south],
  [west + 0.02, south],
  [west + 0.02, south + 0.02],
  [west, south + 0.02],
  [west, south],
];

/** Three quarters of a town, one of which crosses itself like a bow. */
const quarters = JSON.stringify({
  type: "FeatureCollection",
  features: [
    ["01", "Hafen", square(9.5, 53.7)],
    ["02", "Altstadt", square(9.52, 53.7)],
    [
      "03",
      "Schleife",
      [
        [9.54, 53.7],
        [9.56, 53.72],
        [9.56, 53.7],
        [9.54, 53.72],
        [9.54, 53.7],
      ],
    ],
  ].map(([nummer, name, ring]) => ({
    type: "Feature",
    properties: { viertel_nr: nummer, viertel_name: name },
    geometry: { type: "Polygon", coordinates: [ring] },
  })),
});

// Without a browser there is no journey; the title then says so.
describe.skipIf(noBrowser !== undefined)(
  `From an empty county to a map, in the browser alone${noBrowser === undefined ? "" : ` (${noBrowser})`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "kreislauf-spaces-"));
    const data = join(folder, "data");
    let address = "";
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    const leaving: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];

    beforeAll(async () => {
      const place = await emptyPlace(chosenWay);
      await printed(["init", "--name", "Kreis Pinneberg", "--data", data], settingsOf(place));
      const server = await ownServer(data, { place });
      leaving.unshift(server.stop);
      address = server.address;
      browser = await startBrowser();
      leaving.unshift(() => browser.close());
      context = await browser.newContext({ viewport: desktop, locale: "de-DE" });
      page = await context.newPage();
      page.setDefaultTimeout(60_000);
    }, 300_000);
    afterAll(async () => {
      for (const leave of leaving) await leave();
    });

    const main = () => page.locator("main").innerText();
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    const choose = async (file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> => {
      await page.goto(address + importPage);
      await settled(page);
      await page.locator('input[type="file"]').setInputFiles(file);
      await page.getByRole("heading", { name: "Zuordnung" }).waitFor();
    };
    /** Fills what is empty and what a person has to say herself. */
    const say = async (fields: Readonly<Record<string, string>>): Promise<void> => {
      for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text);
    };
    const dryRun = async (): Promise<void> => {
      await button("Prüfen").click();
      await page.getByText(/Der Probelauf ist gelungen|So kann nichts übernommen werden/).waitFor();
    };
    const stored = async (level: string) =>
      (
        await ask<{ areas: { code: string; name: string; validTo: string | null }[] }>(
          address,
          `/api/areas?level=${level}`,
        )
      ).areas;

    // Real files lie beside the project; without them there is nothing to read here.
    test.skipIf(noData)(
      "X-040 PI-040 the municipalities of a Kreis come from the map of the whole Land: proposed, looked at, taken, and on the map",
      async () => {
        await page.goto(`${address}/daten/raeume`);
        await settled(page);
        await page.getByRole("link", { name: "Gebiete einlesen" }).click();
        await page.waitForURL(`**${importPage}`);
        await choose(join(openData, "boundaries/gemeinden_01_schleswig-holstein.geojson"));
        // All that the file can tell is there already; the rest is asked for where it belongs, and nothing is lost.
        expect(await page.getByLabel("Kreis", { exact: true }).inputValue()).toBe("01056");
        await page.getByLabel("Lizenz").fill("dl-de/by-2-0");
        await button("Prüfen").click();
        await page.getByText("3 Angaben fehlen oder passen nicht.").waitFor();
        await expect
          .poll(async () => page.evaluate("document.activeElement.getAttribute('aria-invalid')"))
          .toBe("true");
        await say({ Wer: "Bundesamt für Kartographie und Geodäsie", Quelle: "GeoBasis-DE / BKG, VG250-EW" });
        await page.getByLabel("Stand der Grenzen").fill("2023-12-31");
        expect(await page.getByLabel("Lizenz").inputValue()).toBe("dl-de/by-2-0");
        // The first dry run was asked for; what was missing is there, so it goes by itself.
        await page.getByText("Der Probelauf ist gelungen").waitFor();
        const picture = page.getByRole("img", {
          name: "Karte des Probelaufs: 49 Flächen; 49 neu, 0 geändert, 0 schon da.",
        });
        expect(await picture.locator("path.k-mapdrawing__area").count()).toBe(49);
        expect(await page.getByRole("table", { name: "Gebiete im Probelauf" }).innerText()).toMatch(
          /01056001\s+Appen\s+neu/,
        );
        expect(await page.getByRole("table", { name: "Größere Gebiete" }).innerText()).toMatch(
          /Kreis\s+01056\s+Kreis Pinneberg\s+wird angelegt\s+49/,
        );
        expect(await stored("GEM")).toEqual([]);
        expect(await axeFindings({ page, context }, "dry run")).toEqual([]);

        await button("Gebiete übernehmen").click();
        await page.getByRole("heading", { name: "Übernommen" }).waitFor();
        expect(await main()).toContain("Gemeinde: 49 neue, 0 geänderte, 0 bekannte Gebiete, 49 Grenzen.");
        expect((await stored("GEM")).map(({ code }) => code)).toContain("01056049");
        await page.getByRole("link", { name: "Auf der Karte ansehen" }).click();
        await page.waitForURL("**/gebiete?ebene=GEM");
        await expect.poll(() => page.locator("path.k-mapdrawing__area").count()).toBe(49);

        // The same file once more has nothing new.
        await choose(join(openData, "boundaries/gemeinden_01_schleswig-holstein.geojson"));
        expect(await page.getByLabel("Quelle").inputValue()).toBe("GeoBasis-DE / BKG, VG250-EW");
        await page.getByLabel("Stand der Grenzen").fill("2023-12-31");
        await button("Prüfen").click();
        await page.getByText("Alles ist schon da; es gibt nichts zu übernehmen.").waitFor();
        expect(await button("Gebiete übernehmen").isDisabled()).toBe(true);
      },
      240_000,
    );

    test("what was typed stays when the file comes back corrected", async () => {
      const rooms = (codes: readonly string[]) =>
        Buffer.from(
          JSON.stringify({
            type: "FeatureCollection",
            features: codes.map((code, at) => ({
              type: "Feature",
              properties: { raum_nr: code, raum_name: `Raum ${at}` },
              geometry: { type: "Polygon", coordinates: [square(10 + at * 0.02, 53.9)] },
            })),
          }),
        );
      const named = { name: "umring.geojson", mimeType: "application/geo+json" };
      await choose({ ...named, buffer: rooms(["R1", ""]) });
      const typed = { "Name der Ebene": "Planungsregion", "Name der Gliederung": "Regionen", Wer: "Kreistag" };
      await say({ ...typed, Wofür: "Planung", Wonach: "Beschluss", Quelle: "Kreis" });
      await page.getByLabel("Stand der Grenzen").fill("2024-01-01");
      await page.getByLabel("Schlüssel", { exact: true }).selectOption("raum_nr");
      await button("Prüfen").click();
      await page.getByText("So kann nichts übernommen werden.").waitFor();
      expect(await main()).toContain("Der Schlüssel fehlt. Bitte in der Quelle ergänzen.");
      await page.locator('input[type="file"]').setInputFiles({ ...named, buffer: rooms(["R1", "R2", "R3"]) });
      await page.getByText("3 Einträge, davon 3 mit Fläche").waitFor();
      for (const [label, text] of Object.entries({ ...typed, Quelle: "Kreis", "Stand der Grenzen": "2024-01-01" }))
        expect(await page.getByLabel(label, { exact: true }).inputValue()).toBe(text);
      await dryRun();
      expect(await page.getByRole("table", { name: "Gebiete im Probelauf" }).innerText()).toMatch(/R3\s+Raum 2\s+neu/);
    }, 120_000);

    test("SE-015 name and purposes of a level are changed on the page of spaces", async () => {
      await page.goto(`${address}/daten/raeume`);
      await settled(page);
      await page.getByText("Name, Rang und Zwecke einer Ebene ändern").click();
      await page.getByLabel("Ebene", { exact: true }).selectOption({ label: "Gemeinde" });
      await page.getByLabel("Belastung").check();
      await page.getByLabel("Name auf Englisch").fill("Municipality");
      await button("Speichern").click();
      await page.getByText("Gespeichert.").waitFor();
      const { levels } = await ask<{ levels: { id: string; label: object; purposes: string[] }[] }>(
        address,
        "/api/levels",
      );
      expect(levels.find(({ id }) => id === "GEM")).toMatchObject({
        label: { de: "Gemeinde", en: "Municipality" },
        purposes: ["data", "burden"],
      });
      expect(await axeFindings({ page, context }, "spaces")).toEqual([]);
    }, 120_000);

    test("PI-025 SE-015 quarters with a bow among them come in by the keyboard alone, mended only when that is asked for", async () => {
      await choose({ name: "viertel.geojson", mimeType: "application/geo+json", buffer: Buffer.from(quarters) });
      const type = async (label: string, text: string): Promise<void> => {
        await tabTo({ page }, `[id="${await page.getByLabel(label, { exact: true }).getAttribute("id")}"]`);
        await page.keyboard.type(text);
      };
      const press = async (name: string): Promise<void> => {
        for (let step = 0; step < 120; step += 1) {
          const { name: here } = await focused({ page });
          if (here === name) return page.keyboard.press("Enter");
          await page.keyboard.press("Tab");
        }
        throw new Error(`the keyboard does not reach ${name}`);
      };
      // Nothing in the file says what these areas are.
      await press("Prüfen");
      await page.getByText("Angaben fehlen oder passen nicht.").waitFor();
      await type("Name der Ebene", "Viertel");
      await type("Name der Gliederung", "Stadtviertel");
      await type("Wer", "Stadtplanungsamt");
      await type("Wofür", "Sozialplanung");
      await type("Wonach", "Bebauung");
      await type("Stand der Grenzen", "01012024");
      await page.getByLabel("Stand der Grenzen").fill("2024-01-01");
      await type("Quelle", "Stadt");
      await page.getByText("So kann nichts übernommen werden.").waitFor();
      expect(await main()).toMatch(/Nr\. 3 \(03\): Die Fläche ist ungültig \(die Grenze schneidet sich selbst\)/);
      expect(await page.getByRole("table", { name: "Gebiete im Probelauf" }).innerText()).toMatch(
        /03\s+Schleife\s+neu\s+ungültig/,
      );
      expect(await button("Gebiete übernehmen").isDisabled()).toBe(true);
      const mend = page.getByLabel("Ungültige Flächen reparieren lassen (jede wird genannt)");
      await tabTo({ page }, `main section input[type="checkbox"]:not(fieldset input)`);
      await page.keyboard.press("Space");
      expect(await mend.isChecked()).toBe(true);
      await page.getByText("Der Probelauf ist gelungen").waitFor();
      expect(await main()).toContain("wurde auf Wunsch repariert");
      expect(await page.getByLabel("Name der Ebene").inputValue()).toBe("Viertel");
      await press("Gebiete übernehmen");
      await page.getByRole("heading", { name: "Übernommen" }).waitFor();
      expect((await focused({ page })).name).toBe("Übernommen");
      expect((await stored("VIERTEL")).map(({ code, name }) => `${code} ${name}`)).toEqual([
        "01 Hafen",
        "02 Altstadt",
        "03 Schleife",
      ]);
    }, 240_000);

    test("X-040 a list without borders comes in with its Kreis, and what is refused is said beside the fields it is about", async () => {
      const list = "Gemeindeschlüssel;Gemeinde;Kreis\n1099001;Adorf;Kreis Probe\n1099002;Behausen;Kreis Probe\n";
      await choose({ name: "gemeinden.csv", mimeType: "text/csv", buffer: Buffer.from(list) });
      expect(await main()).toContain("Die Datei enthält keine Flächen.");
      // Two Kreise in one county: the proposal keeps to the lost zero, which a spreadsheet took.
      expect(await page.getByLabel("Stellen").inputValue()).toBe("8");
      const division = page.getByLabel("Gliederung", { exact: true });
      await division.selectOption({ label: "Neue Gliederung" });
      await say({
        "Name der Gliederung": "Viertel",
        Wer: "Kreis Probe",
        Wofür: "Probe",
        Wonach: "Gemeindegebiet",
      });
      await page.getByLabel("Kürzel").fill("stadtviertel");
      await button("Prüfen").click();
      const place = page.getByRole("alert");
      await expect.poll(() => place.allInnerTexts()).toEqual([expect.stringContaining("gehört zur Ebene VIERTEL")]);
      // It stands with the fields, before the button that asked.
      expect(
        await page.evaluate(
          "document.querySelector('[role=alert]').closest('section').innerText.startsWith('Zuordnung')",
        ),
      ).toBe(true);
      await page.getByLabel("Kürzel").fill("probe");
      await page.getByText("Der Probelauf ist gelungen").waitFor();
      await button("Gebiete übernehmen").click();
      await page.getByRole("heading", { name: "Übernommen" }).waitFor();
      expect((await stored("GEM")).map(({ code }) => code)).toContain("01099001");
    }, 240_000);

    test("a file that is no map and no list is refused with a sentence that says what to send", async () => {
      await page.goto(address + importPage);
      await settled(page);
      const buffer = Buffer.from("<wfs:FeatureCollection/>");
      await page.locator('input[type="file"]').setInputFiles({ name: "wfs.xml", mimeType: "text/xml", buffer });
      await expect.poll(() => page.getByRole("alert").innerText()).toContain("Bitte beim Dienst GeoJSON anfordern");
    }, 120_000);

    // Real files lie beside the project; without them there is nothing to read here.
    test.skipIf(noData)(
      "X-041 the official list of changes is recognised, tells in a dry run who ends and what begins, and is taken",
      async () => {
        const list = "AGS;Gemeinde\n13071006;Bartow\n13071017;Breest\n";
        await choose({ name: "seenplatte.csv", mimeType: "text/csv", buffer: Buffer.from(list) });
        const rights = page.getByLabel("Gliederung", { exact: true });
        if ((await rights.inputValue()) === "") await say({ Wer: "Land", Wofür: "Probe", Wonach: "Gemeindegebiet" });
        await dryRun();
        await button("Gebiete übernehmen").click();
        await page.getByRole("heading", { name: "Übernommen" }).waitFor();

        await choose(join(openData, "codes/gebietsaenderungen_2024.xlsx"));
        expect(await main()).toContain("Verzeichnis der Gebietsänderungen (Destatis) mit 67 Zeilen.");
        expect(await page.getByLabel("Ebene der Schlüssel").inputValue()).toBe("GEM");
        await page.getByLabel("Nur Schlüssel, die so beginnen").fill("13071");
        await button("Prüfen").click();
        await page.getByText("Der Probelauf ist gelungen").waitFor();
        expect(await main()).toContain("Breest ist seit 01.06.2024 aufgelöst und geht auf in Bartow.");
        expect(await page.getByRole("table", { name: "Neue Änderungen" }).innerText()).toMatch(
          /01\.06\.2024\s+Eingemeindung\s+13071017 Breest\s+13071006 Bartow/,
        );
        expect((await stored("GEM")).map(({ name }) => name)).toContain("Breest");
        expect(await axeFindings({ page, context }, "dry run of changes")).toEqual([]);
        await button("Änderungen übernehmen").click();
        await page.getByRole("heading", { name: "Übernommen" }).waitFor();
        const names = (await stored("GEM")).map(({ name }) => name);
        expect([names.includes("Breest"), names.includes("Bartow")]).toEqual([false, true]);
      },
      240_000,
    );

    test("X-072 the page is without fault for axe on a phone in the dark, and speaks English", async () => {
      const small = await browser.newContext({ viewport: phone, locale: "de-DE", colorScheme: "dark" });
      const narrow = await small.newPage();
      await narrow.goto(address + importPage);
      await settled(narrow);
      expect(await axeFindings({ page: narrow, context: small }, "the empty page on a phone")).toEqual([]);
      const buffer = Buffer.from(quarters);
      await narrow
        .locator('input[type="file"]')
        .setInputFiles({ name: "viertel.geojson", mimeType: "application/geo+json", buffer });
      await narrow.getByRole("heading", { name: "Zuordnung" }).waitFor();
      expect(await axeFindings({ page: narrow, context: small }, "mapping on a phone")).toEqual([]);
      const wide = await narrow.evaluate("document.documentElement.scrollWidth <= window.innerWidth");
      expect(wide).toBe(true);
      await narrow.getByLabel("Stand der Grenzen").fill("2025-01-01");
      await narrow.getByLabel("Quelle").fill("Stadt");
      await narrow.getByRole("button", { name: "English" }).click();
      // What was typed stays, whatever language the page speaks.
      await narrow.getByRole("heading", { name: "Mapping" }).waitFor();
      expect(await narrow.getByLabel("Source", { exact: true }).inputValue()).toBe("Stadt");
      await narrow.getByRole("button", { name: "Check", exact: true }).click();
      await narrow.getByText("Nothing can be taken like this.").waitFor();
      await expect.poll(() => narrow.locator(".c-findings").innerText()).toMatch(/^Error\s+.*invalid/);
      expect(await narrow.locator(".c-findings [lang=de]").count()).toBe(0);
      expect(await axeFindings({ page: narrow, context: small }, "dry run on a phone")).toEqual([]);
      await small.close();
    }, 240_000);

    // Real files lie beside the project; without them there is nothing to read here.
    test.skipIf(noData)(
      "PI-040 the command line takes the same proposal, and asks for what no file can tell",
      async () => {
        const own = { ...settingsOf(await emptyPlace(chosenWay)) };
        const words = ["--data", join(folder, "command-line")];
        await printed(["init", "--name", "Kreis Pinneberg", ...words], own);
        const file = join(openData, "boundaries/gemeinden_01_schleswig-holstein.geojson");
        const state = ["--valid-on", "2023-12-31", "--source", "BKG", "--licence", "dl-de/by-2-0"];
        const take = ["areas", "import", file, "--propose", ...state, ...words];
        expect(await printed([...take, "--author", "BKG", "--dry-run"], own)).toContain(
          "Probelauf, nichts übernommen: 49 neue, 0 geänderte, 0 bekannte Raumeinheiten, 1 neu auf Ebene KREIS, 49 Grenzen.",
        );
        await expect(printed(take, own)).rejects.toThrow(/fehlen Angaben: Urheber/);
        expect(await printed([...take, "--author", "BKG"], own)).toContain("Übernommen: 49 neue");
      },
      240_000,
    );

    test("who may not bring in areas is not offered it, and is told so where the address was known", async () => {
      const other = await browser.newContext({ viewport: desktop, locale: "de-DE" });
      await other.addInitScript(`sessionStorage.setItem("kreislauf.seeAs", "R4")`);
      const theirs = await other.newPage();
      await theirs.goto(`${address}/daten/raeume`);
      await settled(theirs);
      expect(await theirs.getByRole("link", { name: "Gebiete einlesen" }).count()).toBe(0);
      await theirs.goto(address + importPage);
      await settled(theirs);
      await theirs.locator("main .k-note").first().waitFor();
      expect(await theirs.locator('main input[type="file"]').count()).toBe(0);
      await other.close();
    }, 120_000);
  },
);
