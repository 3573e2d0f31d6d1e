import { utils, type WorkBook, write } from "@e965/xlsx";
import { afterAll, describe, expect, test } from "vitest";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { acceptDelivery } from "./acceptDelivery.ts";
import { checkDelivery } from "./checkDelivery.ts";
import { makeZip } from "./makeWorkbook.ts";
import { previewFile } from "./previewFile.ts";
import { receiveDelivery } from "./receiveDelivery.ts";
import { testCounty } from "./testCounty.ts";

const county = await testCounty();
afterAll(() => county.drop());

type Rows = (string | number | null)[][];
const names = ["Adorf", "Bestadt, Stadt", "Cehausen", "Deheim"];
/** A table of the four municipalities whose figures begin at a number that tells the sheets apart. */
const four = (first: number, head = "Bevölkerung insgesamt", titles: Rows = []): Rows => [
  ...titles,
  ["AGS", "Gemeinde", head],
  ...names.map((name, i) => [`0109900${i + 1}`, name, first + i]),
];

function book(sheets: Readonly<Record<string, Rows>>, hidden: readonly string[] = []): WorkBook {
  const made = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) utils.book_append_sheet(made, utils.aoa_to_sheet(rows), name);
  made.Workbook = { Sheets: Object.keys(sheets).map((name) => ({ Hidden: hidden.includes(name) ? 1 : 0 })) };
  return made;
}

const kinds = ["xlsx", "biff8", "ods"] as const;
type Kind = (typeof kinds)[number];
const endings = { xlsx: "xlsx", biff8: "xls", ods: "ods" } as const;
const bytes = (made: WorkBook, kind: Kind): Uint8Array => write(made, { bookType: kind, type: "buffer" });

async function tried(sheets: Readonly<Record<string, Rows>>, kind: Kind = "xlsx", chosen?: string[]) {
  const file = county.send(`mappe.${endings[kind]}`, bytes(book(sheets), kind));
  const { check, proposal } = await previewFile.run(
    county.context,
    chosen === undefined ? { file } : { file, sheets: chosen },
  );
  if (check === null) throw new Error("nothing was checked");
  const about = (code: string) =>
    check.findings.flatMap((finding) => (finding.code === `collect.${code}` ? [String(finding.parameters.sheet)] : []));
  return { check, proposal, about };
}

describe("X-054 a workbook with one sheet per year, town or figure is read from all of them", () => {
  test.each(kinds)("one sheet per year, the year in the name of the sheet: %s", async (kind) => {
    const { check, proposal, about } = await tried(
      { Deckblatt: [["Bevölkerung im Musterkreis"]], "2021": four(100), "2022": four(200), "2023": four(300) },
      kind,
    );
    expect([check.acceptable, check.periods, check.valuesKept]).toEqual([true, ["2021", "2022", "2023"], 12]);
    expect(check.areas.matched).toBe(4);
    expect(about("sheetWithoutTable")).toEqual(["Deckblatt"]);
    expect(check.findings.find(({ code }) => code === "collect.sheetsRead")?.parameters.count).toBe(3);
    expect(proposal.mapping.table?.sheets?.map(({ name, period }) => [name, period])).toEqual([
      ["2022", "2022"],
      ["2023", "2023"],
    ]);
  });

  test("the year stands in the title of each sheet, rows and columns lie otherwise", async () => {
    const other = four(200, "Bevölkerung insgesamt", [["Stand: 31.12.2022"], ["Quelle: Einwohnermeldeamt"], []]);
    const turned: Rows = other.map((row) =>
      row.length === 3 ? [row[2] ?? null, row[0] ?? null, row[1] ?? null] : row,
    );
    const { check } = await tried({ A: four(100, "Bevölkerung insgesamt", [["Stand: 31.12.2021"]]), B: turned });
    expect([check.acceptable, check.periods, check.valuesKept]).toEqual([true, ["2021", "2022"], 8]);
  });

  test("months and quarters, and heads that carry the year of their sheet", async () => {
    const months = await tried({
      "Januar 2023": four(1, "Arbeitslose insgesamt"),
      "Februar 2023": four(5, "Arbeitslose insgesamt"),
    });
    expect(months.check.periods).toEqual(["2023-01", "2023-02"]);
    const heads = await tried({
      "2021": four(1, "Bevölkerung insgesamt 31.12.2021"),
      "2022": four(9, "Bevölkerung insgesamt 31.12.2022"),
    });
    expect([heads.check.acceptable, heads.check.valuesKept]).toEqual([true, 8]);
  });

  test("one sheet per town, the years in its rows; each value keeps the sheet it stood on", async () => {
    const town = (first: number): Rows => [
      ["Jahr", "Bevölkerung insgesamt"],
      [2021, first],
      [2022, first + 1],
    ];
    const sheets = {
      Adorf: town(10),
      Bestadt: town(20),
      Cehausen: town(30),
      Deheim: town(40),
      Hinweise: [["nur Text"]],
    };
    const { check } = await tried(sheets);
    expect([check.acceptable, check.areas.matched, check.valuesKept]).toEqual([true, 4, 8]);
    const received = await receiveDelivery.run(county.context, {
      file: county.send("orte.xlsx", bytes(book(sheets), "xlsx")),
    });
    await checkDelivery.run(county.context, { id: received.id, mapping: received.proposal.mapping });
    await acceptDelivery.run(county.context, { id: received.id });
    const stored = await county.context.db
      .selectFrom("slice")
      .select(["sheet", "amounts", "cell_rows"])
      .where("delivery_id", "=", received.id)
      .execute();
    expect(stored.map(({ sheet, amounts, cell_rows }) => [sheet, amounts, cell_rows])).toContainEqual([
      "Cehausen",
      [31],
      [3],
    ]);
    expect(stored).toHaveLength(8);
  });

  test("one sheet per office, each with municipalities of its own", async () => {
    const [head = [], ...rows] = four(5);
    const { check } = await tried({
      "Amt Nord": [["Stichtag 31.12.2023"], head, ...rows.slice(0, 2)],
      "Amt Süd": [["Stichtag 31.12.2023"], head, ...rows.slice(2)],
    });
    expect([check.acceptable, check.areas.matched, check.valuesKept]).toEqual([true, 4, 4]);
  });

  test("one sheet per figure, years side by side", async () => {
    const years = (first: number): Rows => [
      ["AGS", "Gemeinde", 2021, 2022],
      ...names.map((name, i) => [`0109900${i + 1}`, name, first + i, first + i + 4]),
    ];
    const { check } = await tried({ "Bevölkerung insgesamt": years(100), "Arbeitslose insgesamt": years(1) });
    expect([check.acceptable, check.figures.map(({ figure, values }) => `${figure} ${values}`).sort()]).toEqual([
      true,
      ["ALO_INSG 8", "BEV_INSG 8"],
    ]);
  });
});

describe("X-054 no sheet is passed over in silence", () => {
  test("each sheet that is not read is named with its reason, in German", async () => {
    const { check, about } = await tried({
      "2022": four(100),
      "2023": four(200),
      "2023 alt": four(900),
      Wohnungen: [
        ["AGS", "Gemeinde", "Leerstand", "Bestand"],
        ["01099001", "Adorf", 3, 4],
        ["01099002", "Bestadt", 5, 6],
      ],
      ohne: four(7),
      leer: [],
    });
    expect([check.periods, check.valuesKept]).toEqual([["2022", "2023"], 8]);
    expect([about("sheetSameKeys"), about("sheetOtherHeads"), about("sheetWithoutTime"), about("sheetEmpty")]).toEqual([
      ["2023 alt"],
      ["Wohnungen"],
      ["ohne"],
      ["leer"],
    ]);
    expect(check.sentences.join("\n")).toContain(
      "„2023 alt“ wurde nicht gelesen: Es nennt dieselben Gebiete und Zeiten wie „2023“",
    );
  });

  test("a chosen sheet alone is read, the others are said to be left out; an unknown one is refused with the names", async () => {
    const sheets = { "2022": four(100), "2023": four(200) };
    const { check, about } = await tried(sheets, "biff8", ["2022"]);
    expect([check.acceptable, check.periods, about("sheetLeftOut")]).toEqual([true, ["2022"], ["2023"]]);
    const refused = await tried(sheets, "xlsx", ["2024"]).catch((trouble: unknown) => trouble);
    expect(refused).toMatchObject({ code: "collect.unknownSheet", parameters: { sheets: "2022, 2023" } });
    expect(refused).toBeInstanceOf(Refusal);
  });

  test("out of a report with many different tables the sheet that a person names is read", async () => {
    const odd = (word: string): Rows => [
      ["Schlüssel", word],
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ];
    const sheets = { T1: odd("Kühe"), T2: odd("Schafe"), T3: odd("Ziegen"), "Stand 2023": four(50), T5: odd("Esel") };
    await expect(tried(sheets)).rejects.toMatchObject({ code: "collect.severalTables" });
    const { check } = await tried(sheets, "xlsx", ["Stand 2023"]);
    expect([check.acceptable, check.periods, check.valuesKept]).toEqual([true, ["2023"], 4]);
  });

  test("X-043 another table of the same workbook is a delivery of its own, the same table again changes nothing", async () => {
    const place = await testCounty();
    const sheets = { Bestand: four(100, "Einwohner 2023"), Arbeit: four(7, "Arbeitslose 2023") };
    const content = bytes(book(sheets), "xlsx");
    const received = (names: string[]) =>
      receiveDelivery.run(place.context, { file: place.send("bericht.xlsx", content), sheets: names });
    const first = await received(["Bestand"]);
    const second = await received(["Arbeit"]);
    expect([first.alreadyThere, second.alreadyThere, second.id === first.id]).toEqual([false, false, false]);
    for (const { id, proposal } of [first, second]) {
      const source = proposal.sourceFigures[0]?.source ?? "";
      const figures = [{ source, figure: id === first.id ? "BEV_INSG" : "ALO_INSG" }];
      await checkDelivery.run(place.context, { id, mapping: { ...proposal.mapping, figures } });
      await acceptDelivery.run(place.context, { id });
    }
    const again = await received(["Bestand"]);
    expect([again.alreadyThere, again.id]).toEqual([true, first.id]);
    // Said nothing, the newest of both is meant.
    const silent = await receiveDelivery.run(place.context, { file: place.send("bericht.xlsx", content) });
    expect([silent.alreadyThere, silent.id]).toEqual([true, second.id]);
    await place.drop();
  });

  test("X-043 an accepted file that is to be read with another mapping is a delivery of its own", async () => {
    const place = await testCounty();
    const content = "AGS;A 2023;B 2023\n01099001;1;5\n01099002;2;6\n01099003;3;7\n01099004;4;8\n";
    const { mapping } = (await receiveDelivery.run(place.context, { file: place.send("zwei.csv", content) })).proposal;
    const as = (source: string) => ({ ...mapping, figures: [{ source, figure: "BEV_INSG" }] });
    const taken = async (source: string) => {
      const file = place.send("zwei.csv", content);
      const { id, alreadyThere } = await receiveDelivery.run(place.context, { file, mapping: as(source) });
      const { alreadyAccepted } = alreadyThere
        ? await acceptDelivery.run(place.context, { id }).catch(() => ({ alreadyAccepted: false }))
        : { alreadyAccepted: false };
      if (!alreadyAccepted) {
        await checkDelivery.run(place.context, { id, mapping: as(source) });
        await acceptDelivery.run(place.context, { id });
      }
      return { id, alreadyAccepted };
    };
    const wrong = await taken("A");
    const right = await taken("B");
    expect(right.id).toBeGreaterThan(wrong.id);
    expect(await taken("B")).toEqual({ id: right.id, alreadyAccepted: true });
    const replaced = await place.context.db
      .selectFrom("delivery")
      .select(["id", "supersedes_id"])
      .orderBy("id")
      .execute();
    expect(replaced).toEqual([
      { id: wrong.id, supersedes_id: null },
      { id: right.id, supersedes_id: wrong.id },
    ]);
    await place.drop();
  });

  test("next year's workbook has one sheet more, and all are read as learned", async () => {
    const send = (sheets: Readonly<Record<string, Rows>>) => county.send("jahre.xlsx", bytes(book(sheets), "xlsx"));
    const first = await receiveDelivery.run(county.context, {
      file: send({ "2015": four(1, "Arbeitslose insgesamt"), "2016": four(11, "Arbeitslose insgesamt") }),
    });
    await checkDelivery.run(county.context, { id: first.id, mapping: first.proposal.mapping });
    await acceptDelivery.run(county.context, { id: first.id });
    const { check, proposal } = await previewFile.run(county.context, {
      file: send({
        "2015": four(1, "Arbeitslose insgesamt"),
        "2016": four(11, "Arbeitslose insgesamt"),
        "2017": four(31, "Arbeitslose insgesamt"),
      }),
    });
    expect(proposal.learnedFrom?.deliveryId).toBe(first.id);
    expect([check?.acceptable, check?.periods, check?.changes.added]).toEqual([true, ["2015", "2016", "2017"], 4]);
  });
});

describe("X-054 OpenDocument workbooks", () => {
  const zip = (content: string, manifest = "<manifest/>") =>
    makeZip({
      mimetype: "application/vnd.oasis.opendocument.spreadsheet",
      "META-INF/manifest.xml": manifest,
      "content.xml": content,
    });
  const inSheet = (rows: string) =>
    `<office:document-content><office:body><office:spreadsheet><table:table table:name="T 2023">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`;
  const text = (word: string, more = "") =>
    `<table:table-cell office:value-type="string"${more}><text:p>${word}</text:p></table:table-cell>`;
  const number = (value: number, more = "") =>
    `<table:table-cell office:value-type="float" office:value="${value}"${more}><text:p>${value},00</text:p></table:table-cell>`;
  const row = (...cells: string[]) => `<table:table-row>${cells.join("")}</table:table-row>`;
  const head = row(text("AGS"), text("Gemeinde"), text("Bevölkerung<text:s/>insgesamt"));
  const rest = `<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`;
  const preview = async (content: Buffer) => {
    const { check } = await previewFile.run(county.context, { file: county.send("einwohner.ods", content) });
    return check;
  };

  test("values are read as stored, notes beside a cell and the unused rest of a sheet do not count", async () => {
    const note = "<office:annotation><text:p>geschätzt, 99</text:p></office:annotation>";
    const check = await preview(
      zip(
        inSheet(
          head +
            row(text("01099001"), text("Adorf &amp; Umland"), number(12.5, ' table:formula="of:=[.A1]*2"')) +
            row(text("01099002"), text(`Bestadt${note}`), number(7)) +
            row(text("01099003"), text("Cehausen"), number(8)) +
            rest,
        ),
      ),
    );
    expect([check?.acceptable, check?.valuesKept, check?.periods]).toEqual([true, 3, ["2023"]]);
    expect(check?.findings.map(({ code, place }) => [code, place?.row])).toContainEqual(["collect.formulasTaken", 2]);
  });

  test.each([
    [
      "a billion cells in one line of markup",
      inSheet(
        head +
          row(number(1, ' table:number-columns-repeated="1000"')).replace(
            "<table:table-row>",
            '<table:table-row table:number-rows-repeated="1000000">',
          ),
      ),
      "collect.tooManyCells",
    ],
    [
      "a value in the last of all columns",
      inSheet(head + row('<table:table-cell table:number-columns-repeated="16383"/>', number(1))),
      "collect.tooManyColumns",
    ],
    [
      "a letter",
      "<office:document-content><office:body><office:text/></office:body></office:document-content>",
      "collect.textDocument",
    ],
  ])("refused within bounds: %s", async (_, content, code) => {
    await expect(preview(zip(content))).rejects.toMatchObject({ code });
  });

  test("one that is locked or cut off is refused with what to do", async () => {
    const locked = zip(inSheet(head), "<manifest:encryption-data/>");
    await expect(preview(locked)).rejects.toMatchObject({ code: "collect.passwordProtected" });
    const whole = zip(inSheet(head));
    await expect(preview(whole.subarray(0, whole.length - 40))).rejects.toMatchObject({
      code: "collect.truncatedArchive",
    });
  });
});

describe("X-054 tables with the areas in the heads and the figures in the rows", () => {
  const heads = names.map((name) => name.replace(", Stadt", ""));
  const figures: Rows = [
    ["Bevölkerung insgesamt", 100, 200, 300, 400],
    ["Arbeitslose insgesamt", 5, 6, 7, 8],
  ];
  test.each([
    ["a word over the figures", [["Stichtag 31.12.2023"], ["Merkmal", ...heads], ...figures]],
    ["nothing over the figures", [["Stichtag 31.12.2023"], ["", ...heads], ...figures]],
    ["another word over them", [["Stichtag 31.12.2023"], ["Bezeichnung", ...heads], ...figures]],
    [
      "keys above the names",
      [["Stichtag 31.12.2023"], ["Kennzahl", ...heads.map((_, i) => `0109900${i + 1}`)], ["", ...heads], ...figures],
    ],
    [
      "a sum of the county beside them",
      [["Stichtag 31.12.2023"], ["Kennzahl", ...heads, "Summe"], ...figures.map((row) => [...row, 1000])],
    ],
  ] as [string, Rows][])("%s", async (_, rows) => {
    const { check, proposal } = await tried({ Tabelle1: rows });
    expect(proposal.mapping.table?.area).toMatchObject({ by: "header" });
    expect([
      check.acceptable,
      check.areas.matched,
      check.figures.map(({ figure, values }) => `${figure} ${values}`).sort(),
    ]).toEqual([true, 4, ["ALO_INSG 4", "BEV_INSG 4"]]);
  });

  test("areas and years in two rows of heads", async () => {
    const wide = heads.flatMap((name) => [name, null]);
    const { check } = await tried({
      Tabelle1: [
        ["Kennzahl", ...wide],
        ["", ...heads.flatMap(() => [2022, 2023])],
        ["Bevölkerung insgesamt", 41, 42, 53, 54, 65, 66, 77, 78],
        ["Arbeitslose insgesamt", 3, 2, 3, 4, 5, 6, 7, 9],
      ],
    });
    expect([check.acceptable, check.periods, check.valuesKept]).toEqual([true, ["2022", "2023"], 16]);
  });

  test("where the heads name no area of the county, the sentence says what to choose", async () => {
    const { check } = await tried({
      Tabelle1: [["Stichtag 31.12.2023"], ["Merkmal", "Nord", "Süd"], ["Bevölkerung insgesamt", 1, 2]],
    });
    expect(check.acceptable).toBe(false);
    expect(check.sentences.join(" ")).toContain("steht im Kopf der Spalten");
  });
});
