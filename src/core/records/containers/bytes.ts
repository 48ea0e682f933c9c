/** Small reads out of bytes of unknown origin; past the end there are zeros, never an error. */

/** One character for each byte (Latin-1). */
export const latin1 = (bytes: Uint8Array, at: number, length: number): string =>
  viewOf(bytes).toString('latin1', Math.max(0, at), Math.max(0, at + length));

export const says = (bytes: Uint8Array, at: number, text: string): boolean =>
  at >= 0 && latin1(bytes, at, text.length) === text;

export const u16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

export const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) * 0x10000 + u16(bytes, at + 2);

export const u32LittleEndian = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16)) +
  (bytes[at + 3] ?? 0) * 0x1000000;

export const fromLatin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

export function fromU32(value: number, littleEndian = false): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, littleEndian);
  return bytes;
}

export const joined = (...parts: Uint8Array[]): Uint8Array => {
  // Every byte is written below: to fill a large image with zeros before takes as long as to copy it.
  const { buffer } = Buffer.allocUnsafeSlow(parts.reduce((length, part) => length + part.length, 0));
  const whole = new Uint8Array(buffer);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** Where a text stands last before `before`; -1 when nowhere. */
export const lastIndexOf = (bytes: Uint8Array, text: string, before: number): number =>
  before <= 0 ? -1 : viewOf(bytes).lastIndexOf(text, before - 1, 'latin1');

export const includes = (bytes: Uint8Array, text: string): boolean =>
  viewOf(bytes).includes(text, 0, 'latin1');

const viewOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
