import { sql } from "kysely";
import { Type } from "typebox";
import { afterAll, expect, test } from "vitest";
import type { Contract } from "../../kernel/contract/contract.ts";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { type Context, operation } from "../http/operation.ts";
import { holding } from "../people/person.ts";
import { freshDatabase } from "../store/testDatabase.ts";
import { hashOfEntry } from "./auditTrail.ts";
import { eraseOldNames } from "./eraseOldNames.ts";
import { recordRefusal } from "./recorded.ts";
import { verifyTrail } from "./verifyTrail.ts";

const fresh = await freshDatabase();
const { db } = fresh;
afterAll(() => fresh.drop());

const contract = {
  name: "try.rename",
  method: "PUT",
  path: "/api/try/:key",
  summary: { de: "Einstellung", en: "Setting" },
  policy: { action: "change", object: "settings" },
  input: Type.Object({ key: Type.String(), text: Type.String(), reason: Type.String() }),
  output: Type.Object({ key: Type.String() }),
} as const satisfies Contract<unknown, unknown>;

const rename = operation(contract, async (context, { key, text }) => {
  if (text === "") throw new Refusal("try.empty");
  const content = JSON.stringify({ text });
  await context.db
    .insertInto("setting")
    .values({ key, content })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ content }))
    .execute();
  return { key };
});

let now = new Date("2026-03-01T08:00:00Z");
const context = {
  db,
  person: { id: "p1", name: "Kreisplanung", grants: holding("R1") },
  now: () => now,
} as unknown as Context;
const ask = (text: string) => rename.run(context, { key: "motto", text, reason: "Beschluss vom 1. März" });

test("X-023 each change and each refused try leaves a line that says who, when, what; no text that was written", async () => {
  await ask("geheimer Text");
  await expect(ask("")).rejects.toThrow("try.empty");
  await recordRefusal(context, contract);
  const lines = await db.selectFrom("audit_entry").selectAll().orderBy("number").execute();
  expect(lines.map((line) => [line.number, line.operation, line.outcome])).toEqual([
    [1, "try.rename", "begun"],
    [2, "try.rename", "done"],
    [3, "try.rename", "begun"],
    [4, "try.rename", "refused"],
    [5, "try.rename", "refused"],
  ]);
  expect(lines[1]).toMatchObject({ subject: { key: "motto" }, action: "change", object: "settings" });
  expect(JSON.stringify(lines)).not.toContain("geheimer Text");
  expect(JSON.stringify(lines)).not.toContain("Kreisplanung");
  expect(await verifyTrail(db)).toMatchObject({ entries: 5, broken: null });
});

test("every version of a row says who made it, when, why and what it was before", async () => {
  await ask("zweite Fassung");
  const versions = await db.selectFrom("change").selectAll().where("kind", "=", "setting").orderBy("number").execute();
  expect(versions).toMatchObject([
    { id: "motto", number: 1, content: { content: { text: "geheimer Text" } }, person: "Kreisplanung" },
    { number: 2, content: { content: { text: "zweite Fassung" } }, reason: "Beschluss vom 1. März", changed_at: now },
  ]);
});

test("what is changed by hand in the database is versioned too, under the name of the database", async () => {
  await sql`update setting set content = '{"text":"von Hand"}' where key = 'motto'`.execute(db);
  const version = await db.selectFrom("version").selectAll().where("number", "=", 3).executeTakeFirstOrThrow();
  expect(version).toMatchObject({ person_id: "database", reason: "", content: { content: { text: "von Hand" } } });
  await expect(sql`update version set reason = 'x' where number = 3`.execute(db)).rejects.toThrow("only added");
  await expect(sql`delete from version`.execute(db)).rejects.toThrow("only added");
  await expect(sql`delete from audit_entry`.execute(db)).rejects.toThrow("only added to");
});

// Whoever owns the database can take the guards away; the chain finds it all the same.
async function behindTheGuards(statement: string): Promise<void> {
  await sql`alter table audit_entry disable trigger all`.execute(db);
  await sql.raw(statement).execute(db);
  await sql`alter table audit_entry enable trigger all`.execute(db);
}

test("a changed, a missing and a cut-off line of the trail are found and named", async () => {
  const { head } = await verifyTrail(db);
  await behindTheGuards('update audit_entry set subject = \'{"key": "anderes"}\' where number = 4');
  expect((await verifyTrail(db)).broken).toEqual({ number: 4, reason: "changed" });
  await behindTheGuards('update audit_entry set subject = \'{"key": "motto"}\' where number = 4');
  expect(await verifyTrail(db, head)).toMatchObject({ broken: null, anchorFound: true, head });

  await sql`update audit_person set person = 'Jemand anderes' where number = 2`.execute(db);
  expect((await verifyTrail(db)).broken).toEqual({ number: 2, reason: "name" });
  await sql`update audit_person set person = 'Kreisplanung' where number = 2`.execute(db);

  // Another line in its place, with a hash of its own and the next line hung on it: the next line's hash tells.
  const fourth = await db.selectFrom("audit_entry").selectAll().where("number", "=", 4).executeTakeFirstOrThrow();
  const forged = hashOfEntry({
    ...{ number: 4, happenedAt: fourth.happened_at, operation: "try.nothing", action: fourth.action },
    ...{ object: fourth.object, subject: { key: "motto" }, outcome: fourth.outcome },
    ...{ personHash: fourth.person_hash, previous: fourth.previous },
  });
  await behindTheGuards(`update audit_entry set operation = 'try.nothing', hash = '${forged}' where number = 4;
    update audit_entry set previous = '${forged}' where number = 5`);
  expect((await verifyTrail(db)).broken).toEqual({ number: 5, reason: "changed" });
  await behindTheGuards(`update audit_entry set operation = 'try.rename', hash = '${fourth.hash}' where number = 4;
    update audit_entry set previous = '${fourth.hash}' where number = 5`);
  expect((await verifyTrail(db)).broken).toBeNull();

  await sql`create table kept as select * from audit_entry`.execute(db);
  await sql`create table kept_person as select * from audit_person`.execute(db);
  await sql`delete from audit_person where number in (3, 7)`.execute(db);
  await behindTheGuards("delete from audit_entry where number = 3");
  expect((await verifyTrail(db)).broken).toEqual({ number: 3, reason: "missing" });
  await behindTheGuards(
    "insert into audit_entry select * from kept where number = 3; delete from audit_entry where number = 7",
  );
  expect((await verifyTrail(db)).broken).toEqual({ number: 7, reason: "missing" });
  await behindTheGuards("insert into audit_entry select * from kept where number = 7");
  await sql`insert into audit_person select * from kept_person where number in (3, 7)`.execute(db);
  expect((await verifyTrail(db)).broken).toBeNull();
});

test("X-022 names are erased when their time is over; the trail holds without them", async () => {
  now = new Date("2027-06-01T08:00:00Z");
  await ask("dritte Fassung");
  const erased = await eraseOldNames(db, new Date("2027-01-01T00:00:00Z"));
  expect(erased).toEqual({ entries: 7, versions: 2 });
  const people = await db.selectFrom("audit_person").selectAll().execute();
  expect(people.map((person) => person.number)).toEqual([8, 9]);
  const names = await db
    .selectFrom("version")
    .select("person")
    .where("changed_at", "<", new Date("2027-01-01"))
    .execute();
  expect(names.map((version) => version.person).filter((name) => name === "Kreisplanung")).toEqual([]);
  expect(await verifyTrail(db)).toMatchObject({ entries: 9, broken: null });
});

test("X-022 who answered for a goal, wrote and released it is forgotten in its earlier versions and editions, and in nothing that is in force", async () => {
  const acting = (at: string, statement: string) =>
    sql
      .raw(
        `do $$ begin perform set_config('kreislauf.person_id', 'p7', true), set_config('kreislauf.person', 'Ada', true), set_config('kreislauf.now', '${at}', true); ${statement}; end $$`,
      )
      .execute(db);
  await acting(
    "2024-01-01 08:00+00",
    `insert into goal (level, title, responsible, made_by) values ('operational', 'Armut senken', 'Bo Beispiel', 'p7');
     insert into goal_edition values (1, 1, '{"title": "Armut senken", "unit": null, "responsible": "Bo Beispiel"}', 'Cem', '2024-01-02')`,
  );
  await acting(
    "2024-02-01 08:00+00",
    `update goal set responsible = 'Dana Beispiel' where id = 1;
     insert into goal_edition values (1, 2, '{"title": "Armut senken", "unit": null, "responsible": "Dana Beispiel"}', 'Cem', '2024-02-02')`,
  );
  await eraseOldNames(db, new Date("2027-01-01T00:00:00Z"));
  const versions = await db.selectFrom("version").selectAll().where("kind", "=", "goal").orderBy("number").execute();
  const editions = await db.selectFrom("goal_edition").selectAll().orderBy("number").execute();
  expect(JSON.stringify([versions[0], editions[0]])).not.toMatch(/Bo Beispiel|p7|Cem|Ada/);
  expect(versions[0]?.content).toMatchObject({ title: "Armut senken", responsible: "" });
  expect(versions[1]).toMatchObject({ person: "Ada", content: { responsible: "Dana Beispiel", made_by: "p7" } });
  expect(editions[1]).toMatchObject({ released_by: "Cem", content: { responsible: "Dana Beispiel" } });
  // Anything else about them stays as it is, and what is in force is not touched.
  for (const statement of [
    `update version set person = '', content = content || '{"title": "anders"}' where kind = 'goal' and number = 1`,
    `update version set person = '', content = content || '{"responsible": "Anders"}' where kind = 'goal' and number = 1`,
    `update goal_edition set released_by = '', content = '{"title": "anders"}' where number = 1`,
    "update goal_edition set released_by = '' where number = 2",
  ])
    await expect(sql.raw(statement).execute(db)).rejects.toThrow(/only added/);
});

test("people who change things at the same time get lines one after the other", async () => {
  await Promise.all(Array.from({ length: 20 }, (_, turn) => ask(`Fassung ${turn}`)));
  expect(await verifyTrail(db)).toMatchObject({ entries: 49, broken: null });
});
