import assert from 'node:assert/strict';
import ExifReader from 'exifreader';
import sharp from 'sharp';
import { regionOutlook } from '../../../../src/core/edit/plan/regionOutlook.ts';
import type { ImageInfo, OutputType } from '../../../../src/core/images/imageTypes.ts';
import { sniff } from '../../../../src/core/images/sniff/sniff.ts';
import { noise } from '../../images/pictures.ts';
import { rectangle } from '../../images/regions.ts';
import { useCodecFixture } from '../../images/useCodecFixture.ts';
import { EditingFixture, unwrap } from '../editingFixture.ts';

describe('an edit of a region of a JPEG', () => {
  let fixture: EditingFixture;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    (opened) => {
      fixture = opened;
    },
  );

  it('keeps the pixels outside, the way it is turned and what it says of itself', async () => {
    const source = await noise(600, 900)
      .blur(2)
      .jpeg({ quality: 90 })
      .withExif({ IFD0: { Copyright: 'Mine' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    assert.equal(sniff(new Uint8Array(source))?.orientation, 6);
    const uri = await fixture.put('photo.jpg', new Uint8Array(source));
    const region = rectangle([300, 200, 120, 90], { width: 900, height: 600 });
    const result = unwrap(await fixture.run(fixture.request([uri], { prompt: 'invert', region })));

    assert.equal(result.region?.changed, 0);
    assert.equal(result.region?.inBlocks, true);
    assert.ok((result.region?.outside ?? 0) > 500_000);
    const made = await fixture.read('photo-edited.jpg');
    const info = sniff(made);
    assert.deepEqual([info?.width, info?.height, info?.orientation], [900, 600, 6]);
    assert.equal(ExifReader.load(Buffer.from(made)).Copyright?.description, 'Mine');
    const [before, after] = await Promise.all(
      [source, made].map((bytes) => sharp(bytes).autoOrient().raw().toBuffer()),
    );
    let [inside, outside] = [0, 0];
    for (let pixel = 0; pixel < 900 * 600; pixel += 1) {
      const [x, y] = [pixel % 900, Math.floor(pixel / 900)];
      const differs = [0, 1, 2].some(
        (channel) => before?.[3 * pixel + channel] !== after?.[3 * pixel + channel],
      );
      if (!differs) continue;
      // Its blocks are 16 pixels wide, and colours are smoothed by one pixel over their edge.
      if (x >= 283 && x < 437 && y >= 183 && y < 307) inside += 1;
      else outside += 1;
    }
    assert.equal(outside, 0);
    assert.ok(inside > 9000, `${inside} changed`);
  });

  it('says when it can’t keep the blocks, and why', async () => {
    const source = await noise(600, 400).toColourspace('cmyk').jpeg().toBuffer();
    const uri = await fixture.put('inks.jpg', new Uint8Array(source));
    const region = rectangle([300, 200, 120, 90], { width: 600, height: 400 });
    const result = unwrap(await fixture.run(fixture.request([uri], { prompt: 'invert', region })));
    assert.equal(result.region?.inBlocks, false);
    assert.match(result.notes.join(' '), /The whole JPEG was re-encoded because it has ink colours \(CMYK\)/);
  });
});

describe('what is said of a region before it is sent', () => {
  const png = { type: 'png', lossless: true } as const;
  const cases: [source: Partial<ImageInfo>, type: OutputType, said: RegExp | undefined][] = [
    [{ type: 'jpeg' }, 'jpeg', undefined],
    [{ type: 'jpeg', unfit: 'arithmetic' }, 'jpeg', /It is an arithmetic-coded JPEG/],
    [{ type: 'jpeg', unfit: 'sampling' }, 'jpeg', /unusual chroma subsampling/],
    [{ type: 'jpeg', unfit: 'arithmetic' }, 'png', undefined],
    [png, 'png', undefined],
    [png, 'jpeg', /JPEG can’t keep them/],
    [{ type: 'webp' }, 'webp', /WebP can’t keep them/],
    [{ type: 'webp', lossless: true }, 'webp', undefined],
    [{ type: 'tiff', cmyk: true }, 'tiff', /ink colours \(CMYK\), and the result will be RGB/],
    [{ type: 'avif' }, 'avif', /AVIF can’t keep them. A PNG result keeps them/],
  ];
  for (const [source, type, said] of cases) {
    it(`${said === undefined ? 'nothing' : 'what changes'} for ${JSON.stringify(source)} as ${type}`, () => {
      const outlook = regionOutlook('a', source as ImageInfo, type);
      if (said === undefined) assert.equal(outlook, undefined);
      else assert.match(outlook ?? '', said);
    });
  }
});
