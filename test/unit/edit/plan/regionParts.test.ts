import assert from 'node:assert/strict';
import sharp from 'sharp';
import { anyProvider, capabilitiesAt } from '../../../../src/core/api/models/models.ts';
import { planRegion, type RegionPlan } from '../../../../src/core/edit/plan/regionPlan.ts';
import { quoteRun } from '../../../../src/core/edit/price/quote.ts';
import { unsetOptions } from '../../../../src/core/shared/options.ts';
import type { Region, Shape } from '../../../../src/core/shared/region/region.ts';
import { bytesOf, marked } from '../../images/pictures.ts';
import { useCodecFixture } from '../../images/useCodecFixture.ts';
import { defaultSettings, EditingFixture, owner, unwrap } from '../editingFixture.ts';

type Box = readonly [x: number, y: number, width: number, height: number];
const size = { width: 3840, height: 2160 };
const model = 'gemini-3.1-flash-image-preview';

const shape = ([x, y, width, height]: Box, mode: Shape['mode'] = 'add'): Shape => ({
  kind: 'rectangle',
  mode,
  x,
  y,
  width,
  height,
});
const regionOf = (shapes: Shape[], of = size): Region => ({
  shapes,
  inverted: false,
  feather: 'auto',
  context: 'auto',
  of,
});
const corners: Box[] = [
  [100, 100, 200, 120],
  [3500, 1900, 200, 120],
];

describe('the parts of a region', () => {
  /** USD by the pixels that are asked for. */
  const byPixels = ({ asked }: { asked: { width: number; height: number } | undefined }) =>
    asked && (asked.width * asked.height) / 1e6;
  const plan = (
    shapes: Shape[],
    priceOf: Parameters<typeof planRegion>[4] = byPixels,
    inverted = false,
  ): RegionPlan => {
    const options = { ...unsetOptions, model };
    const planned = planRegion(
      { ...regionOf(shapes), inverted },
      options,
      capabilitiesAt(anyProvider, model),
      size,
      priceOf,
    );
    assert.ok(planned.ok);
    return planned.value;
  };

  it('are sent apart where that is cheaper, each with its surroundings', () => {
    const { parts, whole } = plan(corners.map((box) => shape(box)));
    assert.equal(whole, false);
    assert.deepEqual(
      parts.map(({ inner }) => [inner.left, inner.top, inner.width, inner.height]),
      corners,
    );
    for (const { crop, inner } of parts) {
      assert.ok(crop.width < 600 && crop.height < 600, JSON.stringify(crop));
      assert.ok(crop.left <= inner.left && crop.top <= inner.top);
    }
  });

  it('go as one crop where that costs no more, or no price is known', () => {
    const shapes = corners.map((box) => shape(box));
    for (const priceOf of [() => 1, () => undefined]) assert.equal(plan(shapes, priceOf).parts.length, 1);
    const near = [shape([100, 100, 200, 120]), shape([420, 100, 200, 120])];
    assert.equal(plan(near).parts.length, 1, 'their surroundings meet');
  });

  it('are joined two by two where only some are near enough', () => {
    const shapes = [...corners, [600, 100, 200, 120] as Box].map((box) => shape(box));
    // A request has its own price, however small it is.
    const { parts } = plan(shapes, (part) => 0.7 + (byPixels(part) ?? 0));
    assert.deepEqual(
      parts.map(({ inner }) => inner.width),
      [200, 700],
    );
  });

  it('leave out what was taken off again, and are the whole of an inverted one', () => {
    const cut = [...corners.map((box) => shape(box)), shape([3400, 1800, 440, 360], 'subtract')];
    assert.equal(plan(cut).parts.length, 1);
    assert.equal(
      plan(
        corners.map((box) => shape(box)),
        byPixels,
        true,
      ).whole,
      true,
    );
  });

  it('are counted as requests before Run', () => {
    const region = regionOf(corners.map((box) => shape(box)));
    const options = { ...unsetOptions, model };
    const { words, each, wholeUsd } = quoteRun({ ...defaultSettings, provider: 'google' }, options, 40, [
      { edited: size, inputs: 1, region },
    ]);
    assert.match(words ?? '', /^2 requests, about/);
    assert.ok((each[0] ?? 0) < (wholeUsd ?? 0));
  });
});

describe('an edit of a region in several parts', () => {
  let fixture: EditingFixture;
  let source: Uint8Array;
  const of = { width: 1800, height: 1100 };
  const boxes: Box[] = [
    [60, 60, 90, 70],
    [1600, 900, 90, 70],
  ];
  const region = regionOf(
    boxes.map((box) => shape(box)),
    of,
  );

  before(async () => {
    source = await bytesOf(marked(of.width, of.height).png());
  });
  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    (opened) => {
      fixture = opened;
    },
  );

  /** Which of the boxes changed, and whether anything else did. */
  async function changes(made: Uint8Array): Promise<{ boxes: boolean[]; outside: number }> {
    const [before, after] = await Promise.all([source, made].map((bytes) => sharp(bytes).raw().toBuffer()));
    const changed = boxes.map(() => false);
    let outside = 0;
    for (let at = 0; at < (before?.length ?? 0); at += 3) {
      if (before?.readUIntBE(at, 3) === after?.readUIntBE(at, 3)) continue;
      const [x, y] = [(at / 3) % of.width, Math.floor(at / 3 / of.width)];
      const box = boxes.findIndex(
        ([left, top, width, height]) => x >= left && y >= top && x < left + width && y < top + height,
      );
      if (box < 0) outside += 1;
      else changed[box] = true;
    }
    return { boxes: changed, outside };
  }

  it('sets the answers to all of them into one picture', async () => {
    const uri = await fixture.put('shot.png', source);
    const result = unwrap(await fixture.run(fixture.request([uri], { prompt: 'invert', region })));
    assert.equal(fixture.standIn.requests.length, 2);
    assert.deepEqual(await fixture.names(), ['shot-edited.png', 'shot.png']);
    assert.deepEqual(await changes(await fixture.read('shot-edited.png')), {
      boxes: [true, true],
      outside: 0,
    });
    assert.equal(result.region?.changed, 0);
    assert.match(result.notes.join(' '), /Sent: \d+ × \d+ and \d+ × \d+ of 1800 × 1100 pixels/);
    assert.deepEqual(await fixture.files.listStored('scratch-'), [result.image.stored]);
    assert.deepEqual(await fixture.files.listStored('job-'), []);
  });

  it('keeps what came where one of them fails, and says which part is as it was', async () => {
    const uri = await fixture.put('shot.png', source);
    fixture.standIn.tell({ answer: 'textOnly' });
    const result = unwrap(await fixture.run(fixture.request([uri], { prompt: 'invert', region })));
    const { boxes: changed, outside } = await changes(await fixture.read('shot-edited.png'));
    assert.deepEqual([changed.filter(Boolean).length, outside], [1, 0]);
    const number = changed.indexOf(false) + 1;
    assert.ok(
      result.notes.some((note) => note.startsWith(`Part ${number} of 2 is unchanged`)),
      result.notes.join(),
    );
  });

  it('names in the journal what came, while the others are under way', async () => {
    const uri = await fixture.put('shot.png', source);
    const held = fixture.standIn.tell({ hold: 'beforeHeaders' });
    const running = fixture.run(fixture.request([uri], { prompt: 'invert', region }));
    await held.arrived;
    const { journal } = fixture.service(owner + 1);
    let kept = (await journal.leftovers())[0]?.kept;
    while (kept === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      kept = (await journal.leftovers())[0]?.kept;
    }
    assert.deepEqual([kept.raw, kept.parts?.filter((part) => part !== null).length], [true, 1]);
    held.release();
    assert.equal(unwrap(await running).region?.changed, 0);
  });
});
