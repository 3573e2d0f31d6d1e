import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeWorkbook } from "../../stages/collect/server/makeWorkbook.ts";
import { printed } from "./commandLine.ts";
import { ownServer } from "./ownServer.ts";
import { chosenWay, emptyPlace, settingsOf } from "./wayOfRunning.ts";
import { desktop, noBrowser, settled, startBrowser } from "./webCounty.ts";

const areas = ["01099001", "01099002", "01099003"];

// Without a browser there is no journey; the title then says so.
describe.skipIf(noBrowser !== undefined)(
  `What a file's table is, said in the browser${noBrowser === undefined ? "" : ` (${noBrowser})`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "kreislauf-sheets-"));
    const data = join(folder, "data");
    let address = "";
    let page: Page;
    const leaving: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];

    beforeAll(async () => {
      const place = await emptyPlace(chosenWay);
      const run = (...words: string[]) => printed([...words, "--data", data], settingsOf(place));
      const list = join(folder, "gemeinden.csv");
      writeFileSync(list, "Schlüssel;Name\n01099001;Adorf\n01099002;Behausen\n01099003;Cestadt\n");
      await run("init", "--name", "Kreis Probe");
      const columns = ["--code", "Schlüssel", "--name", "Name", "--level", "GEM", "--division", "gemeinden"];
      const about = ["--author", "Kreis Probe", "--purpose", "Probe", "--criteria", "Gemeindegebiet"];
      await run("areas", "import", list, ...columns, ...about);
      const server = await ownServer(data, { place });
      leaving.unshift(server.stop);
      address = server.address;
      const browser = await startBrowser();
      leaving.unshift(() => browser.close());
      page = await (await browser.newContext({ viewport: desktop, locale: "de-DE" })).newPage();
      page.setDefaultTimeout(60_000);
    }, 300_000);
    afterAll(async () => {
      for (const leave of leaving) await leave();
    });

    const drop = async (name: string, buffer: Buffer): Promise<void> => {
      await page.goto(`${address}/daten/lieferungen`);
      await settled(page);
      await page.locator('input[type="file"]').first().setInputFiles({ name, mimeType: "text/csv", buffer });
    };
    const main = () => page.locator("main").innerText();
    const accept = async (): Promise<void> => {
      await page.getByRole("button", { name: "Lieferung annehmen" }).click();
      await expect.poll(main, { timeout: 60_000 }).toContain("Die Werte stehen jetzt in Karten");
    };
    const answerOf = async (indicator: string): Promise<string> => {
      await page.goto(`${address}/indikatoren/${indicator}?ebene=GEM`);
      await settled(page);
      return main();
    };

    test("X-055 out of a report with many different tables one sheet is chosen, and then another one", async () => {
      const odd = (...words: string[]) => ({
        rows: [["Schlüssel", ...words], ...areas.map((code, i) => [code, ...words.map((_, k) => 10 * i + k + 3)])],
      });
      const report = makeWorkbook({
        T1: odd("Kühe"),
        T2: odd("Schafe", "Ziegen"),
        Bestand: { rows: [["Schlüssel", "Einwohner 2023"], ...areas.map((code, i) => [code, 500 + i])] },
        T4: odd("Esel", "Pferde", "Hunde"),
        Dichte: { rows: [["Schlüssel", "Fläche in qkm 2023"], ...areas.map((code, i) => [code, 12.5 + i])] },
      });
      await drop("jahresbericht.xlsx", report);
      const sheet = page.getByLabel("Welches Blatt soll gelesen werden?");
      await sheet.waitFor();
      expect(await sheet.locator("option").allInnerTexts()).toEqual([
        "Bitte wählen",
        "T1",
        "T2",
        "Bestand",
        "T4",
        "Dichte",
      ]);
      await sheet.selectOption("Bestand");
      await page.getByRole("button", { name: "Dieses Blatt lesen" }).click();
      await page.waitForURL(/\/daten\/lieferungen\/\d+/);
      await accept();
      expect(await answerOf("einwohnerzahl")).toMatch(/Einwohnerzahl 2023: Kreis Probe insgesamt 1\.503\s/);

      // What was learned of the file is its first table; the second is a delivery of its own.
      await drop("jahresbericht.xlsx", report);
      const other = page.getByLabel("Ein anderes Blatt dieser Mappe lesen");
      await other.waitFor();
      expect(await main()).toContain("Es wurde nichts geändert.");
      await other.selectOption("Dichte");
      await page.getByRole("button", { name: "Dieses Blatt lesen" }).click();
      await page.waitForURL(/\/daten\/lieferungen\/\d+/);
      await expect.poll(main).toContain("Fläche in qkm");
      const deliveries = (await (await fetch(`${address}/api/deliveries`)).json()) as {
        deliveries: { fileName: string; fileHash: string }[];
      };
      expect(deliveries.deliveries.map(({ fileName }) => fileName)).toEqual([
        "jahresbericht.xlsx",
        "jahresbericht.xlsx",
      ]);
      expect(new Set(deliveries.deliveries.map(({ fileHash }) => fileHash)).size).toBe(1);
    }, 240_000);

    test("X-055 the column that names the figure is said in the wizard, and the figures are read anew", async () => {
      const rows = areas.flatMap((code, i) => [
        `${code};2022;Hauptwohnsitze;${200 + i}`,
        `${code};2022;Arbeitslose;${20 + i}`,
      ]);
      await drop("lang.csv", Buffer.from(`Schlüssel;Jahr;Was;Menge\n${rows.join("\n")}\n`, "utf8"));
      await page.waitForURL(/\/daten\/lieferungen\/\d+/);
      await page.getByLabel("Werte", { exact: true }).selectOption({ label: "Spalte 4: Menge" });
      await page.getByLabel("Aufgegliedert nach").selectOption("");
      await page.getByLabel("Welche Größe, sagt").selectOption({ label: "Spalte 3: Was" });
      const group = page.getByRole("group", { name: "Welche Zahl der Datei ist welche Grundzahl?" });
      // Both are asked for by the names that the column gives them, and the one that is known is proposed.
      await expect.poll(() => group.innerText(), { timeout: 30_000 }).toMatch(/Hauptwohnsitze[\s\S]*Arbeitslose/);
      expect(await group.innerText()).not.toContain("Menge");
      const unemployed = group.getByRole("combobox", { name: "Grundzahl: Arbeitslose" });
      await expect.poll(() => unemployed.inputValue(), { timeout: 30_000 }).toContain("Arbeitslose");
      await accept();
      const number = /\d+$/.exec(page.url())?.[0];
      const { contents } = (await (await fetch(`${address}/api/deliveries/${number}`)).json()) as {
        contents: { figure: string; values: number }[];
      };
      expect(contents.find(({ figure }) => figure === "ALO")).toMatchObject({ values: 3 });
    }, 240_000);
  },
);
