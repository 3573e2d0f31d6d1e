import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { printed } from "./commandLine.ts";
import { ownServer } from "./ownServer.ts";
import { chosenWay, emptyPlace, settingsOf } from "./wayOfRunning.ts";
import { desktop, noBrowser, settled, startBrowser } from "./webCounty.ts";

// Without a browser there is no journey; the title then says so.
describe.skipIf(noBrowser !== undefined)(
  `A file comes in by the browser${noBrowser === undefined ? "" : ` (${noBrowser})`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "kreislauf-intake-"));
    const data = join(folder, "data");
    let address = "";
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
    }, 180_000);
    afterAll(async () => {
      for (const leave of leaving) await leave();
    });

    test("X-055 a planner drops a file, sees what is read, accepts it, and reads the figure at the indicator", async () => {
      const browser = await startBrowser();
      leaving.unshift(() => browser.close());
      const page = await (await browser.newContext({ viewport: desktop, locale: "de-DE" })).newPage();
      page.setDefaultTimeout(30_000);
      await page.goto(`${address}/daten/lieferungen`);
      await settled(page);
      const file =
        "Gemeinde;Einwohner 2022;Einwohner 2023\nAdorf;1.234;1.240\nBehausen;567;571\nCestadt;12.345;12.400\n";
      const buffer = Buffer.from(file, "latin1");
      await page
        .locator('input[type="file"]')
        .first()
        .setInputFiles({ name: "einwohner.csv", mimeType: "text/csv", buffer });
      await page.waitForURL(/\/daten\/lieferungen\/\d+/);
      await page.getByRole("button", { name: "Lieferung annehmen" }).click();
      await expect
        .poll(() => page.locator("main").innerText(), { timeout: 30_000 })
        .toContain("Die Werte stehen jetzt in Karten, Profilen und Berichten.");
      await page.goto(`${address}/indikatoren/einwohnerzahl?ebene=GEM`);
      await settled(page);
      expect(await page.locator("main").innerText()).toMatch(
        /Einwohnerzahl 2023: Kreis Probe insgesamt 14\.211\sPersonen\. Am höchsten in Cestadt \(12\.400\sPersonen\), am niedrigsten in Behausen \(571\sPersonen\)\./,
      );
    }, 120_000);
  },
);
