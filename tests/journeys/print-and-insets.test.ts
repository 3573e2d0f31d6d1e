import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { webFolder } from "../../apps/server/buildWeb.ts";
import { serverStages } from "../../apps/server/stages.ts";
import { buildCounty } from "../../examples/buildCounty.ts";
import { makeContext } from "../../runtime/http/makeContext.ts";
import { makeServer } from "../../runtime/http/makeServer.ts";
import { plannerAtThisMachine } from "../../runtime/people/policy.ts";
import { openStore } from "../../runtime/store/openStore.ts";
import { builtProgram } from "./builtProgram.ts";
import { textOfPages } from "./textOfPages.ts";
import { desktop, noBrowser, settled, startBrowser, visit, webCounty } from "./webCounty.ts";

const without = noBrowser === undefined ? "" : ` (${noBrowser})`;

// Without a browser there is no journey; the title then says so.
describe.skipIf(noBrowser !== undefined)(`Paper and files of the demo county${without}`, () => {
  test.each([
    ["/indikatoren/kinderarmut?ebene=GEM", "Herkunft", 3],
    ["/katalog", "Lebenslage", 5],
    ["/daten/lieferungen", "Eingegangen", 3],
  ])(
    "the table of %s bears its head on every page that it is printed on",
    async (address, head, pages) => {
      const there = await visit();
      await there.go(address);
      const printed = textOfPages(await there.page.pdf({ format: "A4", preferCSSPageSize: true }));
      await there.end();
      expect(printed.length).toBeGreaterThanOrEqual(pages);
      // Pages that the table goes on over: all after the one that it begins on.
      const first = printed.findIndex((text) => text.includes(head));
      expect(first).toBeGreaterThanOrEqual(0);
      const rest = printed.slice(first).map((text) => text.includes(head));
      expect(rest.length).toBeGreaterThanOrEqual(2);
      expect(rest).toEqual(rest.map(() => true));
    },
    480_000,
  );

  test.each([
    "/",
    "/indikatoren/kinderarmut?ebene=GEM",
    "/sozialformel",
    "/indizes/musterkreis-index",
    "/indizes/musterkreis-index?blatt=feld",
    "/gebiete/GEM/00990001",
    "/gebiete",
    "/vergleich?gebiete=00990001,00990002",
  ])(
    "every figure of %s names source, licence, date and boundaries below",
    async (address) => {
      const there = await visit();
      await there.go(address);
      const feet = await there.page.evaluate<string[]>(
        `[...document.querySelectorAll("main .k-figure, main .k-tilegroup, main .k-card:has(.k-mapdrawing)")].map((figure) =>
          figure.querySelector("figcaption")?.textContent ?? "none under " + figure.textContent.slice(0, 60))`,
      );
      await there.end();
      expect(feet.length).toBeGreaterThan(0);
      for (const foot of feet)
        expect(foot).toMatch(/^Quelle: .+ · .*(Lizenz|fiktiv|CC0|frei).*Gebietsstand \d\d\.\d\d\.\d{4}/i);
    },
    480_000,
  );

  test("the map of an own index leaves as CSV and XLSX under the weights that are set, with these weights below", async () => {
    const there = await visit();
    await there.go("/indizes/musterkreis-index");
    const before = await taken(there.page, "CSV");
    expect(before.name).toBe("musterkreis-index-belastung-gem-2023.csv");
    const lines = before.bytes.toString("utf8").split("\r\n");
    expect(lines[0]).toMatch(/^\ufeffSchlüssel;Gebiet;Zeitraum;Belastungsindex;Rang;Klasse$/);
    expect(lines.filter((line) => /^0099\d{4};/.test(line))).toHaveLength(95);
    expect(lines.find((line) => line.includes(";Rethhaven;"))).toMatch(/^00990069;Rethhaven;2023;2,1\d+;1;5$/);
    expect(before.bytes.toString("utf8")).toMatch(/Gewichte, Belastungsindex: .*Armut 23,5.%/);
    const slider = there.page.locator(".w-sliders input[type=range]").first();
    await slider.focus();
    await there.press("End");
    await expect.poll(async () => (await taken(there.page, "CSV")).bytes.toString("utf8")).not.toMatch(/Armut 23,5.%/);
    const after = await taken(there.page, "CSV");
    expect(after.bytes.equals(before.bytes)).toBe(false);
    const workbook = await taken(there.page, "XLSX");
    expect(workbook.name).toMatch(/\.xlsx$/);
    expect(workbook.bytes.subarray(0, 2).toString()).toBe("PK");
    expect(there.errors).toEqual([]);
    await there.end();
  }, 480_000);

  test("letters typed before a list to choose from has come are not lost", async () => {
    const there = await visit();
    await there.go("/vergleich");
    const field = there.page.getByRole("combobox", { name: "Gebiet hinzufügen" });
    expect(await field.getAttribute("aria-expanded")).toBe("false");
    await field.focus();
    await there.page.keyboard.type("Rethha");
    await expect
      .poll(() => there.page.locator('[role="option"]').allTextContents())
      .toEqual([expect.stringContaining("Rethhaven")]);
    expect(await field.inputValue()).toBe("Rethha");
    await there.end();
  }, 480_000);
});

// Without a browser there is no page to look at; the title says so.
describe.skipIf(noBrowser !== undefined)(`Narrow windows and pages of what is not there${without}`, () => {
  test.each([
    "/",
    "/indikatoren/kinderarmut?ebene=GEM",
    "/gebiete/GEM/00990001",
    "/vergleich?gebiete=00990001,00990002,00990003",
    "/sozialformel",
    "/indizes/musterkreis-index",
    "/katalog",
    "/daten/lieferungen",
    "/berichte",
    "report",
  ])(
    "X-030 at four times the size %s is read without moving sideways",
    async (address) => {
      const there = await visit({ size: { width: 320, height: 640 } });
      await there.go(address === "report" ? await someReport(there.page) : address);
      if (address === "report") await there.page.waitForSelector(".k-report h1");
      const [wide, window] = await there.page.evaluate<[number, number]>(
        "[document.documentElement.scrollWidth, innerWidth]",
      );
      await there.end();
      expect(wide).toBeLessThanOrEqual(window);
    },
    480_000,
  );

  test.each([
    ["/berichte/999999", "Bericht"],
    ["/ziele/999999", "Ziel"],
    ["/verfahren/999999", "Gewichtungsrunde"],
    ["/daten/lieferungen/999999", "Lieferung"],
    ["/daten/freigaben/999999", "Schutzbericht"],
    ["/katalog/nix", "Kennzahl ändern"],
    ["/katalog/grundzahlen/NIX", "Grundzahl ändern"],
    ["/indizes/nix/fassung/3", "Methodenblatt"],
    ["/gebiete/GEM/1", "Gebietsprofil"],
  ])(
    "X-030 where %s is not there, window and heading still say what page this is, and a sentence what to do",
    async (address, name) => {
      const there = await visit();
      await there.go(address);
      await expect.poll(() => there.page.title()).toBe(`${name} – Kreislauf`);
      expect(await there.page.locator("main h1").allInnerTexts()).toEqual([name]);
      expect(await there.page.locator("main").innerText()).toMatch(/gibt es (hier )?nicht|gibt es kein/);
      await there.end();
    },
    480_000,
  );
});

/** Address of a report of the county, made when there is none. */
async function someReport(page: Page): Promise<string> {
  const { address } = await webCounty();
  const known = (await (await page.request.get(`${address}/api/reports`)).json()) as { reports: { id: number }[] };
  if (known.reports[0] !== undefined) return `/berichte/${known.reports[0].id}`;
  const made = await page.request.post(`${address}/api/reports`, {
    headers: { origin: address },
    data: { template: "datenblatt", title: "Datenblatt", level: "GEM" },
    timeout: 240_000,
  });
  const { id } = (await made.json()) as { id: number };
  return `/berichte/${id}`;
}

// Without a browser there is no page to look at; the title says so.
describe.skipIf(noBrowser !== undefined)(`A county with an island far out at sea${without}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "kreislauf-island-"));
  const leaving: (() => Promise<unknown>)[] = [];
  let address = "";
  let page: Page;

  beforeAll(async () => {
    await builtProgram();
    writeFileSync(join(folder, "county.geojson"), JSON.stringify(county()));
    writeFileSync(join(folder, "figures.csv"), figures());
    writeFileSync(join(folder, "manifest.yaml"), manifest);
    const store = await openStore({ folder, as: "server" });
    leaving.push(store.close);
    const place = { store, folder, person: plannerAtThisMachine, stages: serverStages, now: () => new Date() };
    const context = await makeContext(place, { signal: new AbortController().signal, progress: () => undefined });
    await buildCounty(context, join(folder, "manifest.yaml"), folder);
    const server = await makeServer({
      ...{ store, stages: serverStages, folder, now: () => new Date(), version: "0" },
      whoAsks: () => plannerAtThisMachine,
      web: webFolder,
    });
    leaving.unshift(() => server.close());
    address = await server.listen({ port: 0, host: "127.0.0.1" });
    const browser = await startBrowser();
    leaving.unshift(() => browser.close());
    page = await (await browser.newContext({ viewport: desktop, locale: "de-DE", acceptDownloads: true })).newPage();
    page.setDefaultTimeout(60_000);
  }, 480_000);
  afterAll(async () => {
    for (const leave of leaving) await leave();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (more = ""): Promise<void> => {
    await page.goto(`${address}/indikatoren/haushaltsgroesse?ebene=GEM${more}`);
    await page.waitForSelector('.k-map__canvas[data-ready="true"]');
    await settled(page);
  };

  test("X-030 on the map the island stands in a named frame, and the county fills its place", async () => {
    await open();
    expect(await page.locator(".k-map__names [data-frame]").innerText()).toBe("Fernoog");
    await expect.poll(() => page.locator("main").innerText()).toContain("herangerückt: Fernoog.");
    // The map is as wide as the county and the frame: two marks of the scale bar differ by the factor.
    const near = await metresOfScale(page);
    await page.getByRole("button", { name: "Am wahren Ort zeigen: Fernoog" }).click();
    await page.waitForURL(/lage=echt/);
    await page.waitForSelector('.k-map__canvas[data-ready="true"]');
    await expect.poll(() => metresOfScale(page)).toBeGreaterThan(3 * near);
    expect(await page.locator(".k-map__names [data-frame]").count()).toBe(0);
  });

  test("X-030 the arrow keys reach the island in its frame, Enter marks it in map, list and address", async () => {
    await open();
    await page.locator(".k-map__keys").focus();
    let said = "";
    for (let step = 0; step < 12 && !said.startsWith("Fernoog"); step += 1) {
      await page.keyboard.press(step < 4 ? "ArrowUp" : "ArrowLeft");
      said = await page.locator(".k-map [aria-live=polite]").innerText();
    }
    expect(said).toMatch(/^Fernoog: /);
    await page.keyboard.press("Enter");
    await page.waitForURL(/gebiete=99000999/);
  });

  test("FL-012 the picture that one takes along shows the frame too, and at its true place where one asked for that", async () => {
    await open();
    const near = (await taken(page, "SVG")).bytes.toString("utf8");
    expect(near).toContain(">Fernoog</text>");
    await open("&lage=echt");
    const there = (await taken(page, "SVG")).bytes.toString("utf8");
    expect(there).not.toContain(">Fernoog</text>");
  });
});

/** Takes a file along from the first figure of the page. */
async function taken(page: Page, format: "CSV" | "XLSX" | "SVG"): Promise<{ name: string; bytes: Buffer }> {
  const figure = page
    .locator(".k-figure")
    .filter({ has: page.locator(".k-map") })
    .first();
  await figure.locator(".k-disclosure > summary").first().click();
  const entry = figure.locator(".k-menu li > *").filter({ hasText: format }).first();
  const [download] = await Promise.all([page.waitForEvent("download"), entry.click()]);
  const bytes = readFileSync(await download.path());
  await page.keyboard.press("Escape");
  return { name: download.suggestedFilename(), bytes };
}

async function metresOfScale(page: Page): Promise<number> {
  const [, number = "0", unit] =
    /([\d.]+)\s*(k?m)/.exec(await page.locator(".maplibregl-ctrl-scale").innerText()) ?? [];
  const width = (await page.locator(".maplibregl-ctrl-scale").boundingBox())?.width ?? 1;
  return (Number(number) * (unit === "km" ? 1000 : 1)) / width;
}

/** Twenty municipalities side by side and one far out at sea. */
const places = [
  ...Array.from({ length: 20 }, (_, at) => ({
    code: `990000${String(at).padStart(2, "0")}`,
    name: `Feld ${at}`,
    west: 9 + (at % 5) / 10,
    south: 53 + Math.floor(at / 5) / 10,
    size: 0.1,
  })),
  { code: "99000999", name: "Fernoog", west: 7, south: 54.2, size: 0.05 },
];

function county() {
  const features = places.map(({ code, name, west, south, size }) => ({
    type: "Feature",
    properties: { code, name },
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [west, south],
          [west + size, south],
          [west + size, south + size],
          [west, south + size],
          [west, south],
        ],
      ],
    },
  }));
  return { type: "FeatureCollection", features };
}

function figures(): string {
  const rows = places.map(({ code }, at) => `${code};2023;${1_000 + at * 40};${500 + at}`);
  return ["Schlüssel;Jahr;Bevölkerung;Haushalte", ...rows].join("\n");
}

const division = (id: string, label: string) => ({
  ...{ id, label: { de: label }, kind: "administrative", partition: true },
  ...{ author: "Prüfung", purpose: "Insel", criteria: "Quadrate von einem Zehntel Grad" },
});

// YAML is JSON with fewer quotes.
const manifest = JSON.stringify({
  county: { name: "Kreis Fernland" },
  areas: [
    {
      file: "county.geojson",
      mapping: {
        level: { id: "GEM", label: { de: "Gemeinde" }, rank: 2, purposes: ["data"] },
        division: division("gemeinden", "Gemeinden"),
        boundaryVersion: { id: "felder", validOn: "2020-12-31", source: "gezeichnet", licence: "frei" },
        code: "code",
        name: "name",
        wholes: [
          {
            level: { id: "KREIS", label: { de: "Kreis" }, rank: 0, purposes: ["data"] },
            division: division("kreis", "Kreisgebiet"),
            code: { attributes: ["code"], first: 4 },
            names: { "9900": "Kreis Fernland" },
          },
        ],
      },
    },
  ],
  deliveries: [
    {
      file: "figures.csv",
      mapping: {
        reader: "table",
        level: "GEM",
        figures: [
          { source: "Bevölkerung", figure: "BEV_HH" },
          { source: "Haushalte", figure: "HH_INSG" },
        ],
        table: {
          headerRows: [1],
          firstRow: 2,
          area: { by: "column", column: "Schlüssel", match: "code" },
          period: { by: "column", column: "Jahr" },
          values: { by: "columns", columns: [{ column: "Bevölkerung" }, { column: "Haushalte" }] },
        },
        disclosure: "none",
        source: { title: "Erfundene Zahlen", publisher: "Prüfung", licence: "frei" },
      },
    },
  ],
});
