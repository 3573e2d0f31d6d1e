import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../../../runtime/cli/runCommand.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { stage } from "./stage.ts";

/** A folder of files and the commands of the index, for tests: what was printed, what was told, the exit code. */
export interface Desk {
  readonly folder: string;
  readonly file: (name: string, text: string | Uint8Array) => string;
  readonly clear: () => void;
}

/** An empty folder of its own. */
export function desk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), "kreislauf-index-"));
  return {
    folder,
    file: (name, text) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs a command as the terminal does. */
export async function kreislauf(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await runCommand(words, [{ firstWords: ["index"], load: async () => stage }], {
    print: (text) => {
      out += `${text}\n`;
    },
    tell: (text) => {
      err += `${text}\n`;
    },
    signal: new AbortController().signal,
    phrasesOf: async () => phrases,
    version: "0",
  });
  return { code, out, err };
}

/** Two indicators, nothing else. */
export const simple = `format: kreislauf-index/1
id: test
label: Test
indices:
  - id: index
    components:
      - { indicator: x }
      - { indicator: y }
`;
