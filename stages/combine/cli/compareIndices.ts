import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call, Command } from "../../../runtime/cli/command.ts";
import { numberText } from "../../../runtime/cli/numberText.ts";
import { type ComparedIndex, type Comparison, compareResults, computeIndex, csvTable } from "../combine.ts";
import { aboutFile, onePeriod, planFrom, valueOptions, valuesFrom, valuesOfPeriod } from "./callOptions.ts";
import { readTextFile } from "./readTextFile.ts";

/**
 * `kreislauf index compare A B`: two results, or two definitions over the same values.
 *
 * Refuses anything but two files, definitions without values, and files that have no index in common.
 */
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
    else for (const comparison of comparisons) call.print(inWords(comparison, call));
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

function inWords(c: Comparison, { say, language }: Pick<Call, "say" | "language">): string {
  const number = (value: number, decimals: number): string => numberText(language, value, { decimals });
  const ranks =
    c.rankCorrelation === null ? say({ de: "nicht bestimmbar", en: "not to be told" }) : number(c.rankCorrelation, 3);
  const change = number(c.meanRankChange, 1);
  const lines = [
    say({
      de: `${c.first === c.second ? c.first : `${c.first} und ${c.second}`}: ${c.common} Räume in beiden, Zusammenhang der Ränge ${ranks}, im Mittel ${change} Plätze Unterschied.`,
      en: `${c.first === c.second ? c.first : `${c.first} and ${c.second}`}: ${c.common} areas in both, correlation of the ranks ${ranks}, ${change} ranks apart on average.`,
    }),
  ];
  const rank = say({ de: "Platz", en: "rank" });
  if (c.classChanges !== null) {
    const count = c.classChanges.length;
    lines.push(
      say(
        count === 0
          ? { de: "Kein Raum wechselt die Klasse.", en: "No area changes its class." }
          : {
              de: `${count} von ${c.common} Räumen wechseln die Klasse:`,
              en: `${count} of ${c.common} areas change their class:`,
            },
      ),
    );
    const none = say({ de: "ohne", en: "none" });
    for (const one of c.classChanges)
      lines.push(
        `  ${one.name}: ${one.firstClass ?? none} → ${one.secondClass ?? none} (${rank} ${one.firstRank} → ${one.secondRank})`,
      );
  } else {
    for (const one of c.changes.slice(0, 10).filter((x) => x.places !== 0))
      lines.push(`  ${one.name}: ${rank} ${one.firstRank} → ${one.secondRank}`);
  }
  const some = (areas: readonly string[]): string => `${areas.slice(0, 10).join(", ")}${areas.length > 10 ? " …" : ""}`;
  if (c.onlyFirst.length > 0)
    lines.push(`${say({ de: "Nur im ersten", en: "Only in the first" })}: ${some(c.onlyFirst)}`);
  if (c.onlySecond.length > 0)
    lines.push(`${say({ de: "Nur im zweiten", en: "Only in the second" })}: ${some(c.onlySecond)}`);
  return lines.join("\n");
}
