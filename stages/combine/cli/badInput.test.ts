import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { desk, kreislauf, simple } from "./desk.testing.ts";

const { folder, file, clear } = desk();
afterAll(clear);

describe("bad input gives one German sentence with its place and exit code 2", () => {
  const good = "code,x,y\nA,1,2\nB,2,1\n";
  const cases: [title: string, definition: string, values: string, sentence: RegExp][] = [
    [
      "weights that sum to zero",
      simple
        .replace("{ indicator: x }", "{ indicator: x, weight: 0 }")
        .replace("{ indicator: y }", "{ indicator: y, weight: 0 }"),
      good,
      /d\.yaml“, Zeile 5, Spalte 5: Die Gewichte in „index“ ergeben zusammen null/,
    ],
    [
      "an indicator in two sub-indices",
      `${simple}  - id: other\n    components: [{ indicator: x }]\n`,
      good,
      /Zeile 10, Spalte 20: „x“ steht zweimal, in „index“ und in „other“/,
    ],
    [
      "all areas equal",
      simple,
      "code,x,y\nA,1,2\nB,1,2\n",
      /v\.csv“: Alle 2 Räume haben in jedem Indikator denselben Wert/,
    ],
    ["one area", simple, "code,x,y\nA,1,2\n", /v\.csv“: Es gibt nur einen Raum/],
    [
      "a value for an unknown area",
      `${simple}areas: { known: [A, C] }\n`,
      good,
      /v\.csv“, Zeile 3, Spalte 1: Der Raum „B“ gehört nicht zu den Räumen/,
    ],
    [
      "a column of text",
      simple,
      "code,x,y\nA,viel,2\nB,wenig,1\n",
      /v\.csv“, Zeile 2, Spalte 2: In der Spalte „x“ steht „viel“, das ist keine Zahl/,
    ],
    [
      "a number beyond all measure",
      simple,
      "code,x,y\nA,1e308,1\nB,2,1\n",
      /Zeile 2, Spalte 2: In der Spalte „x“ steht „1e308“\. Das ist kein Wert/,
    ],
    [
      "no value at all",
      simple,
      "code,x,y\nA,,.\nB,,\n",
      /v\.csv“: In keinem Raum liegt für einen der Indikatoren ein Wert vor/,
    ],
    [
      "an area twice",
      simple,
      "code,x,y\nA,1,2\nB,2,1\nA,3,3\n",
      /v\.csv“, Zeile 4, Spalte 1: Der Raum „A“ steht schon in Zeile 2/,
    ],
    [
      "an unknown key",
      simple.replace("label: Test", "label: Test\ngewicht: 3"),
      good,
      /d\.yaml“, Zeile 4, Spalte 1: Der Eintrag „gewicht“ ist hier nicht vorgesehen/,
    ],
    [
      "an unknown key deep inside",
      simple.replace("{ indicator: y }", "{ indicator: y, polaritaet: -1 }"),
      good,
      /Zeile 8, Spalte 25: Der Eintrag „polaritaet“ ist hier nicht vorgesehen\. Möglich sind: .*polarity/,
    ],
    [
      "a missing column",
      simple,
      "code,x\nA,1\nB,2\n",
      /v\.csv“: Die Spalte „y“ \(gebraucht für „y“\) fehlt in den Werten\. Vorhanden sind: x/,
    ],
    [
      "NaN",
      simple,
      "code,x,y\nA,1,NaN\nB,2,1\n",
      /v\.csv“, Zeile 2, Spalte 3: In der Spalte „y“ steht „NaN“\. Das ist kein Wert/,
    ],
    ["infinity", simple, "code,x,y\nA,1,Inf\nB,2,1\n", /„Inf“\. Das ist kein Wert/],
    [
      "a number that can be read in two ways",
      simple,
      "code;x;y\nA;1.234;2\nB;2.345;1\n",
      /Zeile 2, Spalte 2: „1\.234“ kann mit Tausenderpunkt oder mit Dezimalpunkt gemeint sein/,
    ],
    [
      "both decimal marks",
      simple,
      "code;x;y\nA;1,5;2\nB;2.25;1\n",
      /Zeile 2 schreibt Zahlen mit Komma, Zeile 3 mit Punkt/,
    ],
    ["a column twice", simple, "code,x,x,y\nA,1,1,2\nB,2,2,1\n", /Zeile 1, Spalte 3: Die Spalte „x“ gibt es zweimal/],
    [
      "a row that is too long",
      simple,
      "code,x,y\nA,1,2,7\nB,2,1\n",
      /Zeile 2: Die Zeile hat 4 Felder, die Kopfzeile nur 3/,
    ],
    [
      "no code of the area",
      simple,
      "code,x,y\n,1,2\nB,2,1\n",
      /Zeile 2, Spalte 1: Hier fehlt der Schlüssel des Raumes/,
    ],
    [
      "a row that was cut off",
      simple,
      "code;x;y\nA;1;2\nB;2\nC;3;3\n",
      /v\.csv“, Zeile 3: Die Zeile hat 2 Felder, die Kopfzeile 3\. Ergänzen Sie die Trennzeichen/,
    ],
    [
      "a column under another name, with what there is instead",
      simple,
      "code;x;why;note\nA;1;2;a\nB;2;1;b\n",
      /v\.csv“: Die Spalte „y“ \(gebraucht für „y“\) fehlt in den Werten\. Vorhanden sind: x, why, note\./,
    ],
    [
      "an indicator twice in the same index",
      simple.replace("      - { indicator: y }", "      - { indicator: y }\n      - { indicator: x }"),
      good,
      /d\.yaml“, Zeile 9, Spalte 11: „x“ steht in „index“ zweimal\. Behalten Sie einen/,
    ],
    [
      "goalposts at the same place",
      simple.replace(
        "{ indicator: x }",
        "{ indicator: x, normalisation: goalposts, goalposts: { lower: 5, upper: 5 } }",
      ),
      good,
      /Zeile 7, Spalte 9: Bei „x“ liegt die untere Zielmarke nicht unter der oberen\. Prüfen Sie/,
    ],
    ["an empty file", simple, "", /hat keine Zeilen mit Werten/],
    ["a header without rows", simple, "code,x,y\n", /hat keine Zeilen mit Werten/],
    ["broken YAML", "format: [kreislauf", good, /Das ist kein lesbares YAML oder JSON/],
    ["an empty definition", "", good, /wird ein Block mit Einträgen erwartet/],
    [
      "a key twice in the definition",
      `${simple}label: Zweimal\n`,
      good,
      /Zeile 9, Spalte 1: Dieser Eintrag steht zweimal/,
    ],
    [
      "an unknown normalisation",
      `${simple}normalisation: zscore\n`,
      good,
      /„zscore“ ist bei „normalisation“ nicht möglich\. Wählen Sie: z, minmax/,
    ],
    [
      "an unknown setting of a normalisation",
      `${simple}normalisation: { method: z, von: 0 }\n`,
      good,
      /„von“ ist hier nicht vorgesehen\. Möglich sind: method, divisor/,
    ],
    [
      "a negative weight",
      simple.replace("{ indicator: x }", "{ indicator: x, weight: -1 }"),
      good,
      /„weight“ ist -1; erlaubt ist mindestens 0/,
    ],
    [
      "a weight in words",
      simple.replace("{ indicator: x }", "{ indicator: x, weight: viel }"),
      good,
      /Bei „weight“ wird eine Zahl erwartet, dort steht: viel/,
    ],
    ["grades without a grade", `${simple}weights: grades\n`, good, /„x“ in „index“ hat keine Stufe/],
    ["goalposts without posts", `${simple}normalisation: goalposts\n`, good, /„x“ braucht feste Zielmarken/],
    [
      "a geometric mean of zero",
      `${simple}normalisation: minmax\naggregation: geometric\n`,
      good,
      /Geometrisches Mittel in „index“: „x“ ist in „A“ nicht größer als null/,
    ],
    [
      "class limits that do not rise",
      simple.replace("    components:", "    classes: { method: manual, limits: [2, 1] }\n    components:"),
      good,
      /Die Klassengrenzen steigen nicht an/,
    ],
    [
      "a matrix of an index that is not there",
      `${simple}matrix: { status: index, dynamics: dynamik }\n`,
      good,
      /Einen Index „dynamik“ gibt es hier nicht\. Vorhanden sind: index/,
    ],
    [
      "only excluded areas",
      `${simple}areas: { exclude: { below: { column: x, minimum: 100 } } }\n`,
      good,
      /Es bleibt kein Raum übrig/,
    ],
    [
      "a budget for a component that is not there",
      `${simple}weights: { method: budget, allocations: [{ by: Kreistag, points: { z: 100 } }] }\n`,
      good,
      /Kreistag verteilt Punkte auf „z“/,
    ],
    [
      "a pair that is missing",
      simple
        .replace("      - { indicator: y }", "      - { indicator: y }\n      - { indicator: code }")
        .concat("weights: { method: pairs, comparisons: [{ more: x, less: y, times: 2 }] }\n"),
      good,
      /Der Vergleich von „x“ mit „code“ in „index“ fehlt/,
    ],
  ];
  const classed = simple.replace("    components:", "    classes: { method: quantile, count: 2 }\n    components:");
  cases.push(
    [
      "a matrix of an index without classes",
      `${classed}  - id: other\n    components: [{ indicator: z }]\nmatrix: { status: index, dynamics: other }\n`,
      good,
      /Zeile 12, Spalte 26: Die Matrix braucht Klassen, „other“ hat keine/,
    ],
    [
      "burden and competence from the same index",
      `${simple}axes: { burden: index, competence: index }\n`,
      good,
      /Zeile 9, Spalte 24: „index“ steht auf beiden Seiten/,
    ],
    [
      "a power mean without its power",
      `${simple}aggregation: { method: generalised }\n`,
      good,
      /Zeile 9, Spalte 1: In „aggregation“ fehlt der Eintrag „power“/,
    ],
    [
      "a power for a mean that has none",
      `${simple}aggregation: { method: arithmetic, power: 3 }\n`,
      good,
      /Der Eintrag „power“ ist hier nicht vorgesehen/,
    ],
    [
      "draws from goalposts that nobody set",
      `${simple}uncertainty: { normalisation: [z, goalposts] }\n`,
      good,
      /Zeile 9, Spalte 35: „x“ braucht feste Zielmarken/,
    ],
    [
      "draws from a target that nobody set",
      `${simple}uncertainty: { normalisation: [distanceToTarget] }\n`,
      good,
      /„x“ braucht einen Zielwert/,
    ],
    [
      "priority for a class that there is not",
      `${classed}uncertainty: { priority: { classes: [5] } }\n`,
      good,
      /Eine Klasse 5 gibt es nicht; die höchste ist 2/,
    ],
    [
      "priority by classes without classes",
      `${simple}uncertainty: { priority: { classes: [1] } }\n`,
      good,
      /Vorrang nach Klassen geht nur, wenn ein Index Klassen hat/,
    ],
    [
      "a column of standard errors that is not there",
      simple.replace("{ indicator: x }", "{ indicator: x, standardError: x_fehler }"),
      good,
      /v\.csv“: Die Spalte „x_fehler“ \(gebraucht für „x“\) fehlt in den Werten/,
    ],
    [
      "a population for a higher level that is not there",
      `${simple}higherLevels: [{ id: amt, column: code, population: einwohner }]\n`,
      good,
      /Die Spalte „einwohner“ \(gebraucht für „amt“\) fehlt/,
    ],
    [
      "a quotation mark that is never closed",
      simple,
      'code,x,y\nA,"1,2\nB,2,1\n',
      /v\.csv“, Zeile 2, Spalte 2: Das Anführungszeichen am Anfang dieses Feldes wird nirgends geschlossen/,
    ],
    [
      "a scale that runs backwards",
      `${simple}normalisation: { method: minmax, from: 100, to: 0 }\n`,
      good,
      /Die Skala von 100 bis 0 steigt nicht an/,
    ],
    [
      "a table of points that falls",
      `${simple.replaceAll(/indicator: (.) }/g, "indicator: $1, grade: hoch }")}weights: { method: grades, table: [4, 3, 2, 1] }\n`,
      good,
      /Die Punkte 4, 3, 2, 1 fallen/,
    ],
    [
      "a weight beyond all measure",
      simple.replace("{ indicator: x }", "{ indicator: x, weight: 1e308 }"),
      good,
      /„weight“ ist 1e\+308; erlaubt ist mindestens 0 und höchstens 1000000000/,
    ],
    [
      "codes without quotation marks in the definition",
      `${simple}areas: { exclude: { codes: [1056001] } }\n`,
      good,
      /Zeile 9, Spalte 29: Bei „codes“ wird ein Text erwartet, dort steht: 1056001/,
    ],
  );
  for (const [title, definition, values, sentence] of cases) {
    test(title, async () => {
      const result = join(folder, "bad.csv");
      expect(existsSync(result)).toBe(false);
      const { code, out, err } = await kreislauf(
        "index",
        "run",
        "--definition",
        file("d.yaml", definition),
        "--values",
        file("v.csv", values),
        "--out",
        result,
      );
      expect(existsSync(result)).toBe(false);
      expect(err.trim()).toMatch(sentence);
      expect(err.trim().split("\n")).toHaveLength(1);
      expect([code, out]).toEqual([2, ""]);
    });
  }

  test("a file that is not there, an option that is missing, a count that is none", async () => {
    const definition = file("d.yaml", simple);
    const values = file("v.csv", good);
    expect(
      (await kreislauf("index", "run", "--definition", join(folder, "none.yaml"), "--values", values, "--out", "x"))
        .err,
    ).toMatch(/gibt es nicht/);
    expect((await kreislauf("index", "run", "--values", values, "--out", "x")).err).toMatch(
      /Die Angabe --definition fehlt/,
    );
    expect(
      (
        await kreislauf(
          "index",
          "run",
          "--definition",
          definition,
          "--values",
          values,
          "--out",
          "x",
          "--uncertainty",
          "viele",
        )
      ).err,
    ).toMatch(/--uncertainty braucht eine ganze Zahl/);
    const nowhere = await kreislauf(
      "index",
      "run",
      "--definition",
      definition,
      "--values",
      values,
      "--out",
      join(folder, "no/such/r.csv"),
    );
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringMatching(/lässt sich nicht schreiben/)]);
    const binary = file("v.xlsx", Uint8Array.of(80, 75, 3, 4, 0, 0));
    expect((await kreislauf("index", "run", "--definition", definition, "--values", binary, "--out", "x")).err).toMatch(
      /keine Textdatei/,
    );
  });

  test("what was read is never written over, and where one file cannot be written none is", async () => {
    const definition = file("keep.yaml", simple);
    const values = file("keep.csv", good);
    const call = ["index", "run", "--definition", definition, "--values", values];
    for (const out of [definition, values, `${folder}/../${basename(folder)}/keep.csv`]) {
      const { code, err } = await kreislauf(...call, "--out", out);
      expect([code, err]).toEqual([2, expect.stringMatching(/wird hier gelesen und würde überschrieben/)]);
    }
    const inFolder = file("raw.csv", good);
    const stages = ["--definition", definition, "--values", inFolder, "--stages", folder];
    expect((await kreislauf("index", "run", ...stages, "--out", join(folder, "fresh.csv"))).code).toBe(2);
    expect(readFileSync(inFolder, "utf8")).toBe(good);
    const out = join(folder, "kept-out.csv");
    const onFile = await kreislauf(...call, "--out", out, "--stages", values);
    expect([onFile.code, onFile.err]).toEqual([2, expect.stringMatching(/keep\.csv“ lässt sich nicht schreiben/)]);
    mkdirSync(join(folder, "a-folder"));
    expect((await kreislauf(...call, "--out", join(folder, "a-folder"))).code).toBe(2);
    expect((await kreislauf(...call, "--json", "--all-stages")).err).toBe("");
    expect((await kreislauf(...call, "--all-stages", "--stages", join(folder, "st"), "--json")).code).toBe(2);
    expect(readFileSync(definition, "utf8")).toBe(simple);
    expect(readFileSync(values, "utf8")).toBe(good);
    expect(readdirSync(folder).filter((name) => /^(st|kept-out\.csv|fresh\.csv)$|\.part$/.test(name))).toEqual([]);
    for (const more of [["v.csv"], ["--seed", ""], ["--uncertainty", "0"], ["--uncertainty", "1.5"]])
      expect((await kreislauf(...call, "--out", out, ...more)).code, more.join(" ")).toBe(2);
    expect(existsSync(out)).toBe(false);
  });

  test("with --json a refusal is told to machines with code and place", async () => {
    const { code, out } = await kreislauf(
      "index",
      "run",
      "--definition",
      file("d.yaml", simple),
      "--values",
      file("v.csv", "code,x,y\nA,1,2\nA,2,1\n"),
      "--json",
    );
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      code: "combine.areaTwice",
      place: { row: 3, column: 1 },
      parameters: { code: "A", first: 2 },
    });
  });
});
