import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serverStages } from "../../apps/server/stages.ts";
import type { Policy } from "../../kernel/contract/contract.ts";
import { makeServer } from "../../runtime/http/makeServer.ts";
import { grantsOf } from "../../runtime/people/grantsOf.ts";
import { openStore, type Store } from "../../runtime/store/openStore.ts";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";
import { smallCounty } from "../../stages/describe/server/smallCounty.ts";
import { expected } from "./permissionTable.ts";

const fresh = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "kreislauf-reach-"));
const roles = Array.from({ length: 15 }, (_, at) => at + 1);
let store: Store;
let server: Awaited<ReturnType<typeof makeServer>>;

// Each person holds a role within unit 1, which has unit 2 below it. Of each kind of object there is
// one that the person made, one of unit 2, and one of a unit elsewhere; of some a published one too.
beforeAll(async () => {
  await smallCounty(fresh.db);
  store = await openStore({ folder, databaseUrl: fresh.url, as: "server" });
  for (const parent of [null, 1, null]) {
    const { id } = await store.db.insertInto("unit").defaultValues().returning("id").executeTakeFirstOrThrow();
    const state = { unit_id: id, name: `Einheit ${id}`, parent_id: parent, valid_from: "2024-01-01", valid_to: null };
    await store.db
      .insertInto("unit_state")
      .values({ ...state, changed_by: "", changed_at: new Date(0) })
      .execute();
  }
  for (const role of roles) {
    const id = `person-r${role}`;
    await store.installation
      .insertInto("kreislauf.account")
      .values({ id, name: id, email: `${id}@example.org`, created_at: new Date(0), updated_at: new Date(0) })
      .execute();
    await store.installation
      .insertInto("kreislauf.role_grant")
      .values({
        ...{ account_id: id, tenant: "kreis", role: `R${role}`, scope_kind: "unit", scope_id: "1" },
        ...{ valid_from: "2024-01-01", valid_until: null, granted_by: "here", granted_at: new Date(0), ended_by: null },
      })
      .execute();
  }
  server = await makeServer({
    store,
    stages: serverStages,
    folder,
    now: () => new Date("2024-06-30T12:00:00Z"),
    version: "0",
    whoAsks: async (request) => {
      const id = String(request.headers["x-person"]);
      return { id, name: id, grants: await grantsOf(store.db, id, "kreis", "2024-06-30") };
    },
  });
});
afterAll(async () => {
  await server.close();
  await store.close();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

type Standing = "mine" | "below" | "elsewhere" | "published";
const standings: readonly Standing[] = ["mine", "below", "elsewhere", "published"];

function belonging(standing: Standing, role: number) {
  const owner = standing === "below" ? "unit 2" : standing === "elsewhere" ? "unit 3" : null;
  return { made_by: standing === "mine" ? `person-r${role}` : "somebody", owner };
}

const kinds = [
  {
    what: "deliveries",
    policy: { action: "read", object: "delivery" } as Policy,
    url: "/api/deliveries",
    standings: ["mine", "below", "elsewhere"] as readonly Standing[],
    make: async (standing: Standing, role: number) => {
      const hash = `${standing}-${role}`;
      await store.db
        .insertInto("file")
        .values({ hash, bytes: 1, first_name: "x.csv", stored_at: new Date(0) })
        .execute();
      const row = {
        file_hash: hash,
        file_name: "x.csv",
        state: "read",
        reader: null,
        mapping: null,
        source: "{}",
      } as const;
      const { id } = await store.db
        .insertInto("delivery")
        .values({
          ...row,
          boundary_version_id: null,
          supersedes_id: null,
          findings: "[]",
          accepted_order: null,
          ...belonging(standing, role),
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      await store.db
        .insertInto("delivery_step")
        .values({ delivery_id: id, state: "received", happened_at: new Date(0), person: "" })
        .execute();
      return id;
    },
    found: (body: { deliveries?: { id: number }[] }) => body.deliveries ?? [],
  },
  {
    what: "reports",
    policy: { action: "read", object: "report" } as Policy,
    url: "/api/reports",
    standings,
    make: async (standing: Standing, role: number) => {
      const row = {
        template: "sozialbericht",
        title: "T",
        parameters: "{}",
        snapshot: "{}",
        data_state: 0,
        pdf: null,
      } as const;
      const { id } = await store.db
        .insertInto("report")
        .values({
          ...row,
          state: standing === "published" ? "released" : "draft",
          ...{ created_at: new Date(0), created_by: "", released_at: null, released_by: null, audiences: ["citizens"] },
          circle: "public",
          ...belonging(standing, role),
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },
    found: (body: { reports?: { id: number }[] }) => body.reports ?? [],
  },
  {
    what: "facilities",
    policy: { action: "read", object: "service" } as Policy,
    url: "/api/facilities",
    standings: ["below", "elsewhere", "published"] as readonly Standing[],
    make: async (standing: Standing) => {
      const provider = standing === "below" ? "Einheit 2" : "Einheit 3";
      const row = {
        delivery_id: null,
        kind: "kita",
        name: standing,
        provider,
        longitude: null,
        latitude: null,
        capacity: null,
      };
      const { id } = await store.db
        .insertInto("facility")
        .values({ ...row, valid_from: null, valid_to: null, published: standing === "published" })
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },
    found: (body: { facilities?: { id: number }[] }) => body.facilities ?? [],
  },
  {
    what: "goals",
    policy: { action: "read", object: "goal" } as Policy,
    url: "/api/goals",
    standings,
    make: async (standing: Standing, role: number) => {
      const { id } = await store.db
        .insertInto("goal")
        .values({
          ...{
            level: "guiding",
            parent_id: null,
            title: standing,
            indicator_id: null,
            level_id: null,
            area_code: null,
          },
          ...{ baseline: null, target_value: null, target_date: null, unit_id: null },
          ...{ original_tenant: null, original_goal: null, original_edition: null },
          ...belonging(standing, role),
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      const content = { level: "guiding", parent: null, title: standing, description: "", indicator: null, area: null };
      const rest = { baseline: null, targetValue: null, targetDate: null, responsible: "", unit: null };
      if (standing === "published")
        await store.db
          .insertInto("goal_edition")
          .values({
            ...{ goal_id: id, number: 1, content: JSON.stringify({ ...content, ...rest }) },
            ...{ released_by: "", released_at: new Date(0) },
          })
          .execute();
      return id;
    },
    found: (body: { goals?: { id: number }[] }) => body.goals ?? [],
  },
] as const;

for (const { what, policy, url, standings: present, make, found } of kinds)
  test(`${what}: of one's own, of the unit below, of elsewhere and published, each role finds what its cell says`, async () => {
    for (const role of roles) {
      const ids = new Map<Standing, number>();
      for (const standing of present) ids.set(standing, await make(standing, role));
      const answer = await server.inject({ url, headers: { "x-person": `person-r${role}` } });
      const list = answer.statusCode === 200 ? found(answer.json()).map(({ id }) => id) : [];
      const seen = present.filter((standing) => list.includes(ids.get(standing) ?? 0));
      // Everything, but within a unit: what is its own or below.
      const { everything, own, published } = expected(role, policy);
      const should = present.filter((standing) =>
        standing === "published" ? published || everything : standing === "elsewhere" ? false : everything || own,
      );
      expect(seen, `R${role}`).toEqual(should);
    }
  });
