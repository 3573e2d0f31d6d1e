import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call } from "../../../runtime/cli/command.ts";
import {
  type IndexPlan,
  type IndexValues,
  type ReadOptions,
  type ReadValues,
  readDefinition,
  readValues,
} from "../combine.ts";
import { readTextFile } from "./readTextFile.ts";

/** Options that say how a value file is to be read; the same in every command of the index. */
export const valueOptions = {
  "area-column": { type: "string" },
  "name-column": { type: "string" },
  "period-column": { type: "string" },
  decimal: { type: "string" },
} as const;

/** Which of several periods, for commands that look at one. */
export const onePeriod = { period: { type: "string" } } as const;

/** A file name that must be given. */
export function neededFile(call: Call, option: string): string {
  const value = call.values[option];
  if (typeof value === "string" && value !== "") return value;
  throw new Refusal("combine.optionMissing", { option: `--${option}` });
}

/** Refuses words that belong to no option: mostly a forgotten `--values`. */
export function onlyOptions(call: Call): void {
  const [word] = call.positionals;
  if (word !== undefined) throw new Refusal("combine.wordTooMany", { word });
}

/** A whole number in bounds, or what holds without it. */
export function wholeNumber(
  call: Call,
  option: string,
  bounds: { from: number; to: number },
  otherwise: number,
): number {
  const value = call.values[option];
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (
    typeof value === "string" &&
    value.trim() !== "" &&
    Number.isInteger(number) &&
    number >= bounds.from &&
    number <= bounds.to
  )
    return number;
  throw new Refusal("combine.optionNotNumber", { option: `--${option}`, value: String(value), ...bounds });
}

/** The plan in a definition file. */
export function planFrom(path: string): IndexPlan {
  return readDefinition(readTextFile(path), path);
}

/** The values in a file, read for a plan as the options say. */
export function valuesFrom(call: Call, path: string, plan: IndexPlan, also: readonly string[] = []): ReadValues {
  const { decimal } = call.values;
  if (decimal !== undefined && decimal !== "comma" && decimal !== "point")
    throw new Refusal("combine.decimalUnknown", { value: String(decimal) });
  const text = (name: string): string | undefined => {
    const value = call.values[name];
    return typeof value === "string" ? value : undefined;
  };
  const [areaColumn, nameColumn, periodColumn] = [text("area-column"), text("name-column"), text("period-column")];
  const options: ReadOptions = {
    file: path,
    also,
    ...(areaColumn === undefined ? {} : { areaColumn }),
    ...(nameColumn === undefined ? {} : { nameColumn }),
    ...(periodColumn === undefined ? {} : { periodColumn }),
    ...(decimal === undefined ? {} : { decimal }),
  };
  return readValues(readTextFile(path), plan, options);
}

/** The values of one period: the only one, or the one that `--period` names. */
export function valuesOfPeriod(call: Call, read: ReadValues): IndexValues {
  const asked = call.values.period;
  if (asked !== undefined && call.values["period-column"] === undefined)
    throw new Refusal("combine.optionMissing", { option: "--period-column" });
  const [only, ...more] = read.periods;
  const found = asked === undefined && more.length === 0 ? only : read.periods.find((p) => p.period === asked);
  if (found !== undefined) return found.values;
  const possible = read.periods.map((p) => p.period).join(", ");
  if (asked === undefined) throw new Refusal("combine.severalPeriods", { possible });
  throw new Refusal("combine.noSuchPeriod", { period: String(asked), possible });
}

/** Does something with the values of a file; a refusal that names no place gets the file's name. */
export function aboutFile<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (trouble) {
    if (!(trouble instanceof Refusal) || trouble.place !== null) throw trouble;
    throw new Refusal(trouble.code, trouble.parameters, { place: { file }, kind: trouble.kind });
  }
}
