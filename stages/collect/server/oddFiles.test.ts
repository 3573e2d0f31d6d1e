import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { afterAll, expect, test } from "vitest";
import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import { abbreviates, comparableName } from "../areaCode.ts";
import { recognisedFormat } from "../formats.ts";
import { makeWorkbook } from "./makeWorkbook.ts";
import { openFile } from "./openFile.ts";

const folder = mkdtempSync(join(tmpdir(), "odd-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a file nobody mapped yet says: figure, period, area and value, each as one line. */
async function lines(name: string, content: string | Buffer): Promise<string[]> {
  const path = join(folder, "file");
  writeFileSync(path, content);
  const workbook = await openFile({ path, name, bytes: statSync(path).size });
  const { format } = recognisedFormat(workbook);
  const { slices } = format.read(workbook, { reader: format.id, figures: [] });
  return slices.flatMap(({ figure, period, areaCodes, values }) =>
    areaCodes.map((code, i) => `${figure} ${period} ${code} ${values[i]}`),
  );
}

const umlauts = "AGS;Gemeinde;Einwohner männlich\n01099001;Größe;1.234\n01099002;Bühl;22\n";

test.each(["utf-8", "windows-1252", "cp850", "macroman", "utf-16le"])(
  "X-055 the same table written in %s is read the same",
  async (encoding) => {
    const mark = encoding === "utf-16le" ? Buffer.from([0xff, 0xfe]) : Buffer.alloc(0);
    expect(await lines("tabelle_2023.csv", Buffer.concat([mark, iconv.encode(umlauts, encoding)]))).toEqual([
      "Einwohner männlich 2023 01099001 1234",
      "Einwohner männlich 2023 01099002 22",
    ]);
  },
);

test("X-055 numbers with signs of other countries, programs and units mean what they say", async () => {
  const table = (cells: readonly string[], between = ";") =>
    `AGS${between}Gemeinde${between}Wert\n${cells.map((cell, i) => `0109900${i + 1}${between}Ort${between}${cell}`).join("\n")}\n`;
  const values = async (text: string) => (await lines("werte_2023.csv", text)).map((line) => line.split(" ").at(-1));
  expect(await values(table(["1'234", "12’345", "7"]))).toEqual(["1234", "12345", "7"]);
  expect(await values(table(["−12", "– 5", "1.200-", "3"]))).toEqual(["-12", "-5", "-1200", "3"]);
  expect(await values(table(["12.500 €", "7.250,50 EUR"]))).toEqual(["12500", "7250.5"]);
  // Between commas the comma inside of quotes stands at the thousands.
  expect(await values(table(['"1,234"', '"12,345"', "88"], ","))).toEqual(["1234", "12345", "88"]);
});

test("X-055 a lone point is a secret, not a decimal point: thousands beside it stay thousands", async () => {
  expect(await lines("reihe.csv", "Gemeinde;2021;2022\nAdorf;1.200;1.210\nBestadt;300;.\n")).toEqual([
    "2021 2021 Adorf 1200",
    "2021 2021 Bestadt 300",
    "2022 2022 Adorf 1210",
    "2022 2022 Bestadt withheld",
  ]);
});

test("X-055 whatever numbers a German table holds, secrets among them or not, they are read back", async () => {
  let seed = 7;
  const chance = (): number => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  for (let round = 0; round < 60; round++) {
    const decimals = Math.floor(chance() * 3);
    const numbers = Array.from({ length: 6 }, () =>
      Number(((chance() - 0.3) * 10 ** (chance() * 6)).toFixed(decimals)),
    );
    const cells = [...numbers.map((number) => germanNumber(number, { decimals })), ".", "-"];
    const text = `AGS;Gemeinde;Wert\n${cells.map((cell, i) => `0109900${i};Ort;${cell}`).join("\n")}\n`;
    const read = await lines("runde_2023.csv", text);
    expect(
      read.map((line) => line.split(" ").at(-1)),
      text,
    ).toEqual([...numbers.map((n) => String(n + 0)), "withheld", "0"]);
  }
});

test("X-055 days that a spreadsheet shows as numbers are days, keys without their zero keep their place", async () => {
  const dates = makeWorkbook({
    Daten: {
      rows: [
        ["Gemeindeschlüssel", "Stichtag", "Einwohner"],
        [1099001, 45291, 100],
        [1099002, 45291, 200],
        [1099001, 44926, 90],
      ],
    },
  });
  expect(await lines("serien.xlsx", dates)).toEqual([
    "Einwohner 2023 01099001 100",
    "Einwohner 2023 01099002 200",
    "Einwohner 2022 01099001 90",
  ]);
});

test("numbered rows, sums, footnotes, repeated heads and units with a day in brackets", async () => {
  const report =
    "Kreis Muster;;\nTabelle 5;;\n;;\nNr.;Gemeinde;Einwohner 1)\n1;Adorf 2);1.200\n2;Bestadt;300 1)\n;Summe;1.500\n\n1) Hauptwohnung\n";
  expect(await lines("bericht_2023.csv", report)).toEqual([
    "Einwohner 2023 Adorf 2) 1200",
    "Einwohner 2023 Bestadt 300",
  ]);
  expect(await lines("zweimal_2023.csv", "AGS;Gemeinde;Anzahl;Anzahl\n01099001;A;1;2\n01099002;B;3;4\n")).toEqual([
    "Anzahl (Spalte 3) 2023 01099001 1",
    "Anzahl (Spalte 3) 2023 01099002 3",
    "Anzahl (Spalte 4) 2023 01099001 2",
    "Anzahl (Spalte 4) 2023 01099002 4",
  ]);
  expect(
    await lines("einheiten.csv", "AGS;Gemeinde;Fläche in ha (31.12.2023);Einkommen 2022\n01099001;A;12,5;100\n"),
  ).toEqual(["Fläche in ha 2023 01099001 12.5", "Einkommen 2022 01099001 100"]);
});

test.each([
  ["Pinneberg, St.", "Pinneberg, Stadt"],
  ["Stadt Uetersen", "Uetersen, Stadt"],
  ["Ütersen", "Uetersen"],
  ["Uetersen 1)", "Uetersen, Stadt"],
  ["Helgoland *", "Helgoland"],
  ["Gross Nordende", "Groß Nordende"],
  ["St. Peter-Ording", "Sankt Peter-Ording"],
  ["Lauenburg a. d. Elbe", "Lauenburg an der Elbe"],
  ["Bad Homburg v.d.H.", "Bad Homburg v. d. Höhe, Stadt"],
  ["Frankfurt a. M.", "Frankfurt am Main"],
])("„%s“ of a file is „%s“ of the county", (written, known) => {
  expect(comparableName(written) === comparableName(known) || abbreviates(written, known)).toBe(true);
});

test.each([
  ["Neustadt", "Neustadt in Holstein"],
  ["Neustadt i. Holst.", "Neustadt am Main"],
  ["Groß Nordende", "Klein Nordende"],
  ["Frankfurt a. M.", "Frankfurt (Oder)"],
])("„%s“ is not „%s“", (written, known) => {
  expect(comparableName(written) === comparableName(known) || abbreviates(written, known)).toBe(false);
});
