/** Writes catalogue/indices/index-definition.schema.json anew, after `stages/combine/definition.ts` has changed. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { definitionSchema } from "../stages/combine/definitionSchema.ts";

const path = join(import.meta.dirname, "../catalogue/indices/index-definition.schema.json");
writeFileSync(path, `${JSON.stringify(definitionSchema(), null, 2)}\n`);
