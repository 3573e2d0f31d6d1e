import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sources } from "../../apps/cli/sources.ts";
import { runCommand } from "../../runtime/cli/runCommand.ts";

const root = join(import.meta.dirname, "../..");

/** A command of `kreislauf` in this process, against this database and folder. */
export async function kreislauf(
  words: readonly string[],
  where: { readonly folder: string; readonly databaseUrl?: string | undefined; readonly signal?: AbortSignal },
): Promise<{ code: number; out: string; told: string }> {
  const before = process.env.DATABASE_URL;
  if (where.databaseUrl === undefined) delete process.env.DATABASE_URL;
  else process.env.DATABASE_URL = where.databaseUrl;
  const printed: string[] = [];
  const told: string[] = [];
  try {
    const code = await runCommand([...words, "--data", where.folder], sources, {
      print: (text) => printed.push(text),
      tell: (text) => told.push(text),
      signal: where.signal ?? new AbortController().signal,
      phrasesOf: async (name) => {
        const home = ["stages", "offices", "runtime"]
          .map((top) => join(root, top, name))
          .find((candidate) => existsSync(join(candidate, "messages.de.json")));
        const rooms = home === undefined ? [] : [home, ...readdirSync(home).map((room) => join(home, room))];
        const files = rooms.map((room) => join(room, "messages.de.json")).filter((file) => existsSync(file));
        return Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(file, "utf8"))));
      },
      version: "0",
    });
    return { code, out: printed.join("\n"), told: told.join("\n") };
  } finally {
    if (before === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = before;
  }
}
