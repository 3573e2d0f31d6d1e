/** Writes docs/methods/table-specification.schema.json anew, after `stages/protect/specification.ts` has changed. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { specificationSchema } from "../stages/protect/specificationSchema.ts";

const path = join(import.meta.dirname, "../docs/methods/table-specification.schema.json");
writeFileSync(path, `${JSON.stringify(specificationSchema(), null, 2)}\n`);
