import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { desktop, noBrowser, phone, type Visit, visit, webCounty } from "./webCounty.ts";
import { ask, tabTo } from "./webPages.ts";

/** The machine of the tests may be busy with other tests. */
const soon = { timeout: 30_000 };
const page = "/indizes/musterkreis-index?ebene=GEM";

interface Bench {
  readonly areas: readonly { readonly name: string }[];
  readonly columns: readonly { readonly id: string; readonly values: readonly (number | string)[] }[];
}

interface Labelled {
  readonly labels: ArrayLike<{ readonly textContent: string }>;
}

// Without a browser there is no journey; the title then says so.
describe.skipIf(noBrowser !== undefined)(
  `A weight that is moved${noBrowser === undefined ? "" : ` (${noBrowser})`}`,
  () => {
    let one: Visit;
    beforeAll(async () => {
      one = await visit({ size: desktop });
    }, 600_000);
    afterAll(() => one.end());

    const moves = () => one.page.locator('section[aria-labelledby="folgen"]').innerText();
    const order = () => one.page.locator(".k-ranking__row").allInnerTexts();
    const shares = () => one.page.locator(".w-sliders__name b").allInnerTexts();

    test("before a weight moves, the page says what will stand there, who is near another class, and offers one to try", async () => {
      await one.go(page);
      const words = await moves();
      expect(words).toContain("Hier steht dann, wer die Klasse wechselt");
      const near = words
        .slice(words.indexOf("Am nächsten an einer Klassengrenze"))
        .match(/Klasse \d, .+ bis Klasse \d/g);
      expect(near).toHaveLength(5);
      // From a class only to one beside it, the nearest first.
      const told = (near ?? []).map((line) => /^Klasse (\d), (?:unter )?(\d+,\d+) bis Klasse (\d)$/.exec(line) ?? []);
      for (const [, from, , to] of told) expect(Math.abs(Number(from) - Number(to))).toBe(1);
      const far = told.map(([, , distance = ""]) => Number(distance.replace(",", ".")));
      expect(far).toEqual([...far].sort((a, b) => a - b));
      const [before, heaviest] = [await shares(), Math.max(...(await weights()))];
      await one.page.getByRole("button", { name: /^Ausprobieren: „.+“ doppelt so schwer$/ }).click();
      await expect.poll(moves, soon).toMatch(/wechseln die Klasse:|Kein Gebiet wechselt die Klasse/);
      expect(await shares()).not.toEqual(before);
      expect(Math.max(...(await weights()))).toBeCloseTo(2 * heaviest, 0);
      await one.page.getByRole("button", { name: "Zurück zur Definition" }).click();
      await expect.poll(moves, soon).toContain("Am nächsten an einer Klassengrenze");
      expect(await shares()).toEqual(before);
    }, 120_000);

    /** Of the main indicators, without those inside them. */
    const weights = async (): Promise<number[]> =>
      one.page
        .locator('.w-sliders > ul > li > input[type="range"]')
        .evaluateAll((found) => found.map((slider) => Number((slider as unknown as { value: string }).value)));

    test("by keyboard alone all weight goes to one indicator: the order is the order of its figures, and the map is drawn anew", async () => {
      await one.go(page);
      const map = () => one.page.locator(".k-map__canvas").screenshot();
      const before = await map();
      // Of the main indicators only the one with the SGB-II-Quote, and inside it nothing else.
      const keys = await one.page.locator('.w-sliders input[type="range"]').evaluateAll((found) =>
        found.map((slider) => {
          const own = (slider as unknown as Labelled).labels[0]?.textContent;
          const main = slider.parentElement?.parentElement?.closest("li");
          const holds = (place: typeof main) => place?.textContent?.includes("SGB-II-Quote") === true;
          if (main == null) return holds(slider.closest("li")) ? "End" : "Home";
          return holds(main) ? (own === "SGB-II-Quote" ? "End" : "Home") : "";
        }),
      );
      expect(keys.filter((key) => key === "End")).toHaveLength(2);
      await tabTo(one, ".w-sliders input");
      for (const [at, key] of keys.entries()) {
        if (at > 0) await one.press("Tab");
        if (key !== "") await one.press(key);
      }
      const said = (key: string) => (key === "End" ? "100,0 %" : "0,0 %");
      const wanted = keys.flatMap((key) => (key === "" ? [] : [said(key)]));
      const plain = (texts: readonly (string | null)[]) =>
        texts.flatMap((text, at) => (keys[at] === "" ? [] : [(text ?? "").replace(/\s/g, " ")]));
      await expect.poll(async () => plain(await shares()), soon).toEqual(wanted);
      // What a reader of the screen hears of a slider that nobody moved follows when the hand rests.
      const heard = () =>
        one.page
          .locator('.w-sliders input[type="range"]')
          .evaluateAll((found) => found.map((slider) => slider.getAttribute("aria-valuetext")));
      await expect.poll(async () => plain(await heard()), soon).toEqual(wanted);
      const { address } = await webCounty();
      const bench = await ask<Bench>(address, "/api/index/musterkreis-index/workbench?level=GEM");
      const column = bench.columns.find(({ id }) => id === "sgb2_quote");
      const highest = bench.areas
        .map(({ name }, i) => ({ name, value: column?.values[i] ?? "unknown" }))
        .filter((area): area is { name: string; value: number } => typeof area.value === "number")
        .sort((a, b) => b.value - a.value)
        .slice(0, 5);
      expect(highest).toHaveLength(5);
      expect((await order()).slice(0, 5).map((row) => row.split("\n")[0])).toEqual(highest.map(({ name }) => name));
      await expect.poll(async () => (await map()).equals(before), soon).toBe(false);
    }, 120_000);

    test("with no weight left the page says so and keeps what was; what does not count may be without weights", async () => {
      const before = await order();
      const sliders = one.page.locator('.w-sliders input[type="range"]');
      for (let at = 0; at < (await sliders.count()); at += 1) await sliders.nth(at).press("Home");
      await expect.poll(() => one.page.getByRole("alert").innerText(), soon).toMatch(/ergeben zusammen null/);
      expect((await order()).length).toBe(before.length);
      // The first main indicator and the first figure inside it; all other groups stay without weights.
      await sliders.nth(0).press("End");
      await sliders.nth(1).press("End");
      await expect.poll(() => one.page.getByRole("alert").count(), soon).toBe(0);
    }, 120_000);

    test("the sliders stay in sight beside winners, losers and ranks", async () => {
      await one.go(page);
      await one.page.evaluate('document.querySelector(".w-consequences").scrollIntoView({ block: "end" })');
      const box = await one.page.locator(".w-sliders").boundingBox();
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(desktop.height);
    }, 60_000);

    test("on a phone nothing lies beside the edge, before and after a weight moves", async () => {
      const small = await visit({ size: phone });
      const fits = () =>
        small.page.evaluate<boolean>("document.documentElement.scrollWidth <= document.documentElement.clientWidth");
      await small.go(page);
      expect(await fits()).toBe(true);
      await small.page.locator('.w-sliders input[type="range"]').first().press("End");
      await expect.poll(() => small.page.locator("#folgen + p").innerText(), soon).toMatch(/Klasse/);
      expect(await fits()).toBe(true);
      expect([...small.errors, ...one.errors, ...small.outbound, ...one.outbound]).toEqual([]);
      await small.end();
    }, 120_000);
  },
);
