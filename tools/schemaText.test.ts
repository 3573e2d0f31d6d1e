import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { freshDatabase } from "../runtime/store/testDatabase.ts";
import { schemaText } from "./schemaText.ts";

const fresh = await freshDatabase();
afterAll(() => fresh.drop());

test("db/schema.sql shows the tables as the migrations leave them", async () => {
  expect(await schemaText(fresh.db)).toBe(readFileSync(join(import.meta.dirname, "../db/schema.sql"), "utf8"));
});
