import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { buildWeb, webFolder } from "../../apps/server/buildWeb.ts";
import { serverStages } from "../../apps/server/stages.ts";
import { buildCounty } from "../../examples/buildCounty.ts";
import { makeContext } from "../../runtime/http/makeContext.ts";
import { makeServer } from "../../runtime/http/makeServer.ts";
import { plannerAtThisMachine } from "../../runtime/people/policy.ts";
import { openStore } from "../../runtime/store/openStore.ts";

const browserPath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
/** Squares of a twentieth of a degree: 25 rows of 20. */
const [rows, columns] = [25, 20];
const areas = rows * columns;
const steps = 120;

/** How long one step of the slider takes on the page of an index over 500 areas. */
export interface SliderTimes {
  readonly browser: string;
  readonly areas: number;
  readonly indicators: number;
  readonly steps: number;
  /** From the input event until shares, changed classes and the names of who moves stand in the page; milliseconds, sorted. */
  readonly standing: readonly number[];
  /** From the input event until the next frame is painted, waiting for it included; milliseconds, sorted. */
  readonly painted: readonly number[];
  /** All that the page's thread did in a step: script, style, layout, paint, and the map that follows; milliseconds, sorted. */
  readonly thread: readonly number[];
  /** The same over as many frames and messages in which nothing is moved: what the measuring itself costs. */
  readonly idle: readonly number[];
}

/**
 * Moves a weight in a real browser, on a real server with a county of 500 areas and an index of 30 indicators of the
 * catalogue, and measures. Undefined where there is no browser.
 */
export async function sliderInBrowser(): Promise<SliderTimes | undefined> {
  if (!existsSync(browserPath)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "kreislauf-slider-"));
  const leaving: (() => Promise<unknown>)[] = [];
  try {
    await buildWeb(() => undefined);
    const store = await openStore({ folder, as: "server" });
    leaving.unshift(store.close);
    const county = { store, folder, person: plannerAtThisMachine, stages: serverStages, now: () => new Date() };
    const context = await makeContext(county, { signal: new AbortController().signal, progress: () => undefined });
    const chosen = [...context.catalogue.indicators.values()]
      .filter(
        ({ formula, levels, direction }) => rate.test(formula) && levels.includes("GEM") && direction !== "neutral",
      )
      .slice(0, 30);
    const figures = [...new Set(chosen.flatMap(({ formula }) => formula.match(/[A-Z][A-Z0-9_]+/g) ?? []))];
    const wholes = new Set(chosen.map(({ formula }) => rate.exec(formula)?.[1] ?? ""));
    writeFileSync(join(folder, "squares.geojson"), JSON.stringify(squares()));
    writeFileSync(join(folder, "figures.csv"), figureTable(figures, wholes));
    writeFileSync(join(folder, "manifest.yaml"), JSON.stringify(manifest(figures)));
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
    const definition = JSON.stringify({
      ...{ format: "kreislauf-index/1", id: "bench", label: "Bench", normalisation: "z", weights: "equal" },
      indices: [
        {
          ...{ id: "index", label: "Index", classes: { method: "quantile", count: 5 } },
          components: chosen.map(({ id }) => ({ indicator: id })),
        },
      ],
    });
    const kept = await server.inject({ method: "POST", url: "/api/indices", payload: { definition, reason: "Bench" } });
    if (kept.statusCode !== 200) throw new Error(`the index is not kept: ${kept.body}`);
    const address = await server.listen({ port: 0, host: "127.0.0.1" });
    const browser = await chromium.launch({
      executablePath: browserPath,
      args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
    });
    leaving.unshift(() => browser.close());
    const page = await (
      await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "de-DE" })
    ).newPage();
    await page.goto(`${address}/indizes/bench?ebene=GEM`);
    await page.waitForSelector('.k-map__canvas[data-ready="true"]', { timeout: 120_000 });
    await page.waitForLoadState("networkidle");
    return { browser: browser.version(), areas, indicators: chosen.length, steps, ...(await moved(page)) };
  } finally {
    for (const leave of leaving) await leave();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One count by another, in percent or per thousand. */
const rate = /^[A-Z][A-Z0-9_]+ ?\/ ?([A-Z][A-Z0-9_]+)(?: ?\* ?100?0?)?$/;

async function moved(page: Page): Promise<Pick<SliderTimes, "standing" | "painted" | "thread" | "idle">> {
  const session = await page.context().newCDPSession(page);
  // In time that the page's thread really ran: a busy machine makes it wait, not work.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const busy = async (): Promise<number> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
  };
  const step = async (at: number | null): Promise<Step> => {
    const { result } = await session.send("Runtime.evaluate", {
      expression: moving(at),
      awaitPromise: true,
      returnByValue: true,
    });
    return result.value as Step;
  };
  // Some without counting: the machine of the browser has not seen this code yet.
  for (let at = 0; at < 40; at++) await step(at);
  const [standing, painted, thread, idle]: [number[], number[], number[], number[]] = [[], [], [], []];
  let changed = 0;
  for (let at = 0; at < steps; at++) {
    const before = await busy();
    const one = await step(at);
    thread.push((await busy()) - before);
    standing.push(one.standing);
    painted.push(one.painted);
    if (one.changed) changed += 1;
    if (at % 3 !== 0) continue;
    const still = await busy();
    await step(null);
    idle.push((await busy()) - still);
  }
  if (changed < steps / 2) throw new Error(`the slider changes the page too seldom: ${changed}`);
  for (const list of [standing, painted, thread, idle]) list.sort((a, b) => a - b);
  return { standing, painted, thread, idle };
}

interface Step {
  readonly standing: number;
  readonly painted: number;
  readonly changed: boolean;
}

// As text: tools are checked without the types of a page. Moves the first slider once, to and fro from step to step,
// and waits until the map has followed. Without a step it waits just as long and moves nothing.
function moving(step: number | null): string {
  return `(async () => {
    const slider = document.querySelector('.w-sliders input[type="range"]');
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    const frame = () => new Promise((done) => requestAnimationFrame(() => {
      // The message comes after the frame in which it was sent is painted.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done();
      channel.port2.postMessage(0);
    }));
    const words = () => document.querySelector("#folgen ~ p").textContent + document.querySelector(".k-ranking__row").textContent;
    const said = words();
    const start = performance.now();
    const step = ${step};
    if (step !== null) {
      write.call(slider, String(10 + 80 * Math.abs(((step * 7) % 40) / 20 - 1)));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    }
    await null;
    const standing = performance.now() - start;
    await frame();
    const painted = performance.now() - start;
    const changed = words() !== said;
    await frame();
    await new Promise((rest) => setTimeout(rest, 20));
    return { standing, painted, changed };
  })()`;
}

const codeOf = (number: number): string => `0900${String(number).padStart(4, "0")}`;

function squares(): object {
  const features = Array.from({ length: areas }, (_, n) => {
    const [west, south] = [9 + (n % columns) / 20, 51 + Math.floor(n / columns) / 20];
    const [east, north] = [west + 1 / 20, south + 1 / 20];
    return {
      type: "Feature",
      properties: { code: codeOf(n), name: `Feld ${n}` },
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
    };
  });
  return { type: "FeatureCollection", features };
}

function figureTable(figures: readonly string[], wholes: ReadonlySet<string>): string {
  const lines = Array.from({ length: areas }, (_, n) => {
    const counts = figures.map((id, j) => {
      const some = (n * (37 + 2 * j) + 13 * j * j + (n % 7) * n) % 700;
      return wholes.has(id) ? 8_000 + some : 300 + some;
    });
    return [codeOf(n), "2023", ...counts].join(";");
  });
  return [["Schlüssel", "Jahr", ...figures].join(";"), ...lines].join("\n");
}

function manifest(figures: readonly string[]): object {
  const division = (id: string, label: string) => ({
    ...{ id, label: { de: label }, kind: "administrative", partition: true },
    ...{ author: "Bench", purpose: "Bench", criteria: "Quadrate von einem Zwanzigstel Grad" },
  });
  const level = (id: string, label: string, rank: number) => ({ id, label: { de: label }, rank, purposes: ["data"] });
  return {
    county: { name: "Kreis Feldmark" },
    areas: [
      {
        file: "squares.geojson",
        mapping: {
          level: level("GEM", "Gemeinde", 2),
          division: division("gemeinden", "Gemeinden"),
          boundaryVersion: { id: "felder", validOn: "2020-12-31", source: "gezeichnet", licence: "frei" },
          code: "code",
          name: "name",
          wholes: [
            {
              level: level("KREIS", "Kreis", 0),
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
          figures: figures.map((id) => ({ source: id, figure: id })),
          table: {
            headerRows: [1],
            firstRow: 2,
            area: { by: "column", column: "Schlüssel", match: "code" },
            period: { by: "column", column: "Jahr" },
            values: { by: "columns", columns: figures.map((column) => ({ column })) },
          },
          disclosure: "none",
          source: { title: "Erfundene Zahlen", publisher: "Bench", licence: "frei" },
        },
      },
    ],
  };
}
