import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";
import { kreislauf } from "./kreislauf.ts";
import { type SmallInstallation, smallInstallation } from "./smallInstallation.ts";

const fresh = await freshDatabase();
let county: SmallInstallation;
beforeAll(async () => {
  county = await smallInstallation(fresh.url);
}, 120_000);
afterAll(async () => {
  await county.close();
  await fresh.drop();
});

async function check(...more: string[]) {
  const { code, out } = await kreislauf(["check", "--json", ...more], {
    folder: county.folder,
    databaseUrl: fresh.url,
  });
  return { code, ...JSON.parse(out) };
}

test("X-074 a released report still gives its figures from the data of its time, also after corrections and new definitions", async () => {
  const before = await check();
  expect(before).toMatchObject({ code: 0, troubles: [], files: { checked: 3 }, series: { checked: 2, different: [] } });
  const [report] = before.reports;
  expect(report).toMatchObject({ title: "Bericht 2023", changed: 0, missing: 0, hasPdf: true });
  expect(report.same).toBeGreaterThan(5);
  // Birkau corrects 2023 from 80 to 120 poor children; the report was made before.
  await county.deliver("kinder-2023-neu.csv", ["G2;2023;400;120"]);
  const after = await check();
  expect(after).toMatchObject({ code: 0, files: { checked: 4 }, reports: [{ same: report.same, changed: 0 }] });
  // Nothing that was worked out for it has stayed.
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::integer as n from delivery where state = 'accepted'`.execute(fresh.db);
  expect(rows[0]?.n).toBe(4);
});

test("X-023 a changed or missing file is found and named", async () => {
  const files = join(county.folder, "files");
  const [one = ""] = readdirSync(files);
  const content = readFileSync(join(files, one));
  writeFileSync(join(files, one), "verändert");
  expect(await check()).toMatchObject({ code: 3, files: { changed: [one], lost: [] } });
  writeFileSync(join(files, one), content);
  expect((await check()).code).toBe(0);
});

test("figures that were changed behind the program's back are found: in the series, in the pattern of withheld cells", async () => {
  await sql`update series set amounts = array_fill(999::double precision, array[cardinality(amounts)])
    where area_id = (select id from area where code = 'G1')
      and figure_id = (select id from figure where key = 'SGB2_U15')`.execute(fresh.db);
  expect(await check()).toMatchObject({ code: 3, series: { different: ["SGB2_U15"] } });
  await sql`delete from series`.execute(fresh.db);
  expect(await check()).toMatchObject({ code: 3, series: { different: ["BEV_U15", "SGB2_U15"] } });
  expect(await check("--repair")).toMatchObject({ code: 0, troubles: [] });
  const { numDeletedRows } = await fresh.db.deleteFrom("withheld_cell").executeTakeFirst();
  expect(Number(numDeletedRows)).toBeGreaterThan(0);
  expect(await check()).toMatchObject({ code: 3, patterns: { different: ["SGB2_U15"] } });
  expect(await check("--repair")).toMatchObject({ code: 0, troubles: [] });
  const restored = await fresh.db.selectFrom("withheld_cell").select("area_id").execute();
  expect(restored.length).toBe(Number(numDeletedRows));
});

test("a report whose kept figures were changed by hand is found, with the first figure that differs", async () => {
  await sql`alter table report disable trigger user`.execute(fresh.db);
  await sql`update report set snapshot = replace(snapshot::text, '"value": 10,', '"value": 11,')::jsonb,
    data_state = 2 where id = ${county.report}`.execute(fresh.db);
  const { code, reports, troubles } = await check();
  expect(code).toBe(3);
  expect(reports[0].changed + reports[0].missing).toBeGreaterThan(0);
  expect(troubles.join(" ")).toContain("„Bericht 2023“");
});
