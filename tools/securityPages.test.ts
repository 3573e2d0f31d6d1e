import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const pages = ["SECURITY.md", "docs/security/threat-model.md", "docs/security/asvs.md", "docs/betrieb.md"];

test.each(pages)("X-023 every file that %s names as met or tried is there", (page) => {
  const text = readFileSync(join(root, page), "utf8");
  const named = [...text.matchAll(/`((?:apps|runtime|stages|offices|tests|tools|docs|packaging)\/[\w./-]+)`/g)];
  const missing = named.map(([, path = ""]) => path).filter((path) => !existsSync(join(root, path)));
  expect(missing).toEqual([]);
});

test("X-023 the ASVS table goes through all fourteen chapters, and each point is met, not applicable or open", () => {
  const text = readFileSync(join(root, "docs/security/asvs.md"), "utf8");
  expect([...text.matchAll(/^## V(\d+) /gm)].map(([, chapter]) => Number(chapter))).toEqual(
    Array.from({ length: 14 }, (_, at) => at + 1),
  );
  const rows = text.split("\n").filter((line) => /^\| \d/.test(line));
  expect(rows.length).toBeGreaterThan(90);
  expect(rows.filter((row) => !/\*\*(met|n\/a|open)\*\*/.test(row))).toEqual([]);
  const met = rows.filter((row) => row.includes("**met**"));
  expect(met.length).toBeGreaterThan(50);
});
