/** A number as a table writes it: null where it is withheld, undefined where it is none. */
export type NumberReader = (text: string) => number | null | undefined;

/**
 * How the numbers of one column are written, found out from all of them: `1.234,5`
 * and `1,234.5` tell their signs themselves. `1.234` alone could be either; in a
 * column of counts it is a thousand, since nobody counts a person and a bit.
 *
 * A withheld value may stand as an empty field, `.`, `x`, `*`, `/`, `…`, `geheim` and the like, or as
 * bounds (`<3`, `1–2`); `-` is the official sign for nothing and counts as 0. Marks of official tables
 * beside a number are no part of it: `(12)`, `12 r`, `12¹`, `12 1)`.
 *
 * @example
 * ["1.234", "12", "1 234", "-", "."].map(numberReader(["1.234", "12"], true)) // [1234, 12, 1234, 0, null]
 * ["1.234", "0.5"].map(numberReader(["1.234", "0.5"], false)) // [1.234, 0.5]
 * ["1.234", "0,5"].map(numberReader(["1.234", "0,5"], false)) // [1234, 0.5]
 */
export function numberReader(column: readonly string[], countsOnly: boolean): NumberReader {
  const some = (pattern: RegExp) => column.some((text) => pattern.test(text.trim()));
  const isDotDecimal = some(/^[-+]?\d*\.(\d{1,2}|\d{4,})$/) || some(/,\d{3}\./);
  const isCommaDecimal = some(/^[-+]?\d*,(\d{1,2}|\d{4,})$/) || some(/\.\d{3},/);
  const dotGroups = isCommaDecimal || some(/\.\d{3}\.\d{3}/) || (countsOnly && !isDotDecimal);
  const commaGroups = isDotDecimal || some(/,\d{3},\d{3}/) || (countsOnly && !isCommaDecimal);
  const plainNumber = (bare: string): number | undefined => {
    if (/^[-+]?\d+(e[-+]?\d+)?$/i.test(bare)) return Number(bare);
    // Both signs mean thousands, or neither sign is told apart: no number can be read for certain.
    const isDotThousand = dotGroups && /^[-+]?\d{1,3}(\.\d{3})+(,\d+)?$/.test(bare);
    const isCommaThousand = commaGroups && /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare);
    if (isDotThousand) return isDotDecimal ? undefined : Number(bare.replaceAll(".", "").replace(",", "."));
    if (isCommaThousand) return isCommaDecimal ? undefined : Number(bare.replaceAll(",", ""));
    if (/^[-+]?\d+\.\d+(e[-+]?\d+)?$/i.test(bare)) return Number(bare);
    return /^[-+]?\d+,\d+$/.test(bare) ? Number(bare.replace(",", ".")) : undefined;
  };
  return (text) => {
    const trimmed = withoutMarks(text.trim());
    if (withheldSigns.has(trimmed.toLowerCase()) || boundsTold(trimmed) !== undefined) return null;
    if (trimmed === "-" || trimmed === "–") return 0;
    const bare = trimmed.replace(/(?<=\d)[ \u00a0\u202f'’](?=\d{3}(\D|$))/g, "");
    const number = plainNumber(bare);
    return number === undefined || Number.isFinite(number) ? number : undefined;
  };
}

/**
 * Between which whole numbers a count lies that is not told, but bounded: `<3`, `unter 3`, `≤2`, `1–2`, `1 bis 2`.
 *
 * @example
 * boundsTold("< 3") // { low: 0, high: 2 }
 * boundsTold("1–2") // { low: 1, high: 2 }
 * boundsTold("3") // undefined
 */
export function boundsTold(text: string): { low: number; high: number } | undefined {
  const trimmed = text.trim();
  const [, below] = /^(?:<|unter|weniger als)\s*(\d+)$/i.exec(trimmed) ?? [];
  if (below !== undefined && Number(below) > 0) return { low: 0, high: Number(below) - 1 };
  const [, most] = /^(?:≤|<=|bis|höchstens)\s*(\d+)$/i.exec(trimmed) ?? [];
  if (most !== undefined) return { low: 0, high: Number(most) };
  const [, low, high] = /^(\d+)\s*(?:-|–|bis)\s*(\d+)$/i.exec(trimmed) ?? [];
  return low === undefined || high === undefined || Number(low) > Number(high)
    ? undefined
    : { low: Number(low), high: Number(high) };
}

/** A number without brackets (limited validity), footnotes and letters for preliminary, revised and estimated. */
function withoutMarks(text: string): string {
  const [, bracketed] = /^\((\d[\d.,\s]*)\)$/.exec(text) ?? [];
  return (bracketed ?? text).replace(/(?<=\d)(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\s*[prs*]|\s+\d{1,2}\))$/, "").trim();
}

const withheldSigns = new Set(
  [
    "",
    ".",
    "(.)",
    "[.]",
    "x",
    "(x)",
    "[x]",
    "*",
    "**",
    "***",
    "/",
    "…",
    "...",
    "•",
    "·",
    ":",
    "na",
    "n.a.",
    "n. a.",
    "#nv",
  ].concat(["k.a.", "k. a.", "s", "c", "g", "geheim", "gesperrt", "withheld", "suppressed"]),
);
