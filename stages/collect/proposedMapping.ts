import { isTotal } from "./characteristic.ts";
import type { Proposal } from "./contract.ts";
import { type NamedFigure, suggestedFigure } from "./figureSuggestion.ts";
import type { FigureRule, Mapping } from "./mapping.ts";
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
  for (const source of new Set(read.slices.map((slice) => slice.figure))) {
    const figure = learnedNames.get(source) ?? suggestedFigure(source, figures);
    if (figure === null || taken.has(figure)) continue;
    taken.add(figure);
    rules.push({ source, figure });
  }
  return { reader, figures: rules, ...(table === undefined ? {} : { table }) };
}

/** The figures of a file in its own words, with their characteristics, for the wizard to map. */
export function sourceFigures(
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
  return [...found].slice(0, 500).map(([source, { values, dimensions }]) => ({
    source,
    values,
    dimensions: [...dimensions].map(([name, members]) => ({
      name,
      members: [...members].sort((a, b) => Number(isTotal(b)) - Number(isTotal(a))),
    })),
    figure: learnedNames.get(source) ?? suggestedFigure(source, figures),
  }));
}

/** What each column of each table in the file seems to hold. */
export function columnGuesses(workbook: Workbook, figures: readonly NamedFigure[]): Proposal["columns"] {
  return tableSheets(workbook)
    .slice(0, 5)
    .flatMap((found) => {
      const heads = headsOf(headRows(found.sheet, found));
      const data = found.sheet.rows.slice(found.firstRow - 1, found.lastRow);
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
          figure: kind === "number" ? suggestedFigure(header, figures) : null,
        };
      });
    });
}
