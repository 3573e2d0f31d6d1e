import { cpSync, existsSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { folderOfRun, onceInRun } from "./onceInRun.ts";
import { ownServer } from "./ownServer.ts";
import { chosenWay, copiedPlace, emptyPlace, type Place } from "./wayOfRunning.ts";

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
  return await onceInRun("demo", async (room) => {
    const folder = join(room, "data");
    const place = await emptyPlace(chosenWay);
    const { stop } = await ownServer(folder, { place });
    await stop();
    return { folder, place };
  });
}
