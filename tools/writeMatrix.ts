/** Writes docs/security/matrix.md anew, after an operation was added or its policy changed. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { serverStages } from "../apps/server/stages.ts";
import { matrixText } from "../tests/law/matrixText.ts";

const path = join(import.meta.dirname, "../docs/security/matrix.md");
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, matrixText([...serverStages.values()].flatMap((stage) => stage.operations)));
console.info(`geschrieben: ${path}`);
