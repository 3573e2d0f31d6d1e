import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTextFile } from "./readTextFile.ts";

test("a table from Excel on Windows keeps its dashes, quotes and euro signs", () => {
  const folder = mkdtempSync(join(tmpdir(), "text-"));
  try {
    const path = join(folder, "werte.csv");
    // „Köln–Süd“ in €, byte for byte.
    writeFileSync(path, Buffer.from([0x84, 0x4b, 0xf6, 0x6c, 0x6e, 0x96, 0x53, 0xfc, 0x64, 0x93, 0x3b, 0x80]));
    expect(readTextFile(path)).toBe("„Köln–Süd“;€");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
