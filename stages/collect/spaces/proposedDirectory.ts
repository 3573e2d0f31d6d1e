import { type Cell, cellText, headText, type Sheet, type Workbook } from "../workbook.ts";
import type { AreaMapping } from "./contract.ts";
import { usualLevel } from "./levelWords.ts";
import { columnLetter } from "./listLayer.ts";
import { type AreaProposal, divisionChoice, type KnownSpaces, levelChoice, ownGroup } from "./proposedAreas.ts";

/** A sheet of the official directory and where its columns stand. */
export interface Directory {
  readonly sheet: Sheet;
  /** Last row of the head, from 1. */
  readonly headerRow: number;
  /** Position of a column by its title: `Satzart`, `Land`, `RB`, `Kreis`, `VB`, `Gem`, `Gemeindename`. */
  readonly at: ReadonlyMap<string, number>;
}

const titles = ["Satzart", "Land", "RB", "Kreis", "VB", "Gem", "Gemeindename"];

/** Finds the Gemeindeverzeichnis of the Statistisches Bundesamt in a workbook: rows of several kinds, the key in pieces. */
export function directoryIn(workbook: Workbook): Directory | undefined {
  for (const sheet of workbook.sheets) {
    const head = sheet.rows.slice(0, 12).findIndex((row) => row.some((cell) => title(cell) === "Satzart"));
    if (head < 0) continue;
    const at = new Map<string, number>();
    for (const row of sheet.rows.slice(head, head + 3))
      row.forEach((cell, column) => {
        if (titles.includes(title(cell)) && !at.has(title(cell))) at.set(title(cell), column);
      });
    const kind = at.get("Satzart") ?? 0;
    const first = sheet.rows.findIndex((row, position) => position > head && /^\d0$/.test(cellText(row[kind])));
    if (first >= 0 && titles.every((one) => at.has(one))) return { sheet, headerRow: first, at };
  }
  return undefined;
}

/** A title as it is meant: "Satz-art" is hyphenated for a narrow column. */
function title(cell: Cell): string {
  return headText(cell).replace(/-/g, "");
}

/**
 * The mapping of the official directory: its municipalities, each in its Amt and its
 * Kreis, whose names stand in rows of their own; and of all Kreise the county's own.
 */
export function proposedDirectory({ sheet, headerRow, at }: Directory, known: KnownSpaces): AreaProposal {
  const column = (wanted: string): number => at.get(wanted) ?? 0;
  const letters = (...wanted: readonly string[]) => wanted.map((one) => columnLetter(column(one)));
  const names = { "40": new Map<string, string>(), "50": new Map<string, string>() };
  const counts = new Map<string, number>();
  for (const row of sheet.rows.slice(headerRow)) {
    const text = (wanted: string): string => cellText(row[column(wanted)]);
    const kreis = text("Land") + text("RB") + text("Kreis");
    const kind = text("Satzart");
    if (kind === "40") names["40"].set(kreis, text("Gemeindename"));
    else if (kind === "50") names["50"].set(kreis + text("VB"), text("Gemeindename"));
    else if (kind === "60") counts.set(kreis, (counts.get(kreis) ?? 0) + 1);
  }
  const groups = [...counts]
    .map(([code, areas]) => ({ code, name: names["40"].get(code) ?? "", areas }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  const own = ownGroup(groups, known);
  const code = { attributes: letters("Land", "RB", "Kreis", "Gem") };
  return {
    groups: groups.length > 1 ? groups : [],
    mapping: {
      ...placed("GEM", known),
      code,
      name: columnLetter(column("Gemeindename")),
      headerRow,
      layer: sheet.name,
      filter: [
        ...(own === undefined ? [] : [{ column: code, startsWith: own.code }]),
        { column: columnLetter(column("Satzart")), equals: "60" },
      ],
      wholes: [
        {
          ...placed("KREIS", known),
          code: { attributes: letters("Land", "RB", "Kreis") },
          names: Object.fromEntries(names["40"]),
        },
        {
          ...placed("AMT", known),
          code: { attributes: letters("Land", "RB", "Kreis", "VB") },
          names: Object.fromEntries(names["50"]),
          inside: [placed("KREIS", known).level.id],
        },
      ],
    },
    boundaryVersion: null,
  };
}

function placed(id: string, known: KnownSpaces): Required<Pick<AreaMapping, "level" | "division">> {
  const usual = usualLevel(id, "");
  if (usual === undefined) throw new Error(`level among the usual ones: ${id}`);
  return {
    level: levelChoice(usual, known),
    division: { author: "Statistisches Bundesamt", ...divisionChoice(usual, known) },
  };
}
