import { parseArgs } from "node:util";
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
  readonly phrasesOf: (name: string) => Promise<Phrases>;
  readonly version: string;
}

/** Options that every command understands. */
const everywhere = {
  json: { type: "boolean" },
  data: { type: "string" },
  tenant: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/**
 * Runs the command that the words name and answers with its exit code.
 *
 * 0 done; 1 our own fault; 2 bad input or refused; 3 unsafe, where a command
 * decides that; 130 cancelled. A refusal is told in its German sentence, with
 * `--json` as JSON on standard output.
 */
export async function runCommand(
  words: readonly string[],
  sources: readonly CommandSource[],
  around: Surroundings,
): Promise<number> {
  const wantsJson = words.includes("--json");
  try {
    return await dispatch(words, sources, around);
  } catch (error) {
    const trouble = fileTrouble(error) ?? error;
    if (around.signal.aborted) {
      around.tell("Abgebrochen.");
      return 130;
    }
    if (!(trouble instanceof Refusal)) {
      around.tell(`Hier ist uns ein Fehler unterlaufen: ${inWords(trouble)}`);
      return 1;
    }
    const { code, parameters, place } = trouble;
    const sentence = phrase(await around.phrasesOf(code.slice(0, code.indexOf("."))), trouble);
    if (wantsJson) around.print(JSON.stringify({ code, sentence, parameters, place }, null, 2));
    else around.tell(sentence);
    return 2;
  }
}

async function dispatch(words: readonly string[], sources: readonly CommandSource[], around: Surroundings) {
  const [first] = words;
  if (first === undefined || first === "--help" || first === "-h" || first === "help") {
    around.print(overview(await allCommands(sources), around.version));
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
      throw new Refusal("cli.unknownCommand", { words: words.filter((word) => !word.startsWith("-")).join(" ") });
    around.print(overview(candidates, around.version));
    return words.length > 1 ? 0 : 2;
  }
  const { values, positionals } = parse(command, words.slice(command.words.length));
  if (values.help === true) {
    around.print(helpFor(command));
    return 0;
  }
  const call: Call = { values, positionals, print: around.print, tell: around.tell, signal: around.signal };
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
    if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION")
      throw new Refusal("cli.unknownOption", { option, words: command.words.join(" "), usage: command.usage });
    throw trouble;
  }
}

function overview(commands: readonly Command[], version: string): string {
  const lines = commands.map((command) => [`kreislauf ${command.words.join(" ")}`, command.summary] as const);
  const width = Math.max(...lines.map(([words]) => words.length));
  return [
    `Kreislauf ${version}, die offene Plattform für Integrierte Sozialplanung`,
    "",
    ...lines.map(([words, summary]) => `  ${words.padEnd(width)}  ${summary}`),
    "",
    "  --help   Hilfe zu einem Befehl        --json   Ausgabe für Maschinen",
    "  --data   Datenordner (sonst KREISLAUF_DATA oder ./data)",
    "",
    "Rückgabewerte: 0 gelungen, 1 Fehler im Programm, 2 Eingabe passt nicht oder abgelehnt, 3 nicht sicher.",
  ].join("\n");
}

function helpFor(command: Command): string {
  return [command.summary, "", `  kreislauf ${command.words.join(" ")} ${command.usage}`.trimEnd()].join("\n");
}

function inWords(trouble: unknown): string {
  if (!(trouble instanceof Error)) return String(trouble);
  const cause = trouble.cause === undefined ? "" : ` (${inWords(trouble.cause)})`;
  return `${process.env.KREISLAUF_DEBUG === undefined ? trouble.message : trouble.stack}${cause}`;
}
