import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** The game server to which the dev server hands the socket and the API. */
const server = process.env.FRACAS_URL ?? "http://127.0.0.1:8080";

/**
 * The renderer is asked for by the first script and would be found only when that has run; so the page names it from
 * the start.
 */
const rendererAhead: Plugin = {
  name: "renderer-ahead",
  transformIndexHtml: {
    order: "post",
    handler(_, { bundle = {} }) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const renderer = chunks.find(({ name }) => name === "renderer");
      const entry = chunks.find(({ isEntry }) => isEntry);
      const named = [entry?.fileName, ...(entry?.imports ?? [])];
      const files = renderer ? [renderer.fileName, ...renderer.imports] : [];
      return files
        .filter((file) => !named.includes(file))
        .map((file) => ({
          tag: "link",
          attrs: { rel: "modulepreload", crossorigin: true, href: `/${file}` },
          injectTo: "head",
        }));
    },
  },
};

export default defineConfig({
  plugins: [rendererAhead],
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
