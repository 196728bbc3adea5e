import { defineConfig } from "vitest/config";

/** The game server to which the dev server hands the socket and the API. */
const server = process.env.FRACAS_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  // Where a caller of `vite build` may want the page; the server's build script passes --outDir instead.
  build: {
    outDir: process.env.FRACAS_OUT_DIR ?? "dist",
    emptyOutDir: true,
    target: "es2022",
    // Nothing inlined: the content security policy then needs no data: for scripts, styles and fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: {
    // The Host header stays that of the page, so that the origin check of the server holds.
    proxy: {
      "/ws": { target: server, ws: true },
      "/api": { target: server },
    },
  },
  test: { include: ["test/**/*.test.ts"] },
});
