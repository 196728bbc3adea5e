import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** The game server to which the dev server hands the socket and the API. */
const server = process.env.FRACAS_URL ?? "http://127.0.0.1:8080";

/** The scripts behind the first one, in the order in which they are wanted. */
const LATER = ["start", "renderer", "ZzFX"];

/**
 * The game, the renderer, the sound and the font of its glyphs would be found only when the script before them has run; so
 * the page names them from the start. Whoever has it open needs no file any more that a renewed server might not have.
 */
const namedAhead: Plugin = {
  name: "named-ahead",
  transformIndexHtml: {
    order: "post",
    handler(_, { bundle = {} }) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const filesOf = (chosen: typeof chunks) => chosen.flatMap(({ fileName, imports }) => [fileName, ...imports]);
      const named = filesOf(chunks.filter(({ isEntry }) => isEntry));
      const later = LATER.flatMap((wanted) => filesOf(chunks.filter(({ name }) => name === wanted)));
      const scripts = [...new Set(later)].filter((file) => !named.includes(file));
      const fonts = Object.keys(bundle).filter((file) => file.endsWith(".woff2"));
      const link = (attrs: Record<string, string>) => ({
        tag: "link",
        attrs: { ...attrs, crossorigin: true },
        injectTo: "head" as const,
      });
      return [
        ...scripts.map((file) => link({ rel: "modulepreload", href: `/${file}` })),
        ...fonts.map((file) => link({ rel: "preload", as: "font", type: "font/woff2", href: `/${file}` })),
      ];
    },
  },
};

export default defineConfig({
  plugins: [namedAhead],
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
