import { spawn } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** The program as people start it. */
export const program = join(root, "bin/kreislauf.mjs");

/** Runs one command in a process of its own and waits for its end, whichever that is. */
export function commandLine(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly out: string; readonly told: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [out, told] = ["", ""];
    child.stdout.on("data", (chunk) => {
      out += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      told += String(chunk);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, told }));
  });
}

/** As `commandLine`, for what must succeed: what the command printed. */
export async function printed(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code, out, told } = await commandLine(words, env);
  if (code !== 0) throw new Error(`kreislauf ${words.join(" ")} ended with ${code}: ${told}${out}`);
  return out;
}
