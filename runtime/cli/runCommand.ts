import { parseArgs } from "node:util";
import { similarWords } from "../../kernel/text/similarWords.ts";
import { inLanguage, type Language, type Text } from "../../kernel/text/text.ts";
import type { Finding } from "../../kernel/trouble/finding.ts";
import { type Phrases, phrase } from "../../kernel/trouble/phrase.ts";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import type { Call, CliStage, Command } from "./command.ts";
import { fileTrouble } from "./fileTrouble.ts";

/** Where commands come from; loaded only when its words are asked for, so that a small command starts quickly. */
export interface CommandSource {
  /** First words of the commands it offers. */
  readonly firstWords: readonly string[];
  readonly load: () => Promise<CliStage>;
}

export interface Surroundings {
  readonly print: (text: string) => void;
  readonly tell: (text: string) => void;
  readonly signal: AbortSignal;
  /** The phrases of a stage or part of the runtime, for refusals from there. */
  readonly phrasesOf: (name: string, language: Language) => Promise<Phrases>;
  /** What people read where nothing is asked for: German. */
  readonly language?: Language;
  readonly version: string;
}

/** Options that every command understands. */
const everywhere = {
  json: { type: "boolean" },
  data: { type: "string" },
  tenant: { type: "string" },
  language: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/**
 * Runs the command that the words name and answers with its exit code.
 *
 * 0 done; 1 our own fault; 2 bad input or refused; 3 unsafe, where a command
 * decides that; 130 cancelled. A refusal is told in its sentence, with `--json` as
 * JSON on standard output, where the sentence is always the German one, as over HTTP.
 * `--language en` or the surroundings choose English.
 */
export async function runCommand(
  words: readonly string[],
  sources: readonly CommandSource[],
  around: Surroundings,
): Promise<number> {
  const wantsJson = words.includes("--json");
  const language = languageOf(words, around);
  const say = (text: Text) => inLanguage(text, language);
  try {
    return await dispatch(words, sources, { ...around, language });
  } catch (error) {
    const trouble = fileTrouble(error) ?? error;
    if (around.signal.aborted) {
      around.tell(say({ de: "Abgebrochen.", en: "Cancelled." }));
      return 130;
    }
    if (!(trouble instanceof Refusal)) {
      const words = { de: "Hier ist uns ein Fehler unterlaufen", en: "We have made a mistake here" };
      around.tell(`${say(words)}: ${inWords(trouble)}`);
      // A script that reads JSON finds JSON, whatever happens.
      if (wantsJson)
        around.print(
          JSON.stringify({ code: "cli.ownFault", sentence: `${words.de}.`, parameters: {}, place: null }, null, 2),
        );
      return 1;
    }
    const { code, parameters, place } = trouble;
    const sentence = await sentenceOf(trouble, wantsJson ? "de" : language, around);
    if (wantsJson) around.print(JSON.stringify({ code, sentence, parameters, place }, null, 2));
    else around.tell(sentence);
    return 2;
  }
}

type Trouble = Pick<Finding, "code" | "parameters" | "place">;

/** A refusal or finding as a sentence; what it quotes (`cause`) is said in the same language. */
async function sentenceOf(trouble: Trouble, language: Language, around: Surroundings): Promise<string> {
  const { code, parameters, place } = trouble;
  const { cause } = parameters;
  const quoted =
    language === "de" || cause === undefined
      ? parameters
      : { ...parameters, sentence: await said({ code: String(cause), parameters, place: null }) };
  return said({ code, parameters: quoted, place });

  async function said(one: Trouble): Promise<string> {
    return phrase(await around.phrasesOf(one.code.slice(0, one.code.indexOf(".")), language), one, language);
  }
}

/** The language asked for: by the option, else by the surroundings, else German. */
function languageOf(words: readonly string[], around: Surroundings): Language {
  const at = words.findIndex((word) => word === "--language" || word.startsWith("--language="));
  const asked = at < 0 ? undefined : (words[at]?.split("=")[1] ?? words[at + 1]);
  if (asked === "en" || asked === "de") return asked;
  return around.language ?? "de";
}

async function dispatch(
  words: readonly string[],
  sources: readonly CommandSource[],
  around: Surroundings & { readonly language: Language },
) {
  const { language } = around;
  const [first] = words;
  if (first === undefined || first === "--help" || first === "-h" || first === "help") {
    around.print(overview(await allCommands(sources), around.version, language));
    return 0;
  }
  if (first === "--version" || first === "-v") {
    around.print(around.version);
    return 0;
  }
  const candidates = await allCommands(sources.filter((source) => source.firstWords.includes(first)));
  const command = candidates
    .filter((one) => one.words.every((word, position) => words[position] === word))
    .sort((a, b) => b.words.length - a.words.length)[0];
  if (command === undefined) {
    if (candidates.length === 0 || (words.length > 1 && !words.includes("--help") && !words.includes("-h")))
      throw unknownCommand(words, await allCommands(sources));
    around.print(overview(candidates, around.version, language));
    return words.length > 1 ? 0 : 2;
  }
  const { values, positionals } = parse(command, words.slice(command.words.length));
  if (values.help === true) {
    around.print(helpFor(command, language));
    return 0;
  }
  if (values.language !== undefined && values.language !== "de" && values.language !== "en")
    throw new Refusal("cli.wrongChoice", { option: "--language", text: String(values.language), choices: "de, en" });
  const { print, tell, signal } = around;
  const call: Call = {
    ...{ values, positionals, print, tell, signal, language },
    say: (text) => inLanguage(text, language),
    sentence: (finding) => sentenceOf(finding, language, around),
  };
  return command.run(call);
}

async function allCommands(sources: readonly CommandSource[]): Promise<Command[]> {
  const stages = await Promise.all(sources.map((source) => source.load()));
  return stages.flatMap((stage) => stage.commands);
}

function parse(command: Command, args: readonly string[]): Pick<Call, "values" | "positionals"> {
  try {
    return parseArgs({ args: [...args], options: { ...everywhere, ...command.options }, allowPositionals: true });
  } catch (trouble) {
    const { code, message } = trouble as { code?: string; message: string };
    const option = /'(-[^' =]*)/.exec(message)?.[1] ?? "";
    if (code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") throw new Refusal("cli.missingValue", { option });
    if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") throw unknownOption(command, option);
    throw trouble;
  }
}

/** What stands before the first option, at most as many words as a command has. */
function unknownCommand(words: readonly string[], commands: readonly Command[]): Refusal {
  const option = words.findIndex((word) => word.startsWith("-"));
  const asked = words.slice(0, option < 0 ? words.length : option);
  const longest = Math.max(...commands.map((command) => command.words.length));
  const named = commands.map((command) => command.words.join(" "));
  const similar = [asked.length, ...[3, 2, 1].filter((count) => count < asked.length)]
    .filter((count) => count <= longest)
    .map((count) => similarWords(asked.slice(0, count).join(" "), named))
    .find((found) => found.length > 0);
  if (similar === undefined) return new Refusal("cli.unknownCommand", { words: asked.join(" ") });
  const listed = similar.map((one) => `kreislauf ${one}`).join(", ");
  return new Refusal("cli.unknownCommandSimilar", { words: asked.join(" "), similar: listed });
}

function unknownOption(command: Command, option: string): Refusal {
  const words = command.words.join(" ");
  const known = Object.keys({ ...everywhere, ...command.options }).map((name) => `--${name}`);
  const [similar] = similarWords(option, known);
  if (similar === undefined) return new Refusal("cli.unknownOption", { option, words, usage: command.usage });
  return new Refusal("cli.unknownOptionSimilar", { option, words, similar, usage: command.usage });
}

function overview(commands: readonly Command[], version: string, language: Language): string {
  const lines = commands.map(({ words, summary }) => [`kreislauf ${words.join(" ")}`, summary[language]] as const);
  const width = Math.max(...lines.map(([words]) => words.length));
  return [
    `Kreislauf ${version}, ${frame.what[language]}`,
    "",
    ...lines.map(([words, summary]) => `  ${words.padEnd(width)}  ${summary}`),
    "",
    ...frame.options[language],
    "",
    frame.codes[language],
  ].join("\n");
}

const frame = {
  what: {
    de: "die offene Plattform für Integrierte Sozialplanung",
    en: "the open platform for integrated social planning",
  },
  options: {
    de: [
      "  --help       Hilfe zu einem Befehl    --json   Ausgabe für Maschinen",
      "  --data       Datenordner (sonst KREISLAUF_DATA oder ./data)",
      "  --language   de oder en (sonst KREISLAUF_LANGUAGE oder Deutsch)",
    ],
    en: [
      "  --help       help on a command        --json   output for machines",
      "  --data       data folder (else KREISLAUF_DATA or ./data)",
      "  --language   de or en (else KREISLAUF_LANGUAGE or German)",
    ],
  },
  codes: {
    de: "Rückgabewerte: 0 gelungen, 1 Fehler im Programm, 2 Eingabe passt nicht oder abgelehnt, 3 nicht sicher.",
    en: "Exit codes: 0 done, 1 fault of the program, 2 input does not fit or is refused, 3 not safe.",
  },
} as const;

/** Words that stand for what a person fills in. */
const placeholders: Readonly<Record<string, string>> = {
  BERICHT: "REPORT",
  DATEI: "FILE",
  ORDNER: "FOLDER",
  PAKET: "PACKAGE",
  BLATT: "SHEET",
  PRÜFSUMME: "CHECKSUM",
  TAG: "DAY",
  ZUORDNUNG: "MAPPING",
};

function usageIn(language: Language, usage: string): string {
  return language === "de" ? usage : usage.replace(/\p{Lu}{3,}/gu, (word) => placeholders[word] ?? word);
}

function helpFor({ summary, words, usage }: Command, language: Language): string {
  return [summary[language], "", `  kreislauf ${words.join(" ")} ${usageIn(language, usage)}`.trimEnd()].join("\n");
}

function inWords(trouble: unknown): string {
  if (!(trouble instanceof Error)) return String(trouble);
  const cause = trouble.cause === undefined ? "" : ` (${inWords(trouble.cause)})`;
  return `${process.env.KREISLAUF_DEBUG === undefined ? trouble.message : trouble.stack}${cause}`;
}
