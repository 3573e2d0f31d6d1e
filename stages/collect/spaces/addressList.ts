import { comparableStreet, houseNumber } from "../../../kernel/area/address.ts";
import { lastNumber, rangeTroubles, type StreetRange } from "../../../kernel/area/streetRange.ts";
import type { Finding } from "../../../kernel/trouble/finding.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { type Cell, cellText, type Sheet, type Workbook } from "../workbook.ts";

/** An address, or a stretch of a street, as a list gives it, and the area that it names by code or name. */
export interface ListedAddress {
  /** Row of the file, from 1. */
  readonly line: number;
  readonly place: string;
  readonly street: string;
  /** The same for one house; null at an open end. */
  readonly from: number | null;
  readonly to: number | null;
  /** Of one house: the `a` of 12 a. */
  readonly letter: string;
  readonly side: StreetRange["side"];
  readonly area: string;
}

export interface ReadAddresses {
  readonly addresses: readonly ListedAddress[];
  readonly findings: readonly Finding[];
}

/** Names of the columns, where the file calls them otherwise than lists usually do. */
export type AddressColumns = Readonly<Partial<Record<keyof typeof usual, string>>>;

const usual = {
  place: /^(ort|gemeinde|gemeindename|ortsteil|stadt|place)$/i,
  street: /^(str|stra(ß|ss)e|stra(ß|ss)en(name|bezeichnung)?|street)$/i,
  number: /^(haus)?(nr|nummer)\.?$|^(hnr|hsnr|hausnr|house_?number)\.?$/i,
  letter: /zusatz$|^(adz|hnrz|buchstabe|letter)$/i,
  from: /^(von|ab|hnr_?von|hausnummer_?von|from)$/i,
  to: /^(bis|hnr_?bis|hausnummer_?bis|to)$/i,
  side: /^(seite|stra(ß|ss)enseite|gerade.ungerade|g\/u|side)$/i,
  area: /^(raum|gebiet|area|bezirk|schulbezirk|einzugsbereich|sozialraum|planungsraum|quartier|stadtteil|schl(ü|ue)ssel|code)$/i,
} as const;

/**
 * A list of addresses of a division (TR-001): one house per row (street, number), or
 * one stretch of a street (street, from, to, side), or both.
 *
 * Rows that cannot be read are errors at their place. Two rows that give one house to
 * different areas are an error too; to the same area, a warning. What lies between
 * two stretches is a note: often nobody lives there.
 *
 * Refuses a file without rows, and one without the columns that a list needs.
 */
export function addressList(workbook: Workbook, columns: AddressColumns = {}): ReadAddresses {
  const sheet = workbook.sheets.find(({ rows }) => rows.length > 1);
  const head = sheet?.rows.findIndex((row) => row.filter((cell) => cellText(cell) !== "").length > 1) ?? -1;
  if (sheet === undefined || head < 0) throw new Refusal("collect.addressesEmpty", { file: workbook.fileName });
  const at = places(sheet, head, columns, workbook.fileName);
  const findings: Finding[] = [];
  const addresses: ListedAddress[] = [];
  for (let r = head + 1; r < sheet.rows.length; r++) {
    const row = sheet.rows[r] ?? [];
    if (row.every((cell) => cellText(cell) === "")) continue;
    const read = addressIn(row, r + 1, at);
    if ("code" in read)
      findings.push({ ...read, place: { ...(sheet.name === "" ? {} : { sheet: sheet.name }), row: r + 1 } });
    else addresses.push(read);
  }
  findings.push(...rangeFindings(addresses));
  return { addresses, findings };
}

type Places = Readonly<Record<keyof typeof usual, number>>;

function places(sheet: Sheet, head: number, columns: AddressColumns, file: string): Places {
  const heads = (sheet.rows[head] ?? []).map(cellText);
  const found = Object.fromEntries(
    Object.entries(usual).map(([name, pattern]) => {
      const wanted = columns[name as keyof typeof usual];
      const position = heads.findIndex((one) =>
        wanted === undefined ? pattern.test(one) : one.toLowerCase() === wanted.toLowerCase(),
      );
      if (wanted !== undefined && position < 0) throw missing(wanted, heads, head, file);
      return [name, position];
    }),
  ) as Record<keyof typeof usual, number>;
  if (found.street < 0) throw missing("Straße", heads, head, file);
  if (found.number < 0 && found.from < 0) throw missing("Hausnummer (oder von und bis)", heads, head, file);
  if (found.area < 0) throw missing("Raum", heads, head, file);
  return found;
}

function missing(column: string, heads: readonly string[], head: number, file: string): Refusal {
  return new Refusal(
    "collect.addressColumn",
    { file, column, heads: heads.filter((one) => one !== "").join(", ") },
    { place: { row: head + 1 } },
  );
}

function addressIn(row: readonly Cell[], line: number, at: Places): ListedAddress | Omit<Finding, "place"> {
  const text = (name: keyof typeof usual): string => (at[name] < 0 ? "" : cellText(row[at[name]]));
  const wrong = (code: string, parameters: Finding["parameters"] = {}): Omit<Finding, "place"> => ({
    code: `collect.${code}`,
    severity: "error",
    parameters,
  });
  const base = { line, place: text("place"), street: text("street"), area: text("area") };
  if (base.street === "" || base.area === "") return wrong("addressGap");
  const side = sides[text("side").toLowerCase()];
  if (side === undefined) return wrong("addressSide", { text: text("side") });
  const number = text("number");
  if (number !== "" || at.from < 0) {
    const [, first, letter = "", last] =
      /^0*(\d{1,5})\s*([a-z]?)(?:\s*[-–/]\s*0*(\d{1,5})\s*[a-z]?)?$/i.exec(number) ?? [];
    if (first === undefined) return wrong("addressNumber", { text: number });
    const [from, to] = [Number(first), Number(last ?? first)];
    if (to < from) return wrong("addressBackwards", { text: number });
    return { ...base, from, to, letter: from === to ? (letter || text("letter")).toLowerCase() : "", side: "all" };
  }
  const [from, to] = [endOf(text("from")), endOf(text("to"))];
  if (from === undefined) return wrong("addressNumber", { text: text("from") });
  if (to === undefined) return wrong("addressNumber", { text: text("to") });
  if (from !== null && to !== null && to < from) return wrong("addressBackwards", { text: `${from}–${to}` });
  return { ...base, from, to, letter: "", side };
}

function endOf(text: string): number | null | undefined {
  return text === "" || /^(ende|anfang)$/i.test(text) ? null : houseNumber(text);
}

const sides: Readonly<Record<string, StreetRange["side"]>> = {
  "": "all",
  alle: "all",
  all: "all",
  beide: "all",
  b: "all",
  ungerade: "odd",
  odd: "odd",
  u: "odd",
  gerade: "even",
  even: "even",
  g: "even",
};

function rangeFindings(addresses: readonly ListedAddress[]): Finding[] {
  const ranges = addresses.filter((one) => one.letter === "").map(rangeOf);
  // Of single houses nobody expects that there is one at every number.
  const single = new Set(addresses.filter(({ from, to }) => from !== null && from === to).map(({ line }) => line));
  return rangeTroubles(ranges)
    .filter(({ kind, line, other }) => kind !== "gap" || !(single.has(line) || single.has(other)))
    .map(({ kind, line, other, street, from, to, area, otherArea }) => ({
      code: `collect.address${kind === "overlap" ? "Overlap" : kind === "twice" ? "Twice" : "Between"}`,
      severity: kind === "overlap" ? "error" : kind === "twice" ? "warning" : "note",
      place: { row: line },
      parameters: { other, street, from, to: to === lastNumber ? "Ende" : to, area, otherArea },
    }));
}

function rangeOf({ line, place, street, from, to, side, area }: ListedAddress): StreetRange {
  return {
    line,
    place: comparableStreet(place),
    street: comparableStreet(street),
    from: from ?? 1,
    to: to ?? lastNumber,
    side,
    area,
  };
}

/** An address list as the finder needs it. */
export type PlacedAddress = Omit<ListedAddress, "line">;

/**
 * The area in which an address of another list lies: by house with letter, by house,
 * by stretch of the street; undefined where the list does not have it. Places are
 * compared where both name them.
 *
 * @example
 * addressFinder([{ place: "", street: "Lange Straße", from: 1, to: 9, letter: "", side: "all", area: "P" }])({ place: "", street: "Lange Str.", from: 3, letter: "" }) // "P"
 */
export function addressFinder(
  list: readonly PlacedAddress[],
): (address: Pick<PlacedAddress, "place" | "street" | "from" | "letter">) => string | undefined {
  const streets = new Map<string, PlacedAddress[]>();
  for (const one of list) {
    const key = comparableStreet(one.street);
    const known = streets.get(key);
    if (known === undefined) streets.set(key, [one]);
    else known.push(one);
  }
  return ({ place, street, from, letter }) => {
    if (from === null) return undefined;
    const here = comparableStreet(place);
    const there = (streets.get(comparableStreet(street)) ?? []).filter(
      (one) => here === "" || one.place === "" || comparableStreet(one.place) === here,
    );
    const isHouse = (one: PlacedAddress): boolean => one.from === from && one.to === from;
    const side = from % 2 === 1 ? "odd" : "even";
    const found =
      there.find((one) => isHouse(one) && one.letter === letter) ??
      there.find((one) => isHouse(one) && one.letter === "") ??
      there.find(
        (one) =>
          one.letter === "" &&
          (one.from ?? 1) <= from &&
          from <= (one.to ?? lastNumber) &&
          (one.side === "all" || one.side === side),
      );
    return found?.area;
  };
}
