import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandLine } from "./commandLine.ts";
import { ownServer } from "./ownServer.ts";
import { chosenWay, emptyPlace, settingsOf } from "./wayOfRunning.ts";
import { noBrowser, settled, startBrowser } from "./webCounty.ts";

const minutes = 600_000;

describe.skipIf(noBrowser !== undefined)(
  `The protected zone, from 270,000 records to a map${noBrowser === undefined ? "" : ` (${noBrowser})`}`,
  () => {
    let folder = "";
    let said = "";
    let address = "";
    let browser: Awaited<ReturnType<typeof startBrowser>> | undefined;
    let stop: (() => Promise<void>) | undefined;
    const zone = () => join(folder, "statistikstelle");

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "kreislauf-zone-"));
      const data = join(folder, "plattform");
      const place = await emptyPlace(chosenWay);
      const words = ["protected", "example", "--data", data, "--zone", zone()];
      const { code, out, told } = await commandLine(words, settingsOf(place));
      said = `${out}\n${told}`;
      if (code !== 0) throw new Error(said);
      ({ address, stop } = await ownServer(data, { place }));
      browser = await startBrowser();
    }, minutes);

    afterAll(async () => {
      await browser?.close();
      await stop?.();
      rmSync(folder, { recursive: true, force: true });
    });

    test("one command counts, protects, releases and delivers; some 270,000 records stay in the zone", () => {
      const [, records = "0"] = /(\d+) erfundene Datensätze/.exec(said) ?? [];
      expect(Number(records)).toBeGreaterThan(260_000);
      expect(Number(records)).toBeLessThan(280_000);
      expect(said).toContain("0 nicht zuzuordnen");
      expect(said).toMatch(/Übergabe 1: .*3927 Werte, davon \d+ gesperrt/);
    });

    test("X-002 the unprotected table cannot be released: a sentence says why, and no package is written", () => {
      expect(said).toMatch(
        /Nicht sicher: \d+ Stellen verraten etwas, das gesperrt sein müsste, zuerst „.+“\. Es wurde nichts freigegeben/,
      );
      expect(existsSync(join(zone(), "ungeschuetzt.zip"))).toBe(false);
    });

    test("X-001 X-004 no line of the register stands anywhere in the platform's folder", () => {
      const [, first = "", second = ""] = readFileSync(join(zone(), "register.csv"), "utf8").split("\n");
      // Its address with the running number: nothing that was counted could look like that.
      const needles = [first, second].map((line) => Buffer.from(line.split(";").slice(0, 3).join(";")));
      for (const path of filesIn(join(folder, "plattform"))) {
        const content = readFileSync(path);
        for (const needle of needles) expect(content.includes(needle), path).toBe(false);
      }
    });

    test("X-010 on the map the withheld municipalities are hatched, and the list gives the reason", async () => {
      const answer = (await (await fetch(`${address}/api/map?indicator=anteil_u3&level=GEM`)).json()) as {
        areas: { names: string[] };
        values: (number | string)[];
      };
      const withheld = answer.areas.names.filter((_, at) => answer.values[at] === "withheld");
      expect(withheld.length).toBeGreaterThan(3);
      const page = await pageAt("/indikatoren/anteil_u3");
      const legend = await page.locator(".k-legend").first().innerText();
      expect(legend).toContain("gesperrt");
      expect(legend).toMatch(new RegExp(`\\b${withheld.length}\\b`));
      const hatched = await page.locator(".k-legend").first().locator("li", { hasText: "gesperrt" }).innerHTML();
      expect(hatched).toMatch(/pattern|hatch|withheld/i);
      await page.close();
    });

    test("X-003 the transfer log leads to the protection report, which says what was withheld and why", async () => {
      const page = await pageAt("/daten/freigaben");
      await page.getByRole("link", { name: /^Schutzbericht/ }).click();
      await page.waitForURL(/freigaben\/1$/);
      await page.getByRole("heading", { name: /^Schutzbericht:/ }).waitFor();
      const text = await page.locator("main").innerText();
      expect(text).toMatch(/Von 3\.927 Zahlen sind \d+ gesperrt/);
      expect(text).toContain(
        "Festgelegt von: Statistikstelle des Musterkreises (fiktiv), Dienstanweisung vom 12.01.2024",
      );
      expect(text).toContain("Was wäre bei einer anderen Mindestzahl?");
      expect(text, "municipalities by their names").not.toMatch(/\b0099\d{4}\b/);
      const href = await page.getByRole("link", { name: "Als PDF herunterladen" }).getAttribute("href");
      const pdf = Buffer.from(await (await fetch(address + href)).arrayBuffer());
      expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
      await page.close();
    });

    test("the same report comes out of the package without a server, as page and as PDF", async () => {
      for (const [out, start] of [
        ["bericht.html", "<!doctype html>"],
        ["bericht.pdf", "%PDF-"],
      ] as const) {
        const path = join(folder, out);
        const words = ["protected", "report", join(zone(), "paket.zip"), "--out", path];
        const { code, told } = await commandLine(words, { DATABASE_URL: "" });
        expect(code, told).toBe(0);
        expect(readFileSync(path).subarray(0, start.length).toString()).toBe(start);
      }
    });

    async function pageAt(path: string) {
      if (browser === undefined) throw new Error("no browser");
      const page = await (await browser.newContext({ locale: "de-DE", reducedMotion: "reduce" })).newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(address + path);
      await settled(page);
      return page;
    }
  },
);

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return [];
    return found.isDirectory() ? filesIn(path) : found.isFile() ? [path] : [];
  });
}
