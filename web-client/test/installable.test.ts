// What makes the page a web app, and what is shown where somebody shares its link: all of it is there, in the sizes
// that are claimed.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const file = (path: string) => readFileSync(fileURLToPath(new URL(`..${path}`, import.meta.url)));
const shipped = (path: string) => file(`/public${path}`);
const page = file("/index.html").toString();
const manifest = JSON.parse(shipped("/manifest.webmanifest").toString());

/** Width and height of a PNG stand in its first chunk (ISO/IEC 15948, 11.2.2). */
function sizeOf(path: string): string {
  const bytes = shipped(path);
  expect(bytes.toString("latin1", 1, 4), path).toBe("PNG");
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

describe("the manifest", () => {
  test.each(
    (manifest.icons as { src: string; sizes: string; type: string }[]).filter(({ type }) => type === "image/png"),
  )("has the icon $src of $sizes", ({ src, sizes }) => expect(sizeOf(src)).toBe(sizes));

  test("has an icon that may be cut to any shape, and starts without the browser's bars", () => {
    expect(manifest.icons.some((icon: { purpose?: string }) => icon.purpose === "maskable")).toBe(true);
    expect(["standalone", "fullscreen"]).toContain(manifest.display);
    expect(page).toContain(`<meta name="theme-color" content="${manifest.theme_color}" />`);
  });
});

test("whatever the head of the page names is shipped, and none of it is another site's", () => {
  const head = page.slice(0, page.indexOf("</head>"));
  const all = [...head.matchAll(/(?:href|src|content)="(\/[^"]+)"/g)].map((m) => m[1] ?? "");
  // The list of rooms is the server's answer of now.
  const named = all.filter((path) => path !== "/api/rooms");
  expect(named.length).toBeGreaterThan(4);
  for (const path of named) expect(shipped(path).length, path).toBeGreaterThan(0);
  expect(head).not.toMatch(/(?:href|src|content)="(?:https?:)?\/\//);
});
