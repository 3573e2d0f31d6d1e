import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { logTo } from "../../runtime/log/log.ts";
import { openStore } from "../../runtime/store/openStore.ts";
import { addTenant } from "../../runtime/store/tenants.ts";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";
import { bringInOrder } from "./bringInOrder.ts";

const fresh = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "kreislauf-order-"));
afterAll(async () => {
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

test("X-071 what a killed run left goes at the start in every tenant of the installation, and each says so", async () => {
  const store = await openStore({ folder, databaseUrl: fresh.url, as: "guest" });
  const lines: string[] = [];
  const before = logTo((line) => lines.push(line));
  try {
    await addTenant(store.pool, { slug: "neuenfeld", name: "Neuenfeld", kind: "municipality", parent: "kreis" });
    const left = [folder, join(folder, "tenants", "neuenfeld")].map((room) => {
      const files = join(room, "files");
      mkdirSync(files, { recursive: true });
      const kept = join(files, "0".repeat(64));
      writeFileSync(kept, "Gemeinde;Wert\n");
      writeFileSync(`${kept}.receiving`, "");
      return kept;
    });
    await bringInOrder(store, folder, () => new Date("2026-11-23"));
    expect(left.map((file) => existsSync(file))).toEqual([false, false]);
    expect(lines.map((line) => JSON.parse(line)).map(({ event, tenant, number }) => [event, tenant, number])).toEqual([
      ["unfinishedFilesRemoved", "kreis", 1],
      ["unfinishedFilesRemoved", "neuenfeld", 1],
    ]);
  } finally {
    logTo(before);
    await store.close();
  }
});
