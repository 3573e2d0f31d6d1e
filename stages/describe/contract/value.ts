import { Type } from "typebox";
import { type Mark, markList } from "../../../kernel/value/table.ts";
import { absences, type Value } from "../../../kernel/value/value.ts";
import { numberOrNull, Text, textOrNull } from "./text.ts";

/** A number, or why there is none: withheld, unknown, later, unreliable, senseless. */
export const value = Type.Unsafe<Value>({ anyOf: [{ type: "number" }, { type: "string", enum: absences }] });

export const values = Type.Array(value);

export const numbers = Type.Array(numberOrNull);

/** What a reader must know beside the number; null where there is nothing. */
export const mark = Type.Unsafe<Mark | null>({ enum: [...markList, null] });

export const marks = Type.Array(mark);

/**
 * Why there is no value, in more than one word: `partMissing` some areas inside did not deliver,
 * `notDelivered`, `notAggregatable`, `netOnly`, `withheld`, `rateOfWithheld`, `notOpen`,
 * `dividedByZero`, `levelTooFine`, `notConverted`, `notDefined`. Its sentence stands in `reasonTexts`.
 */
export const reasons = Type.Array(textOrNull);

export const reasonTexts = Type.Record(Type.String(), Text);
