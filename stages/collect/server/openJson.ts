import iconv from "iconv-lite";
import type { Finding } from "../../../kernel/trouble/finding.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { textEncoding } from "../encoding.ts";
import { jsonErrorAt } from "../jsonErrorAt.ts";
import { duplicateNames, jsonText, recordSheets } from "../recordSheets.ts";
import type { Workbook } from "../workbook.ts";
import { limits } from "./limits.ts";

/** Opens JSON and GeoJSON as sheets of records; what is not valid is refused with the line where it breaks. */
export function openJson(bytes: Buffer, fileName: string): Workbook {
  const encoding = textEncoding(bytes);
  const text = iconv.decode(bytes.subarray(encoding.mark), encoding.name);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new Refusal("collect.invalidJson", { file: fileName }, { place: placeOfError(text) });
  }
  const sheets = recordSheets(document);
  const findings: Finding[] = duplicateNames(text);
  let cells = 0;
  for (const sheet of sheets) {
    const width = sheet.rows[0]?.length ?? 0;
    cells += sheet.rows.reduce((sum, row) => sum + row.length, 0);
    if (width > limits.columns)
      throw new Refusal("collect.tooManyColumns", { file: fileName, limit: limits.columns, columns: width });
    if (cells > limits.cells)
      throw new Refusal("collect.tooManyCells", { file: fileName, millions: limits.cells / 1e6 });
  }
  const geo =
    typeof document === "object" && document !== null && "type" in document && document.type === "FeatureCollection";
  if (sheets.length === 0) sheets.push(keysAsSheet(document));
  const crs = geo ? /EPSG:{1,2}(\d{4,5})/.exec(jsonText((document as { crs?: unknown }).crs ?? ""))?.[1] : undefined;
  return {
    fileName,
    container: geo ? "geojson" : "json",
    sheets,
    findings,
    ...(crs === undefined ? {} : { crs: `EPSG:${crs}` }),
  };
}

// A document without records still shows its names, so that a reader can say what it is.
function keysAsSheet(document: unknown): Workbook["sheets"][number] {
  const entries = typeof document === "object" && document !== null ? Object.entries(document) : [];
  const rows = entries
    .slice(0, 5000)
    .map(([key, value]) => [
      key,
      typeof value === "number" || typeof value === "string" ? value : jsonText(value ?? null).slice(0, 2000),
    ]);
  return { name: "Angaben", rows: [["Name", "Wert"], ...rows], merges: [] };
}

function placeOfError(text: string): { row: number; column: number } {
  const at = jsonErrorAt(text) ?? text.length;
  const before = text.slice(0, at);
  return { row: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}
