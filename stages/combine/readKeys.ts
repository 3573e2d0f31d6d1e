import { Check } from "typebox/value";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { type AskedKey, furtherKeys, MOST_FURTHER_KEYS } from "./distributionKeys.ts";

/**
 * The further keys of a question, from the text in which they travel: a list in JSON. Without one, the first key is
 * compared with heads alone.
 *
 * Refuses what is no such list or has too many keys.
 *
 * @example
 * readKeys('[{ "by": "index", "floor": 100 }]') // [{ by: "index", floor: 100 }]
 * readKeys(undefined) // [{ by: "size" }]
 */
export function readKeys(text: string | undefined): AskedKey[] {
  if (text === undefined) return [{ by: "size" }];
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new Refusal("combine.keysUnreadable", { most: MOST_FURTHER_KEYS });
  }
  if (!Check(furtherKeys, read)) throw new Refusal("combine.keysUnreadable", { most: MOST_FURTHER_KEYS });
  return read;
}
