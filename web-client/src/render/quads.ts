// What is sent to the graphics card: a mesh that draws quads of a texture, each of them four corners in a buffer. An
// instance for each quad would be half of the bytes, but takes twice the time where no graphics card draws.

import { Buffer, BufferUsage, Geometry, Mesh, Shader, type TextureSource } from "pixi.js";

/** 32-bit words of a corner: x, y, its place in the texture (2), the colour. */
export const CORNER_WORDS = 5;
export const QUAD_WORDS = 4 * CORNER_WORDS;
/** Corners of the two triangles of a quad. */
export const QUAD_CORNERS = [0, 1, 2, 0, 2, 3] as const;

/** A vertex shader that places a corner and gives it its colour; what else it is to declare, and to pass on. */
export function vertexShader(declared = "", passed = ""): string {
  return `#version 300 es
in vec2 aPosition;
in vec4 aColor;
out vec4 vColor;
${declared}
uniform mat3 uProjectionMatrix;
uniform mat3 uWorldTransformMatrix;
uniform mat3 uTransformMatrix;
void main() {
  vec3 at = uProjectionMatrix * uWorldTransformMatrix * uTransformMatrix * vec3(aPosition, 1.0);
  gl_Position = vec4(at.xy, 0.0, 1.0);
  vColor = vec4(aColor.rgb * aColor.a, aColor.a);
  ${passed}
}`;
}

const VERTEX = vertexShader("in vec2 aUV; out vec2 vUV;", "vUV = aUV;");
const FRAGMENT = `#version 300 es
precision mediump float;
in vec2 vUV;
in vec4 vColor;
out vec4 fragment;
uniform sampler2D uTexture;
void main() {
  fragment = texture(uTexture, vUV) * vColor;
}`;

export function bufferOf(data: Float32Array): Buffer {
  return new Buffer({ data, usage: BufferUsage.VERTEX | BufferUsage.COPY_DST });
}

/** A colour 0xRRGGBB as the card reads its bytes, 0x00BBGGRR. */
export function bytesOf(tint: number): number {
  return ((tint & 255) << 16) | (tint & 0xff00) | (tint >> 16);
}

/** Which corners make the triangles of so many quads. */
export function cornersOf(quads: number): Uint32Array {
  const numbers = new Uint32Array(quads * QUAD_CORNERS.length);
  for (let i = 0; i < numbers.length; i++) {
    numbers[i] = 4 * Math.floor(i / QUAD_CORNERS.length) + (QUAD_CORNERS[i % QUAD_CORNERS.length] ?? 0);
  }
  return numbers;
}

/** Draws the quads whose corners are in `corners`: as many as the geometry's `indexCount` says. */
export function quadMesh(corners: Buffer, source: TextureSource): Mesh<Geometry, Shader> {
  const part = { buffer: corners, stride: CORNER_WORDS * 4 };
  const geometry = new Geometry({
    attributes: {
      aPosition: { ...part, format: "float32x2", offset: 0 },
      aUV: { ...part, format: "float32x2", offset: 8 },
      aColor: { ...part, format: "unorm8x4", offset: 16 },
    },
    indexBuffer: cornersOf(corners.data.length / QUAD_WORDS),
  });
  const shader = Shader.from({ gl: { vertex: VERTEX, fragment: FRAGMENT }, resources: { uTexture: source } });
  return new Mesh({ geometry, shader });
}
