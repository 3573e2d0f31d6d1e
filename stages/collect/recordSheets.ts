import type { Finding } from "../../kernel/trouble/finding.ts";
import type { Cell, Sheet } from "./workbook.ts";

/**
 * A JSON document as sheets, so that it can be read, shown and pointed at like any
 * table: the list of records becomes rows, nested properties become columns with
 * their path as head.
 *
 * GeoJSON features give their properties; a point gives its two coordinates beside
 * them. A document without any list of records gives no sheet.
 *
 * @example
 * recordSheets([{ id: "01", a: { 2021: 5 } }])[0]?.rows // [["id", "a.2021"], ["01", 5]]
 * recordSheets({ hello: 1 }) // []
 */
export function recordSheets(document: unknown): Sheet[] {
  if (Array.isArray(document)) return tableOf("Datensätze", document);
  if (!isObject(document)) return [];
  if (document.type === "FeatureCollection" && Array.isArray(document.features))
    return tableOf("features", document.features.map(featureRecord));
  const sheets: Sheet[] = [];
  for (const [name, value] of Object.entries(document)) {
    if (Array.isArray(value) && value.some(isObject)) sheets.push(...tableOf(name, value));
  }
  return sheets;
}

function featureRecord(feature: unknown): unknown {
  if (!isObject(feature)) return {};
  const properties = isObject(feature.properties) ? feature.properties : {};
  const geometry = isObject(feature.geometry) ? feature.geometry : undefined;
  const point = geometry === undefined ? undefined : firstPoint(geometry);
  return {
    ...(feature.id === undefined ? {} : { "feature.id": feature.id }),
    ...properties,
    "geometry.type": geometry?.type ?? null,
    ...(point === undefined ? {} : { "geometry.x": point[0], "geometry.y": point[1] }),
  };
}

function firstPoint(geometry: Readonly<Record<string, unknown>>): readonly [number, number] | undefined {
  let coordinates = geometry.coordinates;
  if (geometry.type === "MultiPoint" && Array.isArray(coordinates)) coordinates = coordinates[0];
  else if (geometry.type !== "Point") return undefined;
  if (!Array.isArray(coordinates)) return undefined;
  const [x, y] = coordinates;
  return typeof x === "number" && typeof y === "number" ? [x, y] : undefined;
}

const DEEPEST = 12;

function tableOf(name: string, records: readonly unknown[]): Sheet[] {
  const position = new Map<string, number>();
  const rows: Cell[][] = [];
  for (const record of records) {
    if (!isObject(record)) continue;
    const row: Cell[] = [];
    flatten(record, "", 0, (path, cell) => {
      let at = position.get(path);
      if (at === undefined) {
        at = position.size;
        position.set(path, at);
      }
      while (row.length <= at) row.push(null);
      row[at] = cell;
    });
    rows.push(row);
  }
  return rows.length === 0 ? [] : [{ name, rows: [[...position.keys()], ...rows], merges: [] }];
}

function flatten(value: unknown, path: string, depth: number, give: (path: string, cell: Cell) => void): void {
  if (isObject(value) && depth < DEEPEST) {
    for (const [key, inner] of Object.entries(value))
      flatten(inner, path === "" ? key : `${path}.${key}`, depth + 1, give);
    return;
  }
  if (Array.isArray(value) && depth < DEEPEST && value.length > 0 && value.length <= 500 && value.every(isObject)) {
    value.forEach((inner, i) => {
      flatten(inner, `${path}[${i + 1}]`, depth + 1, give);
    });
    return;
  }
  if (path === "") return;
  give(path, typeof value === "number" ? value : typeof value === "string" ? value : textOf(value));
}

function textOf(value: unknown): Cell {
  return value === null || value === undefined ? null : jsonText(value);
}

/**
 * A value as JSON text, shortened where it is nested beyond reading: a file of a
 * hundred thousand brackets must not exhaust the stack.
 *
 * @example
 * jsonText([1, { a: true }]) // '[1,{"a":true}]'
 */
export function jsonText(value: unknown): string {
  return isDeeper(value, 30) ? "[…]" : JSON.stringify(value);
}

function isDeeper(value: unknown, limit: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return limit === 0 || Object.values(value).some((inner) => isDeeper(inner, limit - 1));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Names written twice inside one JSON object, of which every parser silently keeps only the last: one finding for each
 * but the first, at its line and column, at most 50. Empty when the text is not valid JSON; that is for the parser to
 * say.
 *
 * @example
 * duplicateNames('{"a": 1,\n"a": 2}').map((finding) => finding.place) // [{ row: 2, column: 1 }]
 * duplicateNames('[{"a": 1}, {"a": 2}]') // []
 */
export function duplicateNames(text: string): Finding[] {
  const findings: Finding[] = [];
  const open: (Set<string> | null)[] = [];
  let line = 1;
  let lineStart = 0;
  for (let i = 0; i < text.length && findings.length < 50; i++) {
    const sign = text[i];
    if (sign === "\n") {
      line++;
      lineStart = i + 1;
    } else if (sign === "{") open.push(new Set());
    else if (sign === "[") open.push(null);
    else if (sign === "}" || sign === "]") open.pop();
    else if (sign === '"') {
      const start = i;
      i++;
      while (i < text.length && text[i] !== '"') i += text[i] === "\\" ? 2 : 1;
      const names = open.at(-1);
      if (names === null || names === undefined) continue;
      let next = i + 1;
      while (next < text.length && /\s/.test(text[next] ?? "")) next++;
      if (text[next] !== ":") continue;
      const name = text.slice(start + 1, i);
      if (names.has(name))
        findings.push({
          code: "collect.duplicateName",
          severity: "error",
          place: { row: line, column: start - lineStart + 1 },
          parameters: { name },
        });
      names.add(name);
    }
  }
  return findings;
}
