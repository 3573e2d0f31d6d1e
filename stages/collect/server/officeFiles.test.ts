import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { suggestedFigure } from "../figureSuggestion.ts";
import { acceptDelivery } from "./acceptDelivery.ts";
import { checkDelivery } from "./checkDelivery.ts";
import { previewFile } from "./previewFile.ts";
import { receiveDelivery } from "./receiveDelivery.ts";
import { testCounty } from "./testCounty.ts";

const data = process.env.KREISLAUF_OPEN_DATA ?? "../shared/data";
const county = await testCounty();
afterAll(() => county.drop());

const areas = ["01099001;Adorf", "01099002;Bestadt", "01099003;Cehausen", "01099004;Deheim"];

/** A table of the four municipalities; `cells` gives what stands behind key and name in each row. */
function table(heads: string, cells: (at: number) => string): string {
  return `AGS;Gemeinde;${heads}\n${areas.map((area, at) => `${area};${cells(at)}\n`).join("")}`;
}

async function tried(name: string, content: string | Uint8Array) {
  const { check, proposal } = await previewFile.run(county.context, { file: county.send(name, content) });
  if (check === null) throw new Error(`nothing was checked: ${name}`);
  return {
    check,
    proposal,
    figures: check.figures.map(({ figure, values }) => `${figure} ${values}`).sort(),
    codes: check.findings.map(({ code }) => code),
  };
}

/** Brings a file in and gives its values as stored: figure, period, area, amount. */
async function accepted(name: string, content: string) {
  const { context } = county;
  const { id, proposal } = await receiveDelivery.run(context, { file: county.send(name, content) });
  await checkDelivery.run(context, { id, mapping: proposal.mapping });
  await acceptDelivery.run(context, { id });
  const slices = await context.db
    .selectFrom("slice")
    .innerJoin("figure", "figure.id", "slice.figure_id")
    .select(["figure.key", "slice.ordinal", "slice.amounts"])
    .where("slice.delivery_id", "=", id)
    .orderBy("slice.ordinal")
    .execute();
  return slices.map(({ key, ordinal, amounts }) => [key, ordinal, ...amounts]);
}

describe("X-054 a learned mapping and the next file", () => {
  test("blank lines below the heads of the first file do not cost the next one its first rows", async () => {
    const text = table("Bevölkerung insgesamt", (at) => `${100 + at}`);
    expect(await accepted("leerzeilen_2021.csv", text.replaceAll("\n", "\n\n"))).toEqual([
      ["BEV_INSG", 2021, 100, 101, 102, 103],
    ]);
    const next = table("Bevölkerung insgesamt", (at) => `${200 + at}`);
    expect(await accepted("ohne_2022.csv", next)).toEqual([["BEV_INSG", 2022, 200, 201, 202, 203]]);
  });

  test("what a column was called in one table is no answer for a bare word in another", async () => {
    const people = `Bevölkerung am 31.12.2020\n\n${table("insgesamt;weiblich", (at) => `${50 + at};${20 + at}`)}`;
    expect((await accepted("leute.csv", people)).map(([key]) => key).sort()).toEqual(["BEV_INSG", "BEV_W"]);
    const jobless = `Arbeitslose am 31.12.2020\n\n${table("Fläche;insgesamt;weiblich", (at) => `1;${5 + at};${2 + at}`)}`;
    expect((await tried("andere.csv", jobless)).figures).toEqual(["ALO_INSG 4"]);
  });
});

describe("X-054 what a column counts is not guessed from half of its name", () => {
  test.each([
    ["Arbeitslose nach Geschlecht 31.12.2023", "männlich;weiblich", []],
    ["Betreute Kinder in Tageseinrichtungen am 01.03.2023", "unter 18 Jahre;insgesamt", []],
    ["Bevölkerung im Kreis Muster am 31.12.2023 nach Geschlecht", "insgesamt;weiblich", ["BEV_INSG 4", "BEV_W 4"]],
    ["Stand 31.12.2023", "Bevölkerung insgesamt;davon weiblich", ["BEV_INSG 4"]],
    ["Stand 31.12.2023", "Bevölkerung insgesamt;weiblich", ["BEV_INSG 4", "BEV_W 4"]],
    ["Stand 31.12.2023", "Bevölkerung unter 18 Jahren männlich;Ausländische Bevölkerung unter 18 Jahren", []],
    ["Stand 31.12.2023", "Bevölkerung unter 18 Jahren in Tausend;Bevölkerung unter 18 Jahren in %", []],
  ])("%s: %s", async (title, heads, figures) => {
    const found = await tried("halb.csv", `${title}\n\n${table(heads, (at) => `${10 + at};${20 + at}`)}`);
    expect(found.figures).toEqual(figures);
  });
});

describe("X-054 times as offices write them", () => {
  test.each([
    ["Stand 30.06.2023", "2023"],
    ["30. Juni 2023", "2023"],
    ["31.12.23", "2023"],
    ["20231231", "2023"],
    ["Jun 23", "2023-06"],
    ["Mrz 2023", "2023-03"],
    ["III/2023", "2023-Q3"],
    ["SJ 22/23", "2022"],
  ])("%s in a column of times is %s", async (text, period) => {
    const { check } = await tried(
      "zeit.csv",
      table("Stichtag;Arbeitslose insgesamt", (at) => `${text};${5 + at}`),
    );
    expect([check.acceptable, check.periods]).toEqual([true, [period]]);
  });

  test.each([
    ["Jan 2023", "Feb 2023", ["2023-01", "2023-02"]],
    ["1. Quartal 2023", "2. Quartal 2023", ["2023-Q1", "2023-Q2"]],
    ["2021/22", "2022/23", ["2021", "2022"]],
    ["(Stand 31.12.2022)", "(Stand 31.12.2023)", ["2022", "2023"]],
    ["1. Halbjahr 2023", "2. Halbjahr 2023", ["2023-H1", "2023-H2"]],
  ])("heads with %s and %s tell their time and keep their name", async (one, other, periods) => {
    const heads = `Arbeitslose insgesamt ${one};Arbeitslose insgesamt ${other}`;
    const { check, figures } = await tried(
      "koepfe.csv",
      table(heads, (at) => `${5 + at};${6 + at}`),
    );
    expect([check.acceptable, figures, check.periods]).toEqual([true, ["ALO_INSG 8"], periods]);
  });

  test("a time that one head names counts for its neighbours, unless the title says another", async () => {
    const heads = "intern;Bevölkerung insgesamt 2022";
    const text = table(heads, (at) => `${at};${5 + at}`);
    expect((await tried("nachbarn.csv", text)).check).toMatchObject({ acceptable: true, periods: ["2022"] });
    const titled = `Stichtag 31.12.2023\n\n${table("Arbeitslose insgesamt;Schulden 2010;Steuern", (at) => `${5 + at};1;2`)}`;
    expect((await tried("titel.csv", titled)).check.periods).toEqual(["2023"]);
  });

  test("what names no time is said once with its words, not once per row", async () => {
    const text = table("Stichtag;Arbeitslose insgesamt", (at) => `2020-2023;${5 + at}`);
    const { check } = await previewFile.run(county.context, {
      file: county.send("spanne.csv", text),
      mapping: {
        reader: "table",
        table: {
          headerRows: [1],
          firstRow: 2,
          area: { by: "column", column: "AGS", match: "code" },
          period: { by: "column", column: "Stichtag" },
          values: { by: "columns", columns: [{ column: "Arbeitslose insgesamt" }] },
        },
        figures: [{ source: "Arbeitslose insgesamt", figure: "ALO_INSG" }],
      },
    });
    if (check === null) throw new Error("nothing was checked");
    const codes = check.findings.map(({ code }) => code);
    expect(check.acceptable).toBe(false);
    expect(codes.filter((code) => code === "collect.notAPeriod")).toHaveLength(1);
    expect(check.sentences.join()).toContain("„2020-2023“ nennt keine Zeit, die zu erkennen ist (4 Werte).");
  });
});

describe("X-055 numbers and keys as offices write them", () => {
  test("footnote signs and units beside a number leave the number", async () => {
    const signs = ["1.200²)", "1.201 a)", "1.202*", "1.203¹"];
    expect(
      (
        await accepted(
          "fuss_2019.csv",
          table("Bevölkerung insgesamt", (at) => signs[at] ?? ""),
        )
      )[0],
    ).toEqual(["BEV_INSG", 2019, 1200, 1201, 1202, 1203]);
    const units = ["1.200 Einw.", "1.201 Personen", "1.202 Ew.", "1.203"];
    expect(
      (
        await accepted(
          "ew_2018.csv",
          table("Bevölkerung insgesamt", (at) => units[at] ?? ""),
        )
      )[0],
    ).toEqual(["BEV_INSG", 2018, 1200, 1201, 1202, 1203]);
  });

  test("a word that says that a number is kept back is no error, one that may mean two things is", async () => {
    const words = ["geheim", "(geheim)", "o.A.", "7"];
    const text = table("Arbeitslose insgesamt", (at) => words[at] ?? "");
    expect((await tried("worte_2023.csv", text)).check.acceptable).toBe(true);
    expect((await tried("worte_2023.csv", text.replace("o.A.", "n.v."))).codes).toContain("collect.notANumber");
  });

  test("keys in groups and names with their kind in short are found", async () => {
    const keys = ["01 0 99 001", "01.0.99.002", "01 099 003", "01099004"];
    const grouped = `Gemeindeschlüssel;Bevölkerung insgesamt\n${keys.map((key, at) => `${key};${5 + at}\n`).join("")}`;
    expect((await tried("gruppen_2023.csv", grouped)).check).toMatchObject({ acceptable: true, areas: { matched: 4 } });
    const names = ["Gde. Adorf", "Bestadt (Stadt)", "CEHAUSEN, Gde.", "Gem. Deheim"];
    const named = `Gemeinde;Bevölkerung insgesamt\n${names.map((name, at) => `${name};${5 + at}\n`).join("")}`;
    expect((await tried("namen_2023.csv", named)).check).toMatchObject({ acceptable: true, areas: { matched: 4 } });
  });
});

describe("X-055 what cannot be right is named before it is taken", () => {
  const keyed = (key: string, at: number): string => `${key};${5 + at}`;

  test("a second table beside the first, in another order, is not read with the keys of the first", async () => {
    const rows = areas.map((area, at) => `${area};${100 + at};;${areas[3 - at]};${at}`);
    const text = `AGS;Gemeinde;Bevölkerung insgesamt;;AGS;Gemeinde;Arbeitslose insgesamt\n${rows.join("\n")}\n`;
    const { figures, codes } = await tried("neben_2023.csv", text);
    expect(figures).toEqual(["BEV_INSG 4"]);
    expect(codes).toContain("collect.secondTableBeside");
  });

  test("names that belong to other keys stop the file; one of them is a warning", async () => {
    const names = areas.map((area) => area.split(";")[1] ?? "");
    const slipped = areas.map((area, at) => `${area.split(";")[0]};${names[(at + 1) % 4]};7`).join("\n");
    const { check } = await tried("verrutscht_2023.csv", `AGS;Gemeinde;Bevölkerung insgesamt\n${slipped}\n`);
    expect([check.acceptable, check.sentences.join()]).toEqual([
      false,
      expect.stringContaining("In 4 Zeilen passen Schlüssel und Name nicht zusammen"),
    ]);
    const text = table("Bevölkerung insgesamt", (at) => `${7 + at}`).replace("01099001;Adorf", "01099001;Deheim");
    const one = await tried("eine_2023.csv", text);
    expect([one.check.acceptable, one.codes.includes("collect.foreignName")]).toEqual([true, true]);
  });

  test("a title in thousands or per cent stops a count until the mapping says the factor", async () => {
    const text = `Bevölkerung insgesamt (Angaben in 1.000)\n${table("Bevölkerung insgesamt", (at) => `1,${at}`)}`;
    const first = await tried("tausend_2023.csv", text);
    expect([first.check.acceptable, first.codes.includes("collect.unitInTitle")]).toEqual([false, true]);
    const figures = first.proposal.mapping.figures.map((rule) => ({ ...rule, factor: 1000 }));
    const file = county.send("tausend_2023.csv", text);
    const { check } = await previewFile.run(county.context, {
      file,
      mapping: { ...first.proposal.mapping, figures },
    });
    expect(check?.acceptable).toBe(true);
  });

  test("people below zero and halves of people are named", async () => {
    const negative = await tried(
      "minus_2023.csv",
      table("Bevölkerung insgesamt", (at) => (at === 2 ? "-7" : "8")),
    );
    expect(negative.codes).toContain("collect.negativeCount");
    const halves = await tried(
      "halbe_2023.csv",
      table("Bevölkerung insgesamt", (at) => `${at},5`),
    );
    expect(halves.codes).toContain("collect.fractionalCount");
  });

  test("a file in which no area is the county's own says so and how keys are written", async () => {
    const foreign = areas.map((_, at) => `9900${at + 1};7`).join("\n");
    const { check } = await tried("fremd_2023.csv", `Gemeindeschlüssel;Bevölkerung insgesamt\n${foreign}\n`);
    expect([check.acceptable, check.sentences.join()]).toEqual([
      false,
      expect.stringContaining("Keines der 4 Gebiete der Datei liegt in diesem Kreis"),
    ]);
  });

  test("a year that has not come is put in question", async () => {
    const text = table("Jahr;Bevölkerung insgesamt", (at) => `${at === 1 ? 2062 : 2022};7`);
    const { check, codes } = await tried("zukunft.csv", text);
    expect([check.acceptable, codes.filter((code) => code === "collect.futurePeriod")]).toEqual([
      true,
      ["collect.futurePeriod"],
    ]);
  });

  test("sums without a key are passed over, and the Kreis is found by its name alone", async () => {
    const text = `${table("Bevölkerung insgesamt", (at) => `${7 + at}`)}Summe:;;34\n`;
    expect((await tried("summe_2023.csv", text)).check.acceptable).toBe(true);
    const whole = await tried("kreis_2023.csv", `Gebiet;Bevölkerung insgesamt\n${keyed("Kreis Musterkreis", 0)}\n`);
    expect(whole.check).toMatchObject({ acceptable: true, areas: { matched: 1 } });
  });

  test("the first days of several months are months, as a spreadsheet keeps them", async () => {
    const heads = "Arbeitslose insgesamt 01.01.2023;Arbeitslose insgesamt 01.02.2023";
    const { check } = await tried(
      "monate.csv",
      table(heads, (at) => `${at};${at}`),
    );
    expect(check.periods).toEqual(["2023-01", "2023-02"]);
  });
});

const inkar = join(data, "statistics/inkar/B_SchulabgaengerohneAbschluss.xls");

// Real files lie beside the project; without them there is nothing to read here.
test.skipIf(!existsSync(inkar))(
  "X-054 an indicator of INKAR that is a share by its long name is not taken for the number of pupils",
  async () => {
    const named = [{ id: "ABG", label: { de: "Schulabgänger ohne Abschluss" } }];
    expect(suggestedFigure("Schulabgänger ohne Abschluss", named)).toBe("ABG");
    const { context } = county;
    const label = { de: "Schulabgänger ohne Abschluss" };
    const [model] = context.catalogue.baseFigures.values();
    if (model === undefined) throw new Error("no figure");
    const baseFigures = new Map([...context.catalogue.baseFigures, ["ABG", { ...model, id: "ABG", label }]]);
    const file = county.send("inkar.xls", readFileSync(inkar));
    const { proposal } = await previewFile.run(
      { ...context, catalogue: { ...context.catalogue, baseFigures } },
      { file },
    );
    expect(proposal.sourceFigures).toMatchObject([{ source: "Schulabgänger ohne Abschluss", figure: null }]);
  },
);
