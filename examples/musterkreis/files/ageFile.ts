import { type CountyArea, stoodIn } from "../areas.ts";
import type { Yearbook } from "../figures/yearbook.ts";
import { lastYear, years } from "../people/residents.ts";
import { type DeliveryFile, fictional } from "./deliveries.ts";
import { type Cell, csvBytes, headLine, type Sheet } from "./sheet.ts";

/** The base figure that this file brings: residents, whole and by age and sex. */
export const residentsFigure = "BEV_INSG";

const everyone = "insgesamt";
const width = 5;
const openFrom = 85;

/** Age groups of five years as registers of residents print them, youngest first. */
export const ageGroups: readonly { readonly name: string; readonly from: number; readonly to: number }[] = [
  ...Array.from({ length: openFrom / width }, (_, i) => ({
    name: i === 0 ? `unter ${width} Jahre` : `${i * width} bis unter ${(i + 1) * width} Jahre`,
    from: i * width,
    to: (i + 1) * width,
  })),
  { name: `${openFrom} Jahre und älter`, from: openFrom, to: 101 },
];

/**
 * The register's table of residents by age and sex, for municipalities and
 * quarters. It is counted from the people whose births, moves and deaths make
 * all other figures, so its sums are theirs.
 */
export function ageFile(book: Yearbook): DeliveryFile {
  const rows: Cell[][] = [];
  for (const year of years)
    for (const level of ["SUB", "GEM"])
      for (const area of book.areas)
        if (area.level === level && stoodIn(area, year)) rows.push(...areaRows(book, area, year));
  const sheet: Sheet = {
    name: "Daten",
    above: [],
    heads: ["Jahr", "Schlüssel", "Name", "Altersgruppe", "Personen", "davon männlich", "davon weiblich"],
    rows,
    below: [],
  };
  const groups = ageGroups.map((group) => group.name);
  return {
    name: "melderegister_alter-und-geschlecht.csv",
    bytes: csvBytes(sheet, "utf8"),
    mapping: {
      reader: "table",
      figures: [
        { source: "Personen", figure: residentsFigure, where: { Altersgruppe: everyone }, keep: ["Geschlecht"] },
        {
          source: "Personen",
          figure: residentsFigure,
          where: { Altersgruppe: groups },
          keep: ["Altersgruppe", "Geschlecht"],
        },
      ],
      table: {
        headerRows: [headLine(sheet)],
        firstRow: headLine(sheet) + 1,
        area: { by: "column", column: 2, match: "code" },
        period: { by: "column", column: 1 },
        values: {
          by: "columns",
          columns: [
            { column: 5, figure: "Personen" },
            { column: 6, figure: "Personen", breakdown: { Geschlecht: "männlich" } },
            { column: 7, figure: "Personen", breakdown: { Geschlecht: "weiblich" } },
          ],
        },
        breakdowns: [{ column: 4, name: "Altersgruppe" }],
        decimal: "comma",
      },
      source: {
        title: `Einwohner nach Alter und Geschlecht ${years[0] ?? ""}–${lastYear} (fiktiv)`,
        publisher: "Einwohnermeldewesen des Musterkreises (fiktiv)",
        licence: fictional,
        referenceDate: `31.12.${lastYear}`,
      },
    },
  };
}

function areaRows(book: Yearbook, area: CountyArea, year: number): Cell[][] {
  const { women, men } = book.people(area, year);
  const row = (name: string, from: number, to: number): Cell[] => {
    const [male, female] = [sum(men, from, to), sum(women, from, to)];
    return [year, area.code, area.name, name, male + female, male, female];
  };
  return [row(everyone, 0, 101), ...ageGroups.map((group) => row(group.name, group.from, group.to))];
}

function sum(ages: Int32Array, from: number, to: number): number {
  return ages.subarray(from, to).reduce((all, people) => all + people, 0);
}
