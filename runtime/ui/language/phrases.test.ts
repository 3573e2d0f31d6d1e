import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
const folders = [
  "runtime/ui",
  ...["stages", "offices"]
    .flatMap((top) => readdirSync(join(root, top)).map((name) => `${top}/${name}/web`))
    .filter((folder) => existsSync(join(root, folder, "phrases.de.json"))),
];

describe.each(folders)("the phrases of %s", (folder) => {
  const [de, en] = (["de", "en"] as const).map((language) =>
    flat(JSON.parse(readFileSync(join(root, folder, `phrases.${language}.json`), "utf8"))),
  ) as [Map<string, string>, Map<string, string>];

  test("X-072 German and English have the same keys with the same parameters, and no phrase is empty", () => {
    expect([...en.keys()].sort()).toEqual([...de.keys()].sort());
    for (const [key, phrase] of de) {
      expect(phrase.trim(), key).not.toBe("");
      expect(en.get(key)?.trim(), key).not.toBe("");
      expect(parameters(en.get(key) ?? ""), key).toEqual(parameters(phrase));
    }
  });

  test("X-072 no word stands in the pages themselves: each comes from the phrases", () => {
    const found: string[] = [];
    for (const path of pagesIn(join(root, folder))) {
      const source = readFileSync(path, "utf8")
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .replace(/^\s*\/\/.*$/gm, "");
      // Letters between a tag's end and the next tag, or in an attribute that is read out.
      for (const [, words = ""] of source.matchAll(/>\s*([^<>{}()=;]*\p{L}{3,}[^<>{}()=;]*)<\//gu))
        if (!/^[\w.]+$/.test(words) || /^\p{Lu}/u.test(words)) found.push(`${relative(root, path)}: ${words.trim()}`);
      for (const [, words = ""] of source.matchAll(
        /\b(?:label|title|placeholder|aria-label|alt)="([^"]*\p{L}{2,}[^"]*)"/gu,
      ))
        found.push(`${relative(root, path)}: ${words}`);
    }
    expect(found).toEqual([]);
  });
});

function flat(book: object, before = ""): Map<string, string> {
  const phrases = new Map<string, string>();
  for (const [key, entry] of Object.entries(book)) {
    if (typeof entry === "string") phrases.set(before + key, entry);
    else for (const [deeper, phrase] of flat(entry as object, `${before}${key}.`)) phrases.set(deeper, phrase);
  }
  return phrases;
}

function parameters(phrase: string): string[] {
  return [...phrase.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "").sort();
}

function pagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".tsx") && !name.includes(".test."))
    .map((name) => join(folder, name));
}
