/** How hard a password is to guess, in four steps. */
export type PasswordStrength = "weak" | "fair" | "good" | "strong";

/**
 * How hard a password is to guess, as a hint while it is typed; the server's rules decide what is taken.
 *
 * Counted are bits that somebody who knows the pattern would have to try: per word of three or more letters eleven,
 * as if it were drawn from two thousand common ones; of other signs as many as their kinds leave open, where signs that
 * repeat or continue a row count little. Guessing by known leaked passwords is the server's list.
 *
 * @example
 * ["aaaaaaaaaaaa", "abcdefghijkl", "Sommer2026!", "vier blaue Stühle am See", "x7#Qp!vR2m&Lz9"].map(passwordStrength) // ["weak", "weak", "weak", "good", "strong"]
 * passwordStrength("") // "weak"
 */
export function passwordStrength(password: string): PasswordStrength {
  const bits = Math.min(bitsOfWords(password), bitsOfSigns(password));
  return bits < 35 ? "weak" : bits < 45 ? "fair" : bits < 70 ? "good" : "strong";
}

const bitsPerWord = 11;

function bitsOfWords(password: string): number {
  const words = password.match(/\p{L}{3,}/gu) ?? [];
  const rest = password.replace(/\p{L}{3,}/gu, "");
  const distinct = new Set(words.map((word) => word.toLowerCase())).size;
  return distinct * bitsPerWord + bitsOfSigns(rest);
}

function bitsOfSigns(password: string): number {
  const signs = [...password];
  const kinds = [
    [/\p{Ll}/u, 26],
    [/\p{Lu}/u, 26],
    [/\d/, 10],
    [/[^\p{L}\d]/u, 30],
  ] as const;
  const pool = kinds.reduce((sum, [kind, size]) => sum + (kind.test(password) ? size : 0), 0);
  if (pool === 0) return 0;
  const fresh = signs.filter((sign, at) => !follows(signs, at) && signs.indexOf(sign) === at).length;
  const repeated = signs.filter((sign, at) => !follows(signs, at) && signs.indexOf(sign) !== at).length;
  return Math.log2(pool) * (fresh + repeated / 2) + (signs.length - fresh - repeated) / 2;
}

/** Repeats the sign before it, or is its neighbour in the alphabet or among the digits. */
function follows(signs: readonly string[], at: number): boolean {
  const [before, sign] = [signs[at - 1], signs[at]];
  if (before === undefined || sign === undefined) return false;
  return Math.abs((before.codePointAt(0) ?? 0) - (sign.codePointAt(0) ?? 0)) <= 1;
}
