import { comparableStreet, houseLetter, houseNumber } from "../../../kernel/area/address.ts";
import { lastNumber, type StreetRange } from "../../../kernel/area/streetRange.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Delimited } from "../table/delimited.ts";

/** Names of the columns in a directory; a setting, since every office has its own. */
export interface DirectoryColumns {
  readonly place?: string;
  readonly street?: string;
  readonly from?: string;
  readonly to?: string;
  readonly side?: string;
  readonly number?: string;
  readonly block?: string;
  readonly area?: string;
}

/** The column names where a setting says nothing else. */
export const usualColumns = {
  place: "ort",
  street: "strasse",
  from: "von",
  to: "bis",
  side: "seite",
  number: "hausnummer",
  block: "block",
  area: "raum",
} as const;

/**
 * The ranges of a street directory (street, from, to, odd/even/all, area).
 *
 * An empty `from` means the beginning of the street, an empty `to` its end; a
 * missing column for the side means both sides. A stretch may begin or end at a
 * letter (12a); one that ends at 12 has all letters of it.
 *
 * Refuses a row whose house number or side cannot be read, at its place.
 */
export function streetDirectory(file: Delimited, columns: DirectoryColumns, fileName: string): StreetRange[] {
  const at = columnFinder(file, columns, fileName);
  const [place, side] = [at("place", false), at("side", false)];
  const [street, from, to, area] = [at("street"), at("from"), at("to"), at("area")];
  return file.rows.map(({ line, fields }) => {
    const field = (column: number) => (column < 0 ? "" : (fields[column] ?? "").trim());
    const wrong = (column: number, code: string): Refusal =>
      new Refusal(
        `protect.${code}`,
        { text: field(column) },
        { place: { file: fileName, row: line, column: column + 1 } },
      );
    const number = (column: number, open: number): number => {
      if (field(column) === "") return open;
      const found = houseNumber(field(column));
      if (found === undefined) throw wrong(column, "noHouseNumber");
      return found;
    };
    const letters = { from: houseLetter(field(from)), to: houseLetter(field(to)) };
    const range = {
      line,
      place: comparableStreet(field(place)),
      street: comparableStreet(field(street)),
      from: number(from, 1),
      to: number(to, lastNumber),
      ...(letters.from === "" ? {} : { fromLetter: letters.from }),
      ...(letters.to === "" ? {} : { toLetter: letters.to }),
      side: sides[field(side).toLowerCase()],
      area: field(area),
    };
    if (range.side === undefined) throw wrong(side, "unknownSide");
    const isBackwards = range.from === range.to && letters.to !== "" && letters.from > letters.to;
    if (range.from > range.to || isBackwards) throw wrong(to, "rangeBackwards");
    if (range.street === "" || range.area === "") throw wrong(range.street === "" ? street : area, "directoryGap");
    return { ...range, side: range.side };
  });
}

/**
 * Where the columns of a directory stand; -1 for one that may be missing.
 *
 * Refuses a directory that lacks a column that is needed or was named, and lists those that it has.
 */
export function columnFinder(
  { header }: Delimited,
  columns: DirectoryColumns,
  fileName: string,
): (name: keyof DirectoryColumns, needed?: boolean) => number {
  return (name, needed = true) => {
    const wanted = columns[name] ?? usualColumns[name];
    const at = header.findIndex((head) => head.toLowerCase() === wanted.toLowerCase());
    if (at < 0 && (needed || columns[name] !== undefined))
      throw new Refusal(
        "protect.missingColumn",
        { column: wanted, columns: header.join(", ") },
        { place: { file: fileName } },
      );
    return at;
  };
}

const sides: Readonly<Record<string, StreetRange["side"]>> = {
  "": "all",
  alle: "all",
  all: "all",
  beide: "all",
  b: "all",
  a: "all",
  ungerade: "odd",
  odd: "odd",
  u: "odd",
  gerade: "even",
  even: "even",
  g: "even",
};
