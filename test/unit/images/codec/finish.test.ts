import assert from 'node:assert/strict';
import sharp from 'sharp';
import { readPng } from '../../../../src/core/images/codec/png/pngFile.ts';
import { withoutDensity } from '../../../../src/core/images/codec/read/statedDensity.ts';
import { mostHeld } from '../../../../src/core/images/codec/write/encodePng.ts';
import { fitPlan, restore } from '../../../../src/core/images/geometry.ts';
import { outputTypes } from '../../../../src/core/images/imageTypes.ts';
import { sniff } from '../../../../src/core/images/sniff/sniff.ts';
import { builtCodec } from '../builtCodec.ts';
import { u32 } from '../heics.ts';
import {
  bytesOf,
  colours,
  decoded,
  halfTransparent,
  looks,
  marked,
  type Pixels,
  withChunk,
} from '../pictures.ts';

describe('finishing a result', () => {
  const codec = builtCodec;

  it('does not touch bytes that are right already', async () => {
    const bytes = await bytesOf(marked(60, 40).png());
    const restoring = restore(fitPlan({ width: 60, height: 40 }, { width: 60, height: 40 }), {
      width: 60,
      height: 40,
    });
    for (const request of [{}, { restoring }]) {
      assert.equal((await codec.finish({ bytes, outputType: 'png', ...request })).bytes, bytes);
    }
  });

  it('brings a JPEG of 1376 × 768 back to a PNG of 1280 × 720', async () => {
    const bytes = await bytesOf(marked(1376, 768).jpeg());
    const plan = fitPlan({ width: 1280, height: 720 }, { width: 1376, height: 768 });
    const finished = await codec.finish({
      bytes,
      restoring: restore(plan, { width: 1376, height: 768 }),
      outputType: 'png',
    });
    const info = sniff(finished.bytes);
    assert.deepEqual([info?.type, info?.width, info?.height], ['png', 1280, 720]);
    assert.deepEqual([finished.type, finished.width, finished.height], ['png', 1280, 720]);
    assertMarks(await decoded(finished.bytes));
  });

  for (const [answer, width, height] of [
    ['in the table’s size', 1584, 672],
    ['in another size', 2002, 849],
    ['in another shape', 1408, 768],
  ] as const) {
    it(`brings 1000 × 370 back, nothing stretched, when the result comes ${answer}`, async () => {
      const source = await bytesOf(marked(1000, 370).png());
      const plan = fitPlan({ width: 1000, height: 370 }, { width: 1584, height: 672 });
      const sent = await codec.prepare({ bytes: source, pad: plan.pad });
      // The model answers with the same scene in its own size, and shows more of it where the shape differs.
      const fit =
        width / height < 2
          ? ({ fit: 'contain', background: '#285ac8' } as const)
          : ({ fit: 'fill' } as const);
      const bytes = await bytesOf(sharp(sent.bytes).resize(width, height, fit).jpeg({ quality: 95 }));
      const restoring = restore(plan, { width, height });
      const finished = await decoded((await codec.finish({ bytes, restoring, outputType: 'png' })).bytes);
      assert.deepEqual([finished.width, finished.height], [1000, 370]);
      assertMarks(finished);
    });
  }

  for (const type of outputTypes) {
    it(`writes ${type}, really`, async () => {
      const bytes = await bytesOf(marked(240, 160).jpeg({ quality: 95 }));
      const restoring = {
        crop: { left: 0, top: 0, width: 240, height: 160 },
        resize: { width: 480, height: 320 },
      };
      const finished = await codec.finish({ bytes, restoring, outputType: type });
      const info = sniff(finished.bytes);
      assert.deepEqual([info?.type, info?.width, info?.height], [type, 480, 320]);
      assertMarks(await decoded(finished.bytes));
    });
  }

  it('keeps the colour profile', async () => {
    const bytes = await bytesOf(marked(60, 40).jpeg().withIccProfile('p3'));
    const before = await sharp(bytes).metadata();
    for (const outputType of ['png', 'webp', 'avif'] as const) {
      const after = await sharp((await codec.finish({ bytes, outputType })).bytes).metadata();
      assert(before.icc && after.icc?.equals(before.icc), outputType);
    }
  });

  it('states the resolution of what came on a PNG that is made of it, and none that it did not state', async () => {
    const phys = (side: number, unit: number) => [...u32(side), ...u32(side), unit];
    const bare = await bytesOf(marked(64, 48).png());
    const deep = await bytesOf(marked(64, 48).toColourspace('rgb16').png());
    const physical = (png: Uint8Array, ...body: number[]) => withChunk(withoutDensity(png), 'pHYs', body);
    const jpeg = await bytesOf(marked(64, 48).jpeg());
    const tiff = await bytesOf(marked(64, 48).withMetadata({ density: 300 }).tiff());
    const unitless = Buffer.from(tiff);
    // The unit's field: its tag, one number of 16 bits.
    const unit = unitless.indexOf(Uint8Array.of(0x28, 1, 3, 0, 1, 0, 0, 0, 2, 0));
    assert(unit > 0);
    unitless[unit + 8] = 1;
    for (const [what, bytes, expected] of [
      ['in metres', physical(bare, ...phys(5669, 1)), 144],
      ['only the shape of a pixel', physical(bare, ...phys(72, 0)), undefined],
      ['in metres, 16 bits', physical(deep, ...phys(5669, 1)), 144],
      ['only the shape of a pixel, 16 bits', physical(deep, ...phys(72, 0)), undefined],
      ['nothing, 16 bits', withoutDensity(deep), undefined],
      ['nothing, in a JPEG', jpeg, undefined],
      ['a JPEG in inches', await bytesOf(marked(64, 48).jpeg().withMetadata({ density: 144 })), 144],
      ['a TIFF in inches', tiff, 300],
      ['a TIFF without a unit', unitless, undefined],
    ] as const) {
      const restoring = {
        crop: { left: 0, top: 0, width: 64, height: 48 },
        resize: { width: 32, height: 24 },
      };
      const { bytes: made } = await codec.finish({ bytes, restoring, outputType: 'png' });
      const said = readPng(made).before.find(({ name }) => name === 'pHYs');
      const told = said && Math.round(Buffer.from(said.body).readUInt32BE(0) * 0.0254);
      assert.equal(told, expected, what);
    }
  });

  it('turns a result upright when it has to be rewritten', async () => {
    const bytes = await bytesOf(marked(60, 40).jpeg().withMetadata({ orientation: 6 }));
    const { width, height } = await codec.finish({ bytes, outputType: 'png' });
    assert.deepEqual([width, height], [40, 60]);
  });

  for (const outputType of ['png', 'webp', 'tiff'] as const) {
    it(`puts the source’s transparency on a ${outputType} of equal size`, async () => {
      const alphaFrom = await bytesOf(halfTransparent(60, 40).png());
      const bytes = await bytesOf(marked(90, 60).jpeg({ quality: 95 }));
      const restoring = {
        crop: { left: 0, top: 0, width: 90, height: 60 },
        resize: { width: 60, height: 40 },
      };
      const finished = await codec.finish({ bytes, restoring, outputType, alphaFrom });
      assert.equal(finished.transparency, 'kept');
      const made = await decoded(finished.bytes);
      assert.deepEqual([made.channels, made.at(10, 30)[3], made.at(40, 30)[3]], [4, 0, 255]);
      assert(looks(made.at(40, 10), colours.ground), 'the colours are the result’s');
      assert.deepEqual([alphaFrom.length > 0, bytes.length > 0], [true, true], 'the caller keeps its bytes');
    });
  }

  it('puts it on a result that is right otherwise, and has an alpha channel of its own', async () => {
    const alphaFrom = await bytesOf(halfTransparent(60, 40).png({ palette: true }));
    const bytes = await bytesOf(marked(60, 40).ensureAlpha().png());
    const finished = await codec.finish({ bytes, outputType: 'png', alphaFrom });
    const made = await decoded(finished.bytes);
    assert.deepEqual([finished.transparency, made.at(10, 30)[3], made.at(40, 30)[3]], ['kept', 0, 255]);
  });

  it('says when transparency could not be kept', async () => {
    const bytes = await bytesOf(marked(60, 40).png());
    const clear = await bytesOf(halfTransparent(60, 40).png());
    const larger = await bytesOf(halfTransparent(61, 40).png());
    const came = async (alphaFrom: Uint8Array, outputType: 'png' | 'jpeg') =>
      (await codec.finish({ bytes, outputType, alphaFrom })).transparency;
    assert.equal(await came(larger, 'png'), 'sizeDiffers');
    assert.equal(await came(clear, 'jpeg'), 'typeHasNone');
    assert.equal(await came(bytes, 'png'), 'none');
    assert.equal(await came(await bytesOf(marked(60, 40).ensureAlpha().png()), 'png'), 'none');
  });

  it('works down to a single pixel', async () => {
    const bytes = await bytesOf(marked(1024, 1024).png());
    const plan = fitPlan({ width: 1, height: 1 }, { width: 1024, height: 1024 });
    const restoring = restore(plan, { width: 1024, height: 1024 });
    const { width, height } = await codec.finish({ bytes, restoring, outputType: 'png' });
    assert.deepEqual([width, height], [1, 1]);
  });

  it('makes of a picture that is too large to be held at once what it makes of any other', async () => {
    const bytes = await bytesOf(marked(1000, 700).jpeg());
    const crop = { left: 3, top: 5, width: 990, height: 690 };
    const restoring = { crop, resize: { width: 4990, height: 3470 } };
    const [png, tiff] = await Promise.all(
      (['png', 'tiff'] as const).map(async (outputType) => {
        const made = await codec.finish({ bytes, restoring, outputType });
        return sharp(made.bytes).raw().toBuffer();
      }),
    );
    assert.ok(png && tiff && png.length > mostHeld, 'it is written in several bands');
    assert.equal(Buffer.compare(png, tiff), 0);
  });

  it('says when the type can’t hold so many pixels', async () => {
    const bytes = await bytesOf(marked(17_000, 2).png());
    await assert.rejects(codec.finish({ bytes, outputType: 'webp' }), { code: 'image.tooLargeForType' });
  });
});

/** The red mark fills the first quarter, the green one the last; between them lies the ground. */
function assertMarks({ width, height, at }: Pixels): void {
  const near = 0.02;
  const edges: [x: number, y: number, colour: keyof typeof colours][] = [
    [0.01, 0.01, 'red'],
    [0.25 - near, 0.25 - near, 'red'],
    [0.25 + near, 0.1, 'ground'],
    [0.1, 0.25 + near, 'ground'],
    [0.75 - near, 0.9, 'ground'],
    [0.9, 0.75 - near, 'ground'],
    [0.75 + near, 0.75 + near, 'green'],
    [0.99, 0.99, 'green'],
  ];
  for (const [x, y, colour] of edges) {
    const pixel = at(x * width, y * height);
    assert(looks(pixel, colours[colour]), `${colour} at ${x}, ${y}, but it is ${pixel}`);
  }
}
