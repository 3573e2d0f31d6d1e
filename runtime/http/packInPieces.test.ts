import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { jsonPieces } from "./jsonPieces.ts";
import { gzipInPieces } from "./packInPieces.ts";

test.each([
  ["nothing at all", []],
  ["one part", ["Musterkreis"]],
  ["an empty part between others", ["Amt ", "", "Seeblick"]],
  ["parts that repeat each other", Array.from({ length: 40 }, (_, n) => `Gemeinde ${n % 3}; `.repeat(5_000))],
])("what is packed in pieces is one file that unpacks to the whole: %s", async (_, parts) => {
  const packing = gzipInPieces(1);
  for (const part of parts) packing.add(Buffer.from(part));
  expect(gunzipSync(await packing.end()).toString()).toBe(parts.join(""));
});

test.each([
  ["a number", 3],
  ["a list", [1, 2, 3]],
  ["nothing", null],
  ["an empty answer", {}],
  ["fields that are left out", { a: undefined, b: 1, c: () => 1 }],
  ["only left out fields", { a: undefined }],
  [
    "long lists at the beginning, in the middle and at the end",
    { a: digits(7), b: "ü\u2028", c: digits(9), d: digits(8) },
  ],
  [
    "lists of lists and of things",
    { values: digits(7).map((n) => [n, "withheld", null]), heads: digits(5).map((n) => ({ n })) },
  ],
  ["what JSON has no word for", { a: [undefined, Number.NaN, new Date(0), () => 1, Number.POSITIVE_INFINITY, -0] }],
  ["what puts itself into words", { toJSON: () => ({ day: "2024" }) }],
])("pieces of an answer are together the text of the whole: %s", (_, answer) => {
  expect([...jsonPieces(answer, 3)].join("")).toBe(JSON.stringify(answer));
});

function digits(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n / 7);
}
