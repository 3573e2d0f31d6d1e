import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { specificationSchema } from "./specificationSchema.ts";

test("the JSON Schema that editors use is the one that the program checks by", () => {
  const path = join(import.meta.dirname, "../../docs/methods/table-specification.schema.json");
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(specificationSchema());
});
