import { expect, test } from "vitest";
import { serverStages } from "../../../apps/server/stages.ts";
import { loadCatalogue } from "../../../runtime/catalogue/loadCatalogue.ts";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { withBelow } from "../../../runtime/people/grantsOf.ts";
import { holding, type Person, type Role, type Scope } from "../../../runtime/people/person.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { smallCounty } from "../../describe/server/smallCounty.ts";
import { simpleShares } from "../simpleShares.ts";
import { protectFigures } from "./protectFigures.ts";

/*
 * Row "Observations, fine level" of the table of rights, in a county whose only small areas are the quarters
 * Bahnhof (Q1) and Markt (Q2) of the town Eichen (G5).
 */
const fresh = await freshDatabase();
const { deliver, agree } = await smallCounty(fresh.db);
const day = "2024-06-01";
const figures = {
  SGB2_U15: { "2023": { G1: 12, G2: 14, G3: 15, G4: 20, Q1: 20, Q2: 40 } },
  BEV_U15: { "2023": { G1: 100, G2: 40, G3: 120, G4: 90, Q1: 120, Q2: 180 } },
  BEV_INSG: { "2023": { G1: 700, G2: 210, G3: 900, G4: 600, Q1: 900, Q2: 1200 } },
};
await deliver({ file: "kinder.csv", disclosure: "min3", figures });
const catalogue = loadCatalogue();
const shares = simpleShares(catalogue.indicators.values());
await protectFigures(fresh.db, Object.keys(figures), { catalogue, shares, day });
const { topic } = catalogue.indicators.get("kinderarmut") as { topic: string };
let asking: Person = { id: "planner", name: "planner", grants: holding("R1") };
const server = await serverInTest(fresh, {
  stages: serverStages,
  now: () => new Date(`${day}T08:00:00Z`),
  whoAsks: () => asking,
});

async function ask(who: Person, url: string) {
  asking = who;
  const answer = await server.inject({ method: "GET", url });
  return { status: answer.statusCode, body: answer.json() };
}

let people = 0;
/** Somebody who has agreed to the notice, in a role given for something. */
async function inRole(role: Role, scope?: Omit<Scope, "below">): Promise<Person> {
  people += 1;
  const id = `person-${people}`;
  await agree(id);
  return {
    id,
    name: id,
    grants: [{ role, within: scope === undefined ? "everything" : await withBelow(fresh.db, scope, day) }],
  };
}

const quarters = async (who: Person, indicator = "kinderarmut") => {
  const { status, body } = await ask(who, `/api/map?indicator=${indicator}&level=SUB&period=2023`);
  return status === 200
    ? body.values.map((value: unknown) => (typeof value === "number" ? Math.round(value * 10) / 10 : value))
    : body.code;
};

test("X-020 sector planners see small areas in their own topic, and others only what everybody sees", async () => {
  const own = await inRole("R2", { kind: "topic", id: topic });
  const other = await inRole("R2", { kind: "topic", id: "wohnen" });
  expect(await quarters(own)).toEqual([16.7, 22.2]);
  expect(await quarters(own, "einwohnerzahl")).toEqual(["withheld", "withheld"]);
  expect(await quarters(other)).toEqual(["withheld", "withheld"]);
  const { body } = await ask(other, "/api/map?indicator=kinderarmut&level=SUB&period=2023");
  expect(body.reasons).toEqual(["notOpen", "notOpen"]);
  expect([body.numerator, body.lower, body.previous].flat()).not.toContain(20);
  const town = await ask(other, "/api/map?indicator=kinderarmut&level=GEM&period=2023");
  expect(town.body.values.at(-1)).toBe(20);
});

test("X-020 the story of a number of a small area is told only to whom it is open", async () => {
  const url = "/api/lineage?indicator=kinderarmut&level=SUB&code=Q1&period=2023";
  const own = await ask(await inRole("R4", { kind: "topic", id: topic }), url);
  expect([own.status, own.body.parts.map((part: { value: number }) => part.value)]).toEqual([200, [20, 120]]);
  const other = await ask(await inRole("R4", { kind: "topic", id: "wohnen" }), url);
  expect([other.status, other.body.code]).toEqual([403, "describe.areaNotYourField"]);
  expect(other.body.sentence).toContain("Quartier Bahnhof");
  // Of the town's number it names the quarters that it was summed from, and none of their figures.
  const town = await ask(
    await inRole("R4", { kind: "topic", id: "wohnen" }),
    "/api/lineage?indicator=kinderarmut&level=GEM&code=G5&period=2023",
  );
  expect(town.body.value).toBe(20);
  const cells = town.body.parts.flatMap((part: { cells: { value: unknown }[] }) => part.cells);
  expect(cells).toHaveLength(4);
  expect(new Set(cells.map((cell: { value: unknown }) => cell.value))).toEqual(new Set(["withheld"]));
});

test("X-020 a municipality sees inside itself, and no other municipality does", async () => {
  expect(await quarters(await inRole("R7", { kind: "area", id: "GEM:G5" }))).toEqual([16.7, 22.2]);
  expect(await quarters(await inRole("R7", { kind: "area", id: "SUB:Q2" }))).toEqual(["withheld", 22.2]);
  expect(await quarters(await inRole("R7", { kind: "area", id: "GEM:G1" }))).toBe("describe.levelNotShown");
  expect(await quarters(await inRole("R7"))).toBe("describe.levelNotShown");
});

test("X-020 a role for one organisational unit opens no small areas; one for the whole county opens all", async () => {
  expect(await quarters(await inRole("R2", { kind: "unit", id: "1" }))).toBe("describe.levelNotShown");
  expect(await quarters(await inRole("R2"))).toEqual([16.7, 22.2]);
  for (const role of ["R8", "R9", "R11", "R13"] as const)
    expect(await quarters(await inRole(role, { kind: "area", id: "GEM:G5" })), role).toBe("describe.levelNotShown");
});

test("X-020 whoever looks as somebody else, or makes a report for readers further outside, sees nothing more", async () => {
  const kita = await inRole("R2", { kind: "topic", id: topic });
  const wohnen = await inRole("R2", { kind: "topic", id: "wohnen" });
  expect(await quarters({ ...kita, seesAs: wohnen.grants })).toBe("describe.levelNotShown");
  const planner = await inRole("R1");
  expect(await quarters({ ...planner, seesAs: wohnen.grants })).toEqual(["withheld", "withheld"]);
  expect(await quarters({ ...wohnen, seesAs: planner.grants })).toEqual(["withheld", "withheld"]);
  expect(await quarters({ ...kita, readsAs: "inside" })).toEqual([16.7, 22.2]);
  const town = await inRole("R7", { kind: "area", id: "GEM:G5" });
  for (const readsAs of ["municipalities", "partners", "public"] as const)
    expect(await quarters({ ...town, readsAs }), readsAs).toBe("describe.levelNotShown");
});

test("X-020 where a stricter rule holds for municipalities, none sees inside itself what the pattern of the others was made without", async () => {
  asking = { id: "statistics", name: "statistics", grants: holding("R3") };
  const set = await server.inject({
    method: "POST",
    url: "/api/disclosure-profiles/rules",
    payload: { figure: "SGB2_U15", circle: "municipalities", rule: "min5", reason: "Beispiel" },
  });
  expect(set.statusCode, set.body).toBe(200);
  expect(await quarters(await inRole("R7", { kind: "area", id: "GEM:G5" }))).toBe("describe.levelNotShown");
});
