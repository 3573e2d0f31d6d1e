import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Builds the web door into `dist/web`; the server hands it out. Everything comes from our own address: no font, icon or tile from elsewhere. */
export default defineConfig({
  plugins: [react()],
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
