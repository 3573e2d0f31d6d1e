import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { holding, type Person } from "../../../runtime/people/person.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import type { Onboarding } from "../contract.ts";
import { stage } from "./stage.ts";

const support: Person = { id: "p3", name: "Systembetreuung", grants: holding("R11") };
const planner: Person = { id: "p1", name: "Planung", grants: holding("R1") };
const citizen: Person = { id: "public", name: "Öffentlichkeit", grants: [] };
let asking: Person = support;
const now = new Date("2026-05-08T08:00:00Z");
const fresh = await freshDatabase();
const server = await serverInTest(fresh, {
  stages: new Map([["running", stage]]),
  now: () => now,
  whoAsks: () => asking,
});

async function call(who: Person, method: "GET" | "PUT", url: string, payload?: object) {
  asking = who;
  const answer = await server.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.json() };
}
const show = async (): Promise<Onboarding> => (await call(planner, "GET", "/api/onboarding")).body;
const done = async () => (await show()).items.filter(({ met }) => met).map(({ id }) => id);
const setting = (key: string, content: object) => sql`
  insert into setting (key, content) values (${key}, ${JSON.stringify(content)})
  on conflict (key) do update set content = excluded.content`;

/** An account in the county, with a role and perhaps a second factor. */
async function account(id: string, role: string, secondFactor: boolean) {
  await sql`insert into kreislauf.tenant (slug, name, kind, schema_name) values ('kreis', 'Kreis', 'county', 'county')
    on conflict do nothing`.execute(fresh.db);
  await sql`insert into kreislauf.account (id, name, email, two_factor_enabled, joined_at)
    values (${id}, ${id}, ${`${id}@example.org`}, ${secondFactor}, ${now}) on conflict do nothing`.execute(fresh.db);
  await sql`insert into kreislauf.role_grant (account_id, tenant, role, valid_from, granted_by, granted_at)
    values (${id}, 'kreis', ${role}, '2026-01-01', 'here', ${now})`.execute(fresh.db);
}

/** What brings each point about, in the order in which a county would come to it. */
const steps: readonly [string, () => Promise<unknown>][] = [
  ["countyNamed", () => setting("county", { name: "Kreis Au", fictional: false, notice: null }).execute(fresh.db)],
  [
    "levels",
    () =>
      sql`insert into area_level (id, label_de, rank) values ('KREIS', 'Kreis', 0), ('GEM', 'Gemeinde', 3)`.execute(
        fresh.db,
      ),
  ],
  [
    "boundaries",
    async () => {
      await sql`insert into division (id, level_id, label_de, kind, is_partition, author, purpose, criteria) values ('gem', 'GEM', 'Gemeinden', 'administrative', true, 'Kreis', 'Verwaltung', 'Gesetz')`.execute(
        fresh.db,
      );
      await sql`insert into boundary_version (id, division_id, valid_on, source, licence)
        values ('gem-2026', 'gem', '2026-01-01', 'BKG', 'dl-de/by-2-0')`.execute(fresh.db);
    },
  ],
  ["units", () => sql`insert into unit default values`.execute(fresh.db)],
  ["firstAdministrator", () => account("a1", "R11", false)],
  ["secondAdministrator", () => account("a2", "R11", false)],
  ["leadPlanner", () => account("p1", "R1", true)],
  ["protectionOfficer", () => account("d1", "R12", false)],
  [
    "secondFactors",
    () => sql`update kreislauf.account set two_factor_enabled = true where id in ('a1', 'a2')`.execute(fresh.db),
  ],
  ["controller", () => setting("controller", { contact: "Kreis Au", officer: "datenschutz@au" }).execute(fresh.db)],
  ["accessContact", () => setting("accessibility", { email: "barrieren@au.example", phone: "" }).execute(fresh.db)],
  [
    "protectionProfile",
    () =>
      sql`insert into disclosure_rule (figure_key, audience, rule, reason, set_at, set_by)
        values (null, 'public', 'min3', 'Dienstanweisung', ${now}, 'Planung')`.execute(fresh.db),
  ],
  [
    "deliveries",
    async () => {
      await sql`insert into file (hash, bytes, first_name, stored_at) values ('h1', 1, 'a.csv', ${now})`.execute(
        fresh.db,
      );
      await sql`insert into delivery (file_name, file_hash, state, source) values ('a.csv', 'h1', 'accepted', '{}')`.execute(
        fresh.db,
      );
    },
  ],
  [
    "sources",
    () => sql`update delivery set source = '{"title": "Register", "licence": "dl-de/by-2-0"}'`.execute(fresh.db),
  ],
  [
    "agreements",
    () =>
      sql`insert into delivery_agreement (holder, title, figures, active) values ('Amt', 'Register', '{}', true)`.execute(
        fresh.db,
      ),
  ],
  [
    "backup",
    () =>
      sql`insert into job (kind, label, input, state, person, asked_at, ended_at)
        values ('running.backup', '{"de": "Sicherung"}', '{}', 'done', '{}', ${now}, '2026-05-02T08:00:00Z')`.execute(
        fresh.db,
      ),
  ],
  ["restoreTried", () => call(support, "PUT", "/api/onboarding/restoreTried", { confirmed: true, note: "Akte 12" })],
  ["impactAssessed", () => call(support, "PUT", "/api/onboarding/impactAssessed", { confirmed: true })],
  ["peopleTrained", () => call(support, "PUT", "/api/onboarding/peopleTrained", { confirmed: true })],
];

test("FL-013 the checklist has 20 items; each is done when what it asks for is there, and regular operation opens with the last", async () => {
  const { items, mode } = await show();
  expect(items).toHaveLength(20);
  expect(mode).toBe("trial");
  // The trail of an installation in which nobody has done anything is whole.
  const before = ["trail"];
  expect(await done()).toEqual(before);
  for (const [id, bringAbout] of steps) {
    const refused = await call(support, "PUT", "/api/operating-mode", { mode: "regular" });
    expect(refused).toMatchObject({ status: 409, body: { code: "running.notReadyForRegular" } });
    await bringAbout();
    before.push(id);
    expect(new Set(await done()), id).toEqual(new Set(before));
  }
  expect((await show()).open).toBe(0);
  const switched = await call(support, "PUT", "/api/operating-mode", { mode: "regular", basedOn: 0 });
  expect(switched).toMatchObject({ status: 200, body: { mode: "regular", version: 1 } });
  expect(await show()).toMatchObject({ mode: "regular", switched: { by: "Systembetreuung" } });
}, 60_000);

test("FL-013 what a person confirms bears name, day and note, and can be taken back; what the platform checks nobody confirms", async () => {
  const restore = (await show()).items.find(({ id }) => id === "restoreTried");
  expect(restore).toMatchObject({ known: "person", found: { de: "08.05.2026, Systembetreuung: Akte 12" } });
  await call(support, "PUT", "/api/onboarding/restoreTried", { confirmed: false });
  expect(await done()).not.toContain("restoreTried");
  const refused = await call(support, "PUT", "/api/onboarding/backup", { confirmed: true });
  expect(refused.body.code).toBe("running.notToConfirm");
});

test("FL-013 only who looks after the platform confirms and switches; the public does not see the list", async () => {
  expect((await call(citizen, "GET", "/api/onboarding")).status).toBe(403);
  expect((await call(planner, "PUT", "/api/onboarding/peopleTrained", { confirmed: true })).status).toBe(403);
  expect((await call(planner, "PUT", "/api/operating-mode", { mode: "trial" })).status).toBe(403);
  expect((await call(support, "PUT", "/api/operating-mode", { mode: "trial" })).body.mode).toBe("trial");
});

test("FL-013 an invented county never goes into regular operation", async () => {
  await setting("county", { name: "Musterkreis", fictional: true, notice: null }).execute(fresh.db);
  expect(await done()).not.toContain("countyNamed");
  expect((await call(support, "PUT", "/api/operating-mode", { mode: "regular" })).status).toBe(409);
});

test("every page that the checklist leads to exists", async () => {
  const root = join(import.meta.dirname, "../../..");
  const rooms = ["stages", "offices"].flatMap((top) =>
    readdirSync(join(root, top)).map((room) => join(root, top, room)),
  );
  const manifests = rooms.map((room) => join(room, "web/stage.ts")).filter((file) => existsSync(file));
  const paths = new Set(
    manifests.flatMap((file) => [...readFileSync(file, "utf8").matchAll(/path: "([^"]+)"/g)].map(([, path]) => path)),
  );
  expect(paths.size).toBeGreaterThan(30);
  for (const { page, id } of (await show()).items)
    if (page !== null) expect(paths.has(page), `${id}: ${page}`).toBe(true);
});
