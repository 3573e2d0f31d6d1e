import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Chance that can be asked for the same again. */
export interface Chance {
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  pick<T>(list: readonly T[]): T;
}

/**
 * Chance of one input: the same seed and number give the same input again.
 *
 * Seed and number are mixed first: the generator begins with nearly the same number for neighbouring ones.
 *
 * @example
 * chanceOf(1, 7).below(1000) === chanceOf(1, 7).below(1000) // true
 * Math.abs(chanceOf(1, 7).below(1000) - chanceOf(1, 8).below(1000)) > 100 // true
 */
export function chanceOf(seed: number, number: number): Chance {
  const generator = xoroshiro128plus(mixed(mixed(seed) ^ number));
  const below = (end: number) => (end <= 1 ? 0 : uniformInt(generator, 0, end - 1));
  return { below, pick: (list) => list[below(list.length)] as (typeof list)[number] };
}

/** Each bit of the number changes about half of the bits, and no two numbers become the same one (splitmix32). */
function mixed(number: number): number {
  let bits = (number + 0x9e3779b9) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return bits ^ (bits >>> 15);
}

// What breaks readers: signs of the formats, numbers at their edges, formulas, other scripts and encodings.
const tokens = [
  ";", ",", "\t", '"', '""', "'", "\n", "\r\n", "\r", "\0", "\ufeff", "{", "}", "[", "]", ":", "null", "true",
  "-", ".", "/", "x", "...", "()", "1e309", "-1e309", "99999999999999999999", "0x1F", "1.234,5", "1,234.5", "−5", "NaN",
  "Infinity", "=1+1", "=HYPERLINK(\"http://a\")", "+49", "@SUM(A1)", "ä", "ß", "\u00e4", "\u202e", "\u200b", "😀", "31.02.2020",
  "00.00.0000", "2023", "01056", "<script>", "</td>", "$" + "{x}", "{{x}}", "../..", "%00", "' or '1'='1", "__proto__", "constructor",
  "&a;", "<!ENTITY a \"b\">", "a: &a [*a]", "*a", "!!js/function", "- ", "|", ">", "#", "?",
].map((token) => Buffer.from(token)); // biome-ignore format: a list to look at

/** The bytes with one to five things done to them that happen to files, or that somebody does on purpose. */
export function mutated(bytes: Buffer, others: readonly Buffer[], chance: Chance): Buffer {
  let result = bytes;
  const turns = 1 + chance.below(5);
  for (let turn = 0; turn < turns; turn += 1) result = once(result, others, chance);
  return result.length > largest ? result.subarray(0, largest) : result;
}

const largest = 400_000;

function once(bytes: Buffer, others: readonly Buffer[], chance: Chance): Buffer {
  const at = chance.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + 1 + chance.below(1 + chance.below(200)));
  switch (chance.below(9)) {
    case 0: {
      const flipped = Buffer.from(bytes);
      for (let turn = chance.below(8); turn >= 0 && flipped.length > 0; turn -= 1)
        flipped[chance.below(flipped.length)] = chance.below(256);
      return flipped;
    }
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
    case 2:
      return bytes.subarray(0, at);
    case 3:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
    case 4:
      return Buffer.concat([bytes.subarray(0, at), chance.pick(tokens), bytes.subarray(to)]);
    case 5:
      return Buffer.concat([bytes.subarray(0, at), chance.pick(tokens), bytes.subarray(at)]);
    case 6: {
      const other = others.length === 0 ? bytes : chance.pick(others);
      const from = chance.below(other.length + 1);
      return Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + chance.below(400)), bytes.subarray(at)]);
    }
    case 7: {
      // One line many times: long files, wide files.
      const piece = bytes.subarray(at, to);
      return Buffer.concat([
        bytes.subarray(0, at),
        ...Array.from({ length: chance.below(300) }, () => piece),
        bytes.subarray(at),
      ]);
    }
    default: {
      const lines = bytes.toString("latin1").split("\n");
      const [a, b] = [chance.below(lines.length), chance.below(lines.length)];
      [lines[a], lines[b]] = [lines[b] ?? "", lines[a] ?? ""];
      return Buffer.from(lines.join("\n"), "latin1");
    }
  }
}
