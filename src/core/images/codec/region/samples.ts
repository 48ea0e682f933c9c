/**
 * Takes a packed row apart.
 * @param depth bits of each sample, the high bits of a byte first
 */
export function unpack(row: Uint8Array, depth: number, out: Uint16Array): void {
  if (depth === 8) {
    for (let at = 0; at < out.length; at += 1) out[at] = row[at] as number;
  } else if (depth === 16) {
    for (let at = 0; at < out.length; at += 1) {
      out[at] = ((row[2 * at] as number) << 8) | (row[2 * at + 1] as number);
    }
  } else {
    const perByte = 8 / depth;
    const mask = 2 ** depth - 1;
    for (let at = 0; at < out.length; at += 1) {
      out[at] = ((row[Math.floor(at / perByte)] as number) >> (8 - depth * ((at % perByte) + 1))) & mask;
    }
  }
}

/** Packs samples into a row; see `unpack`. */
export function pack(samples: Uint16Array, depth: number, out: Uint8Array): void {
  if (depth === 8) {
    for (let at = 0; at < samples.length; at += 1) out[at] = samples[at] as number;
  } else if (depth === 16) {
    for (let at = 0; at < samples.length; at += 1) {
      const value = samples[at] as number;
      out[2 * at] = value >> 8;
      out[2 * at + 1] = value & 255;
    }
  } else {
    const perByte = 8 / depth;
    out.fill(0);
    for (let at = 0; at < samples.length; at += 1) {
      const byte = Math.floor(at / perByte);
      out[byte] = (out[byte] as number) | ((samples[at] as number) << (8 - depth * ((at % perByte) + 1)));
    }
  }
}
