import { dayOf } from "./day.ts";
import { type Cell, cellText, headText, type Sheet, type Workbook } from "./workbook.ts";

/** Where a file shows that its rows are single persons, and by what. */
export interface PersonLevelSign {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly head: string;
  /** Rows below the head. */
  readonly rows: number;
}

const personalHead =
  /^(geburtsdatum|geb\.?[\s_-]?(datum|dat)\.?|gebdat|geburtstag|geburtsname|date[\s_-]?of[\s_-]?birth|birth[\s_-]?date|dob|vorname[n]?|nachname|familienname|first[\s_-]?name|last[\s_-]?name|rufname|steuer-?[\s_]?id(nummer)?|idnr|sozialversicherungs-?(nr\.?|nummer)|sv-?nr\.?|rentenversicherungs-?nummer|versicherten-?(nr\.?|nummer)|krankenversicherten-?nummer|personalausweis-?(nr\.?|nummer)|ausweis-?nummer|iban|kontonummer|kunden-?nummer|bg-?nummer|personen-?(id|nr\.?|nummer|kennzeichen|schlüssel)|person[\s_-]?id|einwohner-?(id|nr\.?|nummer)|akten-?zeichen|fall-?(id|nr\.?|nummer)|klient(en)?-?(id|nr\.?|nummer)|patient(en)?-?(id|nr\.?|nummer)|name,? vorname)$/i;

/**
 * The sign that a file has single persons in its rows: a column named like an
 * identifier or a birth date, a column full of birth dates, or age beside a
 * home address. Undefined for tables of counts and for lists of facilities.
 *
 * Such files are never kept here; they belong into the protected zone.
 */
export function personLevelSign(workbook: Workbook): PersonLevelSign | undefined {
  for (const sheet of workbook.sheets) {
    const sign = signIn(sheet);
    if (sign !== undefined) return sign;
  }
  return undefined;
}

function signIn(sheet: Sheet): PersonLevelSign | undefined {
  const below = (row: number): number => sheet.rows.slice(row + 1).filter((cells) => cells.length > 0).length;
  for (let r = 0; r < Math.min(15, sheet.rows.length); r++) {
    const heads = (sheet.rows[r] ?? []).map((cell) => headText(cell).replace(/^.*\./, ""));
    const at = heads.findIndex((head) => personalHead.test(head));
    // A single word alone in its row is a note; a head has neighbours or values below it.
    if (at >= 0 && (heads.filter((head) => head !== "").length > 1 || below(r) > 1))
      return { sheet: sheet.name, row: r + 1, column: at + 1, head: heads[at] ?? "", rows: below(r) };
    const age = heads.findIndex((head) => /^(alter|age|lebensalter)$/i.test(head));
    const home = heads.findIndex((head) => /stra(ß|ss)e|^wohnort$|^adresse$|^anschrift$|hausnummer/i.test(head));
    if (age >= 0 && home >= 0 && isAges(sheet.rows.slice(r + 1).map((row) => row[age] ?? null)))
      return { sheet: sheet.name, row: r + 1, column: age + 1, head: heads[age] ?? "", rows: below(r) };
  }
  return birthDates(sheet);
}

function isAges(cells: readonly Cell[]): boolean {
  const filled = cells.map(cellText).filter((text) => text !== "");
  const ages = filled.filter((text) => /^\d{1,3}$/.test(text) && Number(text) <= 115);
  return filled.length > 0 && ages.length >= filled.length * 0.9;
}

function birthDates(sheet: Sheet): PersonLevelSign | undefined {
  const width = Math.min(
    200,
    sheet.rows.reduce((most, row) => Math.max(most, row.length), 0),
  );
  for (let c = 0; c < width; c++) {
    const days: string[] = [];
    let filled = 0;
    for (const row of sheet.rows.slice(1, 5000)) {
      const cell = row[c] ?? null;
      if (cell === null) continue;
      filled++;
      const day = typeof cell === "object" ? cell.day : typeof cell === "string" ? dayOf(cell) : undefined;
      if (day !== undefined) days.push(day);
    }
    if (filled < 20 || days.length < filled * 0.8) continue;
    const years = days.map((day) => Number(day.slice(0, 4)));
    const spread = Math.max(...years) - Math.min(...years);
    const ends = new Set(days.map((day) => day.slice(5)));
    // Reference days repeat their day of the year; birthdays are spread over it and over decades.
    if (ends.size > 15 && ends.size > new Set(days).size * 0.3 && spread > 12 && new Set(days).size > days.length * 0.5)
      return { sheet: sheet.name, row: 1, column: c + 1, head: headText(sheet.rows[0]?.[c]), rows: filled };
  }
  return undefined;
}
