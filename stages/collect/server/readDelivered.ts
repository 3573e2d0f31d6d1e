import type { Ground } from "../../../kernel/geometry/polygon.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import { KeptByUse } from "../../../runtime/store/keptByUse.ts";
import { areasOfTable } from "../areasOfTable.ts";
import { facilitiesInside } from "../facilitiesInside.ts";
import type { Format } from "../format.ts";
import { formatById, recognisedFormat } from "../formats.ts";
import { type GroundedArea, gridToAreas } from "../gridToAreas.ts";
import type { Mapping, TableMapping } from "../mapping.ts";
import { personLevelSign } from "../personLevel.ts";
import type { ReadFigures, SourceGrid } from "../readFigures.ts";
import { sheetOf } from "../tableLayout.ts";
import { proposedTable } from "../tableProposal.ts";
import type { Workbook } from "../workbook.ts";
import { openFile } from "./openFile.ts";

export interface FileOnDisk {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** Of its content. */
  readonly hash: string;
}

// A file is received, checked and accepted shortly one after the other: what was opened is kept for
// that, up to a number of cells, and with it how it was read last.
const cellsKept = 1_000_000;
const opened = new KeptByUse<Workbook>(cellsKept, cellsOf);
const readings = new WeakMap<Workbook, { how: string; read: ReadFigures }>();

function cellsOf({ sheets }: Workbook): number {
  let cells = 0;
  for (const { rows } of sheets) for (const row of rows) cells += row.length;
  return cells;
}

/** An opened file that holds no single persons. */
export async function openDelivered(file: FileOnDisk): Promise<Workbook> {
  const key = `${file.hash} ${file.name}`;
  const before = opened.get(key);
  if (before !== undefined) return before;
  const workbook = await openFile(file);
  const sign = personLevelSign(workbook);
  if (sign !== undefined)
    throw new Refusal(
      "collect.personLevel",
      { file: file.name, head: sign.head, rows: sign.rows },
      { place: { ...(sign.sheet === "" ? {} : { sheet: sign.sheet }), row: sign.row, column: sign.column } },
    );
  if (cellsOf(workbook) <= cellsKept) opened.set(key, workbook);
  return workbook;
}

/** The figures of an opened file, read as the mapping says or as the file itself suggests. */
export async function readDelivered(
  db: Context["db"],
  workbook: Workbook,
  mapping: Mapping | undefined,
  sheets: readonly string[] = [],
): Promise<{ format: Format; certainty: number; read: ReadFigures; table?: TableMapping }> {
  const looked = sheets.length === 0 ? workbook : withSheets(workbook, sheets);
  const { format, certainty } =
    mapping === undefined ? recognisedFormat(looked) : { format: formatById(mapping.reader), certainty: 1 };
  if (sheets.length > 0 && format.id !== "table")
    throw new Refusal("collect.sheetsOfOtherFormat", { file: workbook.fileName, format: format.label.de });
  const table =
    mapping === undefined && format.id === "table" ? await tableOnSheets(db, workbook, looked, sheets) : undefined;
  const proposed = { reader: format.id, figures: [], ...(table === undefined ? {} : { table }) };
  const read = readAs(workbook, format, mapping ?? proposed);
  const onAreas = read.grid === null ? read : await withGridOnAreas(db, read, read.grid, mapping);
  const own = await withOwnFacilities(db, onAreas);
  return { format, certainty, read: own, ...(table === undefined ? {} : { table }) };
}

/** The file with these sheets alone, the first of them to lead. */
function withSheets(workbook: Workbook, names: readonly string[]): Workbook {
  const sheets = names.map((name) => sheetOf(workbook, name));
  return { ...workbook, sheets: sheets.map(({ hidden: _, ...sheet }) => sheet) };
}

/** How the table lies on the sheets that a person chose, or on those that the file itself suggests. */
async function tableOnSheets(
  db: Context["db"],
  workbook: Workbook,
  looked: Workbook,
  chosen: readonly string[],
): Promise<TableMapping | undefined> {
  const table = await tableWithAreas(db, looked);
  if (chosen.length === 0) return table;
  const found = table ?? proposedTable(looked)?.table;
  if (found === undefined) return undefined;
  const read = new Set([found.sheet, ...(found.sheets ?? []).map(({ name }) => name)]);
  const left = chosen.find((name) => !read.has(name));
  if (left !== undefined)
    throw new Refusal("collect.sheetsDiffer", { file: workbook.fileName, sheet: left, main: found.sheet ?? "" });
  return { ...found, sheets: found.sheets ?? [] };
}

/** How a table lies, where only the county's own areas tell; undefined where the file tells it itself. */
async function tableWithAreas(db: Context["db"], workbook: Workbook): Promise<TableMapping | undefined> {
  const proposal = proposedTable(workbook)?.table;
  if (proposal === undefined) return undefined;
  return areasOfTable(workbook, proposal, await db.selectFrom("area").select(["code", "name"]).execute());
}

/** What a reader makes of a file with a mapping. */
function readAs(workbook: Workbook, format: Format, mapping: Mapping): ReadFigures {
  const how = JSON.stringify({ ...mapping, reader: format.id });
  const before = readings.get(workbook);
  if (before?.how === how) return before.read;
  const read = withUnreadSheets(workbook, format, format.read(workbook, mapping));
  readings.set(workbook, { how, read });
  return read;
}

/** What a reader with a layout of its own found, with a word about each sheet on which it reads nothing. */
function withUnreadSheets(workbook: Workbook, format: Format, read: ReadFigures): ReadFigures {
  if (format.id === "table" || workbook.sheets.length < 2 || read.slices.length === 0) return read;
  const own = new Set([...read.slices.map(({ sheet }) => sheet), ...read.areas.map(({ sheet }) => sheet)]);
  const left = workbook.sheets.filter(({ name, rows }) => !own.has(name) && rows.some((row) => row.length > 0));
  const findings = left.slice(0, 50).map(({ name, hidden }) => ({
    code: hidden === true ? "collect.sheetHidden" : "collect.sheetNotOfFormat",
    severity: "note" as const,
    place: null,
    parameters: { sheet: name, format: format.label.de },
  }));
  return { ...read, findings: [...read.findings, ...findings] };
}

/** Of a list of facilities those that stand in the county, where its ground is known. */
async function withOwnFacilities(db: Context["db"], read: ReadFigures): Promise<ReadFigures> {
  if (read.facilities.length === 0) return read;
  const { facilities } = read;
  const grounds = await countyGrounds(db);
  if (grounds.length === 0) return read;
  const { inside, outside, placeless } = facilitiesInside(facilities, grounds);
  // Of what lies elsewhere nobody wants to know that its place is missing.
  const rows = new Set(inside.map(({ row }) => row));
  const findings = read.findings.filter(
    ({ code, place, parameters }) =>
      (code !== "collect.noPlace" || rows.has(place?.row ?? 0)) &&
      (outside === 0 || code !== "collect.moreOfTheSame" || parameters.kind !== "noPlace"),
  );
  if (outside > 0)
    findings.push({
      code: "collect.facilitiesElsewhere",
      severity: "note",
      place: null,
      parameters: { inside: inside.length, outside, placeless },
    });
  return { ...read, facilities: inside, findings };
}

/** The newest ground of every area of the coarsest level that is drawn. */
async function countyGrounds(db: Context["db"]): Promise<Ground[]> {
  const rows = await db
    .selectFrom("area")
    .innerJoin("area_level", "area_level.id", "area.level_id")
    .innerJoin("area_geometry", "area_geometry.area_id", "area.id")
    .innerJoin("boundary_version", "boundary_version.id", "area_geometry.boundary_version_id")
    .select(["area.id", "area.level_id as level", "area_geometry.original"])
    .where("area.valid_to", "is", null)
    .orderBy("area_level.rank")
    .orderBy("area_level.id")
    .orderBy("boundary_version.valid_on", "desc")
    .execute();
  const newest = new Map<number, Ground>();
  for (const { id, level, original } of rows)
    if (level === rows[0]?.level && !newest.has(id)) newest.set(id, groundOf(original));
  return [...newest.values()];
}

async function withGridOnAreas(
  db: Context["db"],
  read: ReadFigures,
  grid: SourceGrid,
  mapping: Mapping | undefined,
): Promise<ReadFigures> {
  const areas = await groundedAreas(db, mapping?.level);
  const onAreas = gridToAreas(grid, areas, mapping?.cells);
  return { ...read, ...onAreas, findings: [...read.findings, ...onAreas.findings], rowsRead: grid.x.length };
}

/** Areas with ground at a level, or at the finest level that has any. */
async function groundedAreas(db: Context["db"], level: string | undefined): Promise<GroundedArea[]> {
  const rows = await db
    .selectFrom("area")
    .innerJoin("area_level", "area_level.id", "area.level_id")
    .innerJoin("area_geometry", "area_geometry.area_id", "area.id")
    .innerJoin("boundary_version", "boundary_version.id", "area_geometry.boundary_version_id")
    .select(["area.code", "area.name", "area.level_id as level", "area_level.rank", "area_geometry.original"])
    .where("area.valid_to", "is", null)
    .orderBy("area_level.rank", "desc")
    .orderBy("boundary_version.valid_on", "desc")
    .execute();
  const chosen = level ?? rows[0]?.level;
  const found = new Map<string, GroundedArea>();
  for (const row of rows)
    if (row.level === chosen && !found.has(row.code))
      found.set(row.code, { code: row.code, name: row.name, ground: groundOf(row.original) });
  if (found.size === 0) throw new Refusal("collect.gridNeedsGround", { level: level ?? "" });
  return [...found.values()];
}

function groundOf(geometry: unknown): Ground {
  const { type, coordinates } = geometry as { type: string; coordinates: unknown };
  return (type === "Polygon" ? [coordinates] : coordinates) as Ground;
}
