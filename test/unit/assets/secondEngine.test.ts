import assert from 'node:assert/strict';
import sharp from 'sharp';
import { finishImage } from '../../../src/core/edit/finish/finish.ts';
import { unfinished } from '../../../src/core/edit/jobFailures.ts';
import type { Plan } from '../../../src/core/edit/plan/plan.ts';
import { builtCodec } from '../images/builtCodec.ts';
import { DocsFixture } from './docsFixture.ts';

const three = `
  - output: a.png
    prompt: tint blue
    inputs: [shot.png]
  - output: b.png
    prompt: a boat
    quality: high
    background: transparent
    size: 1088x608
  - output: c.jpg
    prompt: a boat
    model: gpt-image-2-all
    pixels: 640x320
`;

describe('a docs manifest with GPT Image models', () => {
  let fixture: DocsFixture;

  beforeEach(async () => {
    fixture = await DocsFixture.open(builtCodec);
    fixture.fixture.settings = { ...fixture.fixture.settings, model: 'gpt-image-2.6-flare' };
    await fixture.picture('shot.png', '#3060c0');
  });
  afterEach(() => fixture.close());

  it('makes each in its place, type and size, with its own model and options, and then finds nothing to do', async () => {
    await fixture.write(three);
    assert.deepEqual((await fixture.build()).sort(), ['a.png: made', 'b.png: made', 'c.jpg: made']);
    const shapes = await Promise.all(
      ['a.png', 'b.png', 'c.jpg'].map(async (name) => {
        const { format, width, height, hasAlpha } = await sharp(await fixture.bytes(name)).metadata();
        return `${format} ${width}x${height}${hasAlpha ? ' alpha' : ''}`;
      }),
    );
    assert.deepEqual(shapes, ['png 320x180', 'png 1088x608 alpha', 'jpeg 640x320']);
    const { requests } = fixture.fixture.standIn;
    assert.deepEqual(requests.map(({ path }) => path).sort(), [
      '/v1/images/edits',
      '/v1/images/generations',
      '/v1/images/generations',
    ]);
    const bodies = requests.map(({ body }) => body as Record<string, unknown> | undefined);
    assert.deepEqual(
      bodies.find((body) => body?.background !== undefined),
      {
        model: 'gpt-image-2.6-flare',
        prompt: 'a boat',
        size: '1088x608',
        quality: 'high',
        background: 'transparent',
      },
    );
    assert.deepEqual(await fixture.states(true), []);
    assert.deepEqual(await fixture.build(), []);
    assert.equal(fixture.requests, 3);
    await fixture.write(three.replace('quality: high', 'quality: low'));
    assert.deepEqual(await fixture.states(), ['b.png: stale']);
  });

  it('makes a drawing and an animation where the output ends so, and leaves them as they came', async () => {
    await fixture.write(`
  - output: kite.svg
    prompt: a kite
  - output: loop
    format: gif
    prompt: a wheel
`);
    assert.deepEqual((await fixture.build()).sort(), ['kite.svg: made', 'loop.gif: made']);
    const formats = await Promise.all(
      ['kite.svg', 'loop.gif'].map(
        async (name) => (await sharp(await fixture.bytes(name)).metadata()).format,
      ),
    );
    assert.deepEqual(formats, ['svg', 'gif']);
    const asked = fixture.fixture.standIn.requests.map(
      ({ body }) => (body as Record<string, unknown>).output_format,
    );
    assert.deepEqual(asked.sort(), ['gif', 'svg']);
    assert.deepEqual(await fixture.states(true), []);
    assert.deepEqual(await fixture.build(), []);
  });

  it('refuses a drawing of a model that makes none, and pixels of one, before anything is asked', async () => {
    await fixture.write(`
  - output: a.svg
    prompt: a kite
    model: gemini-nano-banana-2.1
  - output: b.svg
    prompt: a kite
    pixels: 100x100
`);
    const { problems } = await fixture.plan();
    assert.deepEqual(
      problems.map(({ sentence }) => sentence.replace(/^Nano Banana 2.1/, 'It')),
      [
        "It doesn't make SVG files. Leave it out, or use another model.",
        'SVG files stay as the model makes them, so “pixels” has no effect. Remove it.',
      ],
    );
    assert.equal(fixture.requests, 0);
  });

  it('is told what came where it is no drawing, and never has it under that name', async () => {
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } })
      .png()
      .toBuffer();
    const plan = { exact: false } as Plan;
    const wanted = { plan, type: undefined, made: 'svg', mustBeMade: true } as const;
    const rest = { edited: undefined, alphaSource: undefined, profile: undefined, keepTransparency: false };
    const finishing = finishImage(builtCodec, png, { ...wanted, ...rest });
    await assert.rejects(finishing, (error: unknown) => {
      const { code, sentence, nextSteps } = unfinished(error);
      assert.equal(code, 'answer.otherType');
      assert.match(sentence, /^The image came back as PNG instead of SVG\. It is kept/);
      return nextSteps.includes('saveElsewhere');
    });
  });

  it('refuses an option that the model does not have, before anything is asked', async () => {
    await fixture.write(
      three.replace('prompt: tint blue', 'prompt: tint blue\n    model: gpt-image-2\n    quality: max'),
    );
    const { problems } = await fixture.plan();
    assert.match(
      problems[0]?.sentence ?? '',
      /^GPT Image 2 doesn't take the quality max\. Use low, medium, high/,
    );
    assert.equal(fixture.requests, 0);
  });
});
