import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { commonWords } from "./commonPasswords.ts";

export const shortestPassword = 12;
export const longestPassword = 200;

/**
 * Refuses a password that is short or that others would try first. Which signs it is made of is free:
 * four words in a row are better than "P@ssw0rd1!" and easier to remember.
 *
 * Counted are signs as people see them. Guessable are passwords that are nothing but a common word
 * with digits and signs around it, the same few signs again and again, a row of the keyboard or of
 * the alphabet, or the person's own name or address.
 *
 * Source: OWASP, Authentication Cheat Sheet; NIST SP 800-63B, 5.1.1.2.
 */
export function demandGoodPassword(password: string, person: { readonly name: string; readonly email: string }): void {
  const signs = [...password.normalize("NFKC")];
  if (signs.length < shortestPassword)
    throw new Refusal("people.passwordTooShort", { shortest: shortestPassword, signs: signs.length });
  if (signs.length > longestPassword) throw new Refusal("people.passwordTooLong", { longest: longestPassword });
  if (isGuessable(password, person)) throw new Refusal("people.passwordGuessable");
}

/**
 * Whether a password is among those that are tried first.
 *
 * @example
 * isGuessable("Passwort2026!!", { name: "Kim Beispiel", email: "kim@kreis.example" }) // true
 * isGuessable("123456789012", { name: "Kim Beispiel", email: "kim@kreis.example" }) // true
 * isGuessable("vier blaue Stühle am See", { name: "Kim Beispiel", email: "kim@kreis.example" }) // false
 */
export function isGuessable(password: string, person: { readonly name: string; readonly email: string }): boolean {
  const small = password.normalize("NFKC").toLowerCase();
  const letters = unmasked(small).replace(/[^\p{L}]/gu, "");
  if (new Set(small).size < 5 || isRow(small)) return true;
  const own = [person.name, person.name.replaceAll(" ", ""), ...person.name.split(" "), ...person.email.split(/[@.]/)]
    .map((part) => part.toLowerCase().replace(/[^\p{L}]/gu, ""))
    .filter((part) => part.length > 2);
  const plain = small.replace(/[^\p{L}]/gu, "");
  return [letters, plain].some((rest) => isMadeOf(rest, new Set([...commonWords, ...own])));
}

// "p@ssw0rt" is read as its author meant it.
const masks: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};

function unmasked(text: string): string {
  // Digits at either end are ornaments, not letters in disguise.
  return text.replace(/^[\d\W_]+|[\d\W_]+$/gu, "").replace(/[@431057$]/g, (sign) => masks[sign] ?? sign);
}

/** At most two common words and nothing else, or no letters at all beside a short rest. */
function isMadeOf(letters: string, words: ReadonlySet<string>): boolean {
  if (letters === "") return false;
  if (words.has(letters)) return true;
  for (let cut = 1; cut < letters.length; cut += 1)
    if (words.has(letters.slice(0, cut)) && words.has(letters.slice(cut))) return true;
  return false;
}

const rows = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890123456789",
  "qwertzuiopü",
  "asdfghjklöä",
  "yxcvbnm",
  "qwertyuiop",
  "zxcvbnm",
];

/** Steps along the alphabet, the digits or the keyboard, forwards or backwards, make most of it. */
function isRow(text: string): boolean {
  const neighbours = rows.flatMap((row) => [...row].slice(1).map((sign, at) => `${row[at]}${sign}`));
  const steps = new Set(neighbours.flatMap((pair) => [pair, [...pair].reverse().join("")]));
  const pairs = [...text].slice(1).map((sign, at) => `${text[at]}${sign}`);
  const along = pairs.filter((pair) => steps.has(pair) || pair[0] === pair[1]).length;
  return along >= pairs.length * 0.7;
}
