import { basename, resolve } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import type { Specification } from "../../specification.ts";
import { codeOf, numberOf, quoted } from "./codeExpressions.ts";
import { isUtf8File } from "./isUtf8File.ts";
import type { Placing } from "./placing.ts";
import { type RecordColumns, recordColumns } from "./recordColumns.ts";
import { type RecordFile, recordFile } from "./recordFile.ts";

/** Records counted by the finest codes: all that is left of the people. */
export interface Counted {
  readonly records: number;
  /** Records of other people than those whom the specification means. */
  readonly notMeant: number;
  /** Records that could not be placed, by reason; never which. */
  readonly leftOut: Readonly<Record<string, number>>;
  readonly groups: readonly Group[];
}

export interface Group {
  /** One finest code per dimension. */
  readonly codes: readonly string[];
  readonly count: number;
  readonly sum: number;
  /** Largest single contributions to the sum, largest first. */
  readonly largest: readonly number[];
  /** Keys of the records added up. */
  readonly keys: number;
}

/**
 * Counts the records of a file by the dimensions of a specification, streaming, in
 * memory only: no temporary file, no extension, no other file can be opened.
 *
 * Impossible values are left out and counted by reason. What goes wrong is told
 * without quoting the file, since a line of it is a person.
 */
export async function countRecords(
  path: string,
  specification: Specification,
  knownCodes: readonly (ReadonlySet<string> | undefined)[],
  placing?: Placing,
  /** Told every two seconds how much is counted, in percent. */
  progress: (percent: number) => void = () => {},
): Promise<Counted> {
  const file = await recordFile(path, specification.records);
  const columns = recordColumns(specification, file.header, { file: basename(path), line: file.skipped + 1 }, placing);
  const instance = await DuckDBInstance.create(":memory:", {
    temp_directory: "",
    memory_limit: "1600MB",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    preserve_insertion_order: String(columns.unique !== undefined),
  });
  const connection = await instance.connect();
  const watch = setInterval(() => {
    const { percentage } = connection.progress;
    if (percentage > 0) progress(percentage);
  }, 2_000);
  try {
    await connection.run(`set allowed_paths = [${quoted(resolve(path))}]`);
    await connection.run("set enable_external_access = false");
    await connection.run("set enable_progress_bar = true");
    await connection.run("set enable_progress_bar_print = false");
    await connection.run("set lock_configuration = true");
    const source = await sourceOf(connection, path, specification, file, columns);
    if (placing !== undefined) await findAreas(connection, source, placing);
    return await count(connection, source, specification, columns, knownCodes, placing);
  } catch (trouble) {
    if (!(trouble instanceof Refusal) || trouble.place?.file !== undefined) throw trouble;
    throw new Refusal(trouble.code, trouble.parameters, { place: { file: basename(path), ...trouble.place } });
  } finally {
    clearInterval(watch);
    connection.closeSync();
    instance.closeSync();
  }
}

/** A relation of the wanted columns as text: the file itself, or a table in memory where only we can decode it. */
async function sourceOf(
  connection: DuckDBConnection,
  path: string,
  specification: Specification,
  file: RecordFile,
  columns: RecordColumns,
): Promise<string> {
  const { separator, header, skipped } = file;
  if (separator === undefined) {
    await decodeIntoMemory(connection, path, file, columns);
    return "record";
  }
  const wished = specification.records?.encoding;
  const isUtf8 = wished === "windows-1252" || wished === "iso-8859-1" ? false : await isUtf8File(path);
  const encodings = isUtf8 ? ["utf-8"] : wished === "iso-8859-1" ? ["latin-1"] : [];
  // The shape is given, not guessed: a guess could take an odd first line for a title and skip it.
  const shape = `{${header.map((column, at) => `${quoted(header.indexOf(column) === at ? column : `${column} ${at}`)}: 'VARCHAR'`).join(", ")}}`;
  for (const encoding of encodings) {
    const relation = `read_csv(${quoted(resolve(path))}, header = true, auto_detect = false, skip = ${skipped}, columns = ${shape}, delim = ${quoted(separator)}, quote = '"', escape = '"', encoding = ${quoted(encoding)})`;
    // Known to be UTF-8 from the first byte to the last: what else is wrong with a line, the counting will say.
    if (encoding === "utf-8") return relation;
    try {
      // A look at every line tells whether the encoding holds; later queries would fail in the middle.
      await connection.run(`select count(${name(columns.wanted[0] ?? "")}) from ${relation}`);
      return relation;
    } catch (trouble) {
      if (/columns|expected number/i.test(String(trouble)) && !/unicode|encod/i.test(String(trouble)))
        throw new Refusal(
          "protect.recordsUnreadable",
          { reason: "die Zeilen haben nicht alle gleich viele Felder" },
          { place: { file: basename(path) } },
        );
    }
  }
  if (wished === "utf-8")
    throw new Refusal(
      "protect.recordsUnreadable",
      { reason: "der Zeichensatz ist nicht UTF-8" },
      { place: { file: basename(path) } },
    );
  await decodeIntoMemory(connection, path, file, columns);
  return "record";
}

async function decodeIntoMemory(
  connection: DuckDBConnection,
  path: string,
  { header, skipped, rows }: RecordFile,
  columns: RecordColumns,
): Promise<void> {
  await connection.run(`create table record (${columns.wanted.map((c) => `${name(c)} varchar`).join(", ")})`);
  const appender = await connection.createAppender("record");
  const places = columns.wanted.map((wanted) => header.indexOf(wanted));
  let line = skipped + 1;
  for await (const row of rows()) {
    line++;
    if (row.length !== header.length)
      throw new Refusal(
        "protect.raggedRow",
        { found: row.length, expected: header.length },
        { place: { file: basename(path), row: line } },
      );
    for (const place of places) appender.appendVarchar(row[place] ?? "");
    appender.endRow();
  }
  appender.closeSync();
}

/** Looks up every different address or block once; in memory, like everything else. */
async function findAreas(connection: DuckDBConnection, source: string, placing: Placing): Promise<void> {
  const fields = placing.columns.map((_, at) => `f${at}`);
  await connection.run(
    `create temp table placed (${fields.map((f) => `${f} varchar`).join(", ")}, area varchar, reason varchar)`,
  );
  const different = await connection
    .stream(`select distinct ${placing.columns.map(fieldOf).join(", ")} from ${source} as record`)
    .catch((trouble: unknown) => {
      throw told(trouble);
    });
  const rows: string[][] = [];
  for await (const some of different.yieldRowsJs()) for (const row of some) rows.push(row.map(String));
  const appender = await connection.createAppender("placed");
  for (const row of rows) {
    const found = placing.areaOf(row);
    for (const field of row) appender.appendVarchar(field);
    if ("area" in found) {
      appender.appendVarchar(found.area);
      appender.appendNull();
    } else {
      appender.appendNull();
      appender.appendVarchar(found.reason);
    }
    appender.endRow();
  }
  appender.closeSync();
}

function fieldOf(column: string): string {
  return `coalesce(trim(record.${name(column)}), '')`;
}

async function count(
  connection: DuckDBConnection,
  source: string,
  specification: Specification,
  columns: RecordColumns,
  knownCodes: readonly (ReadonlySet<string> | undefined)[],
  placing: Placing | undefined,
): Promise<Counted> {
  // Columns of the file get names of ours: one of them may be called like something that is worked out here.
  const own = (column: string) => `w${columns.wanted.indexOf(column)}`;
  const codes = specification.dimensions.map((d, at) =>
    at === placing?.dimension ? "placed.area" : codeOf(`trim(record.${name(columns.dimensions[at] ?? "")})`, d),
  );
  const only = Object.entries(specification.records?.only ?? {}).map(
    ([column, meant]) => `coalesce(trim(record.${name(column)}), '') in (${meant.map(quoted).join(", ")})`,
  );
  const meant = only.length === 0 ? "true" : only.join(" and ");
  const numbered = `(select *, row_number() over () as "${inFile}" from ${source})`;
  for (const [at, known] of knownCodes.entries()) {
    if (known === undefined) continue;
    await connection.run(`create temp table known${at} (code varchar primary key)`);
    const appender = await connection.createAppender(`known${at}`);
    for (const code of known) {
      appender.appendVarchar(code);
      appender.endRow();
    }
    appender.closeSync();
  }
  const amount = columns.sum === undefined ? "0" : numberOf(`trim(record.${name(columns.sum)})`);
  const key = columns.key === undefined ? "0" : numberOf(`trim(record.${name(columns.key)})`);
  const reasons = specification.dimensions.map((d, at) => {
    const label = (d.label ?? d.id).replaceAll("'", "''");
    if (at === placing?.dimension)
      return `when place_reason is not null then place_reason ${
        knownCodes[at] === undefined
          ? ""
          : `when c${at} not in (select code from known${at}) then 'unbekannter Schlüssel in ${label}'`
      }`;
    const column = `trim(${own(columns.dimensions[at] ?? "")})`;
    const known =
      knownCodes[at] === undefined
        ? ""
        : `when c${at} not in (select code from known${at}) then 'unbekannter Schlüssel in ${label}'`;
    return `when coalesce(${column}, '') = '' then 'leer: ${label}'
      when c${at} is null then 'unmöglicher Wert in ${label}' ${known}`;
  });
  if (columns.sum !== undefined) reasons.push("when amount is null then 'keine Zahl im Betrag'");
  if (columns.key !== undefined)
    reasons.push("when key is null or key < 0 or key >= 1 then 'kein Schlüssel zwischen 0 und 1'");
  if (columns.unique !== undefined)
    reasons.push(`when coalesce(trim(${own(columns.unique)}), '') = '' then 'leer: Kennung'`);
  const twice = columns.unique === undefined ? "" : "when in_file > first_line then 'Kennung doppelt'";
  const top = Math.max(1, specification.contributions?.length ?? 1);
  // Millions of people share few texts: those are counted first, and judged once each. What
  // must be told apart record by record (addresses, amounts, keys) stays apart.
  const isCounting = placing === undefined && [columns.sum, columns.key, columns.unique].every((c) => c === undefined);
  const different = isCounting
    ? `(select ${[...new Set(columns.wanted)].map((c) => `${name(c)}, `).join("")}count(*) as n_alike from ${source} group by all)`
    : columns.unique === undefined
      ? source
      : numbered;
  const n = isCounting ? "sum(n_alike)" : "count(*)";
  if (columns.unique !== undefined) await findTwins(connection, source, numbered, columns.unique, meant);
  const query = `
    with coded as (
      select ${codes.map((code, at) => `${code} as c${at}`).join(", ")}, ${amount} as amount, ${key} as key,
             ${meant} as meant,
             ${placing === undefined ? "" : "placed.reason as place_reason, "}${columns.wanted.map((c) => `record.${name(c)} as ${own(c)}`).join(", ")}${isCounting ? ", n_alike" : ""}${columns.unique === undefined ? "" : `, record."${inFile}" as in_file, twin.first_line`}
      from ${different} as record ${placing === undefined ? "" : `left join placed on ${placing.columns.map((c, at) => `placed.f${at} = ${fieldOf(c)}`).join(" and ")}`}
      ${columns.unique === undefined ? "" : `left join twin on twin.id = ${fieldOf(columns.unique)} and twin.meant = (${meant})`}),
    judged as (select *, case when not meant then ${quoted(notMeant)} ${reasons.join("\n")} ${twice} end as reason from coded)
    select ${codes.map((_, at) => `case when reason is null then c${at} end as g${at}`).join(", ")}, reason, ${n} as n,
           sum(amount) as amount, ${columns.sum === undefined ? "[]" : `max(amount, ${top})`} as largest, sum(key) as keys
    from judged group by ${codes.map((_, at) => `g${at}`).join(", ")}, reason`;
  const reader = await connection.runAndReadAll(query).catch((trouble: unknown) => {
    throw told(trouble);
  });
  const leftOut: Record<string, number> = {};
  const groups: Group[] = [];
  let records = 0;
  for (const row of reader.getRowsJS()) {
    const n = Number(row[codes.length + 1]);
    records += n;
    const reason = row[codes.length];
    if (typeof reason === "string") leftOut[reason] = (leftOut[reason] ?? 0) + n;
    else
      groups.push({
        codes: codes.map((_, at) => String(row[at])),
        count: n,
        sum: Number(row[codes.length + 2]),
        largest: listOf(row[codes.length + 3]),
        keys: Number(row[codes.length + 4]),
      });
  }
  if (records === 0) throw new Refusal("protect.noRecords");
  const { [notMeant]: others = 0, ...wrong } = leftOut;
  if (groups.length === 0)
    throw new Refusal("protect.noneCounted", {
      count: records,
      reasons: Object.entries(leftOut)
        .map(([reason, n]) => `${n} × ${reason}`)
        .join(", "),
    });
  // The engine answers in any order; the table shall be the same every time.
  groups.sort((a, b) => {
    const at = a.codes.findIndex((code, d) => code !== b.codes[d]);
    return at < 0 ? 0 : collator.compare(a.codes[at] ?? "", b.codes[at] ?? "");
  });
  return { records, notMeant: others, leftOut: wrong, groups };
}

const collator = new Intl.Collator("de", { numeric: true });

/** A name that no column of a file has. */
const inFile = "\u0001 line";
const notMeant = "nicht gemeint (records.only)";

/**
 * Identifications that stand in several records, with the line of the first: that
 * one counts. Found by short marks first, since millions of them fit into memory
 * where the texts do not.
 */
async function findTwins(
  connection: DuckDBConnection,
  source: string,
  numbered: string,
  unique: string,
  meant: string,
): Promise<void> {
  const id = fieldOf(unique);
  const marks = `select hash(${id}) from ${source} as record group by all having count(*) > 1`;
  await connection
    .run(
      `create temp table twin as select ${id} as id, ${meant} as meant, min("${inFile}") as first_line
       from ${numbered} as record where hash(${id}) in (${marks}) group by all having count(*) > 1`,
    )
    .catch((trouble: unknown) => {
      throw told(trouble);
    });
}

/** A database's message may quote a line of the file, and a line is a person: only its kind is passed on. */
function told(trouble: unknown): Error {
  const text = String(trouble);
  const line = /CSV Error on Line: (\d+)/.exec(text)?.[1];
  const place = line === undefined ? {} : { place: { row: Number(line) } };
  if (/expected number of columns/i.test(text))
    return new Refusal("protect.recordsUnreadable", { reason: "nicht alle Zeilen haben gleich viele Felder" }, place);
  if (/CSV|Conversion|Invalid Input/i.test(text))
    return new Refusal(
      "protect.recordsUnreadable",
      { reason: "eine Zeile lässt sich nicht in Felder zerlegen" },
      place,
    );
  if (/out of memory/i.test(text)) return new Refusal("protect.recordsTooMany");
  return new Error(`counting records failed: ${text.split("\n")[0]?.slice(0, 40) ?? ""}`);
}

function listOf(value: unknown): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}

function name(column: string): string {
  return `"${column.replaceAll('"', '""')}"`;
}
