// Data flows one way; a folder imports only from those named here. Types of a Scene may be read by the layers
// that show it, but nothing of the world knows who shows it.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const SRC = fileURLToPath(new URL("../src", import.meta.url));

const ALLOWED: Record<string, string[]> = {
  protocol: [],
  text: ["settings"],
  world: ["protocol"],
  net: ["protocol", "storage"],
  bindings: ["text"],
  input: ["protocol", "world", "bindings", "settings"],
  render: ["protocol", "world", "settings", "text"],
  audio: ["protocol", "world", "settings"],
  ui: ["protocol", "world", "net", "render", "bindings", "settings", "storage", "fullscreen", "text"],
};

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));

test.each(Object.entries(ALLOWED))("%s imports only from %s", (folder, allowed) => {
  const own = files.filter((file) => file.startsWith(`${folder}/`));
  expect(own.length).toBeGreaterThan(1);
  for (const file of own) {
    const imports = [...readFileSync(join(SRC, file), "utf8").matchAll(/from "(\.[^"]+)"/g)].map((m) => m[1] ?? "");
    for (const path of imports) {
      const target = relative(SRC, normalize(join(SRC, dirname(file), path)));
      expect([folder, ...allowed], `${file} imports ${path}`).toContain(target.split("/")[0]);
    }
  }
});
