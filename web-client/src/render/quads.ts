// What is sent to the graphics card: a mesh that draws one quad of a texture for each record of a buffer.

import { Buffer, BufferUsage, Geometry, Mesh, Shader, type TextureSource } from "pixi.js";

/** 32-bit words of a quad: x, y, width, height, angle, the corners of its cell in the texture (4), the colour. */
export const QUAD_WORDS = 10;

const CORNERS = new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]);

const VERTEX = `#version 300 es
in vec2 aCorner;
in vec4 aBox;
in float aAngle;
in vec4 aCell;
in vec4 aColor;
out vec2 vAt;
out vec4 vColor;
uniform mat3 uProjectionMatrix;
uniform mat3 uWorldTransformMatrix;
uniform mat3 uTransformMatrix;
void main() {
  vec2 from = (aCorner - 0.5) * aBox.zw;
  float c = cos(aAngle);
  float s = sin(aAngle);
  vec2 place = aBox.xy + vec2(from.x * c - from.y * s, from.x * s + from.y * c);
  vec3 at = uProjectionMatrix * uWorldTransformMatrix * uTransformMatrix * vec3(place, 1.0);
  gl_Position = vec4(at.xy, 0.0, 1.0);
  vAt = mix(aCell.xy, aCell.zw, aCorner);
  vColor = vec4(aColor.rgb * aColor.a, aColor.a);
}`;

const FRAGMENT = `#version 300 es
precision mediump float;
in vec2 vAt;
in vec4 vColor;
out vec4 fragment;
uniform sampler2D uTexture;
void main() {
  fragment = texture(uTexture, vAt) * vColor;
}`;

export function bufferOf(data: Float32Array): Buffer {
  return new Buffer({ data, usage: BufferUsage.VERTEX | BufferUsage.COPY_DST });
}

/** A colour 0xRRGGBB as the card reads its bytes, 0x00BBGGRR. */
export function bytesOf(tint: number): number {
  return ((tint & 255) << 16) | (tint & 0xff00) | (tint >> 16);
}

/** Draws as many quads of `quads` as its geometry has instances. */
export function quadMesh(quads: Buffer, source: TextureSource): Mesh<Geometry, Shader> {
  const each = { buffer: quads, stride: QUAD_WORDS * 4, instance: true };
  const geometry = new Geometry({
    topology: "triangle-strip",
    attributes: {
      aCorner: { buffer: bufferOf(CORNERS), format: "float32x2" },
      aBox: { ...each, format: "float32x4", offset: 0 },
      aAngle: { ...each, format: "float32", offset: 16 },
      aCell: { ...each, format: "float32x4", offset: 20 },
      aColor: { ...each, format: "unorm8x4", offset: 36 },
    },
  });
  const shader = Shader.from({ gl: { vertex: VERTEX, fragment: FRAGMENT }, resources: { uTexture: source } });
  return new Mesh({ geometry, shader });
}
