import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** German phrases without parameters whose English differs: none of them may be left on an English page. */
export function phrasesThatDiffer(language: "de"): ReadonlySet<string> {
  const found = new Set<string>();
  const english = new Set<string>();
  for (const folder of [
    "runtime/ui",
    ...["collect", "describe", "combine", "plan", "report"].map((stage) => `stages/${stage}/web`),
  ]) {
    const own = flat(JSON.parse(readFileSync(join(root, folder, `phrases.${language}.json`), "utf8")));
    const other = flat(JSON.parse(readFileSync(join(root, folder, "phrases.en.json"), "utf8")));
    for (const phrase of other.values()) english.add(phrase.trim());
    for (const [key, phrase] of own) if (!phrase.includes("{{") && other.get(key) !== phrase) found.add(phrase.trim());
  }
  // "Name" is German and English.
  for (const phrase of english) found.delete(phrase);
  return found;
}

function flat(book: object, before = ""): Map<string, string> {
  const phrases = new Map<string, string>();
  for (const [key, entry] of Object.entries(book)) {
    if (typeof entry === "string") phrases.set(before + key, entry);
    else for (const [deeper, phrase] of flat(entry as object, `${before}${key}.`)) phrases.set(deeper, phrase);
  }
  return phrases;
}
