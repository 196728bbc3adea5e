import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** A page that may share nothing with others gets timers of 5 us instead of 100. */
const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  build: {
    outDir: fileURLToPath(new URL("../../target/bench", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    // Names stay, so that a profile can be read.
    minify: false,
    reportCompressedSize: false,
  },
  preview: { headers },
});
