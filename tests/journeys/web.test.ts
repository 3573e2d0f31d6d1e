import { readFileSync } from "node:fs";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./axe.ts";
import { noBrowser, phone, settled, until, type Visit, visit, webCounty } from "./webCounty.ts";
import { ask, tabTo } from "./webPages.ts";

/** The machine of the tests may be busy with other tests. */
const soon = { timeout: 20_000 };

describe.skipIf(noBrowser !== undefined)(
  `The pages in a browser${noBrowser === undefined ? "" : ` (${noBrowser})`}`,
  () => {
    let address = "";
    let one: Visit;

    beforeAll(async () => {
      address = (await webCounty()).address;
    }, 600_000);

    afterEach(async () => {
      await one.end();
    });

    const come = async (to: string, settings: Parameters<typeof visit>[0] = {}): Promise<Visit> => {
      one = await visit(settings);
      await one.go(to);
      return one;
    };

    test("PM08-035 the overview loads with 12 tiles, each naming data date and source, with map, news and open decisions", async () => {
      const { page } = await come("/");
      const tiles = page.locator(".k-tile");
      await expect.poll(() => tiles.count(), soon).toBe(12);
      for (const tile of await tiles.all()) {
        expect(await tile.locator(".k-tile__sentence").innerText()).toMatch(/\S+ .*\./);
        expect(await tile.locator(".k-tile__source").innerText()).toMatch(/Quelle: \S+.* · Stand .*\b(19|20)\d\d\b/);
        expect(await tile.locator("svg").count()).toBeGreaterThan(0);
      }
      const text = await page.locator("main").innerText();
      for (const heading of ["Was neu ist", "Offene Entscheidungen"]) expect(text).toContain(heading);
      await page.locator("#news").scrollIntoViewIfNeeded();
      await expect
        .poll(() => page.locator("main .k-map, main .k-mapdrawing, main figure svg").count(), soon)
        .toBeGreaterThan(0);
      expect(one.errors).toEqual([]);
    });

    test("SE-013 the first map is three steps away, by keyboard alone", async () => {
      const { page, press } = await come("/");
      await press("/");
      await until(page, `document.activeElement?.getAttribute("role") === "combobox"`);
      await page.keyboard.type("kinderarmut");
      await page.waitForSelector('[role="option"]');
      await press("ArrowDown", "Enter");
      await page.waitForURL(/\/indikatoren\//);
      await expect.poll(() => page.locator("h1").innerText(), soon).toMatch(/kinderarmut/i);
      await settled(page);
      await expect.poll(() => page.locator(".k-map canvas").count(), soon).toBe(1);
    });

    test("PM08-032 a planner writes what a figure means; unconfirmed it stands there as an interpretation with day and author", async () => {
      const { page } = await come("/indikatoren/kinderarmut");
      const words = "Der Zuzug junger Familien in die Neubaugebiete trägt den Anstieg.";
      await page.getByRole("button", { name: "Deutung schreiben" }).click();
      await page.getByRole("textbox", { name: "Deutung", exact: true }).fill(words);
      await page.getByRole("button", { name: "Speichern" }).last().click();
      const item = page.locator(".k-knowledge li").filter({ hasText: words });
      await expect.poll(() => item.count(), soon).toBe(1);
      expect(await item.innerText()).toMatch(/Deutung, nicht bestätigt[\s\S]*Geschrieben am \d\d\.\d\d\.\d{4} von /);
      expect(await item.getByRole("button", { name: "Als Befund bestätigen" }).count()).toBe(0);
      expect(await axeFindings(one, "/indikatoren/kinderarmut")).toEqual([]);
      // Other journeys look at every word of the page.
      await item.getByRole("button", { name: "Zurückziehen" }).click();
      await expect.poll(() => item.count(), soon).toBe(0);
      expect(one.errors).toEqual([]);
    });

    test("GOE-029 the page of the life phase Kindheit shows 47 of the 231 indicators", async () => {
      const { page } = await come("/indikatoren?phase=kindheit");
      await expect.poll(() => page.locator(".k-theme li").count(), soon).toBe(47);
      expect(await page.locator('main [role="status"]:not(.k-sr)').first().innerText()).toBe(
        "47 Indikatoren zur Lebensphase „Kindheit“",
      );
      await page.goto(`${address}/indikatoren`);
      await expect.poll(() => page.locator(".k-theme li").count(), soon).toBe(231);
    });

    test("PI-018 map, list and table show every municipality in five classes, those without a value with their reason", async () => {
      const { page } = await come("/indikatoren/kinderarmut");
      const map = await ask<{ areas: { codes: string[] }; values: (number | string)[]; classes: { counts: number[] } }>(
        address,
        "/api/map?indicator=kinderarmut&level=GEM",
      );
      expect(map.classes.counts).toHaveLength(5);
      const classes = page.locator(".k-legend").first().locator("li");
      const legend = await classes.allInnerTexts();
      const counts = legend.map((line) => Number(line.trim().split(/\s+/).at(-1)));
      expect(counts.slice(0, 5)).toEqual(map.classes.counts);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(map.areas.codes.length);

      await page.locator(".k-ranking select").selectOption("lowest");
      const list = page.locator(".k-ranking__list");
      await list.focus();
      await page.keyboard.press("End");
      await page.waitForTimeout(200);
      const absent = map.values.filter((value) => typeof value !== "number").length;
      if (absent > 0) {
        const last = page.locator('.k-ranking__row[data-highlighted="true"] .k-ranking__value span');
        expect((await last.getAttribute("title"))?.length).toBeGreaterThan(10);
      }
      expect(await page.locator(".k-tabs__panel tbody tr").count()).toBe(map.areas.codes.length);
    });

    test("X-030 arrow keys walk over the map to the neighbour, Enter marks an area in map, list and address", async () => {
      const { page, press } = await come("/indikatoren/kinderarmut");
      await tabTo(one, ".k-map__keys");
      await press("ArrowRight");
      const first = await page.locator(".k-map [aria-live]").innerText();
      expect(first).toMatch(/.+: .+/);
      await press("ArrowLeft");
      await press("ArrowDown");
      const second = await page.locator(".k-map [aria-live]").innerText();
      expect(second).not.toBe(first);
      await press("Enter");
      await page.waitForURL(/gebiete=/);
      const name = second.split(":")[0] ?? "";
      await expect.poll(() => page.locator('.k-ranking__row[aria-selected="true"]').innerText(), soon).toContain(name);
      await expect.poll(() => page.locator(".k-series--area .k-series__label").allTextContents(), soon).toContain(name);
    });

    test("X-030 the list is the map's twin: arrow keys move, Enter chooses, the active row is named to screen readers", async () => {
      const { page, press } = await come("/indikatoren/kinderarmut");
      await tabTo(one, ".k-ranking__list");
      await press("ArrowDown", "ArrowDown", "Enter");
      const active = await page.locator(".k-ranking__list").getAttribute("aria-activedescendant");
      await expect.poll(() => page.locator(`[id="${active}"]`).getAttribute("aria-selected"), soon).toBe("true");
      await press("End");
      await expect
        .poll(async () => {
          const last = await page.locator(".k-ranking__list").getAttribute("aria-activedescendant");
          return last === null ? 0 : page.locator(`[id="${last}"]`).count();
        }, soon)
        .toBe(1);
    });

    test("PM10-027 a table of one indicator for all municipalities is four clicks away from the first page", async () => {
      const { page } = await come("/");
      let clicks = 0;
      const click = async (name: RegExp, role: "link" | "tab" | "button" = "link"): Promise<void> => {
        await page.getByRole(role, { name }).first().click();
        await settled(page);
        clicks += 1;
      };
      await click(/^Indikatoren$/);
      await click(/Kinderarmut/);
      await expect.poll(() => page.locator(".k-tabs__panel tbody tr").count(), soon).toBeGreaterThan(90);
      expect(clicks).toBeLessThanOrEqual(4);
    });

    test("every number says where it comes from within two clicks: formula, file and row", async () => {
      const { page } = await come("/indikatoren/kinderarmut");
      await page.locator(".k-figure__foot .k-linkbutton").first().click();
      const sheet = page.getByRole("dialog");
      await expect.poll(() => sheet.innerText(), soon).toMatch(/Formel, Fassung 1/);
      const words = await sheet.innerText();
      expect(words).toMatch(/Lieferung \d+/);
      expect(words).toMatch(/Zeile \d+/);
      await page.keyboard.press("Escape");
      await expect.poll(() => sheet.count(), soon).toBe(0);
    });

    test("TR-002 four facts about a division stand at the legend: who drew it, what for, by which criteria, since when", async () => {
      const { page } = await come("/indikatoren/kinderarmut");
      await page.locator(".k-division summary").click();
      const terms = await page.locator(".k-division dt").allInnerTexts();
      expect(terms).toEqual(expect.arrayContaining(["gezogen von", "Zweck", "Kriterien", "beschlossen am"]));
      for (const fact of await page.locator(".k-division dd").allInnerTexts()) expect(fact.trim()).not.toBe("");
    });

    test("FL-012 the same numbers leave as CSV, XLSX and JSON-stat, the picture as PNG and as SVG with its title inside", async () => {
      const { page } = await come("/indikatoren/kinderarmut");
      const figure = page.locator(".k-figure").first();
      const take = async (name: string): Promise<{ name: string; content: Buffer }> => {
        await figure.locator(".k-toolbar .k-disclosure summary").click();
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          figure.locator(".k-menu").getByText(name, { exact: true }).click(),
        ]);
        await page.keyboard.press("Escape");
        return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
      };
      const csv = (await take("CSV für Excel")).content.toString("utf8");
      expect(csv.charCodeAt(0)).toBe(0xfeff);
      const shown = await page.locator(".k-tabs__panel tbody tr").first().locator("th, td").allInnerTexts();
      const line = csv.split(/\r?\n/).find((candidate) => candidate.includes(shown[0] ?? "?"));
      // The page rounds for reading, the file keeps what was computed.
      const number = (text: string): number => Number(text.replace(/[()]/g, "").replaceAll(".", "").replace(",", "."));
      expect(line?.split(";").some((field) => Math.abs(number(field) - number(shown[1] ?? "")) <= 0.05)).toBe(true);
      expect((await take("Excel (XLSX)")).content.subarray(0, 2).toString()).toBe("PK");
      expect(JSON.parse((await take("JSON-stat")).content.toString("utf8"))).toHaveProperty("version", "2.0");
      const png = await take("Bild (PNG)");
      expect(png.content.subarray(1, 4).toString()).toBe("PNG");
      expect(png.content.length).toBeGreaterThan(20_000);
      const svg = (await take("Grafik (SVG)")).content.toString("utf8");
      expect(svg).toMatch(/<title>.*2\d\d\d<\/title>/);
      expect(svg).toMatch(/Quelle: /);
      expect(one.errors).toEqual([]);
    });

    test("SLFL-008 a direction is said by symbol and word, never by colour alone", async () => {
      const { page } = await come("/");
      const directions = await page.locator(".k-direction").allInnerTexts();
      expect(directions.length).toBeGreaterThan(0);
      for (const words of directions)
        expect(words).toMatch(/(▲|▼|►) (steigt|fällt|gleichbleibend)|unsicher|zu kurz|Bruch/);
      expect(directions.some((words) => /günstig/.test(words))).toBe(true);
    });

    test("the address keeps level, period, areas and open sheet when the page is loaded anew", async () => {
      const { page } = await come("/indikatoren/kinderarmut");
      const periods = await page.locator(".k-stepper select option").allInnerTexts();
      await page.locator(".k-stepper select").selectOption(periods[2] ?? "");
      await page.waitForURL(/zeit=/);
      await settled(page);
      await page.getByRole("tab", { name: "Methodenblatt" }).click();
      await page.locator(".k-ranking__row").first().click();
      await settled(page);
      const before = await state();
      await page.reload();
      await settled(page);
      expect(await state()).toEqual(before);
      await page.getByRole("link", { name: "Vergleich", exact: true }).click();
      await settled(page);
      expect(page.url()).toContain(`zeit=${periods[2]}`);
      await expect.poll(() => page.locator(".k-chip").first().innerText(), soon).toContain(before.chosen);

      async function state(): Promise<{ period: string; sentence: string; chosen: string; tab: string }> {
        return {
          period: await page.locator(".k-stepper select").inputValue(),
          sentence: await page.locator(".k-lead").first().innerText(),
          chosen: (
            await page.locator('.k-ranking__row[aria-selected="true"] .k-ranking__name').first().innerText()
          ).trim(),
          tab: await page.locator('[role="tab"][aria-selected="true"]').innerText(),
        };
      }
    });

    test("the first page weighs at most 300 KB compressed and does without the map library", async () => {
      one = await visit();
      const session = await one.context.newCDPSession(one.page);
      await session.send("Network.enable");
      let bytes = 0;
      const files: string[] = [];
      session.on("Network.responseReceived", (event) => files.push(event.response.url));
      session.on("Network.loadingFinished", (event) => {
        bytes += event.encodedDataLength;
      });
      await one.go("/");
      expect(files.filter((file) => /maplibre|AreaMapCanvas/.test(file))).toEqual([]);
      expect(bytes).toBeLessThanOrEqual(300 * 1024);
      expect(bytes).toBeGreaterThan(50 * 1024);
    });

    test("on a phone the list of areas comes before the map, and the menu opens by button", async () => {
      const { page } = await come("/indikatoren/kinderarmut", { size: phone });
      const list = await page.locator(".k-ranking").boundingBox();
      const map = await page.locator(".k-map").boundingBox();
      expect(list?.y).toBeLessThan(map?.y ?? 0);
      await page.getByRole("button", { name: "Menü öffnen" }).click();
      await page.getByRole("link", { name: "Vergleich", exact: true }).click();
      await page.waitForURL(/vergleich/);
    });

    test("a planner adds an indicator without code: a wrong formula is marked at its character, the right one is kept with a reason", async () => {
      const { page } = await come("/katalog/neu");
      await page.getByLabel("Name", { exact: true }).fill("Anteil der Kinder unter drei");
      await page.getByLabel("Formel", { exact: true }).fill("BEV_U3/BEV_INSGG*100");
      await expect
        .poll(() => page.locator(".k-field__problem").allInnerTexts(), soon)
        .toEqual([expect.stringMatching(/Zeichen 8/)]);
      expect(await page.locator(".k-formula--marked mark").allInnerTexts()).toEqual([..."BEV_INSGG"]);
      await page.getByRole("button", { name: "BEV_INSG", exact: true }).click();
      await expect.poll(() => page.locator("form").innerText(), soon).toMatch(/Die Formel ist in Ordnung/);
      await page.getByLabel("Grund", { exact: true }).fill("Für die Kita-Planung gebraucht.");
      await page.getByRole("button", { name: "Kennzahl anlegen" }).click();
      await page.waitForURL(/\/katalog\/anteil_der_kinder_unter_drei/);
      await one.go("/indikatoren/anteil_der_kinder_unter_drei");
      const map = await ask<{ values: (number | string)[] }>(address, "/api/map?indicator=anteil_u3&level=GEM");
      const own = await ask<{ values: (number | string)[] }>(
        address,
        "/api/map?indicator=anteil_der_kinder_unter_drei&level=GEM",
      );
      expect(own.values).toEqual(map.values);
    });

    test("PM08-036 a planner changes a base figure without code: she sees who uses it, enters a break in the method with a reason, and the course is interrupted there", async () => {
      const { page } = await come("/katalog/grundzahlen/WOHNGELD_HH");
      expect(await page.locator("main").innerText()).toMatch(
        /Kennzahl(en)? (wird|werden) mit dieser Grundzahl berechnet/,
      );
      const versions = await page.locator(".k-versions li").count();
      await page.getByRole("button", { name: "Bruch eintragen" }).click();
      await page.getByLabel("ab", { exact: true }).last().fill("2021");
      await page
        .getByLabel("Was sich geändert hat")
        .last()
        .fill("Neues Wohngeldgesetz: mehr Haushalte sind berechtigt.");
      await page.getByRole("button", { name: "Neue Fassung speichern" }).click();
      await expect
        .poll(() => page.locator(".k-field__problem").allInnerTexts(), soon)
        .toEqual(["Bitte sagen Sie in einem Satz, warum."]);
      await page.getByLabel("Grund", { exact: true }).fill("Gesetz vom 1. Januar 2021.");
      await page.getByRole("button", { name: "Neue Fassung speichern" }).click();
      await expect.poll(() => page.locator(".k-versions li").count(), soon).toBe(versions + 1);
      expect(await page.locator(".k-versions li").first().innerText()).toMatch(/Gesetz vom 1\. Januar 2021/);
      const trend = await ask<{ breaks: { period: string; kind: string }[] }>(
        address,
        "/api/trend?indicator=wohngeldquote&level=KREIS",
      );
      expect(trend.breaks).toContainEqual(expect.objectContaining({ period: "2021", kind: "method" }));
    });

    test("PM10-029 X-041 the split of Kronenbrook in 2018 breaks the series of its two halves, not that of the county", async () => {
      interface Answer {
        breaks: { period: string; kind: string; areas: string[] | null }[];
        county: { trend: { points: number } };
        areas: { codes: string[]; names: string[] };
      }
      await come("/indikatoren/sgb2_quote");
      const trend = (level: string) => ask<Answer>(address, `/api/trend?indicator=sgb2_quote&level=${level}`);
      const [county, municipalities] = [await trend("KREIS"), await trend("GEM")];
      expect(county.breaks).toEqual([]);
      expect(county.county.trend.points).toBe(12);
      const [split] = municipalities.breaks;
      expect(split).toMatchObject({ period: "2018", kind: "boundary" });
      const { codes, names } = municipalities.areas;
      expect(split?.areas?.map((code) => names[codes.indexOf(code)])).toEqual(["Alt Kronenbrook", "Neu Kronenbrook"]);
    });

    test("X-072 what is refused is said in the language of the reader, at the place of the formula too", async () => {
      const { page } = await come("/katalog/neu");
      await page.getByRole("button", { name: "English" }).click();
      await page.getByLabel("Formula", { exact: true }).fill("BEV_U3/(BEV_INSG");
      await expect
        .poll(() => page.locator(".k-field__problem").allInnerTexts(), soon)
        .toEqual(["Character 8: This bracket is not closed."]);
      await one.go("/indikatoren/gibt_es_nicht");
      await expect
        .poll(() => page.locator('[role="alert"]').first().innerText(), soon)
        .toMatch(/There is no indicator “gibt_es_nicht”\. Choose one from the catalogue\./);
    });

    test("the classes of a map can be fixed by hand, and stay", async () => {
      const { page } = await come("/indikatoren/sgb2_quote");
      await page.locator(".k-disclosure summary", { hasText: "Klassen" }).click();
      await page.getByLabel("Verfahren").selectOption("manual");
      await page.getByLabel("Innere Grenzen").fill("5; 7,5; 10");
      await page.getByRole("button", { name: "Klassen festlegen" }).click();
      await expect
        .poll(() => page.locator(".k-legend").first().locator("li").first().innerText(), soon)
        .toMatch(/unter 5,0/);
      await page.reload();
      await settled(page);
      expect(await page.locator(".k-legend").first().locator("li").nth(1).innerText()).toMatch(/5,0 bis unter 7,5/);
    });

    test("the Sozialformel shows map and list, and what makes an area's value adds up to it", async () => {
      const { page } = await come("/sozialformel");
      const parts = await page.locator(".k-breakdown__bars .k-number").allInnerTexts();
      expect(parts).toHaveLength(5);
      const number = (text: string): number => Number(text.replace("−", "-").replaceAll(".", "").replace(",", "."));
      const total = number(await page.locator(".k-figure tfoot strong").innerText());
      const sum = parts.reduce((all, part) => all + number(part), 0);
      // Five parts of three decimals each against a total of two.
      expect(Math.abs(sum - total)).toBeLessThanOrEqual(5 * 0.0005 + 0.005);
      await page.getByLabel("Verfahren").selectOption("minmax");
      await page.waitForURL(/verfahren=minmax/);
      await settled(page);
      const top = number(await page.locator(".k-ranking__row .k-ranking__value").first().innerText());
      expect(top).toBeGreaterThan(0);
      expect(top).toBeLessThanOrEqual(100);
    });

    test("X-077 a profile shows who lives there as a population tree, with a sentence beside it and a table behind it", async () => {
      const { page } = await come("/gebiete/GEM/00990089");
      const figure = page.locator(".k-figure", { hasText: "Wer hier lebt" });
      expect(await figure.locator(".k-pyramid__bar").count()).toBe(36);
      const note = await figure.locator(".k-figure__head p").innerText();
      expect(note).toMatch(/% sind jünger als 20 Jahre \(Kreis .*mindestens 65/);
      await figure.getByRole("button", { name: "Tabelle" }).click();
      const rows = await figure.locator("tbody tr").allInnerTexts();
      expect(rows).toHaveLength(18);
      const number = (text: string): number => Number(text.replaceAll(".", ""));
      const all = rows.flatMap((row) => row.split(/\s+/).slice(-2)).reduce((sum, text) => sum + number(text), 0);
      const map = await ask<{ areas: { codes: string[] }; values: number[] }>(
        address,
        "/api/map?indicator=einwohnerzahl&level=GEM&period=2023",
      );
      expect(all).toBe(map.values[map.areas.codes.indexOf("00990089")]);
    });

    test("an area profile prints on two pages", async () => {
      const areas = await ask<{ areas: { code: string }[] }>(address, "/api/areas?level=GEM");
      const { page } = await come(`/gebiete/GEM/${areas.areas[10]?.code}`);
      const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
      expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
    });

    test("up to six areas stand side by side, chosen and removed by keyboard", async () => {
      const { page, press } = await come("/vergleich");
      await page.getByRole("combobox", { name: "Gebiet hinzufügen" }).focus();
      for (let area = 0; area < 3; area += 1) {
        await page.waitForSelector('[role="option"]');
        await press("ArrowDown", "Enter");
        await expect.poll(() => page.locator(".k-chip").count(), soon).toBe(area + 1);
        await press("ArrowDown");
      }
      await press("Escape");
      await settled(page);
      expect(await page.locator(".k-compared thead th").count()).toBe(3 + 3);
      await page.locator(".k-chip").first().focus();
      await press("Enter");
      await expect.poll(() => page.locator(".k-chip").count(), soon).toBe(2);
    });
  },
);
