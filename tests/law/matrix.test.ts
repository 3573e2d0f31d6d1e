import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { serverStages } from "../../apps/server/stages.ts";
import { makeServer } from "../../runtime/http/makeServer.ts";
import type { Operation } from "../../runtime/http/operation.ts";
import { tenantAsked } from "../../runtime/http/tenantAsked.ts";
import { grantsOf } from "../../runtime/people/grantsOf.ts";
import { openStore, type Store } from "../../runtime/store/openStore.ts";
import { addTenant } from "../../runtime/store/tenants.ts";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";
import { matrixText } from "./matrixText.ts";
import { expected, permissions, printedTable, rowOf } from "./permissionTable.ts";

const fresh = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "kreislauf-matrix-"));
const operations: readonly Operation[] = [...serverStages.values()].flatMap((stage) => stage.operations);
const roles = Array.from({ length: 15 }, (_, at) => at + 1);
let store: Store;
let server: Awaited<ReturnType<typeof makeServer>>;

// A role's person holds it in Neuenfeld, a municipality of the county, and nowhere else.
beforeAll(async () => {
  store = await openStore({ folder, databaseUrl: fresh.url, as: "server" });
  for (const slug of ["neuenfeld", "altdorf"])
    await addTenant(store.pool, { slug, name: slug, kind: "municipality", parent: "kreis" });
  for (const role of roles) {
    const id = `person-r${role}`;
    await store.installation
      .insertInto("kreislauf.account")
      .values({ id, name: id, email: `${id}@example.org`, created_at: new Date(0), updated_at: new Date(0) })
      .execute();
    await store.installation
      .insertInto("kreislauf.role_grant")
      .values({
        ...{ account_id: id, tenant: "neuenfeld", role: `R${role}`, scope_kind: null, scope_id: null },
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
    tenant: store.tenant,
    tenantRoom: store.tenantRoom,
    whoAsks: async (request) => {
      const id = String(request.headers["x-person"]);
      const tenant = tenantAsked(request);
      const room = await store.tenantRoom(tenant);
      if (id === "person-r10") return { id: "public", name: "", grants: [] };
      return { id, name: id, grants: await grantsOf(room?.store.db ?? store.db, id, tenant, "2024-06-30") };
    },
  });
}, 120_000);
afterAll(async () => {
  await server.close();
  await store.close();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

const atHand = printedTable();
test.skipIf(atHand === undefined)("the catalogue's table of permissions is the one that was agreed", () => {
  expect(permissions.map(({ row, cells }) => ({ row, cells }))).toEqual(atHand);
});

test("every operation stands in a row of the table of permissions; none declares narrowing that no cell asks for", () => {
  for (const { contract, narrows = [] } of operations) {
    const row = rowOf.get(contract.policy.object);
    expect(row, `${contract.name}: no row for ${contract.policy.object}`).toBeDefined();
    for (const one of narrows)
      expect(
        roles.some((role) => expected(role, contract.policy)[one]),
        `${contract.name} narrows to ${one}, but no role has such a right`,
      ).toBe(true);
  }
});

/** Whether the door opened: what comes behind it, such as a missing field, is no matter of rights. */
async function opens({ contract }: Operation, role: number, tenant: string): Promise<boolean> {
  // A number that nothing has: what opens changes nothing, least of all the roles that are tried.
  const path = contract.path.replace(/:(\w+)/g, "999999");
  const url = `${tenant === "kreis" ? "" : `/g/${tenant}`}${path}`;
  const headers = { "x-person": `person-r${role}` };
  const answer = await server.inject({ method: contract.method, url, headers });
  return !(answer.statusCode === 403 && answer.json().code === "http.forbidden");
}

// One's own account is the same everywhere.
function isOnes(object: string): boolean {
  return object === "ownAccount";
}

const places = [
  { tenant: "neuenfeld", what: "one's own municipality" },
  { tenant: "kreis", what: "the county that shares definitions with it" },
  { tenant: "altdorf", what: "a foreign municipality" },
] as const;

for (const { tenant, what } of places)
  test(`every operation, fifteen roles: in ${what} exactly what the table of permissions says`, async () => {
    // Nobody is signed in by a session here, and no jobs run; operations that lean on them fail behind the door.
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const wrong: string[] = [];
    for (const operation of operations) {
      const { policy, name } = operation.contract;
      const { narrows = [] } = operation;
      const asked = roles.map(async (role) => {
        const right = tenant === "neuenfeld" || isOnes(policy.object) ? expected(role, policy) : expected(10, policy);
        const should =
          right.everything ||
          (right.own && narrows.includes("own")) ||
          (right.published && narrows.includes("published"));
        if ((await opens(operation, role, tenant)) !== should)
          wrong.push(`${name}: R${role} should ${should ? "" : "not "}enter`);
      });
      await Promise.all(asked);
    }
    log.mockRestore();
    expect(wrong).toEqual([]);
  }, 300_000);

test("the printed matrix of routes and roles is up to date (npx tsx tools/writeMatrix.ts)", () => {
  const path = join(import.meta.dirname, "../../docs/security/matrix.md");
  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, "utf8")).toBe(matrixText(operations));
});
