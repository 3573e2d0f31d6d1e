import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serverStages } from "../../apps/server/stages.ts";
import { makeServer } from "../../runtime/http/makeServer.ts";
import { plannerAtThisMachine } from "../../runtime/people/policy.ts";
import { openStore, type Store } from "../../runtime/store/openStore.ts";
import { addTenant } from "../../runtime/store/tenants.ts";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";
import { smallCounty } from "../../stages/describe/server/smallCounty.ts";

const fresh = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "kreislauf-municipality-"));
let store: Store;
let server: Awaited<ReturnType<typeof makeServer>>;

// Altdorf (G1 of the small county) is a tenant of its own; so is Birkau. The same person plans in all three.
beforeAll(async () => {
  await smallCounty(fresh.db);
  store = await openStore({ folder, databaseUrl: fresh.url, as: "server" });
  for (const [slug, name] of [
    ["altdorf", "Gemeinde Altdorf"],
    ["birkau", "Gemeinde Birkau"],
  ] as const) {
    await addTenant(store.pool, { slug, name, kind: "municipality", parent: "kreis" });
    const room = await store.tenantRoom(slug);
    const db = room?.store.db ?? store.db;
    await db
      .insertInto("area_level")
      .values({ id: "GEM", label_de: "Gemeinde", label_en: null, rank: 2, purposes: ["data"] })
      .execute();
    const division = {
      id: "gem",
      level_id: "GEM",
      label_de: "Gemeinden",
      label_en: null,
      kind: "administrative",
      is_partition: true,
    } as const;
    await db
      .insertInto("division")
      .values({ ...division, author: "Land", purpose: "Verwaltung", criteria: "Gesetz", decided_on: null })
      .execute();
    const code = slug === "altdorf" ? "G1" : "G2";
    await db
      .insertInto("area")
      .values({ division_id: "gem", level_id: "GEM", code, name, valid_from: null, valid_to: null })
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
    whoAsks: () => plannerAtThisMachine,
    checkAnswers: true,
  });
});
afterAll(async () => {
  await server.close();
  await store.close();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(at: string, method: "GET" | "POST", path: string, payload?: object) {
  const url = at === "kreis" ? path : `/g/${at}${path}`;
  const answer = await server.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.json() };
}

const mapping = {
  reader: "table",
  level: "GEM",
  table: {
    headerRows: [1],
    firstRow: 2,
    area: { by: "column", column: "Schlüssel", match: "code" },
    period: { by: "column", column: "Quartal" },
    values: { by: "columns", columns: [{ column: "BEV_INSG" }, { column: "BEV_U18" }, { column: "SGB2_U15" }] },
    decimal: "comma",
  },
  figures: ["BEV_INSG", "BEV_U18", "SGB2_U15"].map((figure) => ({ source: figure, figure })),
  disclosure: "min3",
  source: { title: "Quartalszahlen", publisher: "Gemeinde Altdorf" },
};

test("PI-019 a municipality uploads 3 figures × 4 quarters; the district sees only the released 2", async () => {
  const rows = [1, 2, 3, 4].map(
    (quarter) => `G1;2023-Q${quarter};${1000 + quarter};${200 + quarter};${quarter === 4 ? 2 : 40 + quarter}`,
  );
  const text = `Schlüssel;Quartal;BEV_INSG;BEV_U18;SGB2_U15\n${rows.join("\n")}\n`;
  const boundary = "----quartale";
  const sent = await server.inject({
    method: "POST",
    url: "/g/altdorf/api/deliveries",
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    payload: `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="quartale.csv"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--${boundary}--\r\n`,
  });
  expect(sent.statusCode, sent.body).toBe(200);
  const { id } = sent.json();
  const checked = await ask("altdorf", "POST", `/api/deliveries/${id}/check`, { mapping });
  expect(checked.body.acceptable, JSON.stringify(checked.body.sentences)).toBe(true);
  expect((await ask("altdorf", "POST", `/api/deliveries/${id}/accept`, {})).status).toBe(200);
  expect((await ask("altdorf", "GET", `/api/deliveries/${id}`)).body.contents).toHaveLength(3);
  // The file lies in the municipality's own folder.
  const { fileHash } = (await ask("altdorf", "GET", `/api/deliveries/${id}`)).body.delivery;
  expect(existsSync(join(folder, "tenants/altdorf/files", fileHash))).toBe(true);
  expect(existsSync(join(folder, "files"))).toBe(false);

  // Until it releases them, the county has nothing of it.
  expect((await ask("kreis", "GET", "/api/deliveries")).body.deliveries).toEqual([]);
  expect((await ask("kreis", "GET", "/api/handovers")).body.handovers).toEqual([]);

  const released = await ask("altdorf", "POST", "/api/handovers", {
    title: "Quartale 2023",
    figures: ["BEV_INSG", "SGB2_U15"],
    level: "GEM",
    frequency: "quarter",
  });
  // 2 figures × 4 quarters; two unemployed are too few to be told.
  expect(released.body, JSON.stringify(released.body)).toMatchObject({ values: 8, withheld: 1 });
  const [handover] = (await ask("kreis", "GET", "/api/handovers")).body.handovers;
  expect(handover).toMatchObject({
    from: { slug: "altdorf", name: "Gemeinde Altdorf" },
    incoming: true,
    values: 8,
    delivery: null,
  });
  expect(handover.figures.map((figure: { id: string }) => figure.id)).toEqual(["BEV_INSG", "SGB2_U15"]);
  expect((await ask("birkau", "GET", "/api/handovers")).body.handovers).toEqual([]);
  expect((await ask("birkau", "POST", `/api/handovers/${handover.id}/take`, {})).status).toBe(404);

  const taken = await ask("kreis", "POST", `/api/handovers/${handover.id}/take`, {});
  expect(taken.body, JSON.stringify(taken.body)).toMatchObject({ state: "checked" });
  const delivery = (await ask("kreis", "GET", `/api/deliveries/${taken.body.delivery}`)).body;
  expect(delivery.delivery).toMatchObject({
    state: "checked",
    source: { publisher: "Gemeinde Altdorf", title: "Quartale 2023" },
  });
  expect((await ask("kreis", "POST", `/api/deliveries/${taken.body.delivery}/accept`, {})).status).toBe(200);
  const { contents } = (await ask("kreis", "GET", `/api/deliveries/${taken.body.delivery}`)).body;
  expect(contents.map((row: { figure: string; values: number }) => [row.figure, row.values])).toEqual([
    ["BEV_INSG", 4],
    ["SGB2_U15", 4],
  ]);
  const again = await ask("kreis", "POST", `/api/handovers/${handover.id}/take`, {});
  expect([again.status, again.body.code]).toEqual([409, "describe.handoverTaken"]);
  // What the county sees of the fourth quarter is that something is withheld, not that there were two.
  const { rows: sheet } = {
    rows: (await ask("kreis", "GET", `/api/deliveries/${taken.body.delivery}/sheet`)).body.cells,
  };
  expect(
    sheet.filter((row: string[]) => row[2] === "SGB2_U15").map((row: (string | number)[]) => String(row[3])),
  ).toEqual(["41", "42", "43", "."]);
}, 60_000);

const own = {
  ...{ id: "KITA_WARTE", label: { de: "Kinder auf der Warteliste" }, unit: "Kinder", kind: "stock", additive: "yes" },
  ...{ topic: "kita", levelMin: "GEM", access: "own_register", disclosure: "min3", reference: "31.12." },
  ...{ source: "Kreis", fileFormat: "CSV", reason: "fehlt im Katalog" },
};

test("X-071 a municipality sees its county's definitions and adds its own, which neither county nor neighbour sees", async () => {
  const figures = async (at: string) =>
    (await ask(at, "GET", "/api/base-figures")).body.baseFigures.map((one: { id: string }) => one.id);
  expect((await ask("kreis", "POST", "/api/base-figures", own)).status).toBe(200);
  expect(await figures("altdorf")).toContain("KITA_WARTE");
  expect((await ask("altdorf", "POST", "/api/base-figures", { ...own, id: "ALTDORF_EIGEN" })).status).toBe(200);
  expect(await figures("altdorf")).toContain("ALTDORF_EIGEN");
  for (const at of ["kreis", "birkau"]) expect(await figures(at)).not.toContain("ALTDORF_EIGEN");
});

test("X-071 the same question asked of three tenants gets three answers, and an unknown tenant none", async () => {
  const names = async (at: string) =>
    (await ask(at, "GET", "/api/areas?level=GEM")).body.areas.map((area: { name: string }) => area.name);
  expect(await names("altdorf")).toEqual(["Gemeinde Altdorf"]);
  expect(await names("birkau")).toEqual(["Gemeinde Birkau"]);
  expect(await names("kreis")).toContain("Altdorf");
  const unknown = await ask("nirgendwo", "GET", "/api/areas?level=GEM");
  expect([unknown.status, unknown.body.code]).toEqual([404, "http.noSuchTenant"]);
});
