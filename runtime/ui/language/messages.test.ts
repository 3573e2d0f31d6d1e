import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { webStages } from "../../../apps/web/stages.ts";
import { phrase } from "../../../kernel/trouble/phrase.ts";
import { inEnglish } from "./useSentence.ts";

const root = join(import.meta.dirname, "../../..");
const folders = ["runtime", "stages", "offices"].flatMap((top) =>
  readdirSync(join(root, top), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.name === "messages.de.json")
    .map((entry) => entry.parentPath.slice(root.length + 1)),
);

const book = (room: string, language: "de" | "en"): Record<string, string> =>
  JSON.parse(readFileSync(join(root, room, `messages.${language}.json`), "utf8"));
const parameters = (sentence: string): string[] =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();

test("X-072 every room that refuses or finds something has an English twin of its sentences", () => {
  expect(folders.length).toBeGreaterThanOrEqual(13);
  expect(folders.filter((room) => !existsSync(join(root, room, "messages.en.json")))).toEqual([]);
});

test.each(folders)("X-072 every sentence of %s can be said in English, with the same parameters", (room) => {
  const [de, en] = [book(room, "de"), book(room, "en")];
  expect(Object.keys(en).sort()).toEqual(Object.keys(de).sort());
  for (const [key, sentence] of Object.entries(en)) {
    expect(sentence.trim(), key).not.toBe("");
    expect(parameters(sentence), key).toEqual(parameters(de[key] ?? ""));
  }
});

// Words that stand in almost every German sentence and in no English one; what a file of the field holds keeps its word, with the English one behind.
test.each(folders)("X-072 no English sentence of %s is a German one that was copied", (room) => {
  const german = /\b(?:der|das|und|nicht|eine?[nmrs]?|ist|sind|wird|Bitte|Sie|mit|für|gibt)\b|„/u;
  expect(Object.entries(book(room, "en")).filter(([, sentence]) => german.test(sentence))).toEqual([]);
});

test("X-072 in the browser each stage and office says its refusals in English, those of its rooms too", async () => {
  for (const stage of webStages) {
    const english = (await stage.messages?.())?.default ?? {};
    const rooms = folders.filter((room) => room.split("/")[1] === stage.name);
    const keys = rooms.flatMap((room) => Object.keys(book(room, "de")));
    expect(
      keys.filter((key) => english[key] === undefined),
      stage.name,
    ).toEqual([]);
  }
});

test("X-072 a refusal that quotes a finding quotes it in English; one that nobody translated stays German", () => {
  const books = new Map([
    ["describe", { formulaRefused: "The formula is not accepted. {sentence}", unknown: "Nobody knows “{id}”." }],
  ]);
  const refused = {
    code: "describe.formulaRefused",
    parameters: { id: "X", cause: "describe.unknown", sentence: "„X“ kennt niemand." },
    place: { character: 3 },
  };
  expect(inEnglish(books, refused)).toBe("character 3: The formula is not accepted. Nobody knows “X”.");
  const unheard = { ...refused, parameters: { ...refused.parameters, cause: "describe.other" } };
  expect(inEnglish(books, unheard)).toBeUndefined();
  expect(phrase(book("stages/describe", "de"), refused)).toBe(
    "Zeichen 3: Die Formel wird nicht angenommen. „X“ kennt niemand.",
  );
});
