import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import type { Command } from "./command.ts";
import cliPhrases from "./messages.de.json" with { type: "json" };
import { runCommand } from "./runCommand.ts";

const loaded: string[] = [];
const water: Command = {
  words: ["garden", "water"],
  summary: { de: "Gießt ein Beet", en: "Waters a bed" },
  usage: "--litres N [FILE]",
  options: { litres: { type: "string" } },
  run: async ({ values, positionals, print }) => {
    if (values.litres === "0") throw new Refusal("garden.dry", { bed: "Kohl" });
    if (values.litres === "x") throw new Error("can broken");
    if (values.litres === "spilled") writeFileSync(`${import.meta.filename}/below.txt`, "water");
    print(JSON.stringify({ litres: values.litres, positionals, json: values.json ?? false }));
    return values.litres === "99" ? 3 : 0;
  },
};
const deeper: Command = { ...water, words: ["garden", "water", "roots"], run: async () => 0 };

function source(name: string, commands: Command[]) {
  const load = async () => {
    loaded.push(name);
    return { commands, phrases: {} };
  };
  return { firstWords: [name], load };
}

async function run(...words: string[]) {
  loaded.length = 0;
  const printed: string[] = [];
  const told: string[] = [];
  const code = await runCommand(words, [source("garden", [water, deeper]), source("kitchen", [])], {
    print: (text) => printed.push(text),
    tell: (text) => told.push(text),
    signal: new AbortController().signal,
    phrasesOf: async (name) => (name === "cli" ? cliPhrases : { dry: "Das Beet „{bed}“ bleibt trocken." }),
    version: "1.2.3",
  });
  return { code, printed: printed.join("\n"), told: told.join("\n"), loaded: [...loaded] };
}

test("a command is found by its words, and nothing else is loaded for it", async () => {
  const { code, printed, loaded } = await run("garden", "water", "--litres", "5", "beet.csv", "--json");
  expect([code, JSON.parse(printed)]).toEqual([0, { litres: "5", positionals: ["beet.csv"], json: true }]);
  expect(loaded).toEqual(["garden"]);
  expect((await run("garden", "water", "roots")).printed).toBe("");
});

test("scripts can trust the exit code: 0 done, 1 our fault, 2 refused, 3 unsafe", async () => {
  expect((await run("garden", "water", "--litres", "1")).code).toBe(0);
  expect(await run("garden", "water", "--litres", "x")).toMatchObject({ code: 1, printed: "" });
  expect((await run("garden", "water", "--litres", "0")).code).toBe(2);
  expect((await run("garden", "water", "--litres", "99")).code).toBe(3);
});

test("a refusal is a German sentence, with --json one for machines", async () => {
  expect(await run("garden", "water", "--litres", "0")).toMatchObject({
    printed: "",
    told: "Das Beet „Kohl“ bleibt trocken.",
  });
  expect(JSON.parse((await run("garden", "water", "--litres", "0", "--json")).printed)).toEqual({
    code: "garden.dry",
    sentence: "Das Beet „Kohl“ bleibt trocken.",
    parameters: { bed: "Kohl" },
    place: null,
  });
});

test("who asks for JSON finds JSON also when the fault is ours", async () => {
  const { code, printed } = await run("garden", "water", "--litres", "x", "--json");
  expect([code, JSON.parse(String(printed))]).toMatchObject([1, { code: "cli.ownFault" }]);
});

test("unknown words and options are named, with what would be right", async () => {
  expect(await run("garden", "mow")).toMatchObject({ code: 2, told: expect.stringContaining("„garden mow“") });
  expect(await run("mow")).toMatchObject({ code: 2, told: expect.stringContaining("kreislauf --help") });
  const unknown = await run("garden", "water", "--liters", "3");
  expect([unknown.code, unknown.told]).toEqual([2, expect.stringMatching(/„--liters“.*--litres N/)]);
  expect(await run("garden", "water", "--litres")).toMatchObject({
    code: 2,
    told: "Hinter „--litres“ fehlt ein Wert.",
  });
});

test("help shows all commands, those of a group, or one", async () => {
  expect((await run("--help")).printed).toContain("kreislauf garden water");
  expect((await run("garden", "--help")).printed).toContain("Gießt ein Beet");
  expect(await run("garden", "water", "--help")).toMatchObject({
    code: 0,
    printed: expect.stringContaining("--litres N [FILE]"),
  });
});

test("a file where a folder ought to be is the asker's trouble, said in a sentence with the path", async () => {
  const { code, told } = await run("garden", "water", "--litres", "spilled");
  expect(code).toBe(2);
  expect(told).toMatch(/^In „.*below\.txt“ steht eine Datei, wo ein Ordner sein müsste\./);
});
