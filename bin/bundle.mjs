// Puts the program together into a few plain files under dist/node, so that it starts in a fraction
// of the time: reading a thousand small modules takes longer than anything that they then do.
// `node bin/bundle.mjs` makes it; it is used as long as no source is newer.
import { existsSync, readdirSync, statSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const place = join(root, "dist/node");

/** The entry of the bundle. */
export const bundle = join(place, "main.js");

/** Whether the bundle is there and no source is newer. */
export function bundleIsFresh() {
  const found = statSync(bundle, { throwIfNoEntry: false });
  const sources = ["package-lock.json", "bin", "apps", "kernel", "runtime", "offices", "stages", "examples"];
  return found !== undefined && !sources.some((name) => isNewer(join(root, name), found.mtimeMs));
}

const passedOver = new Set(["node_modules", "web", "ui"]);

function isNewer(path, since) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (!found.isDirectory()) return found.mtimeMs > since && /\.(ts|mjs|json)$/.test(path) && !/\.test\.ts$/.test(path);
  return readdirSync(path).some((name) => !passedOver.has(name) && isNewer(join(path, name), since));
}

/** Makes the bundle beside its place and moves it there. */
export async function makeBundle() {
  const { build } = await import("vite");
  const draft = join(root, `dist/node-${process.pid}`);
  await build({
    root,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    plugins: [placesAsTheyWere],
    // Packages stay where they are, but for the two that consist of hundreds of small modules.
    ssr: { noExternal: ["typebox", "kysely"] },
    build: {
      ssr: join(root, "apps/cli/main.ts"),
      outDir: draft,
      emptyOutDir: true,
      target: "node20",
      minify: false,
      rolldownOptions: { output: { entryFileNames: "main.js", chunkFileNames: "[name]-[hash].js" } },
    },
  });
  await rm(place, { recursive: true, force: true });
  // Where another process was faster, its bundle is as good.
  await rename(draft, place).catch(() => rm(draft, { recursive: true, force: true }));
}

/** Modules find files beside them (migrations, catalogue, templates); in the bundle they must still think they stand where they stood. */
const placesAsTheyWere = {
  name: "places-as-they-were",
  transform(code, id) {
    if (!id.startsWith(root) || id.includes("node_modules") || !code.includes("import.meta.")) return null;
    return code
      .replaceAll("import.meta.dirname", JSON.stringify(dirname(id)))
      .replaceAll("import.meta.filename", JSON.stringify(id))
      .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href));
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url) && !(existsSync(bundle) && bundleIsFresh())) await makeBundle();
