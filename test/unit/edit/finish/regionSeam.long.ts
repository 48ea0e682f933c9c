import assert from 'node:assert/strict';
import sharp from 'sharp';
import type { Behaviour } from '../../../standin/behaviours.ts';
import { rectangle } from '../../images/regions.ts';
import { useCodecFixture } from '../../images/useCodecFixture.ts';
import { EditingFixture, unwrap } from '../editingFixture.ts';

const size = { width: 1200, height: 800 };
const region = { left: 460, top: 300, width: 260, height: 190 };

/** A photograph in kind: soft light, some shapes with edges, a little grain. */
async function photo(): Promise<Uint8Array> {
  const { width, height } = size;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="a" x2="1" y2="1"><stop stop-color="#34506e"/><stop offset="1" stop-color="#c9a37a"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#a)"/>
    ${Array.from({ length: 60 }, (_, i) => `<circle cx="${(i * 211) % width}" cy="${(i * 137) % height}" r="${6 + ((i * 7) % 26)}" fill="hsl(${i * 31},45%,${35 + (i % 5) * 7}%)"/>`).join('')}
  </svg>`;
  const pixels = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
  let seed = 7;
  for (const [at, value] of pixels.entries()) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    pixels[at] = Math.min(255, Math.max(0, value + Math.round((seed / 2_147_483_648 - 0.5) * 4)));
  }
  return new Uint8Array(
    await sharp(pixels, { raw: { ...size, channels: 3 } })
      .png()
      .toBuffer(),
  );
}

/** By how much rough values of 0 to 255 differ along the region's edge: across the feather and a little further in. */
async function stepAtSeam(source: Uint8Array, made: Uint8Array): Promise<number> {
  const [before, after] = await Promise.all(
    [source, made].map((bytes) => sharp(bytes).removeAlpha().blur(3).raw().toBuffer()),
  );
  const { left, top, width, height } = region;
  let [sum, count] = [0, 0];
  for (let y = top; y < top + height; y += 1) {
    for (let x = left; x < left + width; x += 1) {
      const fromEdge = Math.min(x - left, left + width - 1 - x, y - top, top + height - 1 - y);
      if (fromEdge > 14) continue;
      for (let channel = 0; channel < 3; channel += 1) {
        const at = 3 * (y * size.width + x) + channel;
        sum += Math.abs((after?.[at] ?? 0) - (before?.[at] ?? 0));
        count += 1;
      }
    }
  }
  return sum / count;
}

/** The mean difference within the region. */
async function meanDifference(source: Uint8Array, made: Uint8Array): Promise<number> {
  const [before, after] = await Promise.all(
    [source, made].map((bytes) => sharp(bytes).extract(region).removeAlpha().raw().toBuffer()),
  );
  let sum = 0;
  for (const [at, value] of before?.entries() ?? []) sum += Math.abs(value - (after?.[at] ?? 0));
  return sum / (before?.length ?? 1);
}

describe('the seam of a region', () => {
  let fixture: EditingFixture;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    (opened) => {
      fixture = opened;
    },
  );

  const displacements: [string, NonNullable<Behaviour['displace']>][] = [
    ['is nowhere else', {}],
    ['is shifted by 8 and −5 pixels', { x: 8, y: -5 }],
    ['is one per cent larger', { scale: 1.01 }],
    ['is six per cent brighter', { brightness: 1.06 }],
    ['is shifted, larger and brighter', { x: -8, y: 6, scale: 1.01, brightness: 1.06 }],
    ['is smaller and darker', { x: 3, y: 8, scale: 0.99, brightness: 0.95 }],
  ];
  for (const [what, displace] of displacements) {
    it(`is not seen when the answer ${what}`, async () => {
      const source = await photo();
      const uri = await fixture.put('photo.png', source);
      fixture.standIn.tell({ displace });
      const { left: x, top: y, width, height } = region;
      const request = fixture.request([uri], {
        // The stand-in gives back what it was sent, in a frame.
        prompt: 'Keep it as it is',
        region: rectangle([x, y, width, height], size),
      });
      const result = unwrap(await fixture.run(request));
      assert.equal(result.region?.changed, 0);
      const made = await fixture.read('photo-edited.png');
      const step = await stepAtSeam(source, made);
      assert.ok(step <= 1.5, `${step} of 255`);
      const away = await meanDifference(source, made);
      assert.ok(away <= 2.5, `the region itself is ${away} of 255 away from the source`);
    });
  }

  it('is seen when an answer that is shifted and larger is laid where it came', async () => {
    const { setIn } = fixture.codec;
    fixture.codec.setIn = (request, signal) => setIn({ ...request, unaligned: true }, signal);
    try {
      const source = await photo();
      const uri = await fixture.put('photo.png', source);
      fixture.standIn.tell({ displace: { x: -8, y: 6, scale: 1.01 } });
      const { left: x, top: y, width, height } = region;
      const box = rectangle([x, y, width, height], size);
      unwrap(await fixture.run(fixture.request([uri], { prompt: 'Keep it as it is', region: box })));
      const step = await stepAtSeam(source, await fixture.read('photo-edited.png'));
      assert.ok(step > 1.5, `${step} of 255`);
    } finally {
      fixture.codec.setIn = setIn;
    }
  });

  it('keeps the whole answer beside the result when it shows something else around the region', async () => {
    const source = await photo();
    const uri = await fixture.put('photo.png', source);
    fixture.standIn.tell({ displace: { anew: true } });
    const { left: x, top: y, width, height } = region;
    const request = fixture.request([uri], { region: rectangle([x, y, width, height], size) });
    const result = unwrap(await fixture.run(request));
    assert.deepEqual(result.region, { outside: size.width * size.height - width * height, changed: 0 });
    assert.match(result.notes.join(' '), /differs from photo\.png/);
    const [whole] = result.others;
    assert.ok(whole && whole.width < size.width && whole.stored !== result.image.stored);
    await fixture.files.readStored(whole.stored);
  });
});
