import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { noBrowser, phone, settled, until, type Visit, visit, webCounty } from "./webCounty.ts";
import { ask, tabTo } from "./webPages.ts";

const soon = { timeout: 20_000 };

describe.skipIf(noBrowser !== undefined)(`What readers find${noBrowser === undefined ? "" : ` (${noBrowser})`}`, () => {
  let address = "";
  let one: Visit;

  beforeAll(async () => {
    address = (await webCounty()).address;
  }, 600_000);

  afterEach(async () => {
    await one.end();
  });

  test("X-030 the keyboard alone goes from the search to the map, over it to a neighbour, and on to that area's profile", async () => {
    one = await visit();
    const { page, press } = one;
    await one.go("/");
    await press("/");
    await until(page, `document.activeElement?.getAttribute("role") === "combobox"`);
    await page.keyboard.type("kinderarmut");
    await page.waitForSelector('[role="option"]');
    await press("ArrowDown", "Enter");
    await page.waitForURL(/\/indikatoren\/kinderarmut/);
    await settled(page);
    await tabTo(one, ".k-map__canvas, .k-map [tabindex='0']");
    await press("ArrowRight", "Enter");
    await page.waitForURL(/gebiete=/);
    const code = new URL(page.url()).searchParams.get("gebiete") ?? "";
    const { areas } = await ask<{ areas: { code: string; name: string }[] }>(address, "/api/areas?level=GEM");
    const name = areas.find((area) => area.code === code)?.name ?? "";
    expect(name).not.toBe("");
    await page.evaluate("window.scrollTo(0, 0)");
    await press("/");
    await until(page, `document.activeElement?.getAttribute("role") === "combobox"`);
    await page.keyboard.type(name);
    await page.waitForSelector('[role="option"]');
    await press("ArrowDown", "Enter");
    await page.waitForURL(new RegExp(`/gebiete/GEM/${code}`));
    await expect.poll(() => page.locator("h1").innerText(), soon).toBe(name);
    expect(one.errors).toEqual([]);
  });

  test("X-030 from the foot of any page a message without name reaches whoever looks after the platform, who marks it as answered", async () => {
    one = await visit();
    const { page } = one;
    await one.go("/indikatoren/kinderarmut");
    await page.locator(".k-footer").getByRole("link", { name: "Rückmeldung geben" }).click();
    await page.waitForURL(/\/rueckmeldung/);
    await expect
      .poll(() => page.getByLabel("Seite, um die es geht").inputValue(), soon)
      .toBe("/indikatoren/kinderarmut");
    const words = `Die Legende ist schwer zu lesen (${Date.now()}).`;
    await page.getByLabel("Ihre Nachricht").fill(words);
    await page.getByRole("button", { name: "Nachricht senden" }).click();
    await expect.poll(() => page.locator('main [role="status"]').innerText(), soon).toMatch(/Nummer \d+/);
    await one.go("/verwaltung/rueckmeldungen");
    const message = page.locator("article", { hasText: words });
    await message.getByLabel("Was daraus wurde").fill("Größer gemacht.");
    await message.getByRole("button", { name: "Als beantwortet vermerken" }).click();
    await expect.poll(() => message.innerText(), soon).toMatch(/Beantwortet am .* Größer gemacht\./);
    expect(one.outbound).toEqual([]);
    expect(one.errors).toEqual([]);
  });

  test("X-030 the statement names what is accessible and what is not, date, method, feedback path and enforcement body", async () => {
    one = await visit();
    const { page } = one;
    await one.go("/barrierefreiheit");
    const text = await page.locator("main").innerText();
    for (const part of [
      "Was zugänglich ist",
      "Was noch nicht barrierefrei ist",
      "Wie das geprüft wurde",
      "Barrieren melden",
      "Wenn Sie keine Antwort bekommen",
    ])
      expect(text).toContain(part);
    expect(text).toMatch(/Zuletzt geprüft, von den Herstellern: \d\d\.\d\d\.\d{4}/);
    await page.getByLabel("Durchsetzungs- oder Schlichtungsstelle").fill("Beschwerdestelle beim Landtag");
    await page.getByLabel("E-Mail für Rückmeldungen").fill("barrieren@musterkreis.example");
    await page.getByRole("button", { name: "Angaben speichern" }).click();
    await expect
      .poll(() => page.locator("article address").innerText(), soon)
      .toContain("Beschwerdestelle beim Landtag");
    await one.go("/rueckmeldung");
    await expect.poll(() => page.locator("main").innerText(), soon).toContain("barrieren@musterkreis.example");
  });

  test("X-031 a page in Leichte Sprache says what the platform is and that nobody has tested it; without a film none is shown", async () => {
    one = await visit();
    await one.go("/leichte-sprache");
    const text = await one.page.locator("main").innerText();
    expect(text).toContain("Diese Internet-Seite zeigt Zahlen.");
    expect(text).toContain("noch nicht gelesen");
    expect(await one.page.locator("video").count()).toBe(0);
    expect(one.outbound).toEqual([]);
  });

  test("TF-004 on the phone somebody types the name of the place and reads 10 figures with comparison and source, and how to take part", async () => {
    one = await visit({ size: phone });
    const { page, press } = one;
    const { areas } = await ask<{ areas: { code: string; name: string }[] }>(address, "/api/areas?level=GEM");
    const { name = "", code = "" } = areas[1] ?? {};
    await one.go("/mein-ort");
    await page.getByRole("combobox", { name: "Ihr Ort" }).fill(name);
    await page.waitForSelector('[role="option"]');
    await press("ArrowDown", "Enter");
    await page.waitForURL(new RegExp(`/mein-ort/GEM/${code}`));
    const figures = page.locator(".d-place__figure");
    await expect.poll(() => figures.count(), soon).toBe(10);
    for (const figure of await figures.all()) {
      const text = await figure.innerText();
      expect(text).toMatch(/im ganzen Kreis/i);
      expect(text).toMatch(/20\d\d · Quelle: \S+/);
    }
    expect(await page.locator("main").innerText()).toContain("So können Sie mitreden");
    const wide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
    expect(wide).toBeLessThanOrEqual(0);
  });

  test("FL-013 in trial operation every page says so; the checklist has 20 items and the demo county cannot leave it", async () => {
    one = await visit();
    const { page } = one;
    for (const path of ["/", "/berichte", "/leichte-sprache", "/diese-seite-gibt-es-nicht"]) {
      await one.go(path);
      expect(await page.locator(".k-demo__trial").innerText(), path).toBe("Testbetrieb");
    }
    await one.go("/verwaltung/regelbetrieb");
    await expect.poll(() => page.locator(".o-item").count(), soon).toBe(20);
    expect(await page.getByRole("button", { name: "Regelbetrieb einschalten" }).count()).toBe(0);
  });
});
