import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isUtf8File } from "./isUtf8File.ts";

const folder = mkdtempSync(join(tmpdir(), "kreislauf-utf8-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(content: Buffer): string {
  const path = join(folder, "records.csv");
  writeFileSync(path, content);
  return path;
}

test("a letter of several bytes is whole wherever the file is cut into pieces", async () => {
  for (const letter of ["ü", "€", "𝄞"])
    for (let before = 0; before < 5; before++) {
      const text = `${"a".repeat((1 << 20) - before)}${letter}b`;
      expect(await isUtf8File(file(Buffer.from(text))), `${letter} ${before} before the cut`).toBe(true);
    }
});

test("a Windows letter, a broken letter at the end, and half a letter in the middle are not UTF-8", async () => {
  expect(await isUtf8File(file(Buffer.from("Köln;3\n", "latin1")))).toBe(false);
  expect(await isUtf8File(file(Buffer.from("Köln").subarray(0, 2)))).toBe(false);
  const whole = Buffer.from(`${"a".repeat((1 << 20) - 1)}€b`);
  expect(await isUtf8File(file(Buffer.concat([whole.subarray(0, 1 << 20), Buffer.from("b")])))).toBe(false);
  expect(await isUtf8File(file(Buffer.alloc(0)))).toBe(true);
});
