import assert from 'node:assert/strict';
import sharp from 'sharp';
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
