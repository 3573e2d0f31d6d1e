import { sql } from "kysely";
import { expect, test } from "vitest";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { areaSums } from "./areaSums.ts";

test("an Amt in which two villages merged is the sum of its old villages before, and of its new ones after", async () => {
  const { db, drop } = await freshDatabase();
  await sql`insert into area_level (id, label_de, rank) values ('AMT', 'Amt', 1), ('GEM', 'Gemeinde', 2)`.execute(db);
  await sql`insert into division (id, level_id, label_de, kind, is_partition, author, purpose, criteria)
    select id, id, id, 'administrative', true, 'Test', 'Test', 'Test' from area_level`.execute(db);
  const { rows } = await sql<{ id: number; code: string }>`
    insert into area (division_id, level_id, code, name, valid_from, valid_to) values
      ('AMT', 'AMT', 'amt', 'Amt', null, null), ('GEM', 'GEM', 'a', 'A', null, '2018-01-01'),
      ('GEM', 'GEM', 'b', 'B', null, '2018-01-01'), ('GEM', 'GEM', 'c', 'C', null, null),
      ('GEM', 'GEM', 'ab', 'A-B', '2018-01-01', null) returning id, code`.execute(db);
  const id = Object.fromEntries(rows.map((row) => [row.code, row.id]));
  for (const part of ["a", "b", "c", "ab"])
    await sql`insert into area_part (part_id, whole_id) values (${id[part]}, ${id.amt})`.execute(db);
  const { sums } = await areaSums(db);
  expect(sums.map(({ whole, parts }) => [whole, parts])).toEqual([
    [id.amt, [id.a, id.b, id.c].sort()],
    [id.amt, [id.c, id.ab].sort()],
  ]);
  await drop();
});
