import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { csvTable } from "../values/csvRows.ts";
import { desk, kreislauf } from "./desk.testing.ts";

const { folder, clear } = desk();
afterAll(clear);

const root = join(import.meta.dirname, "../../..");
const documented = ["docs/methods/index-definition.md", "examples/indices/README.md"].flatMap((path) =>
  [...readFileSync(join(root, path), "utf8").matchAll(/^ {4}kreislauf (index .+)$|`kreislauf (index [^`]+)`/gm)].map(
    (found) => (found[1] ?? found[2] ?? "").trim(),
  ),
);

// Those with values that lie outside the repository are held by the tests of published indices.
const own = documented.filter((words) => !words.includes("$") && words.includes("--"));

test("the commands of the documentation run as they stand there, over values that are shipped", async () => {
  expect(own.length).toBeGreaterThanOrEqual(7);
  for (const words of own) {
    const call = words
      .split(" ")
      .map((word, i, all) =>
        all[i - 1] === "--out" ? join(folder, word) : /^(catalogue|examples)\//.test(word) ? join(root, word) : word,
      );
    const { code, err } = await kreislauf(...call);
    expect([code, err.replace(/^(Ziehungen: .*\n)+$/, "")], words).toEqual([0, ""]);
  }
});

test("R-3 R-4 the shipped municipalities give the worked examples", () => {
  const index = (name: string, column: string): string[] => {
    const { header, rows } = csvTable(readFileSync(join(folder, name), "utf8"));
    return rows.map(({ cells }) => Number((cells[header.indexOf(column)] ?? "").replace(",", ".")).toFixed(3));
  };
  expect(index("ergebnis.csv", "sozialformel")).toEqual(["-1.325", "-0.675", "-0.118", "0.679", "1.439"]);
  expect(index("potsdam-mittelmark.csv", "belastung")).toEqual(["-1.257", "-0.730", "-0.147", "0.665", "1.469"]);
  expect(index("schluessel.csv", "amount").reduce((sum, amount) => sum + Number(amount), 0)).toBe(1_000_000);
});
