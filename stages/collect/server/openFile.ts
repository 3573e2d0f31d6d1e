import { open, readFile } from "node:fs/promises";
import { extname } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Container, Workbook } from "../workbook.ts";
import { limits } from "./limits.ts";
import { openDelimited } from "./openDelimited.ts";
import { openJson } from "./openJson.ts";
import { openOds } from "./openOds.ts";
import { openParquet } from "./openParquet.ts";
import { openXls } from "./openXls.ts";
import { openXlsx } from "./openXlsx.ts";
import { UnpackingBudget, unpackedWhole, zipEntries } from "./zip.ts";

/**
 * Opens a delivered file by what is inside, not by the ending of its name. What
 * cannot be opened is refused with a sentence that names the file, the place and
 * what to do; memory stays within `limits`.
 */
export async function openFile(file: {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
}): Promise<Workbook> {
  if (file.bytes === 0) throw new Refusal("collect.emptyFile", { file: file.name });
  const head = await firstBytes(file.path);
  const kind = kindOf(head, file.name);
  if (kind.refusal !== undefined) throw new Refusal(kind.refusal, { file: file.name });
  const limit =
    kind.container === "csv" ? limits.textBytes : kind.container === "json" ? limits.jsonBytes : limits.workbookBytes;
  if (file.bytes > limit)
    throw new Refusal("collect.tooLarge", {
      file: file.name,
      megabytes: Math.round(file.bytes / 1e6),
      limit: Math.round(limit / 1e6),
    });
  const workbook = await opened(file, kind.container);
  return withEndingChecked(workbook, file.name);
}

async function opened(
  file: { readonly path: string; readonly name: string },
  container: Container | "zip",
): Promise<Workbook> {
  if (container === "parquet") return openParquet(file.path, file.name);
  const bytes = await readFile(file.path);
  if (container === "zip") return openZipped(bytes, file.name);
  if (container === "xls") return openXls(bytes, file.name);
  return container === "json" ? openJson(bytes, file.name) : openDelimited(bytes, file.name);
}

/** A zip is opened when exactly one table lies in it, as GENESIS and the Zensus deliver them. */
async function openZipped(bytes: Buffer, fileName: string): Promise<Workbook> {
  const entries = zipEntries(bytes, fileName);
  if (entries.some((entry) => entry.name.toLowerCase() === "xl/workbook.xml"))
    return openXlsx(bytes, entries, fileName);
  if (entries.some((entry) => entry.name.toLowerCase() === "xl/workbook.bin"))
    throw new Refusal("collect.binaryWorkbook", { file: fileName });
  if (entries.some((entry) => entry.name.toLowerCase() === "word/document.xml"))
    throw new Refusal("collect.textDocument", { file: fileName });
  if (entries.some((entry) => entry.name === "content.xml")) return openOds(bytes, entries, fileName);
  const names = entries.map((entry) => entry.name);
  if (names.some((name) => /\.shp$/i.test(name)))
    throw new Refusal("collect.boundariesGoElsewhere", { file: fileName });
  if (names.includes("stops.txt")) throw new Refusal("collect.timetable", { file: fileName });
  const tables = entries.filter(
    (entry) => /\.(csv|tsv|json|geojson|xlsx|ods)$/i.test(entry.name) && !/^__MACOSX|\/\./.test(entry.name),
  );
  const [only] = tables;
  if (only === undefined || tables.length > 1)
    throw new Refusal("collect.zipWithSeveral", {
      file: fileName,
      count: tables.length,
      names:
        tables
          .slice(0, 5)
          .map((entry) => entry.name)
          .join(", ") || "keine",
    });
  const budget = new UnpackingBudget(bytes.length, fileName);
  const inner = await unpackedWhole(bytes, only, budget, fileName);
  const innerName = `${fileName} › ${only.name}`;
  const kind = kindOf(inner.subarray(0, 4096), only.name);
  if (kind.refusal !== undefined) throw new Refusal(kind.refusal, { file: innerName });
  if (kind.container === "zip") {
    const parts = zipEntries(inner, innerName);
    return parts.some((entry) => entry.name === "content.xml")
      ? openOds(inner, parts, innerName)
      : openXlsx(inner, parts, innerName);
  }
  return kind.container === "json" ? openJson(inner, innerName) : openDelimited(inner, innerName);
}

async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

interface Kind {
  readonly container: Container | "zip";
  readonly refusal?: string;
}

function kindOf(head: Buffer, name: string): Kind {
  const starts = (...bytes: number[]): boolean => bytes.every((byte, i) => head[i] === byte);
  if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0x50, 0x4b, 0x05, 0x06)) return { container: "zip" };
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return { container: "xls" };
  if (head.toString("latin1", 0, 4) === "PAR1") return { container: "parquet" };
  if (head.toString("latin1", 0, 15) === "SQLite format 3")
    return { container: "csv", refusal: "collect.boundariesGoElsewhere" };
  if (head.toString("latin1", 0, 5) === "%PDF-") return { container: "csv", refusal: "collect.pdf" };
  if (starts(0x1f, 0x8b)) return { container: "csv", refusal: "collect.gzip" };
  if (starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff))
    return { container: "csv", refusal: "collect.picture" };
  if (/\.dbf$/i.test(name) && (starts(0x03) || starts(0x30) || starts(0x83)))
    return { container: "csv", refusal: "collect.dbf" };
  const text = head
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart();
  // Workbooks of Excel 2 to 4 begin with the mark of their one sheet.
  if (starts(0x09, 0x00, 0x04, 0x00) || starts(0x09, 0x02, 0x06, 0x00) || starts(0x09, 0x04, 0x06, 0x00))
    return { container: "xls" };
  if (text.startsWith("{\\rtf")) return { container: "csv", refusal: "collect.textDocument" };
  if (/urn:schemas-microsoft-com:office:spreadsheet/.test(text))
    return { container: "csv", refusal: "collect.excelXml" };
  if (/^(<!doctype html|<html|<table)/i.test(text)) return { container: "csv", refusal: "collect.html" };
  if (/^<\?xml|^<\w+[\s>]/.test(text)) return { container: "csv", refusal: "collect.xml" };
  if (/^\{[\s\S]*?["}]|^\[\s*[[{"\d\]-]/.test(text)) return { container: "json" };
  if (/\.(geo)?json$/i.test(name)) return { container: "json" };
  return { container: "csv" };
}

const endings: Readonly<Record<Container, readonly string[]>> = {
  csv: [".csv", ".tsv", ".txt", ".tab", ""],
  xlsx: [".xlsx", ".xlsm", ""],
  xls: [".xls", ""],
  ods: [".ods", ""],
  parquet: [".parquet", ".pq", ""],
  json: [".json", ".geojson", ".txt", ""],
  geojson: [".json", ".geojson", ".txt", ""],
};

const words: Readonly<Record<Container, string>> = {
  csv: "ein Text mit Trennzeichen (CSV)",
  xlsx: "eine Excel-Mappe (XLSX)",
  xls: "eine alte Excel-Mappe (XLS)",
  ods: "eine OpenDocument-Tabelle (ODS)",
  parquet: "eine Parquet-Datei",
  json: "JSON",
  geojson: "GeoJSON",
};

function withEndingChecked(workbook: Workbook, name: string): Workbook {
  const ending = extname(name).toLowerCase();
  if (endings[workbook.container].includes(ending) || ending === ".zip") return workbook;
  const finding = {
    code: "collect.wrongEnding",
    severity: "note",
    place: null,
    parameters: { ending, container: words[workbook.container] },
  } as const;
  return { ...workbook, findings: [finding, ...workbook.findings] };
}
