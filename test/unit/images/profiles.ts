/** Colour profiles made in code (ICC.1:2010, version 2.4), as small as they can be. */

type Triple = readonly [number, number, number];

const signature = (text: string): Buffer => Buffer.from(text.padEnd(4), 'latin1');

function fixed(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeInt32BE(Math.round(value * 65_536), 4 * index);
  return bytes;
}

const place = (xyz: Triple): Buffer => Buffer.concat([signature('XYZ'), Buffer.alloc(4), fixed(...xyz)]);

function gammaCurve(exponent: number): Buffer {
  const bytes = Buffer.alloc(14);
  bytes.write('curv', 'latin1');
  bytes.writeUInt32BE(1, 8);
  bytes.writeUInt16BE(Math.round(exponent * 256), 12);
  return bytes;
}

function description(text: string): Buffer {
  const bytes = Buffer.alloc(12 + text.length + 1 + 78);
  bytes.write('desc', 'latin1');
  bytes.writeUInt32BE(text.length + 1, 8);
  bytes.write(text, 12, 'latin1');
  return bytes;
}

const d50: Triple = [0.9642, 1, 0.8249];

function profile(space: string, pcs: string, name: string, tags: Readonly<Record<string, Buffer>>): Buffer {
  const head = Buffer.alloc(128);
  head.writeUInt32BE(0x02400000, 8);
  head.write(`${space === 'CMYK' ? 'prtr' : 'mntr'}${space.padEnd(4)}${pcs.padEnd(4)}`, 12, 'latin1');
  head.write('acsp', 36, 'latin1');
  fixed(...d50).copy(head, 68);
  const all = Object.entries({ desc: description(name), wtpt: place(d50), ...tags });
  const table = Buffer.alloc(4 + 12 * all.length);
  table.writeUInt32BE(all.length);
  const bodies: Buffer[] = [];
  let at = head.length + table.length;
  for (const [index, [tag, body]] of all.entries()) {
    table.write(tag, 4 + 12 * index, 'latin1');
    table.writeUInt32BE(at, 8 + 12 * index);
    table.writeUInt32BE(body.length, 12 + 12 * index);
    bodies.push(body, Buffer.alloc((4 - (body.length % 4)) % 4));
    at = head.length + table.length + Buffer.concat(bodies).length;
  }
  const bytes = Buffer.concat([head, table, ...bodies]);
  bytes.writeUInt32BE(bytes.length);
  return bytes;
}

/** Three curves and a matrix, given as its columns. */
const rgb = (name: string, [red, green, blue]: readonly [Triple, Triple, Triple], exponent: number): Buffer =>
  profile('RGB', 'XYZ', name, {
    rXYZ: place(red),
    gXYZ: place(green),
    bXYZ: place(blue),
    rTRC: gammaCurve(exponent),
    gTRC: gammaCurve(exponent),
    bTRC: gammaCurve(exponent),
  });

export const adobeRgb = rgb(
  'Adobe RGB (1998)',
  [
    [0.60974, 0.31111, 0.01947],
    [0.20528, 0.62567, 0.06087],
    [0.14919, 0.06322, 0.74457],
  ],
  2.2,
);

export const proPhoto = rgb(
  'ProPhoto RGB',
  [
    [0.7977, 0.288, 0],
    [0.1352, 0.7119, 0],
    [0.0313, 0.0001, 0.8249],
  ],
  1.8,
);

export const grey = (exponent: number): Buffer =>
  profile('GRAY', 'XYZ', `Grey ${exponent}`, { kTRC: gammaCurve(exponent) });

/** Inks whose 16 combinations are given as Lab, the black one changing fastest; `mft1`, the oldest kind of table. */
export function inks(
  labOf: (cyan: number, magenta: number, yellow: number, black: number) => Triple,
): Buffer {
  const straight = Array.from({ length: 256 }, (_, value) => value);
  const nodes: number[] = [];
  for (let node = 0; node < 16; node += 1) {
    const [l, a, b] = labOf((node >> 3) & 1, (node >> 2) & 1, (node >> 1) & 1, node & 1);
    nodes.push(Math.round(l * 2.55), Math.round(a + 128), Math.round(b + 128));
  }
  const table = Buffer.concat([
    signature('mft1'),
    Buffer.alloc(4),
    Buffer.from([4, 3, 2, 0]),
    fixed(1, 0, 0, 0, 1, 0, 0, 0, 1),
    Buffer.from([...straight, ...straight, ...straight, ...straight]),
    Buffer.from(nodes),
    Buffer.from([...straight, ...straight, ...straight]),
  ]);
  return profile('CMYK', 'Lab', 'Test inks', { A2B0: table });
}
