import { existsSync, rmSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { ownServer } from "./ownServer.ts";
import { preparedDemo } from "./preparedDemo.ts";

/** The browser that the journeys use. */
export const browserPath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

/** Why journeys are skipped, or undefined where they can run. */
export const noBrowser: string | undefined = existsSync(browserPath)
  ? undefined
  : `skipped: no browser at ${browserPath}; install Debian's chromium or set CHROMIUM_PATH`;

/** A county with a running server, and a browser to visit it with. */
export interface WebCounty {
  readonly address: string;
  readonly browser: Browser;
}

/** What the test file that runs now visits: a process of tests goes through many files, one after the other. */
let open:
  | { readonly file: string | undefined; readonly county: Promise<WebCounty>; stop: () => Promise<void> }
  | undefined;
let ownBrowser: Promise<Browser> | undefined;

/**
 * The demo county of this test file, in the way of running that was chosen.
 *
 * No other file writes into it, whatever runs before or beside: the server starts with the first
 * call in a file and ends when the next file asks for its own, or with the process.
 */
export function webCounty(): Promise<WebCounty> {
  const file = expect.getState().testPath;
  if (open !== undefined && open.file === file) return open.county;
  const before = open;
  const now = { file, stop: async () => {}, county: Promise.resolve().then(start) };
  open = now;
  return now.county;

  async function start(): Promise<WebCounty> {
    await before?.stop();
    // A demo county that runs already may be visited instead: it takes a minute to load.
    const running = process.env.KREISLAUF_DEMO_ADDRESS;
    if (running !== undefined) return { address: running, browser: await sharedBrowser() };
    const { folder, place } = await preparedDemo();
    const { address, stop } = await ownServer(folder, { place });
    now.stop = async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    };
    return { address, browser: await sharedBrowser() };
  }
}

async function sharedBrowser(): Promise<Browser> {
  const known = await ownBrowser;
  if (known?.isConnected()) return known;
  ownBrowser = startBrowser();
  return await ownBrowser;
}

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** One visit: a page of its own, with everything noted that a visitor would not see. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Requests to anything but the county's own server. */
  readonly outbound: string[];
  /** Errors in the browser's console. */
  readonly errors: string[];
  readonly go: (address: string) => Promise<void>;
  /** Presses keys one after another. */
  readonly press: (...keys: string[]) => Promise<void>;
  readonly end: () => Promise<void>;
}

export const desktop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

/** Opens the county in a fresh window. */
export async function visit(
  settings: { size?: { width: number; height: number }; theme?: "light" | "dark" } = {},
): Promise<Visit> {
  const { address, browser } = await webCounty();
  const context = await browser.newContext({
    viewport: settings.size ?? desktop,
    colorScheme: settings.theme ?? "light",
    reducedMotion: "reduce",
    locale: "de-DE",
  });
  const page = await context.newPage();
  // The machine may be busy with other tests.
  page.setDefaultTimeout(45_000);
  const outbound: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !/^(data|blob):/.test(url)) outbound.push(url);
  });
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  return {
    page,
    context,
    outbound,
    errors,
    go: async (to) => {
      await page.goto(address + to);
      await settled(page);
    },
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
    end: () => context.close(),
  };
}

/** Waits until nothing loads any more: no skeleton, no request under way, map drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector("main h1");
  await page.waitForLoadState("networkidle");
  await until(
    page,
    `[...document.querySelectorAll(".k-skeleton")].every((place) => place.getBoundingClientRect().top > innerHeight + 100) &&
    document.querySelector('[aria-busy="true"]') === null &&
    [...document.querySelectorAll(".k-map__canvas")].every((map) => map.getAttribute("data-ready") === "true")`,
  );
}

/** Waits until something is true in the page; asked from outside, since the page's policy forbids made-up code. */
export async function until(page: Page, expression: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await page.evaluate<boolean>(expression))) {
    if (Date.now() > end) throw new Error(`never became true on ${page.url()}: ${expression}`);
    await page.waitForTimeout(50);
  }
}
