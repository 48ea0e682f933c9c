import assert from 'node:assert/strict';
import { GoogleGenAI } from '@google/genai';
import sharp from 'sharp';
import { type StandIn, startStandIn } from '../../standin/standIn.ts';

describe('the stand-in and the official SDK', () => {
  let standIn: StandIn;
  let client: GoogleGenAI;

  beforeEach(async () => {
    standIn = await startStandIn({ style: 'google', key: 'AQ.right' });
    client = connect('AQ.right');
  });

  // The SDK goes to `/v1` unless told; the image models' contract is `/v1beta`.
  const connect = (apiKey: string) =>
    new GoogleGenAI({ apiKey, httpOptions: { baseUrl: standIn.url, apiVersion: 'v1beta' } });

  afterEach(() => standIn.close());

  it('generates an image', async () => {
    const answer = await client.models.generateContent({
      model: 'gemini-3.1-flash-image',
      contents: 'A lighthouse',
      config: { responseModalities: ['IMAGE'], imageConfig: { aspectRatio: '16:9', imageSize: '512' } },
    });
    const { width, height, format } = await sharp(imageOf(answer)).metadata();
    assert.deepEqual({ width, height, format }, { width: 688, height: 384, format: 'jpeg' });
    assert.equal(answer.usageMetadata?.candidatesTokensDetails?.[0]?.tokenCount, 747);
  });

  it('edits an image', async () => {
    const red = await sharp({ create: { width: 640, height: 640, channels: 3, background: '#f00' } })
      .png()
      .toBuffer();
    const answer = await client.models.generateContent({
      model: 'gemini-2.5-flash-image',
      contents: [
        { text: 'Invert the colours' },
        { inlineData: { mimeType: 'image/png', data: red.toString('base64') } },
      ],
    });
    const edited = sharp(imageOf(answer));
    const { width, height, format } = await edited.metadata();
    assert.deepEqual({ width, height, format }, { width: 1024, height: 1024, format: 'png' });
    const { channels } = await edited.stats();
    assert.deepEqual(
      channels.map(({ mean }) => mean),
      [0, 255, 255],
    );
    assert.match(answer.candidates?.[0]?.content?.parts?.[0]?.text ?? '', /invert/);
  });

  it('lists its models page by page and refuses a wrong key', async () => {
    const names: string[] = [];
    for await (const { name } of await client.models.list({ config: { pageSize: 3 } })) {
      names.push(name ?? '');
    }
    assert.ok(names.includes('models/gemini-nano-banana-2.1'));
    assert.ok(standIn.requests.length > 2);
    await assert.rejects(
      connect('wrong').models.generateContent({ model: 'gemini-3-pro-image', contents: 'A lighthouse' }),
      /API_KEY_INVALID/,
    );
  });
});

function imageOf(answer: Awaited<ReturnType<GoogleGenAI['models']['generateContent']>>): Buffer {
  const parts = answer.candidates?.[0]?.content?.parts ?? [];
  return Buffer.from(parts.find((part) => part.inlineData)?.inlineData?.data ?? '', 'base64');
}
