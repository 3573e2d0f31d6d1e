import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ownServer } from "./ownServer.ts";
import { chosenWay, copiedPlace, emptyPlace, folderOfRun, type Place } from "./wayOfRunning.ts";

/** A demo county of a journey's own, ready to be served: its data folder and where its tables lie. */
interface PreparedDemo {
  readonly folder: string;
  readonly place: Place;
}

/**
 * A copy of the demo county, for journeys that are not about the first start.
 *
 * Loading it takes a minute, so it is done once in a run, through a real first start, and
 * everybody gets a copy; who comes meanwhile waits. `PREPARED_DEMO` names a data folder that
 * another check of the same run has left, with the embedded database at rest.
 */
export async function preparedDemo(): Promise<PreparedDemo> {
  const { folder, place } = await original();
  const copy = mkdtempSync(join(folderOfRun(), "county-"));
  cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
  return { folder: copy, place: await copiedPlace(place) };
}

async function original(): Promise<PreparedDemo> {
  const left = process.env.PREPARED_DEMO;
  if (chosenWay === "embedded" && left !== undefined && existsSync(join(left, "postgres")))
    return { folder: left, place: await emptyPlace(chosenWay) };
  const room = join(folderOfRun(), "demo");
  const sign = join(room, "ready.json");
  try {
    mkdirSync(room);
  } catch (trouble) {
    if ((trouble as NodeJS.ErrnoException).code !== "EEXIST") throw trouble;
    return await untilReady(sign);
  }
  const made = await firstStart(join(room, "data")).catch((trouble: unknown) => ({ failed: String(trouble) }));
  writeFileSync(`${sign}.new`, JSON.stringify(made));
  renameSync(`${sign}.new`, sign);
  return await untilReady(sign);
}

async function firstStart(folder: string): Promise<PreparedDemo> {
  const place = await emptyPlace(chosenWay);
  const { stop } = await ownServer(folder, { place });
  await stop();
  return { folder, place };
}

async function untilReady(sign: string): Promise<PreparedDemo> {
  for (let waited = 0; !existsSync(sign); waited += 100) {
    if (waited > 600_000) throw new Error("the demo county is never ready");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const made = JSON.parse(readFileSync(sign, "utf8")) as PreparedDemo & { readonly failed?: string };
  if (made.failed !== undefined) throw new Error(`the demo county could not be loaded: ${made.failed}`);
  return made;
}
