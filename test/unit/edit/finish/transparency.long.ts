import assert from 'node:assert/strict';
import sharp from 'sharp';
import { findRecord } from '../../../../src/core/records/findRecord.ts';
import { svgOf } from '../../../standin/raster.ts';
import { type SubjectName, subjects } from '../../../standin/subjects.ts';
import { difference, type KnownAlpha } from '../../images/alpha/knownAlpha.ts';
import { noise } from '../../images/pictures.ts';
import { rectangle } from '../../images/regions.ts';
import { useCodecFixture } from '../../images/useCodecFixture.ts';
import { defaultOptions, EditingFixture, unwrap } from '../editingFixture.ts';

const subjectNames: readonly SubjectName[] = ['shadow', 'hair', 'glass'];

describe('a transparent background', () => {
  let fixture: EditingFixture;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    (opened) => {
      fixture = opened;
    },
  );

  const options = (background: 'transparent' | 'transparent-twice') => ({
    options: { ...defaultOptions, background },
  });
  const saved = async ({ savedAs = '' }: { savedAs?: string | undefined }) =>
    fixture.read(decodeURIComponent(savedAs.split('/').at(-1) ?? ''));

  for (const subject of subjectNames) {
    it(`of ${subject} is worked out from one colour, and the result says so`, async () => {
      fixture.standIn.tell({ subject });
      const request = fixture.request([], { prompt: 'a thing', ...options('transparent') });
      const result = unwrap(await fixture.run(request));
      assert.match(result.notes.join(' '), /Transparency: computed from a green \(#00ff00\) backdrop/);
      const { all } = await compared(await saved(result), subject);
      assert.ok(all <= 10, `${all}`);
      const found = await findRecord(fixture.files, result.savedAs ?? '');
      assert.ok(found.state === 'found');
      assert.match(found.record.transparency ?? '', /backdrop of green/);
    });

    it(`of ${subject} is solved from two pictures, which cost two`, async () => {
      fixture.standIn.tell({ subject, times: 2 });
      const request = fixture.request([], { prompt: 'a thing', ...options('transparent-twice') });
      const result = unwrap(await fixture.run(request));
      assert.equal(fixture.standIn.requests.length, 2);
      assert.match(JSON.stringify(fixture.standIn.requests[1]?.body), /pure black \(#000000\)/);
      assert.match(result.notes.join(' '), /solved from two pictures/);
      const { all } = await compared(await saved(result), subject);
      assert.ok(all <= 3, `${all}`);
      const single = unwrap(await fixture.run(fixture.request([], { prompt: 'a thing' })));
      assert.ok((result.cost ?? 0) > 1.8 * (single.cost ?? 1));
    });
  }

  it('of an edited JPEG is a PNG; the colour is one that the picture does not have', async () => {
    const green = await sharp({ create: { width: 640, height: 640, channels: 3, background: '#18d040' } })
      .jpeg()
      .toBuffer();
    const uri = await fixture.put('leaf.jpg', new Uint8Array(green));
    const result = unwrap(
      await fixture.run(fixture.request([uri], { prompt: 'sharpen', ...options('transparent') })),
    );
    assert.match(result.notes.join(' '), /backdrop of magenta/);
    assert.match(result.savedAs ?? '', /leaf-edited\.png$/);
    const { data, info } = await sharp(await saved(result))
      .raw()
      .toBuffer({ resolveWithObject: true });
    assert.deepEqual([info.width, info.height, info.channels], [640, 640, 4]);
    assert.equal(data[3], 0);
    assert.ok((data[4 * (330 * 640 + 320) + 3] ?? 0) > 240);
  });

  const unclean: [backdrop: 'uneven' | 'checkerboard' | 'ignored', said: RegExp][] = [
    ['uneven', /The background stays opaque: the backdrop is not flat\. Ask for it twice/],
    ['checkerboard', /painted a checkerboard in place of transparency/],
    ['ignored', /did not paint the backdrop/],
  ];
  for (const [backdrop, said] of unclean) {
    it(`stays opaque, and says why, where the backdrop is ${backdrop}`, async () => {
      fixture.standIn.tell({ backdrop, subject: 'sign' });
      const request = fixture.request([], { prompt: 'a lamp', ...options('transparent') });
      const result = unwrap(await fixture.run(request));
      assert.match(result.notes.join(' '), said);
      assert.equal((await sharp(await saved(result)).stats()).isOpaque, true);
    });
  }

  it('keeps both pictures where the second one shows another subject, or can’t be had', async () => {
    fixture.standIn.tell({ subject: 'sign' });
    const request = () => fixture.request([], { prompt: 'a lamp', ...options('transparent-twice') });
    const different = unwrap(await fixture.run(request()));
    assert.match(different.notes.join(' '), /do not show the same subject/);
    assert.equal(different.others.length, 1);
    fixture.standIn.tell({ subject: 'sign' });
    fixture.standIn.tell({ error: '403' });
    const alone = unwrap(await fixture.run(request()));
    assert.match(alone.notes.join(' '), /The second picture, on black: .+ The background stays opaque/);
    assert.ok(alone.savedAs);
  });

  it('is refused before it costs anything where it can’t be had', async () => {
    const uri = await fixture.put('shot.png', new Uint8Array(await noise(300, 200).png().toBuffer()));
    const refused = async (more: object) => {
      const outcome = await fixture.run(
        fixture.request([uri], { prompt: 'x', ...options('transparent'), ...more }),
      );
      assert.ok(!outcome.ok);
      return outcome.failure.sentence;
    };
    assert.match(await refused({ region: rectangle([0.1, 0.1, 0.4, 0.4], null) }), /for whole pictures/);
    assert.match(
      await refused({ options: { ...defaultOptions, background: 'transparent', keepTransparency: true } }),
      /Keep transparency restores the source’s transparency/,
    );
    assert.equal(fixture.standIn.requests.length, 0);
  });

  async function compared(bytes: Uint8Array, name: SubjectName) {
    const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    const side = Math.min(width, height);
    const at = `translate(${(width - side) / 2} ${(height - side) / 2}) scale(${side / 320})`;
    const drawn = await sharp(svgOf(width, height, `<g transform="${at}">${subjects[name]}</g>`))
      .ensureAlpha()
      .raw()
      .toBuffer();
    const known: KnownAlpha = { width, height, pixels: drawn };
    return difference(known, data);
  }
});
