import { comparableStreet, houseLetter, houseNumber } from "../../../kernel/area/address.ts";
import { isInRange, type StreetRange } from "../../../kernel/area/streetRange.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Delimited } from "../table/delimited.ts";
import { columnFinder, type DirectoryColumns } from "./streetDirectory.ts";

/** The area of a record, or in German why it has none; the reason is counted, the record never named. */
export type Found = { readonly area: string } | { readonly reason: string };

/** Finds the area for the fields of a record, in the order in which the finder asks for them. */
export type AreaFinder = (fields: readonly string[]) => Found;

/** By street directory: fields are street, number and, where several municipalities are covered, the place. */
export function areaByStreetRange(ranges: readonly StreetRange[]): AreaFinder {
  const streets = new Map<string, StreetRange[]>();
  for (const range of ranges) {
    const key = addressKey(range.place, range.street);
    const list = streets.get(key);
    if (list === undefined) streets.set(key, [range]);
    else list.push(range);
  }
  return ([street = "", number = "", place = ""]) => {
    if (street.trim() === "") return { reason: "Straße fehlt" };
    const known = streets.get(addressKey(comparableStreet(place), comparableStreet(street)));
    if (known === undefined) return { reason: "Straße nicht im Verzeichnis" };
    const house = houseNumber(number);
    if (house === undefined) return { reason: "Hausnummer fehlt oder ist keine Zahl" };
    const letter = houseLetter(number);
    const found = new Set(known.filter((range) => isInRange(range, house, letter)).map((range) => range.area));
    return only(found, "Hausnummer nicht im Verzeichnis");
  };
}

/** By a list of single addresses; a letter at the number is looked up first with, then without it. */
export function areaByAddress(file: Delimited, columns: DirectoryColumns, fileName: string): AreaFinder {
  const at = columnFinder(file, columns, fileName);
  const [place, street, number, area] = [at("place", false), at("street"), at("number"), at("area")];
  const known = new Map<string, Set<string>>();
  const streets = new Set<string>();
  for (const { fields } of file.rows) {
    const base = addressKey(
      comparableStreet(place < 0 ? "" : (fields[place] ?? "")),
      comparableStreet(fields[street] ?? ""),
    );
    streets.add(base);
    add(known, `${base}\u0000${exactNumber(fields[number] ?? "")}`, (fields[area] ?? "").trim());
  }
  return ([streetText = "", numberText = "", placeText = ""]) => {
    if (streetText.trim() === "") return { reason: "Straße fehlt" };
    const base = addressKey(comparableStreet(placeText), comparableStreet(streetText));
    if (!streets.has(base)) return { reason: "Straße nicht im Verzeichnis" };
    const house = houseNumber(numberText);
    if (house === undefined) return { reason: "Hausnummer fehlt oder ist keine Zahl" };
    const found = known.get(`${base}\u0000${exactNumber(numberText)}`) ?? known.get(`${base}\u0000${house}`);
    return only(found ?? new Set(), "Hausnummer nicht im Verzeichnis");
  };
}

/**
 * By the number of a block, as registers carry it.
 *
 * Refuses a directory with a row that names no block.
 */
export function areaByBlock(file: Delimited, columns: DirectoryColumns, fileName: string): AreaFinder {
  const at = columnFinder(file, columns, fileName);
  const [block, area] = [at("block"), at("area")];
  const known = new Map<string, Set<string>>();
  for (const { line, fields } of file.rows) {
    const code = (fields[block] ?? "").trim();
    if (code === "") throw new Refusal("protect.directoryGap", {}, { place: { file: fileName, row: line } });
    add(known, code, (fields[area] ?? "").trim());
  }
  return ([text = ""]) => {
    if (text.trim() === "") return { reason: "Block fehlt" };
    return only(known.get(text.trim()) ?? new Set(), "Block nicht im Verzeichnis");
  };
}

/** The one area that was found; a reason where there is none, or more than one. */
export function only(found: ReadonlySet<string>, otherwise: string): Found {
  const [area] = found;
  if (area === undefined || area === "") return { reason: otherwise };
  return found.size > 1 ? { reason: "liegt nach dem Verzeichnis in zwei Räumen" } : { area };
}

function add(known: Map<string, Set<string>>, key: string, area: string): void {
  const list = known.get(key);
  if (list === undefined) known.set(key, new Set([area]));
  else list.add(area);
}

function addressKey(place: string, street: string): string {
  return `${place}\u0000${street}`;
}

/** "12 A" and "12a" are the same door. */
function exactNumber(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .replace(/^0+/, "");
}
