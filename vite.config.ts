import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { usedRules } from "./runtime/ui/theme/usedRules.ts";

/** Builds the web door into `dist/web`; the server hands it out. Everything comes from our own address: no font, icon or tile from elsewhere. */
export default defineConfig({
  plugins: [react(), kernInUse(), packed()],
  resolve: {
    alias: [
      { find: /^typebox$/, replacement: fileURLToPath(new URL("runtime/ui/call/schemaless.ts", import.meta.url)) },
    ],
  },
  publicDir: "apps/web/public",
  build: {
    outDir: "dist/web",
    emptyOutDir: true,
    target: "es2023",
    // MapLibre alone is larger than the default limit; it is loaded only where a map is shown.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      // None of our modules does anything by being read: through a front door comes only what is asked for.
      treeshake: { moduleSideEffects: (id) => !/\/(kernel|runtime|stages|offices)\/.*\.tsx?$/.test(id) },
      output: {
        codeSplitting: {
          groups: [
            // What most pages use comes in one file: forty small ones would weigh more by their headers.
            { name: "kit", test: isSmallPart, minShareCount: 12, maxModuleSize: 12_000 },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "/api": process.env.KREISLAUF_SERVER ?? "http://127.0.0.1:4200" } },
});

/** Pieces of the kit and contracts, but no phrases and no messages. */
function isSmallPart(id: string): boolean {
  return /\/(kernel|runtime)\/.*\.tsx?$/.test(id) || /\/(stages|offices)\/[^/]+\/(contract\/)?\w+\.ts$/.test(id);
}

/** Of KERN's stylesheet, which every page waits for, only the rules that our pages use. */
function kernInUse(): Plugin {
  const root = fileURLToPath(new URL(".", import.meta.url));
  const rooms = ["stages", "offices"].flatMap((top) =>
    readdirSync(join(root, top)).map((name) => `${top}/${name}/web`),
  );
  return {
    name: "kern-in-use",
    apply: "build",
    enforce: "pre",
    transform: (_, id) => {
      if (!id.endsWith("/theme/kern.css")) return null;
      const sheet = readFileSync(createRequire(import.meta.url).resolve("@kern-ux/native/dist/kern.min.css"), "utf8");
      const sources = [
        "index.html",
        ...["runtime/ui", "apps/web", ...rooms].flatMap((folder) => sourcesIn(root, folder)),
      ];
      const used = usedRules(
        sheet.replace(/^@charset "UTF-8";/, ""),
        sources.map((name) => readFileSync(join(root, name), "utf8")).join("\n"),
      );
      return { code: `@layer kern{${used}}`, map: null };
    },
  };
}

function sourcesIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((name) => /\.(tsx?|css)$/.test(name))
    .map((name) => join(folder, name));
}

/** Packs scripts and styles once and well, beside the files, so that the server need not do it fast and badly at each request. */
function packed(): Plugin {
  return {
    name: "packed",
    apply: "build",
    writeBundle: ({ dir = "dist/web" }) => {
      const assets = join(dir, "assets");
      for (const name of readdirSync(assets))
        if (/\.(js|css)$/.test(name))
          writeFileSync(join(assets, `${name}.br`), brotliCompressSync(readFileSync(join(assets, name))));
    },
  };
}
