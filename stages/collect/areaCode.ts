/**
 * The codes under which an area of a file may be known here, likeliest first: as
 * it stands, without the zeros that fill a Kreis up to eight digits, and the AGS
 * inside a twelve-digit ARS.
 *
 * @example
 * codeVariants("01056000") // ["01056000", "01056"]
 * codeVariants("010565601015") // ["010565601015", "01056015", "010565601"]
 * codeVariants("01056") // ["01056"]
 * codeVariants("010560002000") // ["010560002000", "01056000", "01056", "010560002"]
 */
export function codeVariants(code: string): string[] {
  const found = [code];
  if (/^\d{12}$/.test(code)) {
    found.push(...codeVariants(code.slice(0, 5) + code.slice(9)));
    found.push(code.slice(0, 9));
  }
  if (/^\d{5}000$/.test(code)) found.push(code.slice(0, 5));
  if (/^\d{2}000000$/.test(code)) found.push(code.slice(0, 2));
  return [...new Set(found)];
}

/**
 * A key that a program wrote as a power of ten, or an office in groups, as digits again; other keys as they are.
 *
 * @example
 * digitsOfCode("2e+06") // "2000000"
 * digitsOfCode("1.1E+07") // "11000000"
 * digitsOfCode("01 0 56 002") // "01056002"
 * digitsOfCode("01056") // "01056"
 */
export function digitsOfCode(code: string): string {
  if (/^\d([.,]\d+)?e\+?\d{1,2}$/i.test(code)) return String(Math.round(Number(code.replace(",", "."))));
  return groupedKey.test(code) ? code.replace(/[\s.]/g, "") : code;
}

// Land, Regierungsbezirk, Kreis, (association,) municipality: "01 0 56 002", "01.0.56.002", "01 056 002".
const groupedKey = /^\d{2}[\s.](?:\d[\s.]\d{2}|\d{3})(?:[\s.]\d{4})?[\s.]\d{3}$/;

/**
 * A name as it is compared: without case, kind of settlement, brackets and signs.
 *
 * @example
 * comparableName("Pinneberg, Kreis") // "pinneberg"
 * comparableName("  Tornesch, Stadt ") // "tornesch"
 * comparableName("03 Nordstadt") // "nordstadt"
 * comparableName("Stadt Tornesch") // "tornesch"
 * comparableName("Gross Nordende") === comparableName("Groß Nordende") // true
 * comparableName("Uetersen 2)") // "ütersen"
 * comparableName("St. Pauli") // "sankt pauli"
 */
export function comparableName(name: string): string {
  return name
    .normalize("NFC")
    .toLowerCase()
    .replace(/^\s*\d+\s+/, "")
    .replaceAll("ß", "ss")
    .replace(/\(.*?\)/g, " ")
    .replace(/(?:\s*\d{1,2}\)|\s*[*†¹²³])+\s*$/, "")
    .replace(
      /,\s*(?:landeshauptstadt|hansestadt|kreisfreie stadt|krfr\.? stadt|stadt|landkreis|kreis|gemeinde|gde\.?|flecken|markt|gkst\.?|st\.?|m)\b\.?/g,
      " ",
    )
    .replace(/^\s*(?:landeshauptstadt|hansestadt|stadt|gemeinde|gde\.|gem\.|flecken|markt)\s+(?=\p{L})/u, "")
    .replace(/(^|[\s-])st\.?(?=[\s-]\p{L}|\p{Lu})/gu, "$1sankt")
    .replace(/ae/g, "ä")
    .replace(/oe/g, "ö")
    .replace(/ue/g, "ü")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * Whether one name is the other with words cut short by a point: "a. d." for "an der",
 * "i. Holst." for "in Holstein".
 *
 * @example
 * abbreviates("Lauenburg a. d. Elbe", "Lauenburg an der Elbe") // true
 * abbreviates("Frankfurt a.M.", "Frankfurt am Main, Stadt") // true
 * abbreviates("Neustadt i. Holst.", "Neustadt am Main") // false
 * abbreviates("Neustadt", "Neustadt in Holstein") // false
 */
export function abbreviates(short: string, long: string): boolean {
  if (!short.includes(".")) return false;
  const bare = short.replace(/,.*$/, "").replace(/\bSt\.\s*/g, "Sankt ");
  const words = bare.toLowerCase().match(/[\p{L}\p{N}]+\.?/gu) ?? [];
  const full = comparableWords(long.replace(/,.*$/, ""));
  return (
    words.length > 1 &&
    words.length === full.length &&
    words.every((word, at) =>
      word.endsWith(".")
        ? full[at]?.startsWith(word.slice(0, -1)) === true
        : comparableName(word) === comparableName(full[at] ?? ""),
    )
  );
}

function comparableWords(name: string): string[] {
  return name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * How far two names are apart: the number of letters that must be changed, added, dropped or swapped to make one of
 * the other, at most `limit` + 1.
 *
 * Source: Damerau (1964), A technique for computer detection and correction of spelling errors; no letter is changed
 * twice.
 *
 * @example
 * editDistance("Elmshorn", "Elmhsorn", 3) // 1
 * editDistance("abc", "xyz", 1) // 2
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length] ?? 0, limit + 1);
}

export interface KnownArea {
  readonly code: string;
  readonly name: string;
  readonly level: string;
}

/**
 * Areas that an unknown code or name may have meant: lost leading zero, one digit
 * off, a name spelled differently. At most three, likeliest first.
 *
 * @example
 * areaSuggestions({ code: "1056015", name: "" }, [{ code: "01056015", name: "Elmshorn", level: "GEM" }]) // [{ code: "01056015", name: "Elmshorn", level: "GEM" }]
 * areaSuggestions({ code: "", name: "Elmshron" }, [{ code: "01056015", name: "Elmshorn, Stadt", level: "GEM" }]) // [{ code: "01056015", name: "Elmshorn, Stadt", level: "GEM" }]
 */
export function areaSuggestions(
  unknown: { readonly code: string; readonly name: string },
  known: readonly KnownArea[],
): KnownArea[] {
  const name = comparableName(unknown.name === "" && !/\d/.test(unknown.code) ? unknown.code : unknown.name);
  const scored: { area: KnownArea; score: number }[] = [];
  for (const area of known) {
    let score = 99;
    if (/^\d+$/.test(unknown.code)) {
      if (area.code === unknown.code.padStart(area.code.length, "0")) score = 0;
      else if (area.code.length === unknown.code.length && editDistance(area.code, unknown.code, 1) <= 1) score = 4;
    }
    if (name.length > 2) {
      const other = comparableName(area.name);
      if (other === name) score = Math.min(score, 1);
      else if (other.length > 4 && name.length > 4) {
        const distance = editDistance(other, name, 2);
        if (distance <= 2) score = Math.min(score, 1 + distance);
        else if (other.startsWith(name) || name.startsWith(other)) score = Math.min(score, 3.5);
      }
    }
    if (score < 99) scored.push({ area, score });
  }
  return scored
    .sort((a, b) => a.score - b.score || a.area.code.localeCompare(b.area.code))
    .slice(0, 3)
    .map(({ area }) => area);
}
