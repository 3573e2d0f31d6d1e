import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { afterAll, expect, test } from "vitest";
import { groundArea } from "../../../../kernel/geometry/polygon.ts";
import { curvedGround } from "./curvedGround.ts";
import { readLayer } from "./readLayer.ts";

const folder = mkdtempSync(join(tmpdir(), "layers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A dBase table with one column of letters; a name that begins with `*` is a row that was struck out. */
function table(names: readonly string[], encoding: string, numberOfLetters = 0): Buffer {
  const head = Buffer.alloc(65);
  head[0] = 3;
  head.writeUInt32LE(names.length, 4);
  head.writeUInt16LE(65, 8);
  head.writeUInt16LE(21, 10);
  head[29] = numberOfLetters;
  head.write("NAME", 32, "latin1");
  head.write("C", 43, "latin1");
  head[48] = 20;
  head[64] = 0x0d;
  const rows = names.map((name) => {
    const row = Buffer.alloc(21, 0x20);
    if (name.startsWith("*")) row[0] = 0x2a;
    iconv.encode(name.replace("*", ""), encoding).copy(row, 1);
    return row;
  });
  return Buffer.concat([head, ...rows, Buffer.from([0x1a])]);
}

async function namesOf(bytes: Buffer): Promise<unknown[]> {
  const path = join(folder, "gebiete.dbf");
  writeFileSync(path, bytes);
  const layer = await readLayer({ name: "gebiete.dbf", path });
  return layer?.features.map(({ attributes }) => attributes.NAME) ?? [];
}

const names = ["Köln–Süd", "Großenaspe", "Übersee", "Ähren", "Öhringen"];

test("X-040 the table of a shapefile keeps its umlauts from Windows, UTF-8, DOS and whatever number names them", async () => {
  for (const number of [0, 0x57, 0x03]) expect(await namesOf(table(names, "windows-1252", number))).toEqual(names);
  expect(await namesOf(table(names, "utf-8"))).toEqual(names);
  expect(await namesOf(table(names, "utf-8", 0x57))).toEqual(names);
  // DOS has no long dash.
  const old = names.map((name) => name.replace("–", "-"));
  for (const number of [0, 0x02, 0x57]) expect(await namesOf(table(old, "cp850", number))).toEqual(old);
  expect(await namesOf(table(old, "cp437", 0x01))).toEqual(old);
});

test("X-040 a row that was struck out of a shapefile's table is no area", async () => {
  expect(await namesOf(table(["Halstenbek", "*Tornesch", "Uetersen"], "utf-8"))).toEqual(["Halstenbek", "Uetersen"]);
});

function wkb(kind: number, ...parts: readonly Buffer[]): Buffer {
  const head = Buffer.from([1, 0, 0, 0, 0]);
  head.writeUInt32LE(kind, 1);
  return Buffer.concat([head, count(parts.length), ...parts]);
}

function count(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

const position = (...numbers: number[]): Buffer => Buffer.from(Float64Array.from(numbers).buffer);
const square = [position(0, 0), position(2, 0), position(2, 2), position(0, 2), position(0, 0)];

test("X-040 areas that a service hands on as surfaces or with pieced borders are areas; arcs are named", () => {
  const areaOf = (binary: Buffer): number | undefined => {
    const shape = curvedGround(binary);
    return shape?.kind === "ground" ? groundArea(shape.ground) : undefined;
  };
  const ring = Buffer.concat([count(square.length), ...square]);
  expect(areaOf(wkb(12, wkb(3, ring)))).toBe(4);
  expect(areaOf(wkb(10, wkb(2, ...square)))).toBe(4);
  const pieces = wkb(9, wkb(2, ...square.slice(0, 3)), wkb(2, ...square.slice(2)));
  expect(areaOf(wkb(12, wkb(10, pieces), wkb(3, ring)))).toBe(8);
  // With heights: three numbers for each corner.
  const high = [position(0, 0, 9), position(2, 0, 9), position(2, 2, 9), position(0, 0, 9)];
  expect(areaOf(wkb(1010, wkb(1002, ...high)))).toBe(2);
  expect(curvedGround(wkb(10, wkb(8, ...square)))).toEqual({ kind: "other", type: "Kreisbögen" });
  expect(curvedGround(wkb(6))).toBeUndefined();
});
