import assert from 'node:assert/strict';
import { constants, deflateSync, inflateSync } from 'node:zlib';
import { decode } from 'fast-png';
import { deflateBlocks } from '../../../../src/core/images/codec/png/deflateBlocks.ts';
import { pngOfPacked } from '../../../../src/core/images/codec/png/pngWriter.ts';
import {
  gapFor,
  neededFor,
  SumOfChanged,
  spliced,
} from '../../../../src/core/images/codec/png/spliceDeflate.ts';

/** The same bytes each time, which repeat a little. */
function grains(length: number, values: number): Uint8Array {
  let seed = 7;
  return Uint8Array.from({ length }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 16) % values;
  });
}

const length = 150_000;
const kinds = {
  grain: grains(length, 256),
  'few values': grains(length, 5),
  'one value': new Uint8Array(length).fill(9),
  'a slope': Uint8Array.from({ length }, (_, at) => (at * at) >> 9),
};
const ways = [
  { level: 0 },
  { level: 1 },
  { level: 6, memLevel: 1 },
  { level: 9 },
  { level: 6, strategy: constants.Z_FIXED, memLevel: 3 },
  { level: 1, strategy: constants.Z_RLE },
  { level: 6, strategy: constants.Z_HUFFMAN_ONLY },
];
const options = { level: 6, memLevel: 9 };
const bodyOf = (packed: Uint8Array) => packed.subarray(2, -4);

function changed(bytes: Uint8Array, from: number, to: number) {
  const now = bytes.slice();
  for (let at = from; at < to; at += 1) now[at] = (now[at] as number) ^ 0x5a;
  return { bytes: now, from, to, before: bytes.subarray(from, to) };
}

/** Of the changed bytes no more is handed over than is needed. */
function splicedIn(packed: Uint8Array, { bytes, before, ...stretch }: ReturnType<typeof changed>) {
  const total = bytes.length;
  const gap = gapFor(packed, stretch, total);
  if (gap === undefined) return undefined;
  const { from, to } = neededFor(gap, total);
  const sum = new SumOfChanged(packed, total);
  sum.replace(stretch.from, before, bytes.subarray(stretch.from, stretch.to));
  const change = { bytes: bytes.subarray(from, to), start: from, total, sum: sum.bytes() };
  return spliced(packed, gap, change, options);
}

describe('changing a few bytes of what is packed', () => {
  for (const [name, bytes] of Object.entries(kinds)) {
    it(`finds all blocks of ${name}, however it was packed`, () => {
      for (const way of ways) {
        const body = bodyOf(deflateSync(bytes, way));
        const end = [...deflateBlocks(body)].at(-1);
        assert.deepEqual([end?.bytes, Math.ceil((end?.bits ?? 0) / 8)], [bytes.length, body.length]);
      }
    });

    it(`gives ${name} back with the change, wherever it lies and however it was packed`, () => {
      for (const way of ways) {
        const packed = deflateSync(bytes, way);
        for (const from of [0, 60_001, length - 10]) {
          const change = changed(bytes, from, Math.min(length, from + 7000));
          const made = splicedIn(packed, change);
          if (made) assert.equal(Buffer.compare(inflateSync(Buffer.concat(made)), change.bytes), 0);
        }
      }
    });
  }

  it('leaves what follows as it was packed, whatever bit of a byte it begins at, and other decoders read it', () => {
    const [width, height] = [499, 300];
    const bytes = kinds['few values'].map((value, at) => (at % (width + 1) === 0 ? 0 : value));
    const packed = deflateSync(bytes, { level: 9, memLevel: 1 });
    const blocks = [...deflateBlocks(bodyOf(packed))];
    const met = new Set<number>();
    for (const block of blocks.slice(0, -1)) {
      const from = block.bytes + 1 + (block.bytes % (width + 1) === width ? 1 : 0);
      const change = changed(bytes, from, from + 1);
      const next = blocks.find((other) => other.bytes >= from + 1 + 32_768);
      if (!next || next.bytes === length || from % (width + 1) === 0 || met.has(next.bits & 7)) continue;
      met.add(next.bits & 7);
      const made = Buffer.concat(splicedIn(packed, change) ?? []);
      const rest = packed.subarray(2 + Math.ceil(next.bits / 8), -4);
      assert.equal(Buffer.compare(made.subarray(-4 - rest.length, -4), rest), 0);
      assert.ok(made.length < packed.length + 3000, `${made.length} of ${packed.length}`);
      const form = { width, height, bitDepth: 8, colour: 0 } as const;
      const frame = { ...form, palette: undefined, transparency: undefined, before: [], after: [] };
      const { data } = decode(pngOfPacked(frame, [made]));
      assert.equal(data[from - Math.floor(from / (width + 1)) - 1], change.bytes[from]);
    }
    assert.deepEqual([...met].sort(), [0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('says so where no block can stay, or none is found', () => {
    const bytes = kinds.grain.subarray(0, 3000);
    const packed = deflateSync(bytes);
    const change = changed(bytes, 5, 6);
    assert.equal(splicedIn(packed, change), undefined);
    const damaged = packed.map((value, at) => (at > 2 ? 0xff : value));
    assert.equal(splicedIn(damaged, change), undefined);
    assert.equal(splicedIn(packed.subarray(0, 4), change), undefined);
  });
});
