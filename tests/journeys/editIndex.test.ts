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

const titled = (text: string) => `${text}${noBrowser === undefined ? "" : ` (${noBrowser})`}`;
const index = `lage-der-familien-${process.pid}`;

interface Bench {
  readonly version: number;
  readonly definition: {
    readonly source?: string;
    readonly indices: readonly [
      {
        readonly weights?: object;
        readonly components: readonly { readonly indicator?: string; readonly treatment?: string; weight?: number }[];
      },
    ];
  };
}

async function inForce(): Promise<Bench> {
  const { address } = await webCounty();
  return (await (await fetch(`${address}/api/index/${index}/workbench?level=GEM`)).json()) as Bench;
}

async function save(one: Visit, reason: string): Promise<void> {
  await one.page.getByLabel("Begründung", { exact: true }).first().fill(reason);
  await one.page.getByRole("button", { name: "Neue Fassung speichern" }).click();
}

// Without a browser there is no journey; the title then says so.
test.skipIf(noBrowser !== undefined)(
  titled(
    "an index is changed in the form it was made with, by two people at once, and what the form does not know stays",
  ),
  async () => {
    const { address } = await webCounty();
    const made = await fetch(`${address}/api/indices`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        basedOn: 0,
        reason: "Beschluss",
        definition: JSON.stringify({
          ...{
            format: "kreislauf-index/1",
            id: index,
            label: "Lage der Familien",
            source: "Beschluss des Ausschusses",
          },
          weights: "given",
          indices: [
            {
              ...{ id: "lage", label: "Lage", classes: { method: "quantile", count: 5 } },
              components: [
                { indicator: "kinderarmut", weight: 2, treatment: "winsorise" },
                { id: "armut", label: "Armut", weight: 3, components: [{ indicator: "sgb2_quote" }] },
              ],
            },
          ],
        }),
      }),
    });
    expect(made.status).toBe(200);

    const [first, second] = [await person(), await person()];
    for (const one of [first, second]) await one.go(`/indizes/${index}?ebene=GEM&blatt=regeln`);
    for (const one of [first, second])
      await one.page.getByRole("link", { name: "Neue Fassung aus dieser Definition" }).click();
    const kept = first.page.getByRole("region", { name: /kein Feld/ });
    await kept.waitFor();
    expect(await kept.getByRole("listitem").allInnerTexts()).toEqual([
      "Quelle",
      expect.stringMatching(/^Kinderarmut.*\s*eigene Behandlung von Ausreißern$/),
    ]);
    // Both have the first version before them.
    for (const { page } of [first, second])
      expect(await page.getByLabel("Gewicht von Armut", { exact: true }).inputValue()).toBe("3");
    expect(await first.page.getByLabel("Name", { exact: true }).inputValue()).toBe("Lage der Familien");

    await first.page.getByLabel("Gewicht von Armut", { exact: true }).fill("4,5");
    await save(first, "mehr Gewicht auf Armut");
    await first.page.getByRole("heading", { level: 1, name: "Lage der Familien", exact: true }).waitFor();
    const after = await inForce();
    expect(after).toMatchObject({ version: 2, definition: { source: "Beschluss des Ausschusses" } });
    expect(after.definition.indices[0].components.map(({ weight }) => weight)).toEqual([2, 4.5]);
    expect(after.definition.indices[0].components[0]).toMatchObject({ treatment: "winsorise" });

    // The second person started from the first version: an order of importance instead of numbers.
    await second.page.getByLabel("Gewichte", { exact: true }).selectOption("order");
    await second.page.getByRole("button", { name: /^Kinderarmut.* bei A wichtiger$/ }).click();
    expect(
      await second.page
        .getByRole("list", { name: /^Reihenfolge von A/ })
        .first()
        .innerText(),
    ).toMatch(/Kinderarmut[\s\S]*Armut/);
    await save(second, "Reihenfolge statt Zahlen");
    const conflict = second.page.getByRole("alert", { name: "Zwei Fassungen" });
    await conflict.getByRole("row", { name: /^Armut/ }).waitFor();
    expect(
      await conflict
        .getByRole("row", { name: /^Armut/ })
        .getByRole("cell")
        .allInnerTexts(),
    ).toEqual(["Lage", "Lage · zählt 4,5"]);
    expect(
      await conflict
        .getByRole("row", { name: /^Gewichte/ })
        .getByRole("cell")
        .allInnerTexts(),
    ).toEqual(["Reihenfolge der Wichtigkeit", "Zahlen"]);
    await conflict.getByRole("button", { name: "Meine Fassung speichern" }).click();
    await second.page.getByRole("heading", { level: 1, name: "Lage der Familien", exact: true }).waitFor();
    const last = await inForce();
    expect(last.version).toBe(3);
    expect(last.definition.indices[0].weights).toEqual({
      method: "order",
      orders: [{ by: "A", order: ["kinderarmut", "armut"] }],
    });
    for (const { errors } of [first, second]) expect(errors.filter((error) => !error.includes("409"))).toEqual([]);
  },
  180_000,
);
