/** From a value to a place on paper. */
export type Scale = (value: number) => number;

/**
 * A straight axis.
 *
 * @example
 * linear([0, 10], [0, 200])(2.5) // 50
 * linear([3, 3], [0, 100])(3) // 50
 */
export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [from, to] = domain;
  const [start, end] = range;
  // All values equal: the one there is stands in the middle.
  if (from === to) return () => (start + end) / 2;
  return (value) => start + ((value - from) / (to - from)) * (end - start);
}

/**
 * Round values along an axis, about as many as asked for: steps of 1, 2, 2.5 or 5 times a power of ten.
 *
 * @example
 * ticks(0, 23, 5) // [0, 5, 10, 15, 20]
 * ticks(0.12, 0.31, 4) // [0.15, 0.2, 0.25, 0.3]
 */
export function ticks(min: number, max: number, count: number): number[] {
  if (!(max > min) || count < 1) return [min];
  const rough = (max - min) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const first = Math.ceil(min / step - 1e-9);
  const found: number[] = [];
  for (let position = first; position * step <= max + step * 1e-9; position += 1)
    found.push(Number((position * step).toPrecision(12)));
  return found;
}

/**
 * Labels on a line pushed apart so that none covers another, in their order.
 *
 * @example
 * apart([10, 12, 40], 8, [0, 100]) // [7, 15, 40]
 */
export function apart(wanted: readonly number[], distance: number, bounds: readonly [number, number]): number[] {
  const order = wanted.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  interface Block {
    sum: number;
    count: number;
    first: number;
  }
  const blocks: Block[] = [];
  const startOf = (block: Block): number => {
    const centre = block.sum / block.count;
    const half = ((block.count - 1) * distance) / 2;
    return Math.min(Math.max(centre - half, bounds[0]), Math.max(bounds[0], bounds[1] - 2 * half));
  };
  order.forEach(({ place }, position) => {
    let block: Block = { sum: place, count: 1, first: position };
    for (;;) {
      const before = blocks.at(-1);
      if (before === undefined || startOf(before) + before.count * distance <= startOf(block)) break;
      blocks.pop();
      block = { sum: before.sum + block.sum, count: before.count + block.count, first: before.first };
    }
    blocks.push(block);
  });
  const placed: number[] = new Array(wanted.length).fill(0);
  for (const block of blocks)
    for (let offset = 0; offset < block.count; offset += 1) {
      const entry = order[block.first + offset];
      if (entry !== undefined) placed[entry.index] = startOf(block) + offset * distance;
    }
  return placed;
}
