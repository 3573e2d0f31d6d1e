import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "../../kernel/text/text.ts";
import type { Phrases } from "../../kernel/trouble/phrase.ts";
import { runCommand } from "../../runtime/cli/runCommand.ts";
import { sources } from "./sources.ts";

const root = join(import.meta.dirname, "../..");

/** The command line as a process: words in, text out, exit code; Ctrl-C cancels, a second one ends at once. */
export async function main(): Promise<void> {
  const leaving = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (leaving.signal.aborted) process.exit(130);
      leaving.abort();
    });
  // The reader of a pipe may have seen enough.
  process.stdout.on("error", (trouble: NodeJS.ErrnoException) => process.exit(trouble.code === "EPIPE" ? 0 : 1));
  process.exitCode = await runCommand(process.argv.slice(2), sources, {
    print: (text) => process.stdout.write(text.endsWith("\n") ? text : `${text}\n`),
    tell: (text) => process.stderr.write(text.endsWith("\n") ? text : `${text}\n`),
    signal: leaving.signal,
    phrasesOf: async (name, language) => phrasesOf(name, language),
    language: process.env.KREISLAUF_LANGUAGE === "en" ? "en" : "de",
    version: JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version,
  });
}

/** The phrases of a stage with those of its rooms, or of a part of the runtime. */
function phrasesOf(name: string, language: Language): Phrases {
  const folder = ["stages", "offices", "runtime"]
    .map((top) => join(root, top, name))
    .find((candidate) => existsSync(join(candidate, "messages.de.json")));
  if (folder === undefined) throw new Error(`no phrases: ${name}`);
  const files = [folder, ...readdirSync(folder).map((room) => join(folder, room))]
    // What has no English sentence yet is said in German.
    .flatMap((place) => [
      join(place, "messages.de.json"),
      ...(language === "en" ? [join(place, "messages.en.json")] : []),
    ])
    .filter((file) => existsSync(file));
  return Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(file, "utf8"))));
}
