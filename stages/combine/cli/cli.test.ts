import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { csvTable } from "../values/csvRows.ts";
import { desk, kreislauf, simple } from "./desk.testing.ts";

const { folder, file, clear } = desk();
afterAll(clear);

const catalogue = join(import.meta.dirname, "../../../catalogue/indices");
const sozialformel = join(catalogue, "sozialformel.yaml");
//
const wide = `gemeinde;name;kinderarmut;jugendarmut;sgb2_quote;medianeinkommen;altersarmut
A;Adorf;6,0;4,0;4,5;41000;2,0
B;Bdorf;9,0;8,0;7,0;38000;2,5
C;Cdorf;12,0;9,0;8,0;36000;4,0
D;Ddorf;21,0;13,0;12,0;31000;3,5
E;Edorf;27,0;16,0;13,5;29000;5,0
`;
async function column(path: string, name: string): Promise<string[]> {
  const { header, rows } = csvTable(readFileSync(path, "utf8"));
  return rows.map(({ cells }) => cells[header.indexOf(name)] ?? "");
}

describe("kreislauf index run", () => {
  test("PI-017 R-3 the Sozialformel from a German CSV: values, ranks, classes, in the file's own signs", async () => {
    const out = join(folder, "r.csv");
    const { code, err } = await kreislauf(
      "index",
      "run",
      "--definition",
      sozialformel,
      "--values",
      file("v.csv", wide),
      "--out",
      out,
    );
    expect([code, err]).toEqual([0, ""]);
    const values = (await column(out, "sozialformel")).map((v) => Number(v.replace(",", ".")).toFixed(3));
    expect(values).toEqual(["-1.325", "-0.675", "-0.118", "0.679", "1.439"]);
    expect(await column(out, "sozialformel_rank")).toEqual(["5", "4", "3", "2", "1"]);
    expect(await column(out, "name")).toEqual(["Adorf", "Bdorf", "Cdorf", "Ddorf", "Edorf"]);
  });

  test("areas that share the first place are all named as the highest", async () => {
    const definition = file(
      "level.yaml",
      "format: kreislauf-index/1\nid: t\nlabel: T\nindices:\n  - { id: i, label: I, components: [{ indicator: x }] }\n",
    );
    const ran = async (rows: string): Promise<string> => {
      const values = file("level.csv", `code;name;x\n${rows}`);
      const words = [
        "index",
        "run",
        "--definition",
        definition,
        "--values",
        values,
        "--out",
        join(folder, "level-out.csv"),
      ];
      return (await kreislauf(...words)).out;
    };
    expect(await ran("1;Nord;5\n2;Süd;5\n3;Ost;1\n")).toContain("am höchsten: Nord, Süd.");
    expect(await ran("1;A;5\n2;B;5\n3;C;5\n4;D;5\n5;E;1\n")).toContain("am höchsten: 4 gleichauf.");
  });

  test("long and wide form, semicolon and comma, decimal comma and point give the same index", async () => {
    const { header, rows } = csvTable(wide);
    const english = wide.replaceAll(",", ".").replaceAll(";", ",");
    const long = ["area,indicator,value"];
    for (const { cells } of rows)
      header.forEach((name, i) => {
        if (i > 1) long.push(`${cells[0]},${name},${cells[i]!.replace(",", ".")}`);
      });
    const results: string[][] = [];
    for (const [name, text] of [
      ["wide.csv", wide],
      ["english.csv", english],
      ["long.csv", `${long.join("\r\n")}\r\n`],
      ["bom.csv", `\ufeff${wide.replaceAll("\n", "\r\n")}`],
    ] as const) {
      const out = join(folder, `out-${name}`);
      expect(
        (await kreislauf("index", "run", "--definition", sozialformel, "--values", file(name, text), "--out", out))
          .code,
      ).toBe(0);
      results.push((await column(out, "sozialformel")).map((v) => v.replace(",", ".")));
    }
    for (const result of results) expect(result).toEqual(results[0]);
  });

  test("every intermediate stage is written on request", async () => {
    const stages = join(folder, "stages");
    await kreislauf(
      "index",
      "run",
      "--definition",
      sozialformel,
      "--values",
      file("v.csv", wide),
      "--out",
      join(folder, "s.csv"),
      "--stages",
      stages,
      "--all-stages",
    );
    expect(await column(join(stages, "raw.csv"), "kinderarmut")).toEqual(["6", "9", "12", "21", "27"]);
    expect((await column(join(stages, "normalised.csv"), "medianeinkommen")).map((v) => v.startsWith("-"))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(await column(join(stages, "weights.csv"), "effective_weight")).toEqual([
      "1",
      "0,2",
      "0,2",
      "0,2",
      "0,2",
      "0,2",
    ]);
    const long = await column(join(folder, "s.stages.csv"), "stage");
    expect(new Set(long)).toEqual(new Set(["raw", "denominated", "imputed", "treated", "normalised", "aggregated"]));
  });

  test("draws with a seed: the same seed gives the same file, and intervals enclose the rank", async () => {
    const values = file("v.csv", wide);
    const run = async (name: string, seed: string) => {
      const out = join(folder, name);
      const { code } = await kreislauf(
        "index",
        "run",
        "--definition",
        sozialformel,
        "--values",
        values,
        "--out",
        out,
        "--uncertainty",
        "200",
        "--seed",
        seed,
      );
      expect(code).toBe(0);
      return readFileSync(out, "utf8");
    };
    const first = await run("u1.csv", "7");
    expect(await run("u2.csv", "7")).toBe(first);
    const path = join(folder, "u1.csv");
    const [low, rank, high] = await Promise.all([
      column(path, "sozialformel_rank_low"),
      column(path, "sozialformel_rank"),
      column(path, "sozialformel_rank_high"),
    ]);
    rank.forEach((r, i) => {
      expect(Number(low[i])).toBeLessThanOrEqual(Number(r));
      expect(Number(high[i])).toBeGreaterThanOrEqual(Number(r));
    });
  });

  test("signs of absence keep their kind; the reason stands beside the empty value", async () => {
    const out = join(folder, "absent.csv");
    const values = file("absent.csv-in", "code,x,y\nA,1,.\nB,2,3\nC,...,4\nD,4,/\nE,5,1\n");
    expect(
      (await kreislauf("index", "run", "--definition", file("d.yaml", simple), "--values", values, "--out", out)).code,
    ).toBe(0);
    expect(await column(out, "index_absent")).toEqual(["withheld", "", "later", "unreliable", ""]);
    expect((await column(out, "missing"))[0]).toBe("y");
  });

  test("several periods in one file are an index each", async () => {
    const out = join(folder, "periods.csv");
    const values = file("periods-in.csv", "code,year,x,y\nA,2020,1,1\nB,2020,2,2\nA,2021,9,9\nB,2021,3,3\n");
    expect(
      (
        await kreislauf(
          "index",
          "run",
          "--definition",
          file("d.yaml", simple),
          "--values",
          values,
          "--out",
          out,
          "--period-column",
          "year",
        )
      ).code,
    ).toBe(0);
    expect(await column(out, "period")).toEqual(["2020", "2020", "2021", "2021"]);
    expect(await column(out, "index")).toEqual(["-1", "1", "1", "-1"]);
  });

  test("an indicator that is the same everywhere is told and counts as nobody standing out", async () => {
    const out = join(folder, "same.csv");
    const { code, err } = await kreislauf(
      "index",
      "run",
      "--definition",
      file("d.yaml", simple),
      "--values",
      file("same-in.csv", "code,x,y\nA,1,5\nB,2,5\n"),
      "--out",
      out,
    );
    expect([code, err.trim()]).toEqual([0, "„y“ hat in allen Räumen denselben Wert (5) und unterscheidet sie nicht."]);
    expect(await column(out, "index")).toEqual(["-0.5", "0.5"]);
  });

  test("what Excel and official tables write is read: a line with the separator, UTF-16, blanks between thousands", async () => {
    const wide = "code;x;y\n01;1\u00a0234,5;2\n02;12 000;1\n";
    const files = [
      file("sep.csv", `sep=;\r\n${wide}`),
      file("utf16.csv", Buffer.from(`\ufeff${wide}`, "utf16le")),
      file("bom.csv", `\ufeff${wide.replaceAll("\n", "\r\n")}`),
    ];
    for (const values of files) {
      const out = join(folder, "excel.csv");
      const folderOfStages = join(folder, "excel-stages");
      const definition = file("d.yaml", simple);
      const { code, err } = await kreislauf(
        ...["index", "run", "--definition", definition, "--values", values, "--out", out, "--stages", folderOfStages],
      );
      expect([code, err]).toEqual([0, ""]);
      expect(await column(join(folderOfStages, "raw.csv"), "x")).toEqual(["1234,5", "12000"]);
      expect(await column(out, "area")).toEqual(["01", "02"]);
    }
  });

  test("a group inside an index has classes of its own beside its values", async () => {
    const definition = `format: kreislauf-index/1
id: t
label: T
indices:
  - id: whole
    components:
      - id: part
        classes: { method: manual, limits: [0], labels: [unten, oben] }
        components: [{ indicator: x }]
      - { indicator: y }
`;
    const out = join(folder, "inner.csv");
    const values = file("inner-in.csv", "code,x,y\nA,1,2\nB,2,1\n");
    await kreislauf(
      ...["index", "run", "--definition", file("inner.yaml", definition), "--values", values, "--out", out],
    );
    expect(await column(out, "part_class_label")).toEqual(["unten", "oben"]);
  });

  test("of several periods, commands that look at one ask which", async () => {
    const values = file("two-years.csv", "code,year,x,y,n\nA,2020,1,1,1\nB,2020,2,2,1\nA,2021,9,9,1\nB,2021,3,3,1\n");
    const out = join(folder, "one-year.csv");
    const call = [
      ...["index", "distribute", "--definition", file("d.yaml", simple), "--values", values, "--total", "10"],
      ...["--size", "n", "--out", out, "--period-column", "year"],
    ];
    expect((await kreislauf(...call)).err).toMatch(/mehrere Zeiträume: 2020, 2021\. Sagen Sie mit --period/);
    expect((await kreislauf(...call, "--period", "2019")).err).toMatch(
      /Einen Zeitraum „2019“ gibt es in der Datei nicht/,
    );
    expect((await kreislauf(...call, "--period", "2021")).code).toBe(0);
    expect(await column(out, "amount")).toEqual(["10", "0"]);
  });

  test("R-15 areas without index or size are named, and a size below zero is refused", async () => {
    const out = join(folder, "gaps.csv");
    const call = (text: string) => [
      ...["index", "distribute", "--definition", file("d.yaml", simple), "--values", file("gaps-in.csv", text)],
      ...["--total", "10", "--size", "n", "--out", out],
    ];
    const gaps = await kreislauf(
      ...call("code,name,x,y,n\nA,Adorf,1,1,1\nB,Bdorf,2,2,1\nC,Cdorf,,,5\nD,Ddorf,3,3,.\n"),
    );
    expect([gaps.code, gaps.out]).toEqual([0, expect.stringMatching(/Ohne Index oder Größe .*: Cdorf, Ddorf\./)]);
    const below = await kreislauf(...call("code,x,y,n\nA,1,1,-1\nB,2,2,1\n"));
    expect([below.code, below.err]).toEqual([2, expect.stringMatching(/In der Spalte „n“ steht bei „A“ -1/)]);
  });

  test("R-15 several keys stand beside each other, each with who gains and loses by name", async () => {
    const out = join(folder, "keys.csv");
    // z of x and y agree: -1.22, 0, 1.22 and shifted 0, 1.22, 2.45; heads 1, 1, 2.
    const call = (...more: string[]) => [
      ...["index", "distribute", "--definition", file("d.yaml", simple), "--total", "100", "--size", "n", "--out", out],
      ...["--values", file("keys-in.csv", "code,name,x,y,n\nA,Adorf,1,1,1\nB,Bdorf,2,2,1\nC,Cdorf,3,3,2\n"), ...more],
    ];
    const { code, out: said } = await kreislauf(...call("--keys", '[{"by":"index"},{"by":"size"}]'));
    expect(code).toBe(0);
    // index × heads 0 : 1 : 4; index alone 0 : 1 : 2; heads 1 : 1 : 2.
    expect(await column(out, "amount")).toEqual(["0", "20", "80"]);
    expect(await column(out, "amount_2")).toEqual(["0", "33", "67"]);
    expect(await column(out, "change_3")).toEqual(["25", "5", "-30"]);
    expect(said).toMatch(
      /Schlüssel 3 \(Größe allein, Größe n\): Es gewinnen: Adorf \(\+25\), Bdorf \(\+5\)\. Es verlieren: Cdorf/,
    );
    await kreislauf(...call("--by", "size"));
    expect(await column(out, "amount")).toEqual(["25", "25", "50"]);
    const file2 = file("keys.json", '[{"by":"index","floor":10}]');
    await kreislauf(...call("--keys", file2));
    expect((await column(out, "amount_2")).at(0)).toBe("10");
    for (const [keys, sentence] of [
      ['[{"by":"x"}]', /weiteren Schlüssel sind nicht zu lesen/],
      ['[{"size":"fehlt"}]', /Spalte „fehlt“ mit der Größe/],
      ['[{"floor":60}]', /lassen sich 100 nicht auf 3 Räume verteilen/],
    ] as const) {
      const refused = await kreislauf(...call("--keys", keys));
      expect([refused.code, refused.err], keys).toEqual([2, expect.stringMatching(sentence)]);
    }
  });

  test("Windows-1252 is read", async () => {
    const bytes = Uint8Array.from("code;name;x;y\nA;M\u00fcnster;1;2\nB;B;2;1\n", (c) => c.charCodeAt(0));
    const out = join(folder, "latin.csv");
    await kreislauf(
      "index",
      "run",
      "--definition",
      file("d.yaml", simple),
      "--values",
      file("latin-in.csv", bytes),
      "--out",
      out,
    );
    expect((await column(out, "name"))[0]).toBe("Münster");
  });
});

describe("kreislauf index check and compare", () => {
  test("check names what overlaps and what pulls against the others", async () => {
    const { code, out } = await kreislauf(
      "index",
      "check",
      "--definition",
      sozialformel,
      "--values",
      file("v.csv", wide),
    );
    expect(code).toBe(0);
    expect(out).toMatch(/„kinderarmut“ ist in „sgb2_quote“ enthalten/);
    const against = await kreislauf(
      "index",
      "check",
      "--definition",
      file("d.yaml", simple),
      "--values",
      file("a.csv", "code,x,y\nA,1,5\nB,2,3\nC,3,4\nD,4,1\n"),
    );
    expect(against.out).toMatch(/gegenläufig \(r = −0,8/);
    expect(against.out).toMatch(/Cronbachs Alpha −/);
  });

  test("check without values holds the shipped definitions", async () => {
    const examples = join(import.meta.dirname, "../../../examples/indices");
    for (const name of ["asem", "imd-2025", "mss-2013-2017", "mss-2021", "potsdam-mittelmark"])
      expect((await kreislauf("index", "check", "--definition", join(examples, `${name}.yaml`))).code, name).toBe(0);
  });

  test("PM10-039 compare names the areas that change class", async () => {
    const equal = file(
      "equal.yaml",
      simple.replace("    components:", "    classes: { method: quantile, count: 2 }\n    components:"),
    );
    const other = file(
      "other.yaml",
      readFileSync(equal, "utf8").replace("{ indicator: x }", "{ indicator: x, weight: 9 }"),
    );
    const values = file("c.csv", "code,name,x,y\nA,Adorf,1,9\nB,Bdorf,2,1\nC,Cdorf,3,2\nD,Ddorf,4,3\n");
    const direct = await kreislauf("index", "compare", equal, other, "--values", values);
    expect(direct.code).toBe(0);
    // Equal weights: A 0.10, B −0.95, C −0.18, D 1.04 hold A and D above; x alone holds C and D above.
    expect(direct.out).toMatch(/2 von 4 Räumen wechseln die Klasse/);
    expect(direct.out).toMatch(/Adorf: 2 → 1/);
    expect(direct.out).toMatch(/Cdorf: 1 → 2/);
    for (const [definition, name] of [
      [equal, "ra.csv"],
      [other, "rb.csv"],
    ] as const)
      await kreislauf("index", "run", "--definition", definition, "--values", values, "--out", join(folder, name));
    const files = await kreislauf("index", "compare", join(folder, "ra.csv"), join(folder, "rb.csv"));
    expect(files.out).toBe(direct.out);
    expect((await kreislauf("index", "compare", equal)).code).toBe(2);
  });
});

describe("kreislauf index sensitivity and distribute", () => {
  const classed = simple.replace("    components:", "    classes: { method: manual, limits: [0] }\n    components:");

  test("names the indicator that moves most and the weight at which an area changes class", async () => {
    // z of x: -1, 1; z of y: 1, -1. With x at 75 %, A lies at -0.5 and turns at half.
    const definition = file("s.yaml", classed.replace("{ indicator: x }", "{ indicator: x, weight: 3 }"));
    const values = file("s.csv", "code,x,y\nA,0,1\nB,1,0\n");
    const { code, out } = await kreislauf(
      "index",
      "sensitivity",
      "--definition",
      definition,
      "--values",
      values,
      "--area",
      "A",
    );
    expect(code).toBe(0);
    expect(out).toMatch(/Ohne „x“ ändern sich die Plätze im Mittel um 1,0/);
    expect(out).toMatch(/Ohne „y“ bleibt die Rangfolge gleich/);
    expect(out).toMatch(/„x“ wiegt 75\u202f%; A wäre bei 50\u202f% in Klasse 2/);
    const stranger = await kreislauf(
      "index",
      "sensitivity",
      "--definition",
      definition,
      "--values",
      values,
      "--area",
      "Z",
    );
    expect([stranger.code, stranger.err]).toEqual([
      2,
      expect.stringMatching(/Einen Raum „Z“ gibt es in den Werten nicht/),
    ]);
  });

  test("R-15 spreads a sum by index and size, tells the shift, and names winners and losers of another key", async () => {
    const definition = file("k.yaml", simple);
    const other = file("k2.yaml", simple.replace("{ indicator: y }", "{ indicator: y, weight: 0 }"));
    // z of x: -1.2247, 0, 1.2247; of y: 0, -1.2247, 1.2247. Shifted sums of both, halved: 0, 0, 1.8371.
    const values = file("k.csv", "code;name;x;y;kinder\nA;Adorf;1;2;10\nB;Bdorf;2;1;10\nC;Cdorf;3;3;10\n");
    const out = join(folder, "key.csv");
    const call = [
      "index",
      "distribute",
      "--definition",
      definition,
      "--values",
      values,
      "--total",
      "100",
      "--size",
      "kinder",
      "--out",
      out,
    ];
    const { code, out: told } = await kreislauf(...call, "--compare", other);
    expect(code).toBe(0);
    expect(told).toMatch(/Der Index wurde um 0,612 angehoben/);
    expect(await column(out, "amount")).toEqual(["0", "0", "100"]);
    // x alone, shifted: 0, 1, 2 shares of three.
    expect(await column(out, "amount_other")).toEqual(["0", "33", "67"]);
    expect(told).toMatch(/Es gewinnen: Bdorf \(\+33\)/);
    expect(told).toMatch(/Es verlieren: Cdorf \(−33\)/);
    expect((await kreislauf(...call, "--floor", "40")).err).toMatch(/nicht auf 3 Räume verteilen/);
    expect((await kreislauf(...call.map((w) => (w === "kinder" ? "betten" : w)))).err).toMatch(
      /Die Spalte „betten“ mit der Größe/,
    );
  });

  test("an index is carried up to larger areas by residents, rescaled and classed", async () => {
    const definition = file(
      "up.yaml",
      `${simple}higherLevels: [{ id: amt, column: amt, population: ew, afterwards: { method: minmax, from: 0, to: 1 }, classes: [{ method: quantile, count: 2 }] }]\n`,
    );
    const values = file("up.csv", "code,amt,ew,x,y\nA,N,100,1,1\nB,N,300,2,2\nC,S,50,4,4\nD,S,50,5,5\n");
    const out = join(folder, "amt.csv");
    expect(
      (await kreislauf("index", "run", "--definition", definition, "--values", values, "--out", out, "--level", "amt"))
        .code,
    ).toBe(0);
    expect(await column(out, "area")).toEqual(["N", "S"]);
    expect(await column(out, "index")).toEqual(["0", "1"]);
    expect(await column(out, "population")).toEqual(["400", "100"]);
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
          out,
          "--level",
          "kreis",
        )
      ).err,
    ).toMatch(/Vorhanden sind: amt/);
  });
});
