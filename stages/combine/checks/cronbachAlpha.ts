import { isPresent, type Value } from "../../../kernel/value/value.ts";

/**
 * Cronbach's alpha: whether the components of a group speak of the same thing. From about 0.7 they do; a negative
 * value means that some pull against the others, which is a result and not a fault.
 *
 * Covariances over the areas that have both of a pair. Undefined for fewer than two components or when nothing varies.
 *
 * Source: OECD/JRC Handbook (2008), section 4.2; as COINr computes it.
 *
 * @example
 * cronbachAlpha([[1, 2, 3], [1, 2, 3]]) // 1
 */
export function cronbachAlpha(columns: readonly (readonly Value[])[]): number | undefined {
  const k = columns.length;
  if (k < 2) return undefined;
  let own = 0;
  let all = 0;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      const c = covariance(columns[i] ?? [], columns[j] ?? []);
      if (c === undefined) return undefined;
      all += c;
      if (i === j) own += c;
    }
  }
  return all === 0 ? undefined : (k / (k - 1)) * (1 - own / all);
}

function covariance(first: readonly Value[], second: readonly Value[]): number | undefined {
  const pairs: [number, number][] = [];
  first.forEach((x, i) => {
    const y = second[i];
    if (isPresent(x) && y !== undefined && isPresent(y)) pairs.push([x, y]);
  });
  if (pairs.length < 2) return undefined;
  const meanX = pairs.reduce((sum, [x]) => sum + x, 0) / pairs.length;
  const meanY = pairs.reduce((sum, [, y]) => sum + y, 0) / pairs.length;
  return pairs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / (pairs.length - 1);
}
