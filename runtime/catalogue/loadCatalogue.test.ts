import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { loadCatalogue } from "./loadCatalogue.ts";
import { loadVocabulary } from "./loadVocabulary.ts";
import { plainYaml } from "./plainYaml.ts";

const catalogue = loadCatalogue();
const indicators = [...catalogue.indicators.values()];
const folder = join(import.meta.dirname, "..", "..", "catalogue");

test("PM10-026 the catalogue holds 231 indicators and 283 base figures at delivery", () => {
  expect(indicators).toHaveLength(231);
  expect(catalogue.baseFigures.size).toBe(283);
});

test("PI-014 the index from A to Z begins with Adipositas, Aktive Bibliotheksnutzung, Alleinlebende", () => {
  const german = new Intl.Collator("de");
  const names = indicators.map((i) => i.label.de).sort(german.compare);
  expect(names.slice(0, 3)).toEqual([
    "Adipositas bei Einschulung",
    "Aktive Bibliotheksnutzung",
    "Alleinlebende ab 65 Jahren",
  ]);
});

test("GOE-004 every indicator carries one of five life situations or stands for the frame", () => {
  const known = loadVocabulary().lifeSituations.map((term) => term.id);
  expect(known).toHaveLength(6);
  expect(indicators.filter((i) => !known.includes(i.lifeSituation))).toEqual([]);
});

test("GOE-029 every indicator carries one of four life phases or all, and Kindheit has 47", () => {
  const known = loadVocabulary().lifePhases.map((term) => term.id);
  expect(known).toHaveLength(5);
  expect(indicators.filter((i) => !known.includes(i.lifePhase))).toEqual([]);
  expect(indicators.filter((i) => i.lifePhase === "kindheit")).toHaveLength(47);
});

test("every definition stands under a theme that has a name", () => {
  const known = loadVocabulary().topics.map((term) => term.id);
  const used = [...indicators, ...catalogue.baseFigures.values()].map((one) => one.topic);
  expect([...new Set(used)].filter((topic) => !known.includes(topic))).toEqual([]);
});

test("the quick reading of a file gives what the YAML library gives", () => {
  const files = ["indicators", "base-figures", "terms"].flatMap((part) =>
    readdirSync(join(folder, part)).map((name) => join(folder, part, name)),
  );
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    expect(plainYaml(text), file).toEqual(parse(text));
  }
  for (const odd of [
    "a: yes",
    "a: 0x1f",
    "a: 1e3",
    "a: x # y",
    "a: 'x'",
    "a: |\n  b\n",
    "a:\nb: 1",
    "- a: 1\n- 2",
    "a: [x, null]",
    "a: .5",
    "a: 2023-01-01",
    "a: 1.2.3.4",
    'a: "x\\ty"',
  ])
    expect(plainYaml(odd), odd).toEqual(parse(odd));
});
