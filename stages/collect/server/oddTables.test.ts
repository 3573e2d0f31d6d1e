import { read as readBook, utils, write } from "@e965/xlsx";
import iconv from "iconv-lite";
import { afterAll, describe, expect, test } from "vitest";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { previewFile } from "./previewFile.ts";
import { testCounty } from "./testCounty.ts";

const county = await testCounty();
afterAll(() => county.drop());

/** What the dry run of a file that nobody has mapped yet says. */
async function tried(name: string, content: string | Uint8Array) {
  const { check, proposal } = await previewFile.run(county.context, { file: county.send(name, content) });
  if (check === null) throw new Error(`nothing was checked: ${name}`);
  const figures = check.figures.map(({ figure, values }) => `${figure} ${values}`);
  return { check, proposal, figures };
}

const areas = ["01099001;Adorf", "01099002;Bestadt", "01099003;Cehausen", "01099004;Deheim"];
const rows = (...cells: readonly string[]) =>
  areas.map((area, i) => `${area};${cells.map((c) => `${c}${i + 1}`).join(";")}\n`);
const plain = `AGS;Gemeinde;Bevölkerung insgesamt\n${rows("10").join("")}`;

describe("X-054 tables as offices really send them", () => {
  test.each([
    [
      "the head of a group over its first column only, years below",
      `AGS;Gemeinde;Bevölkerung insgesamt;;Arbeitslose insgesamt;\n;;2022;2023;2022;2023\n${rows("1", "2", "3", "4").join("")}`,
    ],
    [
      "years over their first column only, figures below",
      `AGS;Gemeinde;2022;;2023;\n;;Bevölkerung insgesamt;Arbeitslose insgesamt;Bevölkerung insgesamt;Arbeitslose insgesamt\n${rows("1", "2", "3", "4").join("")}`,
    ],
  ])("%s", async (_, text) => {
    const { check, figures } = await tried("gruppen.csv", text);
    expect([check.acceptable, figures.sort()]).toEqual([true, ["ALO_INSG 8", "BEV_INSG 8"]]);
  });

  test.each([
    ["Monat", ["01/2023", "02/2023"]],
    ["Berichtsmonat", ["2023M01", "2023M02"]],
    ["Quartal", ["I. Quartal 2023", "Q2/2023"]],
    ["Schuljahr", ["2021/22", "Schuljahr 2022/2023"]],
    ["Berichtsjahr", ["2022", "2023"]],
  ])("a column %s with %s is the time", async (head, times) => {
    const text = `${head};AGS;Arbeitslose insgesamt\n${times.flatMap((time) => areas.map((area, i) => `${time};${area.slice(0, 8)};${i + 5}\n`)).join("")}`;
    const { check, figures } = await tried("zeiten.csv", text);
    expect([check.acceptable, figures]).toEqual([true, ["ALO_INSG 8"]]);
  });

  test("a year and a month beside it are one time", async () => {
    const text = `Jahr;Monat;AGS;Arbeitslose insgesamt\n${[1, 2].flatMap((month) => areas.map((area) => `2023;${month};${area.slice(0, 8)};${month + 5}\n`)).join("")}`;
    const { check, proposal } = await tried("monate.csv", text);
    expect([check.acceptable, check.valuesKept]).toEqual([true, 8]);
    expect(proposal.mapping.table?.period).toEqual({ by: "column", column: "Jahr", within: "Monat" });
  });

  test("keys of a program of one's own give way to the names beside them, also keys in two parts", async () => {
    const own = await tried("eigene_2023.csv", plain.replaceAll(/\n01099(\d{3});/g, "\n$1;"));
    expect([own.check.acceptable, own.check.areas.matched]).toEqual([true, 4]);
    const parts = `Kreis-Nr;Gem-Nr;Gemeinde;Bevölkerung insgesamt\n${areas.map((area, i) => `01099;${area.slice(5)};${i}\n`).join("")}`;
    expect((await tried("zweiteilig_2023.csv", parts)).check.areas.matched).toBe(4);
  });

  test("areas that stand in the heads are found there", async () => {
    const text = "Bevölkerung insgesamt;;;;\n\nJahr;Adorf;Bestadt;Cehausen;Deheim\n2021;1;2;3;4\n2022;5;6;7;8\n";
    const { check, figures } = await tried("quer.csv", text);
    expect([check.acceptable, figures, check.areas.matched]).toEqual([true, ["BEV_INSG 8"], 4]);
  });

  test("heads that are nothing but years take their figure from the title", async () => {
    const text = `Bevölkerung insgesamt;;;\nAGS;Gemeinde;2022;2023\n${rows("1", "2").join("")}`;
    const { check, figures } = await tried("jahre.csv", text);
    expect([check.acceptable, figures]).toEqual([true, ["BEV_INSG 8"]]);
  });

  test("heads repeated on every page are passed over, the same row twice is one row, two different ones are named", async () => {
    const [head = "", ...lines] = plain.trim().split("\n");
    const paged = await tried("seiten_2023.csv", [head, ...lines.slice(0, 2), head, ...lines.slice(2)].join("\n"));
    expect([paged.check.acceptable, paged.check.valuesKept]).toEqual([true, 4]);
    const twice = await tried("doppelt_2023.csv", [head, ...lines, lines[0]].join("\n"));
    expect([twice.check.acceptable, twice.check.valuesKept]).toEqual([true, 4]);
    const differing = await tried("anders_2023.csv", [head, ...lines, "01099001;Adorf;99"].join("\n"));
    expect(differing.check.acceptable).toBe(false);
    expect(differing.check.sentences[0]).toContain("Zeile 6, Spalte 3");
  });

  test("counts that an office only calls small are withheld", async () => {
    const { check } = await tried("klein_2023.csv", plain.replace(";101\n", ";<3\n").replace(";102\n", ";unter 5\n"));
    expect([check.acceptable, check.absences]).toEqual([true, { withheld: 2 }]);
  });

  test("text in two bytes per letter is read without its mark too", async () => {
    const { check } = await tried("breit_2023.csv", iconv.encode(plain, "utf-16le"));
    expect([check.acceptable, check.valuesKept]).toEqual([true, 4]);
  });
});

const sheet = (head: string, first: number) =>
  utils.aoa_to_sheet([["AGS", "Gemeinde", head], ...areas.map((area, i) => [...area.split(";"), first + i])]);

test.each(["xlsx", "biff8"] as const)(
  "X-054 a hidden sheet is not read where others are there: %s",
  async (bookType) => {
    const book = utils.book_new();
    utils.book_append_sheet(book, sheet("Bevölkerung insgesamt", 10), "2023");
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet([
        ...utils.sheet_to_json<string[]>(sheet("Arbeitslose insgesamt", 900), { header: 1 }),
        ["01099", "Musterkreis", 3606],
      ]),
      "alt",
    );
    book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
    const { check, figures, proposal } = await tried("mappe.xls", write(book, { bookType, type: "buffer" }));
    expect([check.acceptable, figures]).toEqual([true, ["BEV_INSG 4"]]);
    // Its time stands on the tab, and is said to be a guess.
    expect(proposal.mapping.table?.period).toEqual({ by: "constant", period: "2023", guessedFrom: "2023" });
  },
);

test("X-054 workbooks of Excel 5 and of Excel 2 to 4 are read, what no one reads is refused with what to do", async () => {
  const book = readBook("AGS;Gemeinde;Arbeitslose insgesamt\n01099001;Adorf;7\n01099003;Cehausen;8", {
    type: "string",
    FS: ";",
    raw: true,
  });
  // The types of the library leave out what it writes all the same.
  for (const bookType of ["biff5", "biff4", "biff3", "biff2"] as unknown as readonly "biff8"[]) {
    const { check } = await tried("alt_2023.xls", write(book, { bookType, type: "buffer" }));
    expect([bookType, check.acceptable, check.valuesKept]).toEqual([bookType, true, 2]);
  }
  const refused = async (name: string, content: string | Uint8Array) =>
    tried(name, content).then(
      () => "read",
      (trouble: unknown) => (trouble instanceof Refusal ? trouble.code : String(trouble)),
    );
  expect(await refused("mappe.xlsb", write(book, { bookType: "xlsb", type: "buffer" }))).toBe("collect.binaryWorkbook");
  expect(await refused("mappe.xls", write(book, { bookType: "xlml", type: "buffer" }))).toBe("collect.excelXml");
  expect(await refused("brief.rtf", "{\\rtf1\\ansi Einwohner 12}")).toBe("collect.textDocument");
});
