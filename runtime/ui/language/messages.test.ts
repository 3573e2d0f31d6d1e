import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
const rooms = [
  "runtime/http",
  ...["stages", "offices"].flatMap((top) => readdirSync(join(root, top)).map((name) => `${top}/${name}`)),
].filter((room) => existsSync(join(root, room, "messages.en.json")));

const book = (room: string, language: "de" | "en"): Record<string, string> =>
  JSON.parse(readFileSync(join(root, room, `messages.${language}.json`), "utf8"));
const parameters = (phrase: string): string[] => [...phrase.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();

test("X-072 rooms that refuse something to a person in the browser have an English twin of their sentences", () => {
  expect(rooms).toEqual(expect.arrayContaining(["runtime/http", "stages/collect", "stages/describe", "stages/report"]));
});

// A German sentence without twin is shown as German; a twin with other parameters would break the page.
test.each(rooms)("X-072 every English sentence of %s has a German one with the same parameters", (room) => {
  const [de, en] = [book(room, "de"), book(room, "en")];
  expect(Object.keys(en).filter((key) => de[key] === undefined)).toEqual([]);
  for (const [key, phrase] of Object.entries(en)) {
    expect(phrase.trim(), key).not.toBe("");
    expect(parameters(phrase), key).toEqual(parameters(de[key] ?? ""));
  }
});

// While a sentence is new its twin may be missing for a moment; pages then show the German one and say so.
test.each(rooms)("X-072 at least nine of ten sentences of %s can be said in English", (room) => {
  const [de, en] = [book(room, "de"), book(room, "en")];
  // What holds a whole German sentence as a parameter stays German as a whole.
  const left = Object.keys(de).filter(
    (key) => en[key] === undefined && !parameters(de[key] ?? "").includes("sentence"),
  );
  expect(left.length, left.join(", ")).toBeLessThanOrEqual(Object.keys(de).length / 10);
});
