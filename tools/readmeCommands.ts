import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/**
 * Runs the commands that the README shows in its `sh` blocks, in order, on a data folder of their own.
 *
 * Commands of `kreislauf` are executed and must end with 0; `npm …` must name
 * scripts that exist (they run elsewhere). A command that needs open data from
 * outside is passed over, with a note, where these are missing.
 */
const root = join(import.meta.dirname, "..");

/**
 * The commands in the `sh` blocks of a page, continued lines joined, comments left out.
 *
 * @example
 * commandsIn("```sh\nkreislauf init \\\n  --name A # neu\n```\ntext") // ["kreislauf init --name A"]
 */
export function commandsIn(page: string): string[] {
  return [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = ""]) =>
    block
      .replace(/\\\n\s*/g, "")
      .split("\n")
      .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
      .filter((line) => line !== ""),
  );
}

if (process.argv[1] === import.meta.filename) {
  const page = join(root, "README.md");
  const scripts: Record<string, string> = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts;
  const folder = mkdtempSync(join(tmpdir(), "kreislauf-readme-"));
  const openData = resolve(root, process.env.KREISLAUF_OPEN_DATA ?? "../shared/data");
  for (const command of existsSync(page) ? commandsIn(readFileSync(page, "utf8")) : []) {
    const trouble = /\bnpm\b/.test(command) ? npmTrouble(command, scripts) : runTrouble(command);
    if (trouble === undefined) continue;
    console.error(`README.md: ${command}\n  ${trouble}`);
    process.exitCode = 1;
  }
  rmSync(folder, { recursive: true, force: true });

  function runTrouble(command: string): string | undefined {
    if (!/^(node bin\/kreislauf\.mjs|npx kreislauf|kreislauf) /.test(command))
      return "not a command that can be checked";
    if (/kreislauf(\.mjs)? serve\b/.test(command)) return undefined;
    if (command.includes("KREISLAUF_OPEN_DATA") && !existsSync(openData)) {
      process.stdout.write(`note: not run, open data are missing: ${command}\n`);
      return undefined;
    }
    const line = command.replace(/^(npx )?kreislauf /, `"${process.execPath}" bin/kreislauf.mjs `);
    const env = { ...process.env, KREISLAUF_DATA: join(folder, "data"), KREISLAUF_OPEN_DATA: openData };
    const { status, stderr, stdout } = spawnSync(line, {
      cwd: root,
      shell: true,
      env,
      encoding: "utf8",
      timeout: 300_000,
    });
    return status === 0
      ? undefined
      : `ends with ${status}: ${(stderr || stdout).trim().split("\n").slice(-5).join("\n  ")}`;
  }
}

function npmTrouble(command: string, scripts: Readonly<Record<string, string>>): string | undefined {
  for (const part of command.split("&&").map((text) => text.trim())) {
    if (part === "npm ci") continue;
    const name = /^npm (?:run )?([\w:]+)/.exec(part)?.[1];
    if (name === undefined || scripts[name] === undefined) return `package.json has no script for: ${part}`;
  }
  return undefined;
}
