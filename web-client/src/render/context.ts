// What the browser offers to draw with. Apart from the renderer, which is large and comes later.

/** The drawing context of a canvas; null where the browser offers no WebGL 2. */
export function openContext(canvas: HTMLCanvasElement): WebGL2RenderingContext | null {
  return canvas.getContext("webgl2", {
    alpha: false,
    antialias: false,
    stencil: true,
    powerPreference: "high-performance",
  });
}

/** The same of a flat canvas, on which one draws by hand; every browser has that. */
export function flatContext(
  canvas: HTMLCanvasElement,
  wish?: CanvasRenderingContext2DSettings,
): CanvasRenderingContext2D {
  const context = canvas.getContext("2d", wish);
  if (!context) throw new Error("this browser has no 2D canvas");
  return context;
}

/** True when no graphics card draws: the browser hides it well, but the renderer's name tells. */
export function isSoftware(context: WebGL2RenderingContext): boolean {
  const open = String(context.getParameter(context.RENDERER));
  // Where the name is nobody's: Firefox tells it openly, and warns of the extension.
  const info = /webkit/i.test(open) ? context.getExtension("WEBGL_debug_renderer_info") : null;
  const name = info ? String(context.getParameter(info.UNMASKED_RENDERER_WEBGL)) : open;
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}
