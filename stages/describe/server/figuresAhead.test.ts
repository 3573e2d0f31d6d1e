import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { makeContext } from "../../../runtime/http/makeContext.ts";
import { makeServer } from "../../../runtime/http/makeServer.ts";
import { plannerAtThisMachine } from "../../../runtime/people/policy.ts";
import { connect } from "../../../runtime/store/openStore.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { figuresAhead } from "./figuresAhead.ts";
import { smallCounty } from "./smallCounty.ts";
import { stage } from "./stage.ts";

const fresh = await freshDatabase();
const { deliver, agree } = await smallCounty(fresh.db);
await agree();
const years = ["2019", "2020", "2021", "2022", "2023"];
const inYears = (of: (year: string, step: number) => Readonly<Record<string, number>>) =>
  Object.fromEntries(years.map((year, step) => [year, of(year, step)]));
await deliver({
  figures: {
    BEV_U15: inYears((year) => ({
      ...{ G1: 200, G2: 400, G3: 140, Q1: 20, Q2: 400 },
      ...(year < "2021" ? { G4a: 100, G4b: 200 } : { G4: 300 }),
    })),
    SGB2_U15: inYears((year, step) => ({
      ...{ G1: 24 - step, G2: 50 + 10 * step, G3: step === 4 ? 2 : 14, Q1: 3, Q2: 60 },
      ...(year < "2021" ? { G4a: 20, G4b: 40 } : { G4: 60 }),
    })),
    BEV_INSG: { "2023": { G1: 1000, G2: 3000, G3: 700, G4: 1500, G5: 2000 } },
  },
});

// Each connection keeps what was computed for itself, as each process does.
const others = [connect(fresh.url, "county"), connect(fresh.url, "county")] as const;
const [before, after] = others;
afterAll(async () => {
  for (const other of others) await other.close();
  await fresh.drop();
});
const county = {
  folder: "",
  person: plannerAtThisMachine,
  stages: new Map([["describe", stage]]),
  now: () => new Date("2024-06-30T12:00:00Z"),
};
const serverOn = ({ db }: Pick<typeof before, "db">) =>
  makeServer({ ...county, store: { db }, version: "0", whoAsks: () => county.person });

const questions = ["KREIS", "AMT", "GEM", "SUB"].flatMap((level) => [
  `/api/trend?indicator=kinderarmut&level=${level}`,
  `/api/map?indicator=kinderarmut&level=${level}&period=2021`,
  `/api/map?indicator=einwohnerzahl&level=${level}`,
]);
const all = [...questions, "/api/profile?level=GEM&code=G2", "/api/profile?level=SUB&code=Q2"];

async function answers(to: Pick<typeof before, "db">): Promise<unknown[]> {
  const server = await serverOn(to);
  const told = [];
  for (const url of all) {
    const answer = await server.inject(url);
    expect(answer.statusCode, answer.body).toBe(200);
    told.push(answer.json());
  }
  await server.close();
  return told;
}

test("what was computed ahead answers maps, trends and profiles of every level without the stored figures, and no other way", async () => {
  const expected = await answers(before);
  const context = await makeContext(
    { ...county, store: fresh },
    { signal: new AbortController().signal, progress: () => undefined },
  );
  let pieces = 0;
  for await (const _ of figuresAhead(context)) pieces += 1;
  expect(pieces).toBeGreaterThan(8);
  // Facts are never taken away, so that no state of the data tells of it: whoever still reads them finds nothing.
  await sql`delete from series where breakdown = ''`.execute(fresh.db);
  expect(await answers(fresh)).toEqual(expected);
  expect(await answers(after)).not.toEqual(expected);
});
