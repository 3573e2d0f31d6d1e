#!/usr/bin/env node
// The command line: `node bin/kreislauf.mjs …` or, installed, `kreislauf …`, from any folder.
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle, bundleIsFresh } from "./bundle.mjs";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Kreislauf braucht Node.js ab Version 20.19; hier läuft ${process.version}.\n`);
  process.exit(2);
}

const { main } = bundleIsFresh() ? await fromBundle() : await fromSources();
await main();

function fromBundle() {
  process.env.KREISLAUF_BUNDLED = "1";
  return import(pathToFileURL(bundle).href);
}

// Without a bundle the sources run as they are; the settings of a project that happens to lie around are not for them.
async function fromSources() {
  const root = join(dirname(fileURLToPath(import.meta.url)), "..");
  process.env.TSX_TSCONFIG_PATH = join(root, "tsconfig.json");
  const { register } = await import("tsx/esm/api");
  register();
  return import("../apps/cli/main.ts");
}
