import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "../../runtime/cli/runCommand.ts";
import { progressInEnglish } from "../progressInEnglish.ts";
import { sources } from "./sources.ts";

const root = join(import.meta.dirname, "../..");

async function run(words: readonly string[], language: "de" | "en" = "de") {
  const printed: string[] = [];
  const told: string[] = [];
  const code = await runCommand(words, sources, {
    print: (text) => printed.push(text),
    tell: (text) => told.push(text),
    signal: new AbortController().signal,
    version: "1.0.0",
    language,
    phrasesOf: async (name, wanted) => {
      const folder = ["stages", "offices", "runtime"]
        .map((top) => join(root, top, name))
        .find((one) => existsSync(one));
      return JSON.parse(readFileSync(join(folder ?? "", `messages.${wanted}.json`), "utf8"));
    },
  });
  return { code, printed: printed.join("\n"), told: told.join("\n") };
}

/** Words that only German has, and its letters. */
const german = /[äöüÄÖÜß„]|\b(?:und|oder|eine?[snmr]?|der|die|das|mit|von|aus|für|nicht|wird|zeigt|Datei|Ordner)\b/;

test("X-072 the command line speaks English when asked to: overview, help of every command and exit codes", async () => {
  const commands = (await Promise.all(sources.map((source) => source.load()))).flatMap((stage) => stage.commands);
  expect(commands.length).toBeGreaterThan(35);
  const overview = await run(["--help"], "en");
  for (const { words, summary } of commands) {
    expect(summary.en, words.join(" ")).not.toMatch(german);
    expect(summary.en, words.join(" ")).not.toBe(summary.de);
    expect(overview.printed).toContain(summary.en);
    const help = await run([...words, "--help", "--language", "en"]);
    expect(help.printed, words.join(" ")).toContain(summary.en);
    expect(help.printed, words.join(" ")).not.toMatch(/\b(?:DATEI|ORDNER|BERICHT|PAKET|ZUORDNUNG|TAG|PRÜFSUMME)\b/);
  }
  expect(overview.printed.split("\n").filter((line) => german.test(line))).toEqual([]);
});

test("X-072 what is refused on the command line is said in English by option or setting, in German otherwise", async () => {
  const words = ["values", "--level", "GEM"];
  expect((await run(words)).told).toMatch(/^Es fehlt „--indicator“/);
  expect((await run(words, "en")).told).toMatch(/^“--indicator” is missing/);
  expect((await run([...words, "--language", "en"])).told).toMatch(/^“--indicator” is missing/);
  expect((await run([...words, "--language=de"], "en")).told).toMatch(/^Es fehlt/);
  expect((await run(["gibtesnicht", "--language", "en"])).told).toMatch(/^There is no command/);
  // Machines get the same sentence whatever people around them speak.
  expect(JSON.parse((await run([...words, "--json"], "en")).printed).sentence).toMatch(/^Es fehlt/);
});

test("X-072 a language that there is not is refused", async () => {
  const refused = await run(["values", "--language", "fr"]);
  expect(refused).toMatchObject({ code: 2, told: "„--language“ kennt „fr“ nicht. Möglich sind: de, en." });
});

test("X-072 what the work says of itself while it goes on has its English words, and no others", () => {
  const files = ["stages", "offices", "runtime", "apps", "examples"].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .map((file) => readFileSync(join(root, top, file), "utf8")),
  );
  const said = files.flatMap((text) =>
    [...text.matchAll(/doing: "([^"]+)"|differences\(context, figures, "([^"]+)"/g)].map(([, a, b]) => a ?? b ?? ""),
  );
  expect(said.length).toBeGreaterThan(30);
  expect(Object.keys(progressInEnglish).sort()).toEqual([...new Set(said)].sort());
  for (const english of Object.values(progressInEnglish)) expect(english).not.toMatch(german);
});
