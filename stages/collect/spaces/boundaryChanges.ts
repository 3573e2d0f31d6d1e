import type { BoundaryChange, BoundaryChangeKind } from "../../../kernel/area/boundaryChange.ts";
import type { ConversionKey, ConversionKeyRow } from "../../../kernel/area/conversionKey.ts";
import { parseGermanDate } from "../../../kernel/time/germanDate.ts";
import type { Finding } from "../../../kernel/trouble/finding.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { type Cell, cellText, headText, type Sheet, type Workbook } from "../workbook.ts";

/** What a file says about how areas changed. */
export interface ChangesRead {
  readonly layout: "destatis" | "bbsr" | "matches";
  readonly changes: readonly BoundaryChange[];
  readonly keys: readonly ConversionKey[];
  /** Rows that spoke of a change or a code. */
  readonly read: number;
  readonly findings: readonly Finding[];
}

/**
 * Reads how areas changed, from whichever of three layouts the file has: the yearly
 * list of the Statistisches Bundesamt (Namens-, Grenz- und Schlüsseländerungen), the
 * conversion keys of the BBSR (Umsteigeschlüssel), or an object of old codes with
 * their new ones, as Berlin publishes for its planning areas.
 *
 * Refuses a file in none of the three layouts.
 *
 * @param level that the changes are kept for
 * @param digits of its codes: 8 for municipalities, 9 for associations of them, 5 for Kreise
 */
export function readChanges(workbook: Workbook, level: string, digits: number): ChangesRead {
  for (const sheet of workbook.sheets) {
    const head = sheet.rows.findIndex((row) => row.some((cell) => /^Abgebende/.test(headText(cell))));
    if (head >= 0) return destatisChanges(workbook.fileName, sheet, head, level, digits);
  }
  const keyed = workbook.sheets.filter((sheet) => keyColumns(sheet) !== undefined);
  if (keyed.length > 0) return bbsrKeys(workbook.fileName, keyed, level, digits);
  if (workbook.container === "json") return codeMatches(workbook, level, digits);
  throw new Refusal("collect.changesNotRecognised", { file: workbook.fileName });
}

// The list of the Statistisches Bundesamt ----------------------------------------------------

interface ListedChange {
  readonly row: number;
  readonly from: { code: string; name: string };
  readonly to: { code: string; name: string };
  readonly type: string;
  readonly squareMetres: number | null;
  readonly residents: number | null;
  readonly on: string;
  readonly reference: string;
}

function destatisChanges(file: string, sheet: Sheet, head: number, level: string, digits: number): ChangesRead {
  const groups = (sheet.rows[head] ?? []).map(headText);
  const titles = (sheet.rows[head + 1] ?? []).map(headText);
  const giving = groups.findIndex((title) => title.startsWith("Abgebende"));
  const taking = groups.findIndex((title) => title.startsWith("Aufnehmende"));
  const unit = groups.indexOf("Regionaleinheit");
  const column = (title: RegExp, from: number): number =>
    titles.findIndex((text, position) => position >= from && title.test(text));
  const usesRegionalKey = digits === 9 || digits === 12;
  const codeTitle = usesRegionalKey ? /Regionalschl/ : /Gemeinde-?schl/;
  // Figures follow the statistical day; the legal one may lie years before.
  const day = column(/^statistisch/, taking);
  const listed: ListedChange[] = [];
  const findings: Finding[] = [];
  const wanted = digits === 9 ? "Gemeindeverband" : digits === 5 ? "Kreis" : "Gemeinde";
  sheet.rows.forEach((row, position) => {
    if (position <= head + 1) return;
    const text = (at: number): string => cellText(row[at]);
    if (text(unit) !== wanted) return;
    const kreis = (code: string): string => (digits === 5 ? code.slice(0, 5) : code);
    const from = {
      code: kreis(text(column(digits === 5 ? /Regionalschl/ : codeTitle, giving))),
      name: text(column(/^Name/, giving)),
    };
    const to = {
      code: kreis(text(column(digits === 5 ? /Regionalschl/ : codeTitle, taking))),
      name: text(column(/^Name/, taking)),
    };
    const on = parseGermanDate(text(day)) ?? dayIn(row[day]);
    if (from.code === "" || to.code === "" || on === undefined) {
      findings.push({
        code: "collect.changeIncomplete",
        severity: "warning",
        place: { file, sheet: sheet.name, row: position + 1 },
        parameters: {},
      });
      return;
    }
    listed.push({
      row: position + 1,
      from,
      to,
      type: text(column(/^Änderungs/, giving)),
      squareMetres: numberIn(row[column(/^Fläche/, giving)]),
      residents: numberIn(row[column(/^Einwohner/, giving)]),
      on,
      reference: text(0),
    });
  });
  const events = new Map<string, ListedChange[]>();
  for (const change of listed) {
    const key = change.type === "1" || change.type === "2" ? `${change.from.code}|${change.on}` : `row ${change.row}`;
    events.set(key, [...(events.get(key) ?? []), change]);
  }
  const changes = [...events.values()].flatMap((event) => measured(event, level, file, findings));
  return { layout: "destatis", changes, keys: [], read: listed.length, findings };
}

/** The rows of one event with the share of each: what the rows of one giving area add up to is its whole. */
function measured(event: readonly ListedChange[], level: string, file: string, findings: Finding[]): BoundaryChange[] {
  const shares = (amounts: readonly (number | null)[]): (number | null)[] => {
    const sum = amounts.reduce<number>((all, amount) => all + (amount ?? 0), 0);
    // "0" residents in all rows means that nobody counted, not that nobody lives there.
    return amounts.every((amount) => amount !== null) && sum > 0
      ? amounts.map((amount) => (amount ?? 0) / sum)
      : amounts.map(() => null);
  };
  const single = event.length === 1;
  const population = single && event[0]?.type !== "2" ? [1] : shares(event.map((change) => change.residents));
  const ground = single && event[0]?.type !== "2" ? [1] : shares(event.map((change) => change.squareMetres));
  const [first] = event;
  if (!single && first !== undefined && population.includes(null) && ground.includes(null))
    findings.push({
      code: "collect.changeUnmeasured",
      severity: "warning",
      place: { file, row: first.row },
      parameters: { code: first.from.code, targets: event.map((change) => change.to.code).join(", ") },
    });
  return event.map((change, position) => ({
    on: change.on,
    kind: kindOf(change.type, single),
    level,
    from: change.from,
    to: change.to,
    sharePopulation: population[position] ?? null,
    shareArea: ground[position] ?? null,
    source: `Statistisches Bundesamt, Gebietsänderungen, ${change.reference}`,
  }));
}

function kindOf(type: string, single: boolean): BoundaryChangeKind {
  if (type === "1") return single ? "merge" : "split";
  return type === "2" ? "transfer" : type === "3" ? "key" : "rename";
}

// The conversion keys of the BBSR ------------------------------------------------------------

interface KeyColumns {
  readonly from: number;
  readonly fromDay: string;
  readonly to: number;
  readonly toDay: string;
  readonly population: number;
  readonly area: number;
}

function keyColumns(sheet: Sheet): KeyColumns | undefined {
  const titles = (sheet.rows[0] ?? []).map(headText);
  const dated = titles.flatMap((title, column) => {
    const day = parseGermanDate(/^(?:Gemeinden|Kreise) (\d\d\.\d\d\.\d{4})$/.exec(title)?.[1] ?? "");
    return day === undefined ? [] : [{ column, day }];
  });
  const [from, to] = dated;
  const population = titles.findIndex((title) =>
    /^bevölkerungsproportional/.test(title.replaceAll("- ", "").replaceAll("-", "")),
  );
  const area = titles.findIndex((title) => /^flächenproportional/.test(title.replaceAll("- ", "").replaceAll("-", "")));
  if (from === undefined || to === undefined || population < 0 || area < 0) return undefined;
  return { from: from.column, fromDay: from.day, to: to.column, toDay: to.day, population, area };
}

function bbsrKeys(file: string, sheets: readonly Sheet[], level: string, digits: number): ChangesRead {
  const findings: Finding[] = [];
  let read = 0;
  const keys = sheets.flatMap((sheet): ConversionKey[] => {
    const columns = keyColumns(sheet);
    if (columns === undefined) return [];
    const rows: ConversionKeyRow[] = [];
    sheet.rows.slice(1).forEach((row) => {
      const from = codeIn(row[columns.from], digits);
      const to = codeIn(row[columns.to], digits);
      if (from === undefined || to === undefined) return;
      rows.push({
        from,
        to,
        sharePopulation: numberIn(row[columns.population]),
        shareArea: numberIn(row[columns.area]),
      });
    });
    read += rows.length;
    const sums = new Map<string, { population: number; area: number }>();
    for (const { from, sharePopulation, shareArea } of rows) {
      const sum = sums.get(from) ?? { population: 0, area: 0 };
      sums.set(from, { population: sum.population + (sharePopulation ?? 0), area: sum.area + (shareArea ?? 0) });
    }
    for (const [code, { population, area }] of sums) {
      // One sound column is enough: where nobody lives, the shares of residents mean nothing.
      if (Math.min(Math.abs(population - 1), Math.abs(area - 1)) > 0.01)
        findings.push({
          code: "collect.keySharesOff",
          severity: "warning",
          place: { file, sheet: sheet.name },
          parameters: { code, sum: population.toFixed(4).replace(".", ",") },
        });
    }
    return [{ level, fromDay: columns.fromDay, toDay: columns.toDay, rows, source: "BBSR, Umsteigeschlüssel" }];
  });
  return { layout: "bbsr", changes: [], keys, read, findings };
}

/** BBSR writes codes as numbers of the municipality, also those of Kreise (`1001000`). */
function codeIn(cell: Cell | undefined, digits: number): string | undefined {
  const text = cellText(cell);
  return /^\d{7,8}$/.test(text) ? text.padStart(8, "0").slice(0, digits) : undefined;
}

// Old codes with their new ones --------------------------------------------------------------

function codeMatches(workbook: Workbook, level: string, digits: number): ChangesRead {
  const changes: BoundaryChange[] = [];
  const findings: Finding[] = [];
  const matches = (workbook.sheets[0]?.rows ?? []).flatMap(([old, targets]) => {
    const from = cellText(old);
    const to = codeList(cellText(targets));
    return from.length === digits && to.length > 0 ? [{ from, to }] : [];
  });
  if (matches.length === 0) throw new Refusal("collect.changesNotRecognised", { file: workbook.fileName });
  const arrivals = new Map<string, number>();
  for (const { to } of matches) for (const code of to) arrivals.set(code, (arrivals.get(code) ?? 0) + 1);
  for (const { from, to } of matches) {
    if (to.length > 1)
      findings.push({
        code: "collect.changeUnmeasured",
        severity: "warning",
        place: { file: workbook.fileName },
        parameters: { code: from, targets: to.join(", ") },
      });
    for (const code of to) {
      const kind: BoundaryChangeKind = to.length > 1 ? "split" : (arrivals.get(code) ?? 0) > 1 ? "merge" : "key";
      const share = to.length > 1 ? null : 1;
      changes.push({
        on: matchesDay,
        kind,
        level,
        from: { code: from, name: "" },
        to: { code, name: "" },
        sharePopulation: share,
        shareArea: share,
        source: workbook.fileName,
      });
    }
  }
  return { layout: "matches", changes, keys: [], read: matches.length, findings };
}

// The planning areas of Berlin were drawn anew for this day; their list of matches does not say so itself.
const matchesDay = "2021-01-01";

function codeList(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter((code) => typeof code === "string") : [];
  } catch {
    return [];
  }
}

function dayIn(cell: Cell | undefined): string | undefined {
  return typeof cell === "object" && cell !== null ? cell.day : undefined;
}

function numberIn(cell: Cell | undefined): number | null {
  if (typeof cell === "number") return cell;
  const text = cellText(cell).replace(",", ".");
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}
