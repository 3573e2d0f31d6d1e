import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, test } from "vitest";
import { germanNumber } from "../../kernel/number/germanNumber.ts";
import { dayOf, periodsOfDays } from "./day.ts";
import { delimitedReader, delimiterOf, splitDelimited } from "./delimitedRows.ts";
import { textEncoding } from "./encoding.ts";
import { decimalMark, officialValue } from "./officialValue.ts";
import { FigureGathering } from "./readFigures.ts";
import { openDelimited } from "./server/openDelimited.ts";

// Invented at random but the same in every run: the seed is written down.
function numbers(seed: number): (limit: number) => number {
  const generator = xoroshiro128plus(seed);
  return (limit) => uniformInt(generator, 0, limit - 1);
}

describe("numbers and dates", () => {
  test('X-055 "1.234,5" is read as 1234.5 and "31.12.2024" as 2024-12-31', () => {
    expect(officialValue("1.234,5", "comma")).toEqual({ value: 1234.5 });
    expect(dayOf("31.12.2024")).toBe("2024-12-31");
  });

  test("X-055 whatever number is printed in German is read back as it was", () => {
    const next = numbers(20_260_312);
    for (let i = 0; i < 2000; i++) {
      const decimals = next(4);
      const value = (next(2) === 0 ? 1 : -1) * (next(1_000_000_000) / 10 ** decimals);
      const printed = germanNumber(value, { decimals });
      expect(officialValue(printed, "comma")?.value, printed).toBeCloseTo(value, 9);
      expect(officialValue(`  ${printed} `, "comma")?.value).toBeCloseTo(value, 9);
      const english = value.toFixed(decimals);
      expect(officialValue(english, "point")?.value).toBeCloseTo(value, 9);
    }
  });

  test("X-055 thousands by blanks and a minus apart from its digits are read as in the Hamburg file", () => {
    expect(officialValue(" 1 675    ", "comma")).toEqual({ value: 1675 });
    expect(officialValue("-  23", "comma")).toEqual({ value: -23 });
    expect(officialValue("1 000 067", "comma")).toEqual({ value: 1000067 });
  });

  test('X-014 "/" gives unreliable, and every official sign its own meaning', () => {
    const meaning = Object.fromEntries(
      ["-", ".", "...", "/", "x", "0", "(12)", "12p", "12r", "12s"].map((sign) => [sign, officialValue(sign, "comma")]),
    );
    expect(meaning).toEqual({
      "-": { value: 0 },
      ".": { value: "withheld" },
      "...": { value: "later" },
      "/": { value: "unreliable" },
      x: { value: "senseless" },
      "0": { value: 0 },
      "(12)": { value: 12, mark: "unsafe" },
      "12p": { value: 12, mark: "provisional" },
      "12r": { value: 12, mark: "revised" },
      "12s": { value: 12, mark: "estimated" },
    });
  });

  test("words that are no numbers are no values", () => {
    for (const text of ["Insgesamt", "12a", "1,2,3", "#DIV/0!", "#NV", "1.2.3", "ja"])
      expect(officialValue(text, "comma"), text).toBeUndefined();
  });

  test("the decimal mark of a file is told by its clear numbers, also among ambiguous ones", () => {
    expect(decimalMark(["1.234", "5.678", "0,5"])).toBe("comma");
    expect(decimalMark(["1.234", "5.6", "10.25"])).toBe("point");
    expect(decimalMark(["1.234", "5.678"])).toBeUndefined();
  });

  test("no day that does not exist, no month that is a day", () => {
    for (const text of ["31.02.2024", "00.01.2024", "32.01.2024", "12.13.2024", "2024-02-30"])
      expect(dayOf(text), text).toBeUndefined();
    expect(dayOf("29.02.2024")).toBe("2024-02-29");
    expect(periodsOfDays(["2020-03-31", "2020-12-31"])).toEqual(["2020-Q1", "2020-Q4"]);
  });
});

describe("encodings and delimiters", () => {
  const words = ["Straße", "Müller", "Ölmühle", "Äcker", "Größe", "naïve", "Bevölkerung"];

  test("X-055 German text is read the same in UTF-8, ISO-8859-1 and Windows-1252", () => {
    const next = numbers(7);
    for (let i = 0; i < 200; i++) {
      const text = Array.from({ length: 1 + next(6) }, () => words[next(words.length)]).join(" ");
      const file = `Name;Wert\n${text};1,5\n`;
      for (const bytes of [
        Buffer.from(file, "utf8"),
        Buffer.from(file, "latin1"),
        Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(file, "utf8")]),
      ]) {
        const { sheets } = openDelimited(bytes, "t.csv");
        expect(sheets[0]?.rows).toEqual([
          ["Name", "Wert"],
          [text, "1,5"],
        ]);
      }
    }
  });

  test("X-055 euro sign, dash and quotes of Windows-1252 are letters, not holes", () => {
    const bytes = Buffer.concat([
      Buffer.from("Name;Betrag\n"),
      Buffer.from([0x84, 0x41, 0x93]),
      Buffer.from(";5 "),
      Buffer.from([0x80]),
      Buffer.from("\n"),
    ]);
    expect(textEncoding(bytes).name).toBe("Windows-1252");
    expect(openDelimited(bytes, "t.csv").sheets[0]?.rows[1]).toEqual(["„A“", "5 €"]);
  });

  test('UTF-16 as Excel\'s "Unicode-Text" writes it is read', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("Größe\tWert\r\nä\t1\r\n", "utf16le")]);
    expect(openDelimited(bytes, "t.txt").sheets[0]?.rows).toEqual([
      ["Größe", "Wert"],
      ["ä", "1"],
    ]);
  });

  test("whatever fields are written as CSV come back, wherever the pieces break", () => {
    const next = numbers(99);
    const signs = ["a", ";", '"', "\n", "\r\n", "ü", " ", ",", "1"];
    for (let i = 0; i < 300; i++) {
      const rows = Array.from({ length: 1 + next(4) }, () =>
        Array.from({ length: 3 }, () => Array.from({ length: next(5) }, () => signs[next(signs.length)]).join("")),
      );
      const text = `${rows.map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(";")).join("\n")}\n`;
      expect(splitDelimited(text, ";").map((row) => row.fields)).toEqual(rows);
      const reader = delimitedReader(";");
      const pieces: string[][] = [];
      for (let at = 0; at < text.length; ) {
        const size = 1 + next(4);
        pieces.push(...reader.push(text.slice(at, at + size)).map((row) => row.fields));
        at += size;
      }
      pieces.push(...reader.end().rows.map((row) => row.fields));
      expect(pieces).toEqual(rows);
    }
  });

  test("rows keep the line on which they begin, also behind line breaks in quotes", () => {
    expect(splitDelimited('a;b\n"x\ny";1\nc;2\n', ";").map((row) => row.line)).toEqual([1, 2, 4]);
    expect(openDelimited(Buffer.from('a;b\n"x\ny";1\nc;2\n'), "t.csv").sheets[0]?.rows[3]).toEqual(["c", "2"]);
  });

  test("the delimiter is found beside decimal commas, and in a file of tabs", () => {
    expect(delimiterOf("a;b;c\n1,5;2,5;3,5\n4,5;5;6\n")).toBe(";");
    expect(delimiterOf("a\tb, c\td\n1\t2\t3\n")).toBe("\t");
    expect(delimiterOf('name,"x, y"\nA,1\nB,2\n')).toBe(",");
  });
});

describe("gathering values", () => {
  const cell = { figure: "F", breakdown: {}, period: "2020", sheet: "", column: 2 };

  test("the same key with another value is an error that names both rows, with the same value it is nothing", () => {
    const gathering = new FigureGathering();
    gathering.add({ ...cell, areaCode: "01", value: { value: 1 }, row: 5 });
    gathering.add({ ...cell, areaCode: "01", value: { value: 1 }, row: 6 });
    gathering.add({ ...cell, areaCode: "01", value: { value: 2 }, row: 9 });
    expect(gathering.finish({}).findings).toEqual([
      {
        code: "collect.duplicateKey",
        severity: "error",
        place: { row: 9, column: 2 },
        parameters: { code: "01", figure: "F", period: "2020", otherRow: 5 },
      },
    ]);
  });

  test("ten thousand findings of a kind become fifty and a number", () => {
    const gathering = new FigureGathering();
    for (let row = 1; row <= 10_000; row++) gathering.find("notANumber", "error", { row, column: 1 }, { text: "x" });
    const { findings } = gathering.finish({});
    expect(findings).toHaveLength(51);
    expect(findings.at(-1)?.parameters.count).toBe(9950);
  });
});
