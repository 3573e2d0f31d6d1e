import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call, Command } from "../../../runtime/cli/command.ts";
import { numberText } from "../../../runtime/cli/numberText.ts";
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
    const number = (value: number, form: { decimals?: number; sign?: boolean } = {}) =>
      numberText(call.language, value, form);
    const sum = number(spread.amounts.reduce((a, b) => a + b, 0));
    call.print(
      call.say({
        de: `${sum} auf ${result.areas.length} Räume verteilt.`,
        en: `${sum} spread over ${result.areas.length} areas.`,
      }),
    );
    for (const [key, which] of [
      [first, { de: "Der Index", en: "The index" }],
      [second, { de: "Der Index des anderen Schlüssels", en: "The index of the other key" }],
    ] as const)
      if (key !== null && key.spread.shift > 0)
        call.print(
          call.say({
            de: `${which.de} wurde um ${number(key.spread.shift, { decimals: 3 })} angehoben, damit kein Wert unter null liegt.`,
            en: `${which.en} was raised by ${number(key.spread.shift, { decimals: 3 })} so that no value lies below zero.`,
          }),
        );
    const name = (position: number): string => result.names?.[position] || (result.areas[position] ?? "");
    for (const [key, which] of [
      [first, { de: "", en: "" }],
      [second, { de: "Beim anderen Schlüssel: ", en: "With the other key: " }],
    ] as const) {
      const without = key === null ? [] : withoutKey(key);
      if (without.length > 0)
        call.print(
          call.say({
            de: `${which.de}Ohne Index oder Größe und deshalb nur mit einem Anteil, der davon nicht abhängt: ${without.map(name).join(", ")}.`,
            en: `${which.en}Without index or size and therefore only with a share that does not depend on them: ${without.map(name).join(", ")}.`,
          }),
        );
    }
    const inWords = (list: readonly { position: number; change: number }[]): string =>
      list.map((s) => `${name(s.position)} (${number(s.change, { sign: true })})`).join(", ");
    if (moved !== null) {
      const nobody = call.say({ de: "niemand", en: "nobody" });
      const those = (list: Parameters<typeof inWords>[0]): string => (list.length === 0 ? nobody : inWords(list));
      call.print(`${call.say({ de: "Es gewinnen", en: "Gaining" })}: ${those(moved.winners)}.`);
      call.print(`${call.say({ de: "Es verlieren", en: "Losing" })}: ${those(moved.losers)}.`);
    }
    call.print(`${call.say({ de: "Geschrieben", en: "Written" })}: ${out}`);
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
