import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import type { Progress } from "../../runtime/http/operation.ts";

const root = join(import.meta.dirname, "../..");

/** Where the built web pages lie. */
export const webFolder = join(root, "dist/web");

/**
 * Builds the web pages where they are missing or older than their sources.
 *
 * Where the program may not change its own folder, as a service should not, what
 * was built when it was installed is used.
 */
export async function buildWeb(progress: (step: Progress) => void): Promise<void> {
  if (!existsSync(join(root, "index.html")) || isFresh()) return;
  if (!mayBuild()) {
    if (existsSync(join(webFolder, "index.html"))) return;
    throw new Refusal("running.notBuilt", { folder: root });
  }
  progress({ doing: "Oberfläche bauen", done: 0, total: 1 });
  const vite = join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin/vite.js");
  // Built beside its place and then moved there: a build that was cut short is never served.
  const draft = join(root, `dist/web-${process.pid}`);
  const words = [vite, "build", "--logLevel", "error", "--outDir", draft, "--emptyOutDir"];
  await run(words);
  await rm(webFolder, { recursive: true, force: true });
  await rename(draft, webFolder);
  progress({ doing: "Oberfläche bauen", done: 1, total: 1 });
}

/** Puts the program together for the next start, which then takes a fraction of the time. */
export async function bundleProgram(): Promise<void> {
  if (!mayBuild()) return;
  await run([join(root, "bin/bundle.mjs")]);
}

// In a process of its own, which takes its memory with it.
async function run(words: readonly string[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    // Whatever the surroundings are (a test run sets its own), what people get is built for them.
    const env = { ...process.env, NODE_ENV: "production" };
    const child = spawn(process.execPath, words, { cwd: root, env });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        said += String(chunk);
      });
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`the build ended with ${code}: ${said}`))));
  });
}

function mayBuild(): boolean {
  try {
    accessSync(root, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function isFresh(): boolean {
  const built = join(webFolder, "index.html");
  if (!existsSync(built)) return false;
  const since = statSync(built).mtimeMs;
  return ![
    "index.html",
    "vite.config.ts",
    "package-lock.json",
    "apps/web",
    "runtime/ui",
    "kernel",
    "offices",
    "stages",
    "docs/verfahren.md",
  ].some((name) => isNewer(join(root, name), since));
}

const passedOver = new Set(["node_modules", "server", "cli", "zone", "pdf"]);

function isNewer(path: string, since: number): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (!found.isDirectory()) return found.mtimeMs > since && !/\.test\.tsx?$/.test(path);
  return readdirSync(path).some((name) => !passedOver.has(name) && isNewer(join(path, name), since));
}
