import { isSame } from "../../statistics/evened.ts";

/**
 * The class of a value, from 0: how many limits it has reached. A value on a limit belongs to the upper class;
 * with `limitBelongs: "below"` to the lower one.
 *
 * Equal values always share a class; a value that misses the limit by rounding lies on it.
 *
 * @example
 * classOf(5, [2, 5, 9]) // 2
 * classOf(5, [2, 5, 9], "below") // 1
 * classOf(1, [2, 5, 9]) // 0
 * classOf(0.3, [0.1 + 0.2]) // 1
 */
export function classOf(value: number, limits: readonly number[], limitBelongs: "above" | "below" = "above"): number {
  let count = 0;
  for (const limit of limits) {
    const isOnLimit = isSame(value, limit);
    if (limitBelongs === "above" ? value > limit || isOnLimit : value > limit && !isOnLimit) count++;
  }
  return count;
}
