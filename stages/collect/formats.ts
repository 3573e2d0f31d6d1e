import { Refusal } from "../../kernel/trouble/refusal.ts";
import type { Format } from "./format.ts";
import { bundesagentur } from "./formats/bundesagentur.ts";
import { cityRecords } from "./formats/cityRecords.ts";
import { facilityList } from "./formats/facilityList.ts";
import { gemeindeverzeichnis } from "./formats/gemeindeverzeichnis.ts";
import { genesisCube } from "./formats/genesisCube.ts";
import { genesisFlat } from "./formats/genesisFlat.ts";
import { genesisTable } from "./formats/genesisTable.ts";
import { inkar } from "./formats/inkar.ts";
import { kommonitor } from "./formats/kommonitor.ts";
import { table } from "./formats/table.ts";
import { zensusGrid } from "./formats/zensusGrid.ts";
import { otherFile } from "./otherFiles.ts";
import type { Workbook } from "./workbook.ts";

/** Every layout that is understood; one more is a file in `formats/` and a line here. */
export const formats: readonly Format[] = [
  genesisFlat,
  genesisCube,
  genesisTable,
  inkar,
  gemeindeverzeichnis,
  bundesagentur,
  zensusGrid,
  kommonitor,
  cityRecords,
  facilityList,
  table,
];

/** The format with this id; a refusal that lists the known ones when there is none. */
export function formatById(id: string): Format {
  const format = formats.find((candidate) => candidate.id === id);
  if (format === undefined)
    throw new Refusal("collect.unknownReader", { reader: id, readers: formats.map((known) => known.id).join(", ") });
  return format;
}

/**
 * The format that recognises a file, with its certainty. A file that holds no
 * figures of areas is refused with a sentence that says what it is; one that nothing
 * understands, with the place where a table would have to begin.
 *
 * Certainty from 0 to 1.
 */
export function recognisedFormat(workbook: Workbook): { readonly format: Format; readonly certainty: number } {
  const found = formats
    .map((format) => ({ format, certainty: format.recognise(workbook) }))
    .sort((a, b) => b.certainty - a.certainty)[0];
  if (found !== undefined && found.certainty >= 0.5) return found;
  const other = otherFile(workbook);
  if (other !== undefined) throw new Refusal(other.code, { file: workbook.fileName, ...other.parameters });
  if (found !== undefined && found.certainty > 0) return found;
  const sheet = workbook.sheets.find((candidate) => candidate.rows.some((row) => row.length > 0));
  const row = (sheet?.rows.findIndex((cells) => cells.length > 0) ?? 0) + 1;
  const column = (sheet?.rows[row - 1]?.findIndex((cell) => cell !== null) ?? 0) + 1;
  throw new Refusal(
    "collect.noTable",
    { file: workbook.fileName },
    { place: { ...(sheet === undefined || sheet.name === "" ? {} : { sheet: sheet.name }), row, column } },
  );
}
