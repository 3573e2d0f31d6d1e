import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../runtime/store/openStore.ts";
import { schemaText } from "./schemaText.ts";

// Writes db/schema.sql anew, from an empty store after all migrations.
const folder = mkdtempSync(join(tmpdir(), "kreislauf-schema-"));
const store = await openStore({ folder, as: "server" });
writeFileSync(join(import.meta.dirname, "../db/schema.sql"), await schemaText(store.db));
await store.close();
rmSync(folder, { recursive: true });
