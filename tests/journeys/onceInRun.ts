import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { testServerFile } from "../../runtime/store/testDatabase.ts";

/** Folder of this test run; it goes, with everything in it and every database named after it, when the run ends. */
export function folderOfRun(): string {
  const file = process.env[testServerFile];
  if (file === undefined) throw new Error("no folder of the run: run the tests with vitest");
  return dirname(file);
}

/** Longer than anything that is made once takes on the slowest machine. */
const patience = 600_000;

/**
 * Makes something once in a test run, whichever test process asks first; who comes meanwhile waits.
 *
 * What is made is told to the others as JSON; `room` is a folder of its own, which goes with the run.
 */
export async function onceInRun<Made>(name: string, make: (room: string) => Promise<Made>): Promise<Made> {
  const room = join(folderOfRun(), name);
  const sign = join(room, "made.json");
  try {
    mkdirSync(room);
  } catch (trouble) {
    if ((trouble as NodeJS.ErrnoException).code !== "EEXIST") throw trouble;
    return await untilMade(name, sign);
  }
  const told = await make(room).then(
    (made) => ({ made }),
    (trouble: unknown) => ({ failed: trouble instanceof Error ? trouble.stack : String(trouble) }),
  );
  writeFileSync(`${sign}.new`, JSON.stringify(told));
  renameSync(`${sign}.new`, sign);
  return await untilMade(name, sign);
}

async function untilMade<Made>(name: string, sign: string): Promise<Made> {
  for (let waited = 0; !existsSync(sign); waited += 100) {
    if (waited > patience) throw new Error(`never made: ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const told = JSON.parse(readFileSync(sign, "utf8")) as { readonly made: Made } | { readonly failed: string };
  if ("failed" in told) throw new Error(`${name} could not be made: ${told.failed}`);
  return told.made;
}
