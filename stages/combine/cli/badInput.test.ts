import { join } from "node:path";
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
  for (const [title, definition, values, sentence] of cases) {
    test(title, async () => {
      const { code, out, err } = await kreislauf(
        "index",
        "run",
        "--definition",
        file("d.yaml", definition),
        "--values",
        file("v.csv", values),
        "--out",
        join(folder, "bad.csv"),
      );
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
