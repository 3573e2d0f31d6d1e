import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call, Command } from "../../../runtime/cli/command.ts";
import { type ComparedIndex, type Comparison, compareResults, computeIndex, csvTable } from "../combine.ts";
import { aboutFile, onePeriod, planFrom, valueOptions, valuesFrom, valuesOfPeriod } from "./callOptions.ts";
import { readTextFile } from "./readTextFile.ts";

/** `kreislauf index compare A B`: two results, or two definitions over the same values. */
export const compareIndices: Command = {
  words: ["index", "compare"],
  summary: {
    de: "Vergleicht zwei Ergebnisse oder zwei Definitionen: wer Plätze oder die Klasse wechselt",
    en: "Compares two results or two definitions: who changes rank or class",
  },
  usage:
    "A.csv B.csv | A.yaml B.yaml --values V.csv [--area-column NAME] [--name-column NAME] [--period-column NAME --period P] [--decimal comma|point]",
  options: { values: { type: "string" }, ...valueOptions, ...onePeriod },
  run: async (call) => {
    const [first, second, ...more] = call.positionals;
    if (first === undefined || second === undefined || more.length > 0) throw new Refusal("combine.compareTwo");
    const a = indicesIn(call, first);
    const b = indicesIn(call, second);
    const comparisons = a.flatMap((one, k) => {
      const other =
        b.find((candidate) => candidate.id === one.id) ?? (a.length === 1 && b.length === 1 ? b[k] : undefined);
      return other === undefined ? [] : [compareResults(one, other)];
    });
    if (comparisons.length === 0) throw new Refusal("combine.nothingInCommon", { first: ids(a), second: ids(b) });
    if (call.values.json === true) call.print(JSON.stringify(comparisons, null, 2));
    else for (const comparison of comparisons) call.print(inWords(comparison));
    return 0;
  },
};

function ids(indices: readonly ComparedIndex[]): string {
  return indices.map((index) => index.id).join(", ");
}

function indicesIn(call: Call, path: string): ComparedIndex[] {
  if (!/\.(ya?ml|json)$/i.test(path)) return resultIn(path);
  const { values } = call.values;
  if (typeof values !== "string") throw new Refusal("combine.compareNeedsValues");
  const plan = planFrom(path);
  const result = aboutFile(values, () => computeIndex(plan, valuesOfPeriod(call, valuesFrom(call, values, plan))));
  return plan.roots.map((root): ComparedIndex => {
    const group = result.groups.find((g) => g.id === root.id);
    const classes = group?.classes ?? null;
    return {
      id: root.id,
      areas: result.areas,
      names: result.names,
      values: (group?.values ?? []).map((v) => (typeof v === "number" ? v : null)),
      classes:
        classes === null ? null : classes.classes.map((c) => (c === null ? null : (classes.labels[c - 1]?.de ?? null))),
    };
  });
}

function resultIn(path: string): ComparedIndex[] {
  const { header, rows } = csvTable(readTextFile(path));
  const found = header.filter((title) => header.includes(`${title}_rank`));
  if (found.length === 0) throw new Refusal("combine.noIndexColumn", { file: path });
  const area = Math.max(0, header.indexOf("area"));
  const name = header.indexOf("name");
  const period = header.indexOf("period");
  const code = (cells: readonly string[]): string =>
    period < 0 ? (cells[area] ?? "") : `${cells[period]} ${cells[area]}`;
  return found.map((id): ComparedIndex => {
    const value = header.indexOf(id);
    const label = header.indexOf(`${id}_class_label`);
    const number = (text: string | undefined): number | null =>
      text === undefined || text === "" ? null : Number(text.replace(",", "."));
    return {
      id,
      areas: rows.map(({ cells }) => code(cells)),
      names: name < 0 ? null : rows.map(({ cells }) => cells[name] ?? ""),
      values: rows.map(({ cells }) => number(cells[value])),
      classes: label < 0 ? null : rows.map(({ cells }) => cells[label] || null),
    };
  });
}

function inWords(c: Comparison): string {
  const lines = [
    `${c.first === c.second ? c.first : `${c.first} und ${c.second}`}: ${c.common} Räume in beiden, Zusammenhang der Ränge ${c.rankCorrelation === null ? "nicht bestimmbar" : germanNumber(c.rankCorrelation, { decimals: 3 })}, im Mittel ${germanNumber(c.meanRankChange, { decimals: 1 })} Plätze Unterschied.`,
  ];
  if (c.classChanges !== null) {
    lines.push(
      c.classChanges.length === 0
        ? "Kein Raum wechselt die Klasse."
        : `${c.classChanges.length} von ${c.common} Räumen wechseln die Klasse:`,
    );
    for (const change of c.classChanges)
      lines.push(
        `  ${change.name}: ${change.firstClass ?? "ohne"} → ${change.secondClass ?? "ohne"} (Platz ${change.firstRank} → ${change.secondRank})`,
      );
  } else {
    for (const change of c.changes.slice(0, 10).filter((x) => x.places !== 0))
      lines.push(`  ${change.name}: Platz ${change.firstRank} → ${change.secondRank}`);
  }
  if (c.onlyFirst.length > 0)
    lines.push(`Nur im ersten: ${c.onlyFirst.slice(0, 10).join(", ")}${c.onlyFirst.length > 10 ? " …" : ""}`);
  if (c.onlySecond.length > 0)
    lines.push(`Nur im zweiten: ${c.onlySecond.slice(0, 10).join(", ")}${c.onlySecond.length > 10 ? " …" : ""}`);
  return lines.join("\n");
}
