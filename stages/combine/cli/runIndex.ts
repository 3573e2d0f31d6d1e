import { join } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call, Command } from "../../../runtime/cli/command.ts";
import {
  cellTexts,
  classTable,
  computeIndex,
  csvText,
  type HigherLevel,
  higherLevels,
  higherLevelTable,
  type IndexResult,
  type IndexValues,
  indexJson,
  type MonteCarloResult,
  monteCarlo,
  type ResultTable,
  resultTable,
  stageNames,
  stageTable,
  treatmentTable,
  uncertaintyColumns,
  weightTable,
  wideStage,
  withColumns,
  withPeriod,
} from "../combine.ts";
import { aboutFile, neededFile, onlyOptions, planFrom, valueOptions, valuesFrom, wholeNumber } from "./callOptions.ts";
import { writeFiles } from "./writeFiles.ts";

/**
 * `kreislauf index run`: an index from a definition and a file of values, on this machine alone.
 *
 * Refuses all stages without a folder for them, a level that the definition does not have, and draws for a level above
 * the areas.
 */
export const runIndex: Command = {
  words: ["index", "run"],
  summary: {
    de: "Berechnet einen Index aus einer Definition und einer Wertedatei",
    en: "Computes an index from a definition and a file of values",
  },
  usage:
    "--definition D.yaml --values V.csv --out R.csv [--level EBENE] [--uncertainty N] [--seed S] [--stages ORDNER | --all-stages] [--area-column NAME] [--name-column NAME] [--period-column NAME] [--decimal comma|point]",
  options: {
    definition: { type: "string" },
    values: { type: "string" },
    out: { type: "string" },
    level: { type: "string" },
    uncertainty: { type: "string" },
    seed: { type: "string" },
    stages: { type: "string" },
    "all-stages": { type: "boolean" },
    ...valueOptions,
  },
  run: async (call) => {
    onlyOptions(call);
    const definitionFile = neededFile(call, "definition");
    const plan = planFrom(definitionFile);
    const valueFile = neededFile(call, "values");
    const wantsJson = call.values.json === true;
    const out = wantsJson && call.values.out === undefined ? undefined : neededFile(call, "out");
    const draws = wholeNumber(call, "uncertainty", { from: 1, to: 10_000_000 }, 0);
    const seed = wholeNumber(call, "seed", { from: -2147483648, to: 2147483647 }, 1);
    const allStages = call.values["all-stages"] === true;
    if (allStages && out === undefined) throw new Refusal("combine.optionMissing", { option: "--out" });
    if (draws > 0 && call.values.level !== undefined) throw new Refusal("combine.levelWithoutDraws");
    const read = valuesFrom(call, valueFile, plan);
    const hasPeriods = call.values["period-column"] !== undefined;

    const runs: Run[] = [];
    for (const { period, values } of read.periods) {
      const result = aboutFile(valueFile, () => computeIndex(plan, values));
      const uncertainty = draws === 0 ? null : await drawn(call, result, values, draws, seed);
      runs.push({ period, result, values, uncertainty, levels: higherLevels(result, values) });
    }
    const files = new Map<string, string>();
    const add = (path: string, table: ResultTable): void => {
      files.set(path, csvText(cellTexts(table, read.decimal), read.delimiter));
    };
    const main = mainTable(call, runs, hasPeriods);
    const { stages } = call.values;
    if (typeof stages === "string") addStages(stages, runs, hasPeriods, add);
    if (allStages && out !== undefined)
      add(
        out.replace(/(\.csv)?$/i, ".stages.csv"),
        stacked(runs, hasPeriods, (run) => stageTable(run.result)),
      );
    if (out !== undefined) add(out, main);
    writeFiles(files, {
      inputs: [definitionFile, valueFile],
      folders: typeof stages === "string" ? [stages] : [],
    });
    for (const { period, result } of runs) {
      for (const finding of result.findings)
        if (finding.severity !== "note") call.tell(inPeriod(period, await call.sentence(finding)));
    }
    if (wantsJson) {
      call.print(
        JSON.stringify(
          runs.map((r) => indexJson(r.result, r.period, r.levels, r.uncertainty)),
          null,
          1,
        ),
      );
      return 0;
    }
    for (const run of runs) call.print(inPeriod(run.period, summary(run, call)));
    if (out !== undefined) call.print(`${call.say({ de: "Geschrieben", en: "Written" })}: ${out}`);
    return 0;
  },
};

interface Run {
  readonly period: string;
  readonly result: IndexResult;
  readonly values: IndexValues;
  readonly uncertainty: MonteCarloResult | null;
  readonly levels: readonly HigherLevel[];
}

async function drawn(call: Call, result: IndexResult, values: IndexValues, draws: number, seed: number) {
  let told = 0;
  return monteCarlo(result, values, {
    draws,
    seed,
    signal: call.signal,
    pause: () => new Promise((resume) => setImmediate(resume)),
    progress: (done) => {
      if (done - told < draws / 10 && done !== draws) return;
      told = done;
      call.tell(call.say({ de: `Ziehungen: ${done} von ${draws}`, en: `Draws: ${done} of ${draws}` }));
    },
  });
}

function mainTable(call: Call, runs: readonly Run[], hasPeriods: boolean): ResultTable {
  const { level } = call.values;
  return stacked(runs, hasPeriods, (run) => {
    if (typeof level === "string") {
      const found = run.levels.find((l) => l.id === level);
      if (found !== undefined) return higherLevelTable(found);
      const possible = run.levels.map((l) => l.id).join(", ");
      throw new Refusal("combine.noSuchLevel", { id: level, possible: possible === "" ? "keine" : possible });
    }
    const table = resultTable(run.result);
    return run.uncertainty === null ? table : withColumns(table, uncertaintyColumns(run.uncertainty));
  });
}

function stacked(runs: readonly Run[], hasPeriods: boolean, tableOf: (run: Run) => ResultTable): ResultTable {
  const tables = runs.map((run) => (hasPeriods ? withPeriod(tableOf(run), run.period) : tableOf(run)));
  return { header: tables[0]?.header ?? [], rows: tables.flatMap((table) => table.rows) };
}

function addStages(
  folder: string,
  runs: readonly Run[],
  hasPeriods: boolean,
  add: (path: string, table: ResultTable) => void,
): void {
  const file = (name: string, tableOf: (run: Run) => ResultTable): void =>
    add(join(folder, `${name}.csv`), stacked(runs, hasPeriods, tableOf));
  for (const stage of [...stageNames, "aggregated"] as const) file(stage, (run) => wideStage(run.result, stage));
  file("weights", (run) => weightTable(run.result));
  file("treatment", (run) => treatmentTable(run.result));
  file("classes", (run) => classTable(run.result));
  for (const [k, level] of (runs[0]?.levels ?? []).entries())
    file(`level_${level.id}`, (run) => higherLevelTable(run.levels[k] ?? level));
}

function inPeriod(period: string, sentence: string): string {
  return period === "" ? sentence : `${period}: ${sentence}`;
}

function summary({ result, uncertainty }: Run, { say }: Pick<Call, "say">): string {
  const lines = result.plan.roots.map((root) => {
    const group = result.groups.find((g) => g.id === root.id);
    const counted = group?.values.filter((v) => typeof v === "number").length ?? 0;
    const first = result.areas.flatMap((code, i) => (group?.ranks[i] === 1 ? [result.names?.[i] || code] : []));
    // Who share the first place are all named; a place that many share says nothing of any.
    const names =
      first.length <= 3 ? first.join(", ") : say({ de: `${first.length} gleichauf`, en: `${first.length} level` });
    const highest =
      first.length === 0 ? { de: "", en: "" } : { de: `; am höchsten: ${names}`, en: `; highest: ${names}` };
    return say({
      de: `${root.label.de}: ${counted} von ${result.areas.length} Räumen${highest.de}.`,
      en: `${say(root.label)}: ${counted} of ${result.areas.length} areas${highest.en}.`,
    });
  });
  if (result.exclusions.length > 0)
    lines.push(
      say({
        de: `Ausgeschlossene Räume: ${result.exclusions.length}.`,
        en: `Excluded areas: ${result.exclusions.length}.`,
      }),
    );
  if (uncertainty !== null)
    lines.push(
      say({
        de: `${uncertainty.draws} Ziehungen, Startwert ${uncertainty.seed}.`,
        en: `${uncertainty.draws} draws, seed ${uncertainty.seed}.`,
      }),
    );
  return lines.join(" ");
}
