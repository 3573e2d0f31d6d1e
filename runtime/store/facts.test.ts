import { sql } from "kysely";
import { afterAll, beforeEach, expect, test } from "vitest";
import {
  addSlices,
  type FactSlice,
  figuresTouched,
  periodsOf,
  readSeries,
  rebuildSeries,
  sourceOfValue,
} from "./facts.ts";
import { freshDatabase } from "./testDatabase.ts";

const fresh = await freshDatabase();
const { db } = fresh;
afterAll(() => fresh.drop());

let order = 0;
let areas: number[] = [];

beforeEach(async () => {
  // The log of transfers lets nobody empty it; these tests have none to lose.
  await sql`alter table transfer disable trigger user`.execute(db);
  await sql`truncate area_level, division, area, file, delivery, delivery_step, figure, slice, series cascade`.execute(
    db,
  );
  await db
    .insertInto("area_level")
    .values({ id: "GEM", label_de: "Gemeinde", rank: 2, purposes: ["data"] })
    .execute();
  await db
    .insertInto("division")
    .values({
      id: "gem",
      level_id: "GEM",
      label_de: "Gemeinden",
      kind: "administrative",
      is_partition: true,
      author: "Land",
      purpose: "Verwaltung",
      criteria: "Gesetz",
    })
    .execute();
  const rows = await db
    .insertInto("area")
    .values(["01", "02", "03"].map((code) => ({ division_id: "gem", level_id: "GEM", code, name: `Ort ${code}` })))
    .returning("id")
    .execute();
  areas = rows.map((row) => row.id);
  await db
    .insertInto("file")
    .values({ hash: "a", bytes: 1, first_name: "a.csv", stored_at: new Date(0) })
    .execute();
});

function slice(over: Partial<FactSlice>): FactSlice {
  const values = over.values ?? [1, 2, 3];
  return {
    figure: "BEV_INSG",
    breakdown: "",
    frequency: "year",
    ordinal: 2022,
    areaIds: areas.slice(0, values.length),
    values,
    sheet: "",
    rows: null,
    columns: null,
    conversion: null,
    ...over,
  };
}

async function deliver(
  slices: FactSlice[],
  how: { supersedes?: number; state?: "accepted" | "checked" } = {},
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const state = how.state ?? "accepted";
    const { id } = await transaction
      .insertInto("delivery")
      .values({
        file_hash: "a",
        file_name: "a.csv",
        state,
        source: "{}",
        findings: "[]",
        supersedes_id: how.supersedes ?? null,
        accepted_order: state === "accepted" ? ++order : null,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await addSlices(transaction, id, slices);
    await rebuildSeries(transaction, await figuresTouched(transaction, id));
    return id;
  });
}

async function valuesOf(areaId: number | undefined, figure = "BEV_INSG") {
  const series = await readSeries(db, { figures: [figure], areaIds: [areaId ?? -1] });
  return series.map(({ firstOrdinal, values }) => [firstOrdinal, ...values]);
}

test("every kind of absence survives the store, and zero stays a number", async () => {
  await deliver([slice({ ordinal: 2020, values: ["withheld", "later", 0] })]);
  await deliver([slice({ ordinal: 2021, values: ["unknown", "unreliable", "senseless"] })]);
  expect(await valuesOf(areas[0])).toEqual([[2020, "withheld", "unknown"]]);
  expect(await valuesOf(areas[1])).toEqual([[2020, "later", "unreliable"]]);
  expect(await valuesOf(areas[2])).toEqual([[2020, 0, "senseless"]]);
  const map = await readSeries(db, { figures: ["BEV_INSG"], level: "GEM", from: 2020, to: 2020 });
  expect(map.sort((a, b) => a.areaId - b.areaId).map((s) => s.values)).toEqual([["withheld"], ["later"], [0]]);
});

test("fractions and large counts come back as they went in", async () => {
  await deliver([slice({ values: [0.1 + 0.2, 83_577_140, -1.5e-7] })]);
  expect(await valuesOf(areas[0])).toEqual([[2022, 0.1 + 0.2]]);
  expect(await valuesOf(areas[1])).toEqual([[2022, 83_577_140]]);
  expect(await valuesOf(areas[2])).toEqual([[2022, -1.5e-7]]);
});

test("a correction counts from its acceptance on, and what it does not name stays", async () => {
  await deliver([slice({ ordinal: 2021 }), slice({ ordinal: 2022 })]);
  await deliver([slice({ ordinal: 2022, values: [99], areaIds: areas.slice(0, 1) })]);
  expect(await valuesOf(areas[0])).toEqual([[2021, 1, 99]]);
  expect(await valuesOf(areas[1])).toEqual([[2021, 2, 2]]);
});

test("a delivery that an accepted one supersedes does not count at all", async () => {
  const first = await deliver([slice({ ordinal: 2021 }), slice({ figure: "GEBURT", ordinal: 2021 })]);
  await deliver([slice({ ordinal: 2022, values: [7] })], { supersedes: first });
  expect(await valuesOf(areas[0])).toEqual([[2022, 7]]);
  expect(await valuesOf(areas[1])).toEqual([]);
  expect(await valuesOf(areas[0], "GEBURT")).toEqual([]);
});

test("a delivery that was checked but not accepted changes no figure", async () => {
  await deliver([slice({})]);
  await deliver([slice({ values: [500] })], { state: "checked" });
  expect(await valuesOf(areas[0])).toEqual([[2022, 1]]);
});

test("the order of acceptance decides, not the order of arrival", async () => {
  const early = await deliver([slice({ values: [1] })]);
  const late = await deliver([slice({ values: [2] })]);
  await db.updateTable("delivery").set({ accepted_order: 10_000 }).where("id", "=", early).execute();
  await rebuildSeries(db, ["BEV_INSG"]);
  expect(await valuesOf(areas[0])).toEqual([[2022, 1]]);
  expect(late).toBeGreaterThan(early);
});

test("folding again changes nothing", async () => {
  await deliver([slice({ ordinal: 2015 }), slice({ ordinal: 2018, values: ["later", 5] })]);
  const before = await sql`select * from series order by area_id`.execute(db);
  await rebuildSeries(db, ["BEV_INSG"]);
  await rebuildSeries(db, ["BEV_INSG"]);
  expect((await sql`select * from series order by area_id`.execute(db)).rows).toEqual(before.rows);
});

test("facts can neither be changed nor taken away", async () => {
  await deliver([slice({})]);
  await expect(db.updateTable("slice").set({ ordinal: 2023 }).execute()).rejects.toThrow("facts are only added");
  await expect(db.deleteFrom("slice").execute()).rejects.toThrow("facts are only added");
});

test("the rows of the view observation and the packed series say the same, gaps left out", async () => {
  await deliver([
    slice({ ordinal: 2015, values: [1, "withheld", 3] }),
    slice({ ordinal: 2018, values: [4, 5] }),
    slice({ frequency: "quarter", ordinal: 8095, values: [9, "senseless", 0] }),
    slice({ breakdown: "W", ordinal: 2018, values: [2, 2, 2] }),
  ]);
  const packed = await readSeries(db, { figures: ["BEV_INSG"], breakdown: null });
  const fromSeries = packed.flatMap((s) =>
    s.values.map((value, i) => [s.breakdown, s.frequency, s.areaId, s.firstOrdinal + i, value]),
  );
  const { rows } = await sql<{
    breakdown: string;
    frequency: string;
    area_id: number;
    ordinal: number;
    amount: number | null;
    status: number | null;
  }>`
    select * from observation order by breakdown, frequency, area_id, ordinal`.execute(db);
  const kinds = ["withheld", "unknown", "later", "unreliable", "senseless"];
  const fromView = rows.map((r) => [r.breakdown, r.frequency, r.area_id, r.ordinal, r.amount ?? kinds[r.status ?? -1]]);
  expect(fromView).toHaveLength(11);
  expect(fromSeries.filter(([, , , , value]) => value !== "unknown").sort()).toEqual(fromView.sort());
  expect(await valuesOf(areas[0])).toEqual(expect.arrayContaining([[2015, 1, "unknown", "unknown", 4]]));
});

test("a question may narrow to level, areas, breakdown, frequency and a stretch of time", async () => {
  await deliver([
    ...[2019, 2020, 2021, 2022].map((ordinal) => slice({ ordinal, values: [ordinal, ordinal + 1] })),
    slice({ breakdown: "W", ordinal: 2020, values: [5] }),
    slice({ frequency: "month", ordinal: 24_240, values: [8] }),
  ]);
  const [a, b] = areas;
  const ask = async (more: object) =>
    (await readSeries(db, { figures: ["BEV_INSG"], ...more }))
      .map((s) => [s.areaId, s.breakdown, s.frequency, s.firstOrdinal, ...s.values])
      .sort();
  expect(await ask({ frequency: "year", from: 2020, to: 2021 })).toEqual([
    [a, "", "year", 2020, 2020, 2021],
    [b, "", "year", 2020, 2021, 2022],
  ]);
  expect(await ask({ frequency: "year", from: 2021, areaIds: [b] })).toEqual([[b, "", "year", 2021, 2022, 2023]]);
  expect(await ask({ frequency: "year", to: 2019, level: "GEM", areaIds: [a] })).toEqual([[a, "", "year", 2019, 2019]]);
  expect(await ask({ breakdown: "W" })).toEqual([[a, "W", "year", 2020, 5]]);
  expect(await ask({ frequency: "month" })).toEqual([[a, "", "month", 24_240, 8]]);
  expect(await ask({ level: "AMT" })).toEqual([]);
  expect(await ask({ frequency: "year", from: 2030, to: 2030 })).toEqual([]);
});

test("X-014 marks are kept with the slice, folded over time, and a correction without a mark takes it away", async () => {
  await deliver([
    slice({ ordinal: 2021, values: [1, 2, 3] }),
    slice({ values: [4, 5, "later"], marks: ["provisional", null, null] }),
    slice({ ordinal: 2023, values: [7, 8], marks: ["estimated", "unsafe"] }),
  ]);
  await deliver([slice({ values: [4] })]);
  const marks = async (question: { from?: number; to?: number } = {}) =>
    (await readSeries(db, { figures: ["BEV_INSG"], frequency: "year", ...question }))
      .sort((one, other) => one.areaId - other.areaId)
      .map((series) => series.marks);
  expect(await marks()).toEqual([[null, null, "estimated"], [null, null, "unsafe"], null]);
  expect(await marks({ from: 2023, to: 2023 })).toEqual([["estimated"], ["unsafe"]]);
  expect(await marks({ to: 2022 })).toEqual([[null, null], [null, null], null]);
});

test("a value leads back to its delivery and cell, even after a correction", async () => {
  const first = await deliver([slice({ sheet: "Tab\t1\\neu", rows: [4, 5, 6], columns: [2, 2, 2] })]);
  const conversion = { method: "population", from: ["02"], note: "50 %" };
  const second = await deliver([slice({ values: ["withheld"], rows: [11], columns: [3], sheet: "B", conversion })]);
  const point = { figure: "BEV_INSG", breakdown: "", frequency: "year" as const, ordinal: 2022 };
  expect(await sourceOfValue(db, { ...point, areaId: areas[0]! })).toEqual({
    deliveryId: second,
    sheet: "B",
    row: 11,
    column: 3,
    value: "withheld",
    conversion,
    mark: null,
  });
  expect(await sourceOfValue(db, { ...point, areaId: areas[1]! })).toEqual({
    deliveryId: first,
    sheet: "Tab\t1\\neu",
    row: 5,
    column: 2,
    value: 2,
    conversion: null,
    mark: null,
  });
  expect(await sourceOfValue(db, { ...point, ordinal: 1999, areaId: areas[1]! })).toBeNull();
});

test("the periods of a figure are those of its accepted deliveries", async () => {
  const first = await deliver([
    slice({ ordinal: 2019 }),
    slice({ ordinal: 2021 }),
    slice({ frequency: "month", ordinal: 24_240 }),
  ]);
  expect(await periodsOf(db, ["BEV_INSG", "NIRGENDS"])).toEqual([
    { figure: "BEV_INSG", frequency: "month", ordinals: [24_240] },
    { figure: "BEV_INSG", frequency: "year", ordinals: [2019, 2021] },
  ]);
  await deliver([slice({ ordinal: 2022 })], { supersedes: first });
  expect(await periodsOf(db, ["BEV_INSG"])).toEqual([{ figure: "BEV_INSG", frequency: "year", ordinals: [2022] }]);
});

test("slices of a transaction that fails leave no trace", async () => {
  const failing = db.transaction().execute(async (transaction) => {
    const { id } = await transaction
      .insertInto("delivery")
      .values({ file_hash: "a", file_name: "a.csv", state: "read", source: "{}", findings: "[]" })
      .returning("id")
      .executeTakeFirstOrThrow();
    await addSlices(transaction, id, [slice({ figure: "NEU" }), slice({ figure: "NEU", values: [Number.NaN] })]);
  });
  await expect(failing).rejects.toThrow("value NaN");
  expect(await db.selectFrom("slice").selectAll().execute()).toEqual([]);
  expect(await db.selectFrom("figure").selectAll().execute()).toEqual([]);
  expect(await db.selectFrom("delivery").selectAll().execute()).toEqual([]);
});

test("whatever is delivered in whatever order, the last accepted word on each area and year counts", async () => {
  let state = 42;
  const chance = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const expected = new Map<string, unknown>();
  for (let delivery = 0; delivery < 25; delivery += 1) {
    const slices = Array.from({ length: 1 + chance(4) }, () => {
      const areaIds = areas.filter(() => chance(3) > 0);
      const values = areaIds.map(() =>
        chance(5) === 0 ? (["withheld", "later"] as const)[chance(2)]! : chance(1_000) / 8,
      );
      return slice({
        figure: `F${chance(3)}`,
        breakdown: ["", "W"][chance(2)]!,
        ordinal: 2000 + chance(20),
        areaIds,
        values,
      });
    });
    await deliver(slices);
    for (const { figure, breakdown, ordinal, areaIds, values } of slices)
      for (const [i, area] of areaIds.entries()) expected.set([figure, breakdown, area, ordinal].join(), values[i]);
  }
  const series = await readSeries(db, { figures: ["F0", "F1", "F2"], breakdown: null });
  const found = new Map<string, unknown>();
  for (const { figure, breakdown, areaId, firstOrdinal, values } of series)
    for (const [i, value] of values.entries())
      if (value !== "unknown") found.set([figure, breakdown, areaId, firstOrdinal + i].join(), value);
  expect(Object.fromEntries([...found].sort())).toEqual(Object.fromEntries([...expected].sort()));
});

test("a slice may name many thousand areas, and slices may come one by one", async () => {
  const areaIds = Array.from({ length: 60_000 }, (_, i) => i + 1);
  const wide = slice({ areaIds, values: areaIds.map((id) => id / 7), sheet: "ä\t\\N\n" });
  async function* oneByOne() {
    yield wide;
    yield { ...wide, ordinal: 2023 };
  }
  const id = await deliver([]);
  await db.transaction().execute(async (transaction) => {
    expect(await addSlices(transaction, id, oneByOne())).toBe(2);
    await rebuildSeries(transaction, ["BEV_INSG"]);
  });
  const series = await readSeries(db, { figures: ["BEV_INSG"], from: 2023, to: 2023 });
  expect(series).toHaveLength(60_000);
  expect(series.every(({ areaId, values }) => values[0] === areaId / 7)).toBe(true);
  expect(await db.selectFrom("slice").select("sheet").distinct().execute()).toEqual([{ sheet: "ä\t\\N\n" }]);
});
