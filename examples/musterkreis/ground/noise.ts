import type { Chance } from "../chance.ts";

/**
 * A gentle random landscape: values about -1 to 1 that change smoothly with the
 * place, in waves of the given length and in ever shorter and lower ones.
 */
export function landscape(luck: Chance, waveLength: number, octaves: number): (east: number, north: number) => number {
  const size = 64;
  const heights = Float64Array.from({ length: size * size }, () => 2 * luck.uniform() - 1);
  const height = (x: number, y: number): number => heights[(y & (size - 1)) * size + (x & (size - 1))] ?? 0;
  const wave = (x: number, y: number): number => {
    const [x0, y0] = [Math.floor(x), Math.floor(y)];
    const [tx, ty] = [ease(x - x0), ease(y - y0)];
    const low = height(x0, y0) * (1 - tx) + height(x0 + 1, y0) * tx;
    const high = height(x0, y0 + 1) * (1 - tx) + height(x0 + 1, y0 + 1) * tx;
    return low * (1 - ty) + high * ty;
  };
  return (east, north) => {
    let sum = 0;
    for (let octave = 0; octave < octaves; octave++) {
      const scale = 2 ** octave / waveLength;
      sum += wave(east * scale + 17 * octave, north * scale + 31 * octave) / 2 ** octave;
    }
    return sum;
  };
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}
