import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

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
});
