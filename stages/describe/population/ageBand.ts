/** An age group: from an age up to, but without, another; `to` is null where it is open to the top. */
export interface AgeBand {
  readonly from: number;
  readonly to: number | null;
}

/**
 * The ages that a source means by the name of an age group; undefined where it names none.
 *
 * @example
 * ageBand("3 bis unter 6 Jahre") // { from: 3, to: 6 }
 * ageBand("unter 3 Jahre") // { from: 0, to: 3 }
 * ageBand("85 Jahre und älter") // { from: 85, to: null }
 * ageBand("75 u. mehr") // { from: 75, to: null }
 * ageBand("20-24") // { from: 20, to: 25 }
 * ageBand("20 bis 24 Jahre") // { from: 20, to: 25 }
 * ageBand("5") // { from: 5, to: 6 }
 * ageBand("insgesamt") // undefined
 */
export function ageBand(label: string): AgeBand | undefined {
  const [first, second] = (label.match(/\d+/g) ?? []).map(Number);
  if (first === undefined) return undefined;
  if (second === undefined) {
    if (/^\s*(unter|bis unter)\b/i.test(label)) return { from: 0, to: first };
    if (/älter|mehr|\+|^\s*(ab|über)\b/i.test(label)) return { from: first, to: null };
    return { from: first, to: first + 1 };
  }
  return { from: first, to: /\bunter\b/i.test(label) ? second : second + 1 };
}
