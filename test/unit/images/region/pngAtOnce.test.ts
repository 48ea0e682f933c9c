import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { readPng } from '../../../../src/core/images/codec/png/pngFile.ts';
import { storedRows } from '../../../../src/core/images/codec/png/storedRows.ts';
import type { OwnSamples } from '../../../../src/core/images/codec/region/ownSamples.ts';
import { setAtOnce } from '../../../../src/core/images/codec/region/pngAtOnce.ts';
import { plainForm } from '../../../../src/core/images/codec/region/pngForms.ts';
import { placeRegion } from '../../../../src/core/images/region/placedRegion.ts';
import { noise } from '../pictures.ts';
import { rectangle } from '../regions.ts';

const size = { width: 90, height: 60 };

describe('setting new pixels into a PNG at once', () => {
  async function set(change: (own: OwnSamples) => OwnSamples) {
    const bytes = new Uint8Array(
      await noise(size.width, size.height).png({ adaptiveFiltering: true }).toBuffer(),
    );
    const file = readPng(bytes);
    const region = placeRegion(rectangle([20, 15, 30, 20], size), size);
    const rows = storedRows(file);
    assert.ok(region && rows);
    const whole = { left: 0, top: 0, ...size };
    const red = Float32Array.from({ length: 4 * size.width }, (_, at) => [250, 10, 20, 255][at % 4] ?? 0);
    const patches = [{ box: whole, inner: whole, row: () => red }];
    const chosen = plainForm(file, patches, region);
    const made = setAtOnce(rows, { ...chosen, to: change(chosen.to) }, patches, region, false);
    const [before, after] = await Promise.all([bytes, made.bytes].map((png) => sharp(png).raw().toBuffer()));
    let differing = 0;
    for (let at = 0; at < 3 * size.width * size.height; at += 3)
      if (before?.readUIntBE(at, 3) !== after?.readUIntBE(at, 3)) differing += 1;
    return { counted: made.counted, differing };
  }

  it('counts none outside where none changed', async () => {
    const { counted, differing } = await set((own) => own);
    assert.deepEqual(counted, { outside: 90 * 60 - 30 * 20, changed: 0 });
    assert.equal(differing, 30 * 20);
  });

  it('counts pixels that were changed beside the region, as another decoder does', async () => {
    const { counted, differing } = await set((own) => ({
      ...own,
      write(samples, x, colour) {
        own.write(samples, x, colour);
        if (x === 30) own.write(samples, 80, colour);
      },
    }));
    assert.equal(counted?.changed, 20);
    assert.equal(differing, 30 * 20 + 20);
  });

  it('keeps of the file what the region does not touch as it was packed, and packs all of it where that fails', async () => {
    const [width, height] = [300, 900];
    const bytes = new Uint8Array(await noise(width, height).png({ compressionLevel: 9 }).toBuffer());
    const region = placeRegion(rectangle([20, 400, 30, 20], { width, height }), { width, height });
    const file = readPng(bytes);
    assert.ok(region);
    const box = { left: 0, top: 0, width, height };
    const patches = [{ box, inner: box, row: () => new Float32Array(4 * width).fill(255) }];
    const chosen = plainForm(file, patches, region);
    const setPacked = async (packed: readonly Uint8Array[]) => {
      const rows = storedRows(file);
      assert.ok(rows);
      const broken = packed.length > 0 ? () => packed : undefined;
      const made = setAtOnce(rows, chosen, patches, region, false, broken);
      assert.deepEqual(made.counted, { outside: width * height - 30 * 20, changed: 0 });
      return { made, pixels: await sharp(made.bytes).raw().toBuffer() };
    };
    const kept = await setPacked([]);
    const whole = await setPacked([deflateSync(new Uint8Array(10))]);
    assert.equal(Buffer.compare(kept.pixels, whole.pixels), 0);
    const [source, made] = [file, readPng(kept.made.bytes)].map(({ pixels }) => Buffer.concat(pixels));
    const shared = (source?.length ?? 0) / 3;
    assert.deepEqual(made?.subarray(2, shared), source?.subarray(2, shared));
    assert.deepEqual(made?.subarray(-shared, -4), source?.subarray(-shared, -4));
  });
});
