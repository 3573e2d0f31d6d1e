/** A number as a table writes it: null where it is withheld, undefined where it is none. */
export type NumberReader = (text: string) => number | null | undefined;

/**
 * How the numbers of one column are written, found out from all of them: `1.234,5`
 * and `1,234.5` tell their signs themselves. `1.234` alone could be either; in a
 * column of counts it is a thousand, since nobody counts a person and a bit.
 *
 * A withheld value may stand as an empty field, `.`, `x`, `*`, `/` or `…`; `-` is
 * the official sign for nothing and counts as 0.
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
  return (text) => {
    const trimmed = text.trim();
    if (withheldSigns.has(trimmed)) return null;
    if (trimmed === "-" || trimmed === "–") return 0;
    const bare = trimmed.replace(/(?<=\d)[ \u00a0\u202f'’](?=\d{3}(\D|$))/g, "");
    if (/^[-+]?\d+(e[-+]?\d+)?$/i.test(bare)) return Number(bare);
    // Both signs mean thousands, or neither sign is told apart: no number can be read for certain.
    const isDotThousand = dotGroups && /^[-+]?\d{1,3}(\.\d{3})+(,\d+)?$/.test(bare);
    const isCommaThousand = commaGroups && /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare);
    if (isDotThousand) return isDotDecimal ? undefined : Number(bare.replaceAll(".", "").replace(",", "."));
    if (isCommaThousand) return isCommaDecimal ? undefined : Number(bare.replaceAll(",", ""));
    if (/^[-+]?\d+\.\d+(e[-+]?\d+)?$/i.test(bare)) return Number(bare);
    return /^[-+]?\d+,\d+$/.test(bare) ? Number(bare.replace(",", ".")) : undefined;
  };
}

const withheldSigns = new Set(["", ".", "x", "X", "*", "/", "…", "...", "•", "NA"]);
