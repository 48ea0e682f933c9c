import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { readPng } from '../../../../src/core/images/codec/png/pngFile.ts';
import { holdFor } from '../../../../src/core/images/codec/region/heldPng.ts';
import type { OwnSamples } from '../../../../src/core/images/codec/region/ownSamples.ts';
import { setAtOnce } from '../../../../src/core/images/codec/region/pngAtOnce.ts';
import { plainForm } from '../../../../src/core/images/codec/region/pngForms.ts';
import { setIntoPng } from '../../../../src/core/images/codec/region/setIntoPng.ts';
import { placeRegion } from '../../../../src/core/images/region/placedRegion.ts';
import { noise } from '../pictures.ts';
import { rectangle } from '../regions.ts';

const size = { width: 90, height: 700 };

describe('setting new pixels into a PNG at once', () => {
  async function set(change: (own: OwnSamples) => OwnSamples) {
    const bytes = new Uint8Array(
      await noise(size.width, size.height).png({ adaptiveFiltering: true }).toBuffer(),
    );
    const file = readPng(bytes);
    const [left, right] = [rectangle([20, 15, 30, 20], size), rectangle([70, 15, 10, 20], size)];
    const region = placeRegion({ ...left, shapes: [...left.shapes, ...right.shapes] }, size);
    const held = region && (await holdFor(file, region, []));
    assert.ok(region && held);
    const whole = { left: 0, top: 0, ...size };
    const red = Float32Array.from({ length: 4 * size.width }, (_, at) => [250, 10, 20, 255][at % 4] ?? 0);
    const patches = [{ box: whole, inner: whole, row: () => red }];
    const chosen = plainForm(file, patches, region);
    const made = await setAtOnce(held, { ...chosen, to: change(chosen.to) }, patches, region, false);
    assert.ok(made);
    const [before, after] = await Promise.all([bytes, made.bytes].map((png) => sharp(png).raw().toBuffer()));
    let differing = 0;
    for (let at = 0; at < 3 * size.width * size.height; at += 3)
      if (before?.readUIntBE(at, 3) !== after?.readUIntBE(at, 3)) differing += 1;
    return { counted: made.counted, differing };
  }

  it('counts none outside where none changed', async () => {
    const { counted, differing } = await set((own) => own);
    assert.deepEqual(counted, { outside: 90 * 700 - (30 + 10) * 20, changed: 0 });
    assert.equal(differing, (30 + 10) * 20);
  });

  it('counts pixels that were changed beside the region, as another decoder does', async () => {
    const { counted, differing } = await set((own) => ({
      ...own,
      write(samples, x, colour) {
        own.write(samples, x, colour);
        if (x === 30) own.write(samples, 60, colour);
      },
    }));
    assert.equal(counted?.changed, 20);
    assert.equal(differing, (30 + 10) * 20 + 20);
  });

  it('keeps of the file what the region does not touch as it was packed', async () => {
    const [width, height] = [300, 900];
    const bytes = new Uint8Array(await noise(width, height).png({ compressionLevel: 9 }).toBuffer());
    const region = placeRegion(rectangle([20, 400, 30, 20], { width, height }), { width, height });
    const file = readPng(bytes);
    assert.ok(region);
    const box = { left: 0, top: 0, width, height };
    const patches = [{ box, inner: box, row: () => new Float32Array(4 * width).fill(255) }];
    const chosen = plainForm(file, patches, region);
    const hold = async () => {
      const held = await holdFor(file, region, []);
      assert.ok(held);
      return held;
    };
    const kept = await setAtOnce(await hold(), chosen, patches, region, false);
    assert.deepEqual(kept?.counted, { outside: width * height - 30 * 20, changed: 0 });
    const whole = await setIntoPng(file, chosen, patches, region, false);
    const [inPart, inWhole] = await Promise.all(
      [kept.bytes, whole.bytes].map((png) => sharp(png).raw().toBuffer()),
    );
    assert.ok(inPart && inWhole);
    assert.equal(Buffer.compare(inPart, inWhole), 0);
    const [source, made] = [file, readPng(kept.bytes)].map(({ pixels }) => Buffer.concat(pixels));
    const shared = (source?.length ?? 0) / 3;
    assert.deepEqual(made?.subarray(2, shared), source?.subarray(2, shared));
    assert.deepEqual(made?.subarray(-shared, -4), source?.subarray(-shared, -4));
  });

  it('says so where what was packed can not be read, or is another picture elsewhere', async () => {
    const [width, height] = [300, 900];
    const drawn = await noise(width, height).raw().toBuffer({ resolveWithObject: true });
    const raw = { width, height, channels: drawn.info.channels };
    const bytes = new Uint8Array(
      await sharp(drawn.data, { raw }).png({ adaptiveFiltering: false }).toBuffer(),
    );
    const region = placeRegion(rectangle([20, 400, 30, 20], { width, height }), { width, height });
    const file = readPng(bytes);
    assert.ok(region);
    const box = { left: 0, top: 0, width, height };
    const patches = [{ box, inner: box, row: () => new Float32Array(4 * width).fill(255) }];
    const chosen = plainForm(file, patches, region);
    const length = width * raw.channels + 1;
    const stored = new Uint8Array(length * height);
    for (let y = 0; y < height; y += 1)
      stored.set(drawn.data.subarray(y * (length - 1), (y + 1) * (length - 1)), y * length + 1);
    const withPixel = (at: number) => {
      const other = stored.slice();
      if (at >= 0) other[at] = (other[at] as number) ^ 1;
      return deflateSync(other);
    };
    const set = async (packed: Uint8Array) => {
      const held = await holdFor(file, region, []);
      assert.ok(held);
      return setAtOnce(held, chosen, patches, region, false, () => [packed]);
    };
    // The picture itself passes: that tells what the others are refused for.
    assert.deepEqual((await set(withPixel(-1)))?.counted, { outside: width * height - 30 * 20, changed: 0 });
    for (const row of [0, 399, 421, 899])
      assert.equal(await set(withPixel(row * length + 7)), undefined, `${row}`);
    assert.equal((await set(withPixel(410 * length + 7)))?.counted?.changed, 1);
    for (const packed of [
      new Uint8Array(4),
      deflateSync(stored.subarray(0, -1)),
      withPixel(-1).subarray(0, -9),
    ])
      assert.equal(await set(packed), undefined);
  });
});
