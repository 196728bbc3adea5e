// What arrives is `unknown` until one of these has looked at it: each gives the value as what it must be, or throws a
// ProtocolError that calls it by its name.

/** The server sent something that PROTOCOL.md does not allow. */
export class ProtocolError extends Error {}

type Check<T> = (value: unknown, name: string) => T;

export function length(raw: unknown[], count: number, name: string): void {
  if (raw.length !== count) throw new ProtocolError(`${name} has ${raw.length} elements, not ${count}`);
}

export function int(value: unknown, low: number, high: number, name: string): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < low || value > high) {
    throw new ProtocolError(`${name} is no integer from ${low} to ${high}`);
  }
  return value;
}

export const u8: Check<number> = (value, name) => int(value, 0, 0xff, name);
export const u16: Check<number> = (value, name) => int(value, 0, 0xffff, name);
export const i32: Check<number> = (value, name) => int(value, -(2 ** 31), 2 ** 31 - 1, name);
export const u32: Check<number> = (value, name) => int(value, 0, 0xffffffff, name);

export const finite: Check<number> = (value, name) => {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new ProtocolError(`${name} is no finite number`);
  return value;
};

export const string: Check<string> = (value, name) => {
  if (typeof value !== "string") throw new ProtocolError(`${name} is no string`);
  return value;
};

export const bool: Check<boolean> = (value, name) => {
  if (typeof value !== "boolean") throw new ProtocolError(`${name} is neither true nor false`);
  return value;
};

export const bin: Check<Uint8Array> = (value, name) => {
  if (!(value instanceof Uint8Array)) throw new ProtocolError(`${name} is no bin`);
  return value;
};

export const list: Check<unknown[]> = (value, name) => {
  if (!Array.isArray(value)) throw new ProtocolError(`${name} is no array`);
  return value;
};

export function records(size: number): Check<Uint8Array> {
  return (value, name) => {
    const bytes = bin(value, name);
    if (bytes.length % size !== 0) throw new ProtocolError(`${name} holds no whole records of ${size} bytes`);
    return bytes;
  };
}

export function optional<T>(value: unknown, name: string, check: Check<T>): T | null {
  return value === null ? null : check(value, name);
}
