import { expect, test } from "vitest";
import { serverStages } from "../../../apps/server/stages.ts";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import type { MapAnswer, Profile, TrendSeriesAnswer } from "../contract.ts";
import { smallCounty } from "./smallCounty.ts";

const fresh = await freshDatabase();
const { deliver } = await smallCounty(fresh.db);
const children = { G1: 2000, G2: 4000, G3: 1400, G4: 3000, G5: 2200 };
const none = { G1: 0, G2: 0, G3: 0, G4: 0, G5: 0 };
const some = { G1: 800, G2: 1200, G3: 700, G4: 900, G5: 600 };
await deliver({
  file: "alles.csv",
  disclosure: "none",
  figures: {
    // Children in day care are counted on 1 March, residents on 31 December.
    KITA_U3: { "2022": some, "2023": some },
    KTP_U3: { "2022": none, "2023": none },
    BEV_U3: { "2022": children, "2023": children },
    // Both on 31 December, whatever the source calls it.
    SGB2_U15: { "2023": some },
    BEV_U15: { "2023": children },
  },
});
const server = await serverInTest(fresh, { stages: serverStages });

async function ask<T>(url: string): Promise<T> {
  const answer = await server.inject({ method: "GET", url });
  expect(answer.statusCode, answer.body).toBe(200);
  return (String(answer.headers["content-type"]).includes("json") ? answer.json() : answer.body) as T;
}

/** A delivery of one figure for one time, from a source that says who it is. */
async function from(source: object, figure: string, period: string, values: Readonly<Record<string, number>>) {
  const id = await deliver({
    file: `${figure} ${period}.csv`,
    disclosure: "none",
    figures: { [figure]: { [period]: values } },
  });
  await fresh.db
    .updateTable("delivery")
    .set({ source: JSON.stringify(source) })
    .where("id", "=", id)
    .execute();
}

test("R-1 a rate whose parts are of different days is marked on map, course, profile and in files, with the days named", async () => {
  const map = await ask<MapAnswer>("/api/map?indicator=betreuungsquote_u3&level=GEM&period=2023");
  expect(map.values[0]).toBe(40);
  expect(new Set(map.marks)).toEqual(new Set(["mixedDates"]));
  const note = map.notes.map(({ de }) => de).join(" ");
  expect(note).toMatch(/verschiedene Stichtage: .* 01\.03\. und .* 31\.12\./);
  const trend = await ask<TrendSeriesAnswer>("/api/trend?indicator=betreuungsquote_u3&level=GEM&areas=G1");
  expect(trend.notes.map(({ de }) => de).join(" ")).toContain("verschiedene Stichtage");
  const profile = await ask<Profile>("/api/profile?level=GEM&code=G1");
  const row = profile.groups.flatMap(({ rows }) => rows).find(({ indicator }) => indicator.id === "betreuungsquote_u3");
  expect(row?.mark).toBe("mixedDates");
  expect(profile.notes.map(({ de }) => de).join(" ")).toContain("Werte mit *");
  const file = await ask<string>("/api/export?what=map&format=csv&indicator=betreuungsquote_u3&level=GEM&period=2023");
  expect(file).toMatch(/verschiedene Stichtage|Teile mit verschiedenen Stichtagen/);
  const sdmx = await ask<string>(
    "/api/export?what=map&format=sdmx-csv&indicator=betreuungsquote_u3&level=GEM&period=2023",
  );
  expect(sdmx).toContain("mixedDates");
});

test("R-1 parts of the same day are not marked, by whatever name the day goes", async () => {
  const map = await ask<MapAnswer>("/api/map?indicator=kinderarmut&level=GEM&period=2023");
  expect(map.values[0]).toBe(40);
  expect(map.marks.every((mark) => mark === null)).toBe(true);
  expect(map.notes.map(({ de }) => de).join(" ")).not.toContain("Stichtag");
});

test("R-1 register and official population do not agree: a rate made of both is marked", async () => {
  await from({ title: "Register", publisher: "Einwohnermeldeamt" }, "BEV_U18", "2023", some);
  await from({ title: "Fortschreibung", publisher: "Statistikamt Nord" }, "BEV_INSG", "2023", children);
  const map = await ask<MapAnswer>("/api/map?indicator=anteil_u18&level=GEM&period=2023");
  expect(new Set(map.marks)).toEqual(new Set(["mixedDates"]));
  expect(map.notes.map(({ de }) => de).join(" ")).toMatch(/\(Einwohnermeldeamt\) und .*\(Statistikamt Nord\)/);
});

test("R-1 the day that a delivery names for its one period counts before the one of the definition", async () => {
  await from({ title: "A", publisher: "A", referenceDate: "30.06.2021" }, "SGB2_U15", "2021", some);
  await from({ title: "B", publisher: "B", referenceDate: "31.12.2021" }, "BEV_U15", "2021", children);
  const map = await ask<MapAnswer>("/api/map?indicator=kinderarmut&level=GEM&period=2021");
  expect(new Set(map.marks)).toEqual(new Set(["mixedDates"]));
});
