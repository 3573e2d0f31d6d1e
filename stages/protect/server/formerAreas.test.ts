import { type Kysely, sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import type { Value } from "../../../kernel/value/value.ts";
import { holding } from "../../../runtime/people/person.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { addSlices, rebuildSeries } from "../../../runtime/store/facts.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { spaceOperations } from "../../collect/server/collect.ts";
import { protectFigures, withheldCells } from "./protect.ts";
import { stage } from "./stage.ts";

const opened: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const drop of opened) await drop();
});

/** A county of two Ämter; villages by Amt, with the time that they lived; what became of what. */
interface TestCounty {
  readonly villages: Readonly<
    Record<string, { readonly amt: "n" | "s"; readonly from?: string; readonly to?: string }>
  >;
  readonly changes: readonly {
    readonly kind: string;
    readonly from: string;
    readonly to: string;
    readonly share: number;
  }[];
}

/** Answers which cells of 2019 stay back, when this was delivered for it. */
async function heldBackIn(
  { villages, changes }: TestCounty,
  values: Readonly<Record<string, Value>>,
  then: (db: Kysely<Database>) => Promise<unknown> = async () => undefined,
): Promise<Record<string, string>> {
  const { db, drop } = await freshDatabase();
  opened.push(drop);
  const ids = await found(db, villages);
  for (const { kind, from, to, share } of changes)
    await sql`insert into boundary_change (level_id, happened_on, kind, from_code, from_name, to_code, to_name, share_population, share_area, source)
      values ('GEM', '2021-01-01', ${kind}, ${from}, ${from}, ${to}, ${to}, ${share}, ${share}, 'Land')`.execute(db);
  await sql`insert into file values ('h', 1, 'x.csv', now())`.execute(db);
  const { rows } = await sql<{ id: number }>`
    insert into delivery (file_hash, file_name, state, disclosure, accepted_order)
    values ('h', 'x.csv', 'accepted', 'min3', 1) returning id`.execute(db);
  const names = Object.keys(values);
  const slice = {
    figure: "F",
    breakdown: "",
    frequency: "year",
    ordinal: 2019,
    sheet: "",
    rows: null,
    columns: null,
  } as const;
  await db.transaction().execute(async (trx) => {
    await addSlices(trx, rows[0]?.id ?? 0, [
      { ...slice, areaIds: names.map((n) => ids.get(n) ?? 0), values: Object.values(values), conversion: null },
    ]);
    await rebuildSeries(trx, ["F"]);
  });
  await protectFigures(db, ["F"], { day: "2024-06-30" });
  await then(db);
  const nameOf = new Map([...ids].map(([name, id]) => [id, name]));
  const cells = await withheldCells(db, { figures: ["F"] });
  return Object.fromEntries(cells.flatMap((c) => c.areaIds.map((id, at) => [nameOf.get(id), c.reasons[at]])));
}

async function found(db: Kysely<Database>, villages: TestCounty["villages"]): Promise<Map<string, number>> {
  await sql`insert into area_level (id, label_de, rank) values ('KREIS', 'Kreis', 0), ('AMT', 'Amt', 1), ('GEM', 'Gemeinde', 2)`.execute(
    db,
  );
  await sql`insert into division (id, level_id, label_de, kind, is_partition, author, purpose, criteria)
    select id, id, id, 'administrative', true, 'Test', 'Test', 'Test' from area_level`.execute(db);
  const ids = new Map<string, number>();
  const place = async (level: string, code: string, from?: string, to?: string) => {
    const { rows } = await sql<{ id: number }>`
      insert into area (division_id, level_id, code, name, valid_from, valid_to)
      values (${level}, ${level}, ${code}, ${code}, ${from ?? null}, ${to ?? null}) returning id`.execute(db);
    ids.set(code, rows[0]?.id ?? 0);
  };
  await place("KREIS", "k");
  for (const amt of ["n", "s"]) await place("AMT", amt);
  for (const [code, { from, to }] of Object.entries(villages)) await place("GEM", code, from, to);
  const belongs: [string, string][] = [
    ["n", "k"],
    ["s", "k"],
    ...Object.entries(villages).map(([v, { amt }]) => [v, amt] as [string, string]),
  ];
  for (const [part, whole] of belongs)
    await sql`insert into area_part (part_id, whole_id) values (${ids.get(part)}, ${ids.get(whole)})`.execute(db);
  return ids;
}

const until2021 = { to: "2021-01-01" };
const since2021 = { from: "2021-01-01" };
const merger: TestCounty = {
  villages: {
    a: { amt: "n", ...until2021 },
    b: { amt: "n", ...until2021 },
    ab: { amt: "n", ...since2021 },
    c: { amt: "n" },
    d: { amt: "s" },
  },
  changes: [
    { kind: "merge", from: "a", to: "ab", share: 1 },
    { kind: "merge", from: "b", to: "ab", share: 1 },
  ],
};

test("X-011 R-11 before a merger A has 2 and B 20: with A + B shown for the merged village, B would tell A and stays back", async () => {
  expect(await heldBackIn(merger, { a: 2, b: 20, c: 30, d: 40 })).toEqual({ a: "primary", b: "secondary" });
});

test("X-011 R-11 A and B both small: their sum, 4, is no secret and is shown; 1 + 1 is one", async () => {
  expect(await heldBackIn(merger, { a: 2, b: 2, c: 30, d: 40 })).toEqual({ a: "primary", b: "primary" });
  expect(await heldBackIn(merger, { a: 1, b: 1, c: 30, d: 40 })).toMatchObject({ ab: "primary", c: "secondary" });
});

test("X-011 R-11 what the source withholds of A is not told by the Amt less its other villages", async () => {
  const held = await heldBackIn(merger, { a: "withheld", b: 20, c: 30, d: 40, n: 52 });
  expect(held).toEqual({ b: "secondary" });
  // B is out of reach, and the merged village has no value; the sum of both, 52 − 30, tells neither.
});

test("X-011 R-11 a village that took its neighbour in and kept its code: the old 20 and the new 22 would tell the neighbour's 2", async () => {
  const kept: TestCounty = {
    villages: { a: { amt: "s", ...until2021 }, b: { amt: "n" }, c: { amt: "n" }, d: { amt: "s" } },
    changes: [{ kind: "merge", from: "a", to: "b", share: 1 }],
  };
  const held = await heldBackIn(kept, { a: 2, b: 20, c: 30, d: 40, n: 50, s: 42, k: 92 });
  // South less D would be A. North less C is the old B, 20: so the new one, 22, stays back.
  expect(held).toEqual({ a: "primary", b: "secondary", d: "secondary" });
});

test("X-011 R-11 after a split by shares each estimate tells the whole: neither an Amt less its other villages may give one", async () => {
  const split: TestCounty = {
    villages: {
      x: { amt: "n", ...until2021 },
      y: { amt: "n", ...since2021 },
      z: { amt: "s", ...since2021 },
      c: { amt: "n" },
      d: { amt: "s" },
    },
    changes: [
      { kind: "split", from: "x", to: "y", share: 0.6 },
      { kind: "split", from: "x", to: "z", share: 0.4 },
    ],
  };
  const held = await heldBackIn(split, { x: 2, c: 30, d: 40, k: 72 });
  expect(held).toMatchObject({ x: "primary", y: "secondary", z: "secondary" });
  // 31.2 − 30 = 0.6 · 2, 40.8 − 40 = 0.4 · 2, and 72 − 30 − 40 = 2.
  expect(held.n ?? held.c).toBe("secondary");
  expect(held.s ?? held.d).toBe("secondary");
  // Nothing is held back where X is no secret, although 0.4 · 5 is a small number.
  expect(await heldBackIn(split, { x: 5, c: 30, d: 40, k: 75 })).toEqual({});
});

test("X-011 a planning space drawn later is a sum at once: 15 for B and C beside the 13 of C would tell B's 2", async () => {
  const villages = { a: { amt: "n" }, b: { amt: "n" }, c: { amt: "n" }, d: { amt: "s" } } as const;
  const values = { a: 12, b: 2, c: 13, d: 40 };
  expect(await heldBackIn({ villages, changes: [] }, values)).toEqual({ a: "secondary", b: "primary" });
  const held = await heldBackIn({ villages, changes: [] }, values, async (db) => {
    const draw = spaceOperations.find(({ contract }) => contract.name === "collect.drawDivision");
    const context = {
      db,
      catalogue: { baseFigures: new Map(), indicators: new Map() },
      person: { id: "here", name: "Planung", grants: holding("R1") },
      now: () => new Date("2024-06-30T12:00:00Z"),
      signal: new AbortController().signal,
      afterAcceptance: [stage.afterAcceptance],
      progress: () => undefined,
    };
    const words = { author: "Kreis", purpose: "Planung", criteria: "Lage", decidedOn: null, approval: "" };
    await draw?.run(
      context as never,
      {
        level: { id: "PLAN", label: { de: "Planungsraum" }, rank: 1 },
        division: { id: "plan", label: { de: "Planungsräume" }, kind: "planning", partition: true, ...words },
        areas: ["bc", "ad"].map((code) => ({
          code,
          name: code,
          parts: [...code].map((part) => ({ level: "GEM", code: part })),
        })),
      } as never,
    );
  });
  expect(held.c ?? held.bc).toBe("secondary");
});
