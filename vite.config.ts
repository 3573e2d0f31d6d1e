import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Builds the web door into `dist/web`; the server hands it out. Everything comes from our own address: no font, icon or tile from elsewhere. */
export default defineConfig({
  plugins: [react(), packed()],
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
  },
  worker: { format: "es" },
  server: { proxy: { "/api": process.env.KREISLAUF_SERVER ?? "http://127.0.0.1:4200" } },
});

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
