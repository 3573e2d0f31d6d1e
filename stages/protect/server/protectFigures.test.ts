import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadCatalogue } from "../../../runtime/catalogue/loadCatalogue.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { addSlices, type FactSlice, rebuildSeries } from "../../../runtime/store/facts.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { protectFigures, withheldCells } from "./protect.ts";

let db: Kysely<Database>;
let drop: () => Promise<void>;
let order = 0;

// A county of two Ämter with three and one municipalities, and two planning regions across them.
const area = { kreis: 0, nord: 0, sued: 0, a: 0, b: 0, c: 0, d: 0, west: 0, ost: 0 };

beforeAll(async () => {
  ({ db, drop } = await freshDatabase());
  await sql`insert into area_level (id, label_de, rank) values ('KREIS', 'Kreis', 0), ('AMT', 'Amt', 2), ('PR', 'Region', 2), ('GEM', 'Gemeinde', 3)`.execute(
    db,
  );
  for (const level of ["KREIS", "AMT", "PR", "GEM"])
    await sql`insert into division (id, level_id, label_de, kind, is_partition, author, purpose, criteria)
      values (${level}, ${level}, ${level}, 'administrative', true, 'Test', 'Test', 'Test')`.execute(db);
  const levels = {
    kreis: "KREIS",
    nord: "AMT",
    sued: "AMT",
    a: "GEM",
    b: "GEM",
    c: "GEM",
    d: "GEM",
    west: "PR",
    ost: "PR",
  };
  for (const [name, level] of Object.entries(levels)) {
    const { rows } = await sql<{
      id: number;
    }>`insert into area (division_id, level_id, code, name) values (${level}, ${level}, ${name}, ${name}) returning id`.execute(
      db,
    );
    area[name as keyof typeof area] = rows[0]?.id ?? 0;
  }
  const parts: [keyof typeof area, (keyof typeof area)[]][] = [
    ["nord", ["a", "b", "c"]],
    ["sued", ["d"]],
    ["west", ["a", "b"]],
    ["ost", ["c", "d"]],
    ["kreis", ["nord", "sued"]],
    ["kreis", ["west", "ost"]],
  ];
  for (const [whole, list] of parts)
    for (const part of list)
      await sql`insert into area_part (part_id, whole_id) values (${area[part]}, ${area[whole]})`.execute(db);
});

afterAll(() => drop());

async function deliver(
  figure: string,
  values: Partial<Record<keyof typeof area, number | "withheld">>,
  more: { disclosure?: string; ordinal?: number; frequency?: FactSlice["frequency"]; breakdown?: string } = {},
): Promise<void> {
  const hash = `hash${++order}`;
  await sql`insert into file values (${hash}, 1, 'x.csv', now())`.execute(db);
  const { rows } = await sql<{
    id: number;
  }>`insert into delivery (file_hash, file_name, state, disclosure, accepted_order)
    values (${hash}, 'x.csv', 'accepted', ${more.disclosure ?? "min3"}, ${order}) returning id`.execute(db);
  const names = Object.keys(values) as (keyof typeof area)[];
  await db.transaction().execute(async (trx) => {
    await addSlices(trx, rows[0]?.id ?? 0, [
      {
        figure,
        breakdown: more.breakdown ?? "",
        frequency: more.frequency ?? "year",
        ordinal: more.ordinal ?? 2023,
        areaIds: names.map((n) => area[n]),
        values: names.map((n) => values[n] ?? 0),
        sheet: "",
        rows: null,
        columns: null,
        conversion: null,
      },
    ]);
    await rebuildSeries(trx, [figure]);
  });
}

async function heldBack(figure: string, ordinal?: number): Promise<Record<string, string>> {
  const all = await withheldCells(db, { figures: [figure], breakdown: null });
  const cells = all.filter((cell) => ordinal === undefined || cell.ordinal === ordinal);
  const names = new Map(Object.entries(area).map(([name, id]) => [id, name]));
  return Object.fromEntries(
    cells.flatMap((c) =>
      c.areaIds.map((id, at) => [[names.get(id), c.breakdown].filter(Boolean).join(" "), c.reasons[at] ?? ""]),
    ),
  );
}

test("X-011 Ämter row A 12, B 2, C 13, total 27: B is withheld, and A as well, since 27−12−13 would reveal 2; C and total stay", async () => {
  await deliver("X011", { a: 12, b: 2, c: 13, nord: 27 });
  await protectFigures(db, ["X011"]);
  expect(await heldBack("X011")).toEqual({ b: "primary", a: "secondary" });
});

test("X-011 sums that nobody delivered but the platform would show are guarded too, across two divisions", async () => {
  await deliver("SUMS", { a: 12, b: 2, c: 13, d: 40 });
  await protectFigures(db, ["SUMS"]);
  const held = await heldBack("SUMS");
  expect(held.b).toBe("primary");
  // nord = a+b+c and west = a+b: with c shown, both lines need a partner for b.
  const shown = { a: 12, c: 13, d: 40, nord: 27, sued: 40, west: 14, ost: 53, kreis: 67 };
  const visible = (name: keyof typeof shown) => held[name] === undefined;
  expect(visible("a") && (visible("west") || (visible("nord") && visible("c")))).toBe(false);
});

test("a district with a single municipality is the same cell and goes with it", async () => {
  await deliver("SAME", { a: 10, b: 20, c: 30, d: 2, sued: 2, nord: 60, kreis: 62 });
  await protectFigures(db, ["SAME"]);
  const held = await heldBack("SAME");
  expect(held).toMatchObject({ d: "primary", sued: "primary" });
  expect(Object.keys(held).length).toBeGreaterThan(2);
});

test("the strictest rule of a figure's accepted deliveries counts, and the pattern is replaced, not added to", async () => {
  await deliver("RULE", { a: 4, b: 20, c: 30 });
  await protectFigures(db, ["RULE"]);
  expect(await heldBack("RULE")).toEqual({});
  await deliver("RULE", { a: 4, b: 20, c: 30 }, { ordinal: 2024, disclosure: "min5" });
  await protectFigures(db, ["RULE"]);
  expect((await heldBack("RULE")).a).toBe("primary");
  expect((await withheldCells(db, { figures: ["RULE"] })).map((c) => c.ordinal)).toEqual([2023, 2024]);
});

test("what the source withheld is kept from being computed back from its neighbours", async () => {
  await deliver("SOURCE", { a: "withheld", b: 20, c: 30, nord: 51 });
  await protectFigures(db, ["SOURCE"]);
  expect(await heldBack("SOURCE")).toEqual({ b: "secondary" });
});

test("X-013 138 of 140: the two others are people too, and the numerator is withheld", async () => {
  await deliver("ALL", { a: 140, b: 200 });
  await deliver("SOME", { a: 138, b: 100 });
  await protectFigures(db, ["ALL", "SOME"], { shares: [{ numerator: "SOME", denominator: "ALL" }] });
  expect(await heldBack("SOME")).toMatchObject({ a: "primary" });
  expect(await heldBack("ALL")).toEqual({});
});

test("breakdowns add up to their total, and quarters to their year", async () => {
  await deliver("SEX", { a: 10 });
  await deliver("SEX", { a: 8 }, { breakdown: "Geschlecht=m" });
  await deliver("SEX", { a: 2 }, { breakdown: "Geschlecht=w" });
  await protectFigures(db, ["SEX"]);
  expect(await heldBack("SEX")).toEqual({ "a Geschlecht=w": "primary", "a Geschlecht=m": "secondary" });

  await deliver("FLOW", { a: 40 });
  for (const [at, n] of [12, 1, 13, 14].entries())
    await deliver("FLOW", { a: n }, { frequency: "quarter", ordinal: 2023 * 4 + at });
  await protectFigures(db, ["FLOW"]);
  const held = (await withheldCells(db, { figures: ["FLOW"] })).map((c) => [c.frequency, c.ordinal % 4, c.reasons[0]]);
  expect(held).toEqual([
    ["quarter", 0, "secondary"],
    ["quarter", 1, "primary"],
  ]);
});

test("amounts and medians are no counts of people: their smallness is no secret", async () => {
  await deliver("MEDIAN", { a: 2, b: 3 });
  const figure = { kind: "median", unit: "EUR", additive: "no", disclosure: "min5" } as const;
  const baseFigures = new Map([["MEDIAN", figure]]) as never;
  await protectFigures(db, ["MEDIAN"], { catalogue: { baseFigures } });
  expect(await heldBack("MEDIAN")).toEqual({});
});

test("X-011 age groups that add up are looked at together: 2 under 3 and 7 from 3 to under 6 are not told by the 9 under 6", async () => {
  await deliver("BEV_U3", { a: 2, b: 20, c: 15, nord: 37 });
  await deliver("BEV_3_5", { a: 7, b: 22, c: 18, nord: 47 });
  await deliver("BEV_U6", { a: 9, b: 42, c: 33, nord: 84 });
  await protectFigures(db, ["BEV_3_5"]);
  const [under3, from3, under6] = await Promise.all(["BEV_U3", "BEV_3_5", "BEV_U6"].map((figure) => heldBack(figure)));
  expect(under3?.a).toBe("primary");
  // In the row of A one more figure must be gone, and in its column one more village; so on until the square closes.
  expect(from3?.a === "secondary" || under6?.a === "secondary").toBe(true);
  const partner = (["b", "c"] as const).filter((name) => under3?.[name] === "secondary");
  expect(partner.length).toBeGreaterThan(0);
  for (const name of partner) expect(from3?.[name] === "secondary" || under6?.[name] === "secondary").toBe(true);
});

test("X-011 an age group of a breakdown is the base figure of that age: neither tells the other", async () => {
  await deliver("BEV_INSG", { a: 100, b: 300 }, { ordinal: 2020 });
  await deliver("BEV_INSG", { a: 2, b: 30 }, { ordinal: 2020, breakdown: "Altersgruppe=unter 3" });
  await deliver("BEV_INSG", { a: 98, b: 270 }, { ordinal: 2020, breakdown: "Altersgruppe=3 und älter" });
  // Somebody rounded the rule down for the figure itself: it must follow the group.
  await deliver("BEV_U3", { b: 30 }, { ordinal: 2020 });
  await protectFigures(db, ["BEV_INSG"]);
  const held = await heldBack("BEV_INSG");
  expect(held["a Altersgruppe=unter 3"]).toBe("primary");
  expect(held["a Altersgruppe=3 und älter"]).toBe("secondary");
});

test("R-12 what only counts over the outer border has no sums over areas, so none is guarded", async () => {
  const net = { additive: "net_only", unit: "Personen", kind: "flow", disclosure: "min3" };
  const baseFigures = new Map([["FORTZUEGE", { id: "FORTZUEGE", ...net }]]) as never;
  await deliver("FORTZUEGE", { a: 2, b: 20, c: 13, nord: 20 });
  await protectFigures(db, ["FORTZUEGE"], { catalogue: { baseFigures } });
  expect(await heldBack("FORTZUEGE")).toEqual({ a: "primary" });
});

test("X-011 figures that the catalogue adds up: with all unemployed and those under one law shown, the other law's 2 would be told", async () => {
  await deliver("ALO", { a: 40, b: 50 });
  await deliver("ALO_SGB2", { a: 38, b: 30 });
  await deliver("ALO_SGB3", { a: 2, b: 20 });
  await protectFigures(db, ["ALO_SGB3"], { catalogue: loadCatalogue() });
  expect(await heldBack("ALO_SGB3")).toMatchObject({ a: "primary" });
  const others = [await heldBack("ALO"), await heldBack("ALO_SGB2")];
  expect(others.some((held) => held.a === "secondary")).toBe(true);
});

test("a stricter rule for the public holds back more from it, and all that is held back from the administration", async () => {
  await deliver("PUBLIC", { a: 12, b: 2, c: 13, nord: 31 + 4, d: 4 });
  await sql`insert into disclosure_rule (figure_key, audience, rule, reason, set_at, set_by)
    values ('PUBLIC', 'public', 'min5', 'Probe', now(), 'Probe')`.execute(db);
  await protectFigures(db, ["PUBLIC"]);
  const inside = await heldBack("PUBLIC");
  expect(inside.b).toBe("primary");
  const { rows } = await sql<{ code: string; reason: string }>`
    select a.code, c.reason from audience_cell c join area a on a.id = c.area_id join figure f on f.id = c.figure_id
    where f.key = 'PUBLIC' and c.audience = 'public'`.execute(db);
  expect(rows.find(({ code }) => code === "d") ?? inside.d).toBeDefined();
  expect(rows.every(({ code }) => inside[code] === undefined)).toBe(true);
});

test("X-011 women as a figure of their own and women as a group of the residents are the same people: neither tells the two men", async () => {
  const ordinal = 2015;
  await deliver("BEV_INSG", { a: 42, b: 300 }, { ordinal });
  await deliver("BEV_INSG", { a: 2, b: 140 }, { ordinal, breakdown: "Geschlecht=männlich" });
  await deliver("BEV_INSG", { a: 40, b: 160 }, { ordinal, breakdown: "Geschlecht=weiblich" });
  await deliver("BEV_W", { a: 40, b: 160 }, { ordinal });
  await protectFigures(db, ["BEV_INSG"], { catalogue: loadCatalogue() });
  const [all, women] = [await heldBack("BEV_INSG", ordinal), await heldBack("BEV_W", ordinal)];
  expect(all["a Geschlecht=männlich"]).toBe("primary");
  const isShown = {
    all: all.a === undefined,
    women: women.a === undefined || all["a Geschlecht=weiblich"] === undefined,
  };
  expect(isShown.all && isShown.women, "42 less 40 is 2").toBe(false);
});

test("X-011 groups told in other words, or beside the total of their own characteristic, are the same groups", async () => {
  const ordinal = 2014;
  // 42 stands under "Insgesamt" only, and the women once more, in another word, as another figure's group.
  await deliver("BEV_INSG", { a: 42, b: 300 }, { ordinal, breakdown: "Geschlecht=Insgesamt" });
  await deliver("BEV_INSG", { a: 2, b: 140 }, { ordinal, breakdown: "Geschlecht=m" });
  await deliver("BEV_INSG", { a: 40, b: 160 }, { ordinal, breakdown: "Geschlecht=w" });
  await protectFigures(db, ["BEV_INSG"], { catalogue: loadCatalogue() });
  const all = await heldBack("BEV_INSG", ordinal);
  expect(all["a Geschlecht=m"]).toBe("primary");
  expect([all["a Geschlecht=w"], all["a Geschlecht=Insgesamt"]]).toContain("secondary");
});

test("X-011 a group that only other years tell does not hide that the groups of this year add up", async () => {
  await deliver("SUS_INSG", { a: 90 }, { ordinal: 2012 });
  await deliver("SUS_INSG", { a: 88 }, { ordinal: 2012, breakdown: "Geschlecht=w" });
  await deliver("SUS_INSG", { a: 2 }, { ordinal: 2012, breakdown: "Geschlecht=m" });
  await deliver("SUS_INSG", { a: 30 }, { ordinal: 2013, breakdown: "Geschlecht=divers" });
  await protectFigures(db, ["SUS_INSG"]);
  const held = await heldBack("SUS_INSG", 2012);
  expect(held["a Geschlecht=m"]).toBe("primary");
  expect([held.a, held["a Geschlecht=w"]]).toContain("secondary");
});

test("X-011 the young as a figure and as an age group, the old as an age group: together they would tell the 2 between", async () => {
  const ordinal = 2011;
  await deliver("ALO", { a: 60 }, { ordinal });
  await deliver("ALO_U25", { a: 20 }, { ordinal });
  await deliver("ALO", { a: 2 }, { ordinal, breakdown: "Altersgruppe=25 bis unter 55" });
  await deliver("ALO_55P", { a: 38 }, { ordinal });
  await protectFigures(db, ["ALO"], { catalogue: loadCatalogue() });
  const [all, young, old] = [
    await heldBack("ALO", ordinal),
    await heldBack("ALO_U25", ordinal),
    await heldBack("ALO_55P", ordinal),
  ];
  expect(all["a Altersgruppe=25 bis unter 55"]).toBe("primary");
  expect([all.a, young.a, old.a]).toContain("secondary");
});

test("X-011 what the source withholds of one group tells nothing of those who are not told: the residents stay shown", async () => {
  const ordinal = 2010;
  await deliver("BEV_INSG", { a: 100, b: 200 }, { ordinal });
  await deliver("BEV_AUSL", { a: "withheld", b: 30 }, { ordinal });
  await protectFigures(db, ["BEV_AUSL"], { catalogue: loadCatalogue() });
  expect((await heldBack("BEV_INSG", ordinal)).a).toBeUndefined();
});
