import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call, Command } from "../../../runtime/cli/command.ts";
import {
  type Cell,
  cellTexts,
  computeIndex,
  csvText,
  type Distribution,
  distribution,
  groupOf,
  type IndexResult,
  tableOf,
  winnersAndLosers,
} from "../combine.ts";
import {
  aboutFile,
  neededFile,
  onePeriod,
  onlyOptions,
  planFrom,
  valueOptions,
  valuesFrom,
  valuesOfPeriod,
  wholeNumber,
} from "./callOptions.ts";
import { chosenIndex } from "./explainSensitivity.ts";
import { writeFiles } from "./writeFiles.ts";

/** `kreislauf index distribute`: a sum of money or posts by index and size, and who gains by another key. */
export const distributeByIndex: Command = {
  words: ["index", "distribute"],
  summary: {
    de: "Verteilt eine Summe nach Index und Größe, auch im Vergleich zweier Schlüssel",
    en: "Spreads a sum by index and size, also comparing two keys",
  },
  usage:
    "--definition D.yaml --values V.csv --total N --size SPALTE --out R.csv [--index ID] [--base-share 0.3] [--floor N] [--cap N] [--compare D2.yaml] [--period-column NAME --period P]",
  options: {
    definition: { type: "string" },
    values: { type: "string" },
    out: { type: "string" },
    total: { type: "string" },
    size: { type: "string" },
    index: { type: "string" },
    "base-share": { type: "string" },
    floor: { type: "string" },
    cap: { type: "string" },
    compare: { type: "string" },
    ...valueOptions,
    ...onePeriod,
  },
  run: async (call) => {
    onlyOptions(call);
    if (call.values.total === undefined) throw new Refusal("combine.optionMissing", { option: "--total" });
    const first = keyFrom(call, neededFile(call, "definition"));
    const { compare } = call.values;
    const second = typeof compare === "string" ? keyFrom(call, compare) : null;
    const { result, index, size, spread } = first;
    const columns = new Map<string, readonly Cell[]>([["area", result.areas]]);
    if (result.names !== null) columns.set("name", result.names);
    columns.set(
      "index",
      index.map((v) => (typeof v === "number" ? v : null)),
    );
    columns.set(
      "size",
      size.map((v) => (typeof v === "number" ? v : null)),
    );
    columns.set("share", spread.shares);
    columns.set("amount", spread.amounts);
    if (second !== null) {
      columns.set("amount_other", second.spread.amounts);
      columns.set(
        "change",
        second.spread.amounts.map((amount, i) => amount - (spread.amounts[i] ?? 0)),
      );
    }
    const moved = second === null ? null : winnersAndLosers(spread.amounts, second.spread.amounts);
    const { out } = call.values;
    if (call.values.json !== true) neededFile(call, "out");
    if (typeof out === "string" && out !== "")
      writeFiles(new Map([[out, csvText(cellTexts(tableOf(columns), first.decimal), first.delimiter)]]), {
        inputs: [call.values.definition, call.values.values, compare].filter((path) => typeof path === "string"),
      });
    if (call.values.json === true) {
      call.print(JSON.stringify({ ...Object.fromEntries(columns), shift: spread.shift, ...moved }, null, 2));
      return 0;
    }
    call.print(`${germanNumber(spread.amounts.reduce((a, b) => a + b, 0))} auf ${result.areas.length} Räume verteilt.`);
    for (const [key, which] of [
      [first, "Der Index"],
      [second, "Der Index des anderen Schlüssels"],
    ] as const)
      if (key !== null && key.spread.shift > 0)
        call.print(
          `${which} wurde um ${germanNumber(key.spread.shift, { decimals: 3 })} angehoben, damit kein Wert unter null liegt.`,
        );
    const name = (position: number): string => result.names?.[position] || (result.areas[position] ?? "");
    for (const [key, which] of [
      [first, ""],
      [second, "Beim anderen Schlüssel: "],
    ] as const) {
      const without = key === null ? [] : withoutKey(key);
      if (without.length > 0)
        call.print(
          `${which}Ohne Index oder Größe und deshalb nur mit einem Anteil, der davon nicht abhängt: ${without.map(name).join(", ")}.`,
        );
    }
    const inWords = (list: readonly { position: number; change: number }[]): string =>
      list.map((s) => `${name(s.position)} (${germanNumber(s.change, { sign: true })})`).join(", ");
    if (moved !== null) {
      call.print(`Es gewinnen: ${moved.winners.length === 0 ? "niemand" : inWords(moved.winners)}.`);
      call.print(`Es verlieren: ${moved.losers.length === 0 ? "niemand" : inWords(moved.losers)}.`);
    }
    call.print(`Geschrieben: ${out}`);
    return 0;
  },
};

interface Key {
  readonly result: IndexResult;
  readonly index: ReturnType<typeof groupOf>["values"];
  readonly size: ReturnType<typeof groupOf>["values"];
  readonly spread: Distribution;
  readonly decimal: "comma" | "point";
  readonly delimiter: string;
}

/** Areas whose index or size nobody knows: they get no share by it, which must not pass for no need. */
function withoutKey({ index, size }: Key): number[] {
  return index.flatMap((need, i) => (typeof need === "number" && typeof size[i] === "number" ? [] : [i]));
}

function keyFrom(call: Call, definition: string): Key {
  const plan = planFrom(definition);
  const file = neededFile(call, "values");
  const sizeColumn = neededFile(call, "size");
  const read = valuesFrom(call, file, plan, [sizeColumn]);
  const values = valuesOfPeriod(call, read);
  const size = values.columns.get(sizeColumn);
  if (size === undefined) throw new Refusal("combine.sizeColumnMissing", { column: sizeColumn }, { place: { file } });
  const below = size.findIndex((n) => typeof n === "number" && n < 0);
  if (below >= 0)
    throw new Refusal(
      "combine.sizeNegative",
      { column: sizeColumn, area: values.areas[below] ?? "", value: String(size[below]).replace(".", ",") },
      { place: { file } },
    );
  const result = aboutFile(file, () => computeIndex(plan, values));
  const index = groupOf(result, chosenIndex(call.values.index, result)).values;
  const total = wholeNumber(call, "total", { from: 0, to: Number.MAX_SAFE_INTEGER }, 0);
  const spread = distribution({
    total,
    need: index,
    size,
    baseShare: shareFrom(call),
    floor: wholeNumber(call, "floor", { from: 0, to: total }, 0),
    cap: wholeNumber(call, "cap", { from: 0, to: Number.MAX_SAFE_INTEGER }, total),
  });
  return { result, index, size, spread, decimal: read.decimal, delimiter: read.delimiter };
}

function shareFrom(call: Call): number {
  const text = call.values["base-share"];
  if (text === undefined) return 0;
  const share = Number(String(text).replace(",", "."));
  if (share >= 0 && share <= 1) return share;
  throw new Refusal("combine.outOfRange", {
    key: "--base-share",
    value: String(text),
    bounds: "mindestens 0 und höchstens 1",
  });
}
