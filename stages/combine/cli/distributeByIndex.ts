import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call, Command } from "../../../runtime/cli/command.ts";
import { numberText } from "../../../runtime/cli/numberText.ts";
import {
  type Cell,
  cellTexts,
  computeIndex,
  csvText,
  type FullKey,
  fullKeys,
  groupOf,
  type IndexResult,
  type KeySpread,
  readKeys,
  spreadByKeys,
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
import { readTextFile } from "./readTextFile.ts";
import { writeFiles } from "./writeFiles.ts";

/**
 * `kreislauf index distribute`: a sum of money or posts by index and size, and who gains by other keys.
 *
 * The total is a whole number of whatever is spread. Refuses a size that is missing or below 0, and a share by heads
 * outside 0 to 1.
 */
export const distributeByIndex: Command = {
  words: ["index", "distribute"],
  summary: {
    de: "Verteilt eine Summe nach Index und Größe, auch im Vergleich mehrerer Schlüssel",
    en: "Spreads a sum by index and size, also comparing several keys",
  },
  usage:
    "--definition D.yaml --values V.csv --total N --size SPALTE --out R.csv [--by both|index|size] [--index ID] [--base-share 0.3] [--floor N] [--cap N] [--keys JSON | --keys K.json] [--compare D2.yaml] [--period-column NAME --period P]",
  options: {
    definition: { type: "string" },
    values: { type: "string" },
    out: { type: "string" },
    total: { type: "string" },
    size: { type: "string" },
    by: { type: "string" },
    keys: { type: "string" },
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
    const { compare } = call.values;
    const further = furtherFrom(call);
    const first = keyFrom(call, neededFile(call, "definition"), further);
    const second = typeof compare === "string" ? keyFrom(call, compare, []) : null;
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
    first.others.forEach((other, i) => {
      columns.set(`amount_${i + 2}`, other.spread.amounts);
      columns.set(
        `change_${i + 2}`,
        other.spread.amounts.map((amount, at) => amount - (spread.amounts[at] ?? 0)),
      );
    });
    const moved = second === null ? null : winnersAndLosers(spread.amounts, second.spread.amounts);
    const { out } = call.values;
    if (call.values.json !== true) neededFile(call, "out");
    if (typeof out === "string" && out !== "")
      writeFiles(new Map([[out, csvText(cellTexts(tableOf(columns), first.decimal), first.delimiter)]]), {
        inputs: [call.values.definition, call.values.values, compare].filter((path) => typeof path === "string"),
      });
    if (call.values.json === true) {
      const keys = first.others.map(({ key, winners, losers }) => ({ ...key, winners, losers }));
      const further = keys.length === 0 ? {} : { keys };
      call.print(
        JSON.stringify({ ...Object.fromEntries(columns), shift: spread.shift, ...moved, ...further }, null, 2),
      );
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
    first.others.forEach((other, i) => {
      const nobody = call.say({ de: "niemand", en: "nobody" });
      const who = (list: KeySpread["winners"]): string => (list.length === 0 ? nobody : inWords(list));
      const [winners, losers] = [who(other.winners), who(other.losers)];
      const named = `${i + 2} (${keyInWords(call, other.key)})`;
      call.print(
        call.say({
          de: `Schlüssel ${named}: Es gewinnen: ${winners}. Es verlieren: ${losers}.`,
          en: `Key ${named}: Gaining: ${winners}. Losing: ${losers}.`,
        }),
      );
    });
    call.print(`${call.say({ de: "Geschrieben", en: "Written" })}: ${out}`);
    return 0;
  },
};

interface Key {
  readonly result: IndexResult;
  readonly index: ReturnType<typeof groupOf>["values"];
  readonly size: ReturnType<typeof groupOf>["values"];
  readonly spread: KeySpread["spread"];
  /** The further keys, each against this one. */
  readonly others: readonly KeySpread[];
  readonly decimal: "comma" | "point";
  readonly delimiter: string;
}

/** Areas whose index or size nobody knows: they get no share by it, which must not pass for no need. */
function withoutKey({ index, size }: Key): number[] {
  return index.flatMap((need, i) => (typeof need === "number" && typeof size[i] === "number" ? [] : [i]));
}

function keyFrom(call: Call, definition: string, further: ReturnType<typeof readKeys>): Key {
  const plan = planFrom(definition);
  const file = neededFile(call, "values");
  const sizeColumn = neededFile(call, "size");
  const sizes = [...new Set([sizeColumn, ...further.flatMap(({ size }) => (size === undefined ? [] : [size]))])];
  const read = valuesFrom(call, file, plan, sizes);
  const values = valuesOfPeriod(call, read);
  const sizeOf = (column: string) => {
    const size = values.columns.get(column);
    if (size === undefined) throw new Refusal("combine.sizeColumnMissing", { column }, { place: { file } });
    const below = size.findIndex((n) => typeof n === "number" && n < 0);
    if (below < 0) return size;
    throw new Refusal(
      "combine.sizeNegative",
      { column, area: values.areas[below] ?? "", value: String(size[below]).replace(".", ",") },
      { place: { file } },
    );
  };
  const size = sizeOf(sizeColumn);
  const result = aboutFile(file, () => computeIndex(plan, values));
  const chosen = chosenIndex(call.values.index, result);
  const needOf = (id: string) => groupOf(result, chosenIndex(id, result)).values;
  const total = wholeNumber(call, "total", { from: 0, to: Number.MAX_SAFE_INTEGER }, 0);
  const own = {
    by: byFrom(call),
    index: chosen,
    size: sizeColumn,
    baseShare: shareFrom(call),
    floor: wholeNumber(call, "floor", { from: 0, to: total }, 0),
    cap: wholeNumber(call, "cap", { from: 0, to: Number.MAX_SAFE_INTEGER }, total),
  };
  const [first, ...others] = spreadByKeys(total, fullKeys(own, further), needOf, sizeOf);
  if (first === undefined) throw new Error(`no spread by the first key of ${definition}`);
  const { spread } = first;
  return { result, index: needOf(chosen), size, spread, others, decimal: read.decimal, delimiter: read.delimiter };
}

/** Further keys as the county takes them: a list in JSON, or a file with one. */
function furtherFrom(call: Call): ReturnType<typeof readKeys> {
  const { keys } = call.values;
  if (typeof keys !== "string") return [];
  return readKeys(/\.json$/i.test(keys) ? readTextFile(keys) : keys);
}

const ways = {
  both: { de: "Index × Größe", en: "index × size" },
  index: { de: "Index allein", en: "index alone" },
  size: { de: "Größe allein", en: "size alone" },
} as const;

function byFrom(call: Call): FullKey["by"] {
  const { by } = call.values;
  if (by === undefined) return "both";
  if (by === "both" || by === "index" || by === "size") return by;
  throw new Refusal("combine.outOfRange", { key: "--by", value: String(by), bounds: Object.keys(ways).join(", ") });
}

function keyInWords(call: Call, { by, index, size, baseShare, floor, cap }: FullKey): string {
  const number = (value: number): string => numberText(call.language, value);
  const words: Parameters<Call["say"]>[0][] = [ways[by]];
  if (by !== "size") words.push({ de: `Index ${index}`, en: `index ${index}` });
  if (by !== "index") words.push({ de: `Größe ${size}`, en: `size ${size}` });
  const share = number(baseShare * 100);
  if (baseShare > 0 && by !== "size") words.push({ de: `${share} % nach Größe`, en: `${share} % by size` });
  if (floor > 0) words.push({ de: `mindestens ${number(floor)}`, en: `at least ${number(floor)}` });
  if (cap !== null) words.push({ de: `höchstens ${number(cap)}`, en: `at most ${number(cap)}` });
  return words.map(call.say).join(", ");
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
