import { type Static, Type } from "typebox";
import type { Value } from "../../kernel/value/value.ts";
import { type Distribution, distribution, type Shift, winnersAndLosers } from "./distribution.ts";

/** Beside the first key; more columns nobody reads. */
export const MOST_FURTHER_KEYS = 3;

export const keyBy = Type.Unsafe<"both" | "index" | "size">({
  type: "string",
  enum: ["both", "index", "size"],
  description: "both: index × size (R-15); index: need alone, whatever the size; size: heads alone",
});

const bound = Type.Number({ minimum: 0 });

export const distributionKey = Type.Object(
  {
    by: Type.Optional(keyBy),
    index: Type.Optional(Type.String({ description: "Which index of the definition" })),
    size: Type.Optional(Type.String({ description: "Indicator that counts heads" })),
    baseShare: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    floor: Type.Optional(bound),
    cap: Type.Optional(bound),
  },
  { additionalProperties: false },
);

export const furtherKeys = Type.Array(distributionKey, { maxItems: MOST_FURTHER_KEYS });

/** One way of spreading a sum, as it is asked for. What it leaves open is as in the first key; `by` is index × size. */
export type AskedKey = {
  readonly [K in keyof Static<typeof distributionKey>]?: Static<typeof distributionKey>[K] | undefined;
};

/** A key with everything said. */
export interface FullKey {
  readonly by: "both" | "index" | "size";
  readonly index: string;
  readonly size: string;
  readonly baseShare: number;
  readonly floor: number;
  /** Null where nobody set one. */
  readonly cap: number | null;
}

/**
 * All keys with everything said, the first one first.
 *
 * Floors, caps and the share by heads belong to their key: a further key without them has none.
 *
 * @example
 * fullKeys({ index: "belastung", size: "kinder", floor: 10 }, [{ by: "size" }])[1] // { by: "size", index: "belastung", size: "kinder", baseShare: 0, floor: 0, cap: null }
 */
export function fullKeys(
  first: Omit<AskedKey, "index" | "size"> & { readonly index: string; readonly size: string },
  further: readonly AskedKey[],
): FullKey[] {
  return [first, ...further].map(({ by = "both", index = first.index, size = first.size, ...rest }) => {
    const { baseShare = 0, floor = 0, cap = null } = rest;
    return { by, index, size, baseShare: by === "size" ? 0 : baseShare, floor, cap };
  });
}

/** What one key gives, and who has more or less of it than by the first; nobody for the first itself. */
export interface KeySpread {
  readonly key: FullKey;
  readonly spread: Distribution;
  readonly winners: readonly Shift[];
  readonly losers: readonly Shift[];
}

/**
 * One sum spread by each key, and who gains and loses against the first.
 *
 * A key by the index alone does not ask how many people live there; its share by heads does.
 *
 * Amounts in the unit of `total`, one for each area in the order of needs and sizes.
 *
 * @example
 * // Of 100 euros, twice the need gets twice as much; by heads alone both get the same.
 * spreadByKeys(100, fullKeys({ index: "belastung", size: "kinder" }, [{ by: "size" }]), () => [1, 3], () => [10, 10]).map(({ spread }) => spread.amounts) // [[25, 75], [50, 50]]
 */
export function spreadByKeys(
  total: number,
  keys: readonly FullKey[],
  needOf: (index: string) => readonly Value[],
  sizeOf: (size: string) => readonly Value[],
): KeySpread[] {
  const spreads = keys.map((key) => spreadBy(total, key, needOf(key.index), sizeOf(key.size)));
  return keys.flatMap((key, at): KeySpread[] => {
    const [first, spread] = [spreads[0], spreads[at]];
    return first === undefined || spread === undefined
      ? []
      : [{ key, spread, ...winnersAndLosers(first.amounts, spread.amounts) }];
  });
}

/** One sum spread by one key. */
export function spreadBy(
  total: number,
  { by, baseShare, floor, cap }: FullKey,
  need: readonly Value[],
  size: readonly Value[],
): Distribution {
  const bounds = { floor, cap: cap ?? total };
  if (by === "size") return distribution({ total, need, size, baseShare: 1, ...bounds });
  if (by === "both") return distribution({ total, need, size, baseShare, ...bounds });
  return distribution({ total, need, size, needAlone: true, baseShare, ...bounds });
}
