import assert from 'node:assert/strict';
import sharp from 'sharp';
import type { OwnSamples } from '../../../../src/core/images/codec/region/ownSamples.ts';
import { setAtOnce } from '../../../../src/core/images/codec/region/pngAtOnce.ts';
import { readPng } from '../../../../src/core/images/codec/region/pngFile.ts';
import { plainForm } from '../../../../src/core/images/codec/region/pngForms.ts';
import { storedRows } from '../../../../src/core/images/codec/region/storedRows.ts';
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
});
