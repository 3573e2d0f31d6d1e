#!/usr/bin/env node
// The command line: `node bin/kreislauf.mjs …` or, installed, `kreislauf …`, from any folder.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Kreislauf braucht Node.js ab Version 20.19; hier läuft ${process.version}.\n`);
  process.exit(2);
}

// The sources run as they are; the settings of a project that happens to lie around are not for them.
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
process.env.TSX_TSCONFIG_PATH = join(root, "tsconfig.json");
const { register } = await import("tsx/esm/api");
register();
const { main } = await import("../apps/cli/main.ts");
await main();
