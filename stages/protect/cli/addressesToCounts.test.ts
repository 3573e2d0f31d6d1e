import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCommand } from "../../../runtime/cli/runCommand.ts";
import { delimited } from "../tables.ts";
import { stage } from "./stage.ts";

const folder = mkdtempSync(join(tmpdir(), "kreislauf-addresses-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const streets = ["Ahornweg", "Birkenweg", "Lindenallee", "Zum Moor"];
const areas = ["Nord", "Ost", "Süd", "West"];

test("X-006 5,000 rows with addresses become 4 × 12 counts, and no row of them leaves", async () => {
  // Every street lies in one area up to number 100 and in the next one above.
  const directory = streets.flatMap((street, at) => [
    `${street};1;100;${areas[at]}`,
    `${street};101;200;${areas[(at + 1) % 4]}`,
  ]);
  writeFileSync(join(folder, "streets.csv"), `strasse;von;bis;raum\n${directory.join("\n")}\n`);
  const expected = new Map<string, number>();
  const rows = Array.from({ length: 5_000 }, (_, i) => {
    const [at, number, age] = [(i * 7) % 4, ((i * 13) % 200) + 1, (i * 31) % 100];
    const area = areas[number > 100 ? (at + 1) % 4 : at] ?? "";
    const group = Math.min(11, Math.floor(age / 8));
    for (const key of [`${area}/${group}`, area]) expected.set(key, (expected.get(key) ?? 0) + 1);
    return `Habermann${i};${streets[at]};${number};${age}`;
  });
  writeFileSync(join(folder, "records.csv"), `name;strasse;nr;alter\n${rows.join("\n")}\n`);
  const bands = Array.from({ length: 12 }, (_, n) => 8 * n);
  writeFileSync(
    join(folder, "spec.yaml"),
    `title: Fälle nach Raum und Alter
dimensions: [{ id: raum, codes: [${areas.join(", ")}] }, { id: alter, bands: [${bands.join(", ")}] }]
rules: [{ kind: minimumCount, minimum: 3 }]
records:
  area: { dimension: raum, by: streetRanges, directory: streets.csv, street: strasse, number: nr }
`,
  );
  const out = join(folder, "out");
  let said = "";
  const words = ["--records", join(folder, "records.csv"), "--spec", join(folder, "spec.yaml"), "--out", out];
  const listen = (text: string) => {
    said += text;
  };
  const code = await runCommand(
    ["protected", "table", ...words],
    [{ firstWords: ["protected"], load: async () => stage }],
    {
      print: listen,
      tell: listen,
      signal: new AbortController().signal,
      phrasesOf: async () => stage.phrases,
      version: "0",
    },
  );
  expect(code, said).toBe(0);
  const { rows: cells } = delimited(readFileSync(join(out, "table.csv"), "utf8"));
  const inner = cells.filter(({ fields }) => areas.includes(fields[0] ?? "") && fields[1] !== "Insgesamt");
  expect(inner).toHaveLength(4 * 12);
  for (const { fields } of inner) {
    const [area, ages, count] = fields;
    const group = Math.floor(Number.parseInt(ages ?? "", 10) / 8);
    expect(Number(count), `${area} ${ages}`).toBe(expected.get(`${area}/${group}`));
  }
  for (const { fields } of cells.filter(({ fields }) => areas.includes(fields[0] ?? "") && fields[1] === "Insgesamt"))
    expect(Number(fields[2])).toBe(expected.get(fields[0] ?? ""));
  // What is handed on are two files, and neither tells a name or an address.
  expect(readdirSync(out).sort()).toEqual(["report.json", "table.csv"]);
  const all =
    said +
    readdirSync(out)
      .map((name) => readFileSync(join(out, name), "utf8"))
      .join("\n");
  for (const word of ["Habermann", ...streets]) expect(all).not.toContain(word);
});
