import assert from 'node:assert/strict';
import OpenAI, { toFile } from 'openai';
import sharp from 'sharp';
import { type StandIn, startStandIn } from '../../standin/standIn.ts';
import { meanColour, picture } from './ask.ts';
import { kindOf } from './askImages.ts';

describe('the stand-in and the official OpenAI package', () => {
  let standIn: StandIn;
  let client: OpenAI;

  beforeEach(async () => {
    standIn = await startStandIn({ style: 'openai', key: 'sk-right' });
    client = connect('sk-right');
  });

  const connect = (apiKey: string) => new OpenAI({ apiKey, baseURL: `${standIn.url}/v1`, maxRetries: 0 });

  afterEach(() => standIn.close());

  it('generates a picture', async () => {
    const answer = await client.images.generate({
      model: 'gpt-image-2.6-flare',
      prompt: 'A lighthouse',
      size: '1536x1024',
      quality: 'medium',
      output_format: 'webp',
      background: 'transparent',
    });
    const bytes = Buffer.from(answer.data?.[0]?.b64_json ?? '', 'base64');
    assert.equal(await kindOf(bytes), '1536x1024 webp');
    assert.ok((await sharp(bytes).metadata()).hasAlpha);
    assert.equal(answer.usage?.output_tokens, 1201);
  });

  it('edits with two images and a mask', async () => {
    const mask = await sharp(
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="64"><rect width="48" height="64"/></svg>',
      ),
    )
      .png()
      .toBuffer();
    const upload = (bytes: Buffer, name: string) => toFile(bytes, name, { type: 'image/png' });
    const answer = await client.images.edit({
      model: 'gpt-image-2',
      prompt: 'Invert it',
      image: [
        await upload(await picture(96, 64, '#00f'), 'first.png'),
        await upload(await picture(64, 64, '#f00'), 'second.png'),
      ],
      mask: await upload(mask, 'mask.png'),
      size: '1536x1024',
    });
    const bytes = Buffer.from(answer.data?.[0]?.b64_json ?? '', 'base64');
    const half = async (left: number) =>
      meanColour(await sharp(bytes).extract({ left, top: 0, width: 700, height: 1024 }).png().toBuffer());
    assert.deepEqual(await half(0), [4, 4, 255]);
    assert.deepEqual(await half(836), [0, 255, 255]);
    const names = standIn.requests[0]?.form?.files.map(({ part }) => part);
    assert.deepEqual(names?.sort(), ['image[]', 'image[]', 'mask']);
  });

  it('streams partial pictures and the whole one', async () => {
    const stream = await client.images.generate({
      model: 'gpt-image-2.5-flare',
      prompt: 'Boats',
      stream: true,
      partial_images: 2,
    });
    const seen: string[] = [];
    for await (const event of stream) {
      seen.push(event.type);
      assert.equal(await kindOf(Buffer.from(event.b64_json, 'base64')), '1024x1024 png');
    }
    const partial = 'image_generation.partial_image';
    assert.deepEqual(seen, [partial, partial, 'image_generation.completed']);
  });

  it('lists models, and hears refusals with their code and request id', async () => {
    const ids: string[] = [];
    for await (const { id } of client.models.list()) ids.push(id);
    assert.ok(ids.includes('gpt-image-2.6-sunburst'));
    const ask = (size: string) =>
      client.images.generate({ model: 'gpt-image-2', prompt: 'Boats', size: size as '1024x1024' });
    await assert.rejects(ask('1000x1000'), (error) => {
      assert.ok(error instanceof OpenAI.BadRequestError);
      assert.deepEqual([error.param, error.code], ['size', 'invalid_value']);
      assert.ok(error.requestID);
      return true;
    });
    await assert.rejects(connect('sk-wrong').models.list(), /Incorrect API key provided: sk-\*\*\*ng/);
    standIn.tell({ error: 'rate_limit_exceeded-images' });
    await assert.rejects(ask('1024x1024'), OpenAI.RateLimitError);
  });
});
