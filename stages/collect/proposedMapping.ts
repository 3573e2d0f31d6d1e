import { isTotal } from "./characteristic.ts";
import type { Proposal } from "./contract.ts";
import { type NamedFigure, onlyNarrows, subjectOf, suggestedFigure } from "./figureSuggestion.ts";
import type { FigureRule, Mapping } from "./mapping.ts";
import { linesOf } from "./officialNotes.ts";
import type { ReadFigures } from "./readFigures.ts";
import { headRows, headsOf } from "./tableLayout.ts";
import { kindOf, proposedTable, tableSheets } from "./tableProposal.ts";
import { cellText, type Workbook } from "./workbook.ts";

/**
 * A mapping for a file that nobody has mapped yet: its reader, where its table
 * lies, and for each of its figures the base figure that it probably is.
 *
 * `learnedNames` are names that earlier mappings gave to base figures.
 */
export function proposedMapping(
  workbook: Workbook,
  reader: string,
  read: ReadFigures,
  figures: readonly NamedFigure[],
  learnedNames: ReadonlyMap<string, string>,
): Mapping {
  const table = reader === "table" ? proposedTable(workbook)?.table : undefined;
  const rules: FigureRule[] = [];
  const taken = new Set<string>();
  const suggest = suggestionsIn(workbook, read, figures, learnedNames);
  for (const source of new Set(read.slices.map((slice) => slice.figure))) {
    const figure = suggest(source);
    if (figure === null || taken.has(figure)) continue;
    taken.add(figure);
    rules.push({ source, figure });
  }
  return { reader, figures: rules, ...(table === undefined ? {} : { table }) };
}

/** The figures of a file in its own words, with their characteristics, for the wizard to map. */
export function sourceFigures(
  workbook: Workbook,
  read: ReadFigures,
  figures: readonly NamedFigure[],
  learnedNames: ReadonlyMap<string, string>,
): Proposal["sourceFigures"] {
  const found = new Map<string, { values: number; dimensions: Map<string, Set<string>> }>();
  for (const slice of read.slices) {
    let entry = found.get(slice.figure);
    if (entry === undefined) {
      entry = { values: 0, dimensions: new Map() };
      found.set(slice.figure, entry);
    }
    entry.values += slice.values.length;
    for (const [name, member] of Object.entries(slice.breakdown)) {
      const members = entry.dimensions.get(name) ?? new Set();
      if (members.size < 200) members.add(member);
      entry.dimensions.set(name, members);
    }
  }
  const suggest = suggestionsIn(workbook, read, figures, learnedNames);
  return [...found].slice(0, 500).map(([source, { values, dimensions }]) => ({
    source,
    values,
    dimensions: [...dimensions].map(([name, members]) => ({
      name,
      members: [...members].sort((a, b) => Number(isTotal(b)) - Number(isTotal(a))),
    })),
    figure: suggest(source),
  }));
}

/** How a figure of this file is probably called in the catalogue; what only narrows is asked of the file itself, never of other files. */
function suggestionsIn(
  workbook: Workbook,
  read: ReadFigures,
  figures: readonly NamedFigure[],
  learnedNames: ReadonlyMap<string, string>,
): (source: string) => string | null {
  const sources = [...new Set(read.slices.map((slice) => slice.figure))];
  const around = linesAround(workbook, sources);
  const shares = new Set(read.slices.flatMap(({ figure, unit }) => (isShare(unit) ? [figure] : [])));
  const counted = new Set(figures.flatMap(({ id, unit }) => (isShare(unit) ? [] : [id])));
  return (source) => {
    const named = onlyNarrows(source) ? undefined : learnedNames.get(source);
    const figure = named ?? suggestedFigure(source, figures, around);
    // The share of something is not the number of it, however alike they are called.
    return figure !== null && shares.has(source) && counted.has(figure) ? null : figure;
  };
}

function isShare(unit: string | undefined): boolean {
  return unit !== undefined && /^%|^‰|Prozent|^Anteil|^je\s/i.test(unit.trim());
}

/** What says what a table is about: the lines above it, else the full names among its own columns, else the name of its sheet or file. */
function linesAround(workbook: Workbook, heads: readonly string[]): string[] {
  const found = proposedTable(workbook);
  if (found === undefined) return [];
  const above = linesOf(found.sheet.rows.slice(0, (found.table.headerRows[0] ?? 1) - 1));
  const named = heads.filter((head) => !onlyNarrows(head));
  // Whose table it is stands above as often as what it is about.
  const titles = above.filter(
    (line) =>
      subjectOf(line) !== "" &&
      !/^(?:Quelle|Statisti|Amt|Landesamt|Bundesagentur|Kreis|Landkreis|Stadt|©|http)/i.test(line),
  );
  if (titles.length > 0) return titles;
  return named.length > 0 ? named : [found.sheet.name, workbook.fileName];
}

/** What each column of each table in the file seems to hold. */
export function columnGuesses(workbook: Workbook, figures: readonly NamedFigure[]): Proposal["columns"] {
  return tableSheets(workbook)
    .slice(0, 5)
    .flatMap((found) => {
      const heads = headsOf(headRows(found.sheet, found));
      const data = found.sheet.rows.slice(found.firstRow - 1, found.lastRow);
      const around = linesAround(workbook, heads);
      return heads.slice(0, 300).map((header, at) => {
        const kind = kindOf(header, data, at);
        return {
          sheet: found.sheet.name,
          position: at + 1,
          header,
          kind,
          examples: [
            ...new Set(
              data
                .slice(0, 50)
                .map((row) => cellText(row[at]))
                .filter((text) => text !== ""),
            ),
          ].slice(0, 3),
          figure: kind === "number" ? suggestedFigure(header, figures, around) : null,
        };
      });
    });
}
