import { afterAll, beforeAll, expect, test } from "vitest";
import { noBrowser, type Visit, visit, webCounty } from "./webCounty.ts";

const visits: Visit[] = [];
// Loading the county is not the journey: the first in a run waits for it.
beforeAll(async () => {
  if (noBrowser === undefined) await webCounty();
}, 600_000);
afterAll(() => Promise.all(visits.map(({ end }) => end())));

async function person(): Promise<Visit> {
  const one = await visit();
  visits.push(one);
  return one;
}

const titled = (text: string) => `NMS-005 ${text}${noBrowser === undefined ? "" : ` (${noBrowser})`}`;
const unit = ({ page }: Visit) => page.getByLabel("Einheit", { exact: true });

async function save({ page }: Visit, wanted: string): Promise<void> {
  await page.getByLabel("Einheit", { exact: true }).fill(wanted);
  await page.getByLabel("Grund", { exact: true }).fill("Wunsch des Ausschusses");
  await page.getByRole("button", { name: "Neue Fassung speichern" }).click();
}

const saved = ({ page }: Visit, wanted: number) =>
  page
    .getByRole("status")
    .filter({ hasText: `Gespeichert: Fassung ${wanted} gilt jetzt.` })
    .waitFor();

// Without a browser there is no journey; the title then says so.
test.skipIf(noBrowser !== undefined)(
  titled("of three people who change the same definition, the later two see both versions and choose"),
  async () => {
    const [first, second, third] = [await person(), await person(), await person()];
    for (const one of [first, second, third]) await one.go("/katalog/kinderarmut");
    await save(first, "Anteil");
    await saved(first, 2);
    // Whoever goes on is not in her own way.
    await save(first, "Prozent");
    await saved(first, 3);

    await save(second, "v. H.");
    const conflict = second.page.getByRole("alert", { name: "Zwei Fassungen" });
    await conflict.waitFor();
    const row = conflict.getByRole("row", { name: /Einheit/ });
    expect(await row.getByRole("cell").allInnerTexts()).toEqual(["v. H.", "Prozent"]);
    expect(await second.page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    // By keyboard: the second person keeps the own version, which then holds.
    await conflict.getByRole("button", { name: "Meine Fassung speichern" }).focus();
    await second.press("Enter");
    await saved(second, 4);

    await save(third, "je 100");
    const again = third.page.getByRole("alert", { name: "Zwei Fassungen" });
    await again.getByRole("button", { name: "Gespeicherte Fassung übernehmen" }).click();
    await again.waitFor({ state: "detached" });
    expect(await unit(third).inputValue()).toBe("v. H.");
    for (const { errors } of [first, second, third])
      expect(errors.filter((error) => !error.includes("409"))).toEqual([]);

    // What was there before, so that other journeys find the county as they know it.
    await save(third, "%");
    await saved(third, 5);
  },
  180_000,
);
