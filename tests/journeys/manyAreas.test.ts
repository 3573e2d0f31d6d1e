import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { webFolder } from "../../apps/server/buildWeb.ts";
import { serverStages } from "../../apps/server/stages.ts";
import { buildCounty } from "../../examples/buildCounty.ts";
import { makeContext } from "../../runtime/http/makeContext.ts";
import { makeServer } from "../../runtime/http/makeServer.ts";
import { plannerAtThisMachine } from "../../runtime/people/policy.ts";
import { openStore } from "../../runtime/store/openStore.ts";
import { builtProgram } from "./builtProgram.ts";
import { desktop, noBrowser, settled, startBrowser } from "./webCounty.ts";

/** Municipalities of the generated county: 71 × 71 squares of a twentieth of a degree. */
const side = 71;

// Without a browser there is no journey; the title then says so.
describe.skipIf(noBrowser !== undefined)(
  `A county of 5,041 areas${noBrowser === undefined ? "" : ` (${noBrowser})`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "kreislauf-many-"));
    const leaving: (() => Promise<unknown>)[] = [];
    const tiles: string[] = [];
    const drawn: string[] = [];
    let address = "";

    beforeAll(async () => {
      await builtProgram();
      writeFileSync(join(folder, "squares.geojson"), JSON.stringify(squares()));
      writeFileSync(join(folder, "figures.csv"), figures());
      writeFileSync(join(folder, "manifest.yaml"), manifest);
      const store = await openStore({ folder, as: "server" });
      leaving.push(store.close);
      const county = { store, folder, person: plannerAtThisMachine, stages: serverStages, now: () => new Date() };
      const context = await makeContext(county, { signal: new AbortController().signal, progress: () => undefined });
      await buildCounty(context, join(folder, "manifest.yaml"), folder);
      const server = await makeServer({
        store,
        stages: serverStages,
        folder,
        now: () => new Date(),
        version: "0",
        whoAsks: () => plannerAtThisMachine,
        web: webFolder,
      });
      leaving.unshift(() => server.close());
      server.addHook("onResponse", async ({ url }, { statusCode }) => {
        if (url.startsWith("/api/areas/tiles/")) tiles.push(`${statusCode} ${url}`);
        if (url.startsWith("/api/areas/geometry")) drawn.push(url);
      });
      address = await server.listen({ port: 0, host: "127.0.0.1" });
    }, 120_000);

    afterAll(async () => {
      for (const leave of leaving) await leave();
      rmSync(folder, { recursive: true, force: true });
    });

    test("a tile bears borders and codes and no figure, is kept by the browser, and changes with the boundaries", async () => {
      const path = `${address}/api/areas/tiles/6/33/21?level=GEM`;
      const answer = await fetch(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toMatch("vector-tile");
      const words = new TextDecoder("latin1").decode(await answer.arrayBuffer());
      expect(words).toContain("09000000");
      expect(words).not.toContain("Feld");
      const again = await fetch(path, { headers: { "if-none-match": answer.headers.get("etag") ?? "" } });
      expect(again.status).toBe(304);
      const elsewhere = await fetch(`${address}/api/areas/tiles/6/0/0?level=GEM`);
      expect([elsewhere.status, (await elsewhere.arrayBuffer()).byteLength]).toEqual([200, 0]);
      expect((await fetch(`${address}/api/areas/tiles/6/64/20?level=NICHTS`)).status).toBeGreaterThan(399);
    });

    test("more than a thousand areas are drawn from tiles, coloured by the answer, and reached with the arrow keys", async () => {
      const browser = await startBrowser();
      leaving.unshift(() => browser.close());
      const page = await (await browser.newContext({ viewport: desktop, locale: "de-DE" })).newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      tiles.length = 0;
      await page.goto(`${address}/indikatoren/haushaltsgroesse?ebene=GEM`);
      // The map itself comes later than the page around it.
      await page.waitForSelector('.k-map__canvas[data-ready="true"]', { timeout: 60_000 });
      await settled(page);
      expect(tiles.length).toBeGreaterThan(0);
      expect(tiles.filter((tile) => !tile.startsWith("200 "))).toEqual([]);
      // Beside the tiles only what a still picture needs, never the boundaries once more.
      const ofLevel = drawn.filter((url) => url.includes("level=GEM"));
      expect(ofLevel.length).toBeGreaterThan(0);
      expect(ofLevel.filter((url) => !url.includes("detail=picture"))).toEqual([]);
      expect(errors).toEqual([]);
      const map = page.locator(".k-map__canvas canvas");
      const picture = (await map.screenshot()).toString("base64");
      // As text: these files are checked without the types of a page.
      const painted = await page.evaluate<number[]>(`(async () => {
      const image = new Image();
      image.src = "data:image/png;base64,${picture}";
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
      const pen = canvas.getContext("2d");
      pen.drawImage(image, 0, 0);
      const pixels = pen.getImageData(0, 0, image.width, image.height).data;
      const counts = {};
      for (let at = 0; at < pixels.length; at += 4) {
        const colour = [pixels[at], pixels[at + 1], pixels[at + 2]].join();
        counts[colour] = (counts[colour] ?? 0) + 1;
      }
      const style = getComputedStyle(document.documentElement);
      return [1, 2, 3, 4, 5].map((shade) => {
        const hex = style.getPropertyValue("--k-class-" + shade).trim().slice(1);
        return counts[[0, 2, 4].map((from) => Number.parseInt(hex.slice(from, from + 2), 16)).join()] ?? 0;
      });
    })()`);
      // Five classes by quantiles: each colour covers a good part of the map.
      for (const pixels of painted) expect(pixels).toBeGreaterThan(2_000);
      // With textures instead of colours: patterns that tiles know nothing of.
      await page.goto(`${address}/indikatoren/haushaltsgroesse?ebene=GEM&muster=ja`);
      await settled(page);
      await page.locator(".k-map__keys").focus();
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => page.locator(".k-map__tip").innerText()).toMatch(/Feld \d+/);
    }, 120_000);
  },
);

function squares() {
  const features = [];
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const [west, south] = [9 + column / 20, 51 + row / 20];
      const [east, north] = [9 + (column + 1) / 20, 51 + (row + 1) / 20];
      features.push({
        type: "Feature",
        properties: { code: codeOf(row * side + column), name: `Feld ${row * side + column}` },
        geometry: {
          type: "Polygon",
          coordinates: [
            [
              [west, south],
              [east, south],
              [east, north],
              [west, north],
              [west, south],
            ],
          ],
        },
      });
    }
  return { type: "FeatureCollection", features };
}

function codeOf(number: number): string {
  return `0900${String(number).padStart(4, "0")}`;
}

function figures(): string {
  const rows = Array.from(
    { length: side * side },
    (_, n) => `${codeOf(n)};2023;${1_000 + (n % 700)};${400 + (n % 90)}`,
  );
  return ["Schlüssel;Jahr;Bevölkerung;Haushalte", ...rows].join("\n");
}

const division = (id: string, label: string) => ({
  id,
  label: { de: label },
  kind: "administrative",
  partition: true,
  author: "Prüfung",
  purpose: "Große Karte",
  criteria: "Quadrate von einem Zwanzigstel Grad",
});

// YAML is JSON with fewer quotes.
const manifest = JSON.stringify({
  county: { name: "Kreis Feldmark" },
  areas: [
    {
      file: "squares.geojson",
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
            names: { "0900": "Kreis Feldmark" },
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
