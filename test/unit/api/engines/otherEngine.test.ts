import assert from 'node:assert/strict';
import { best, plainImage, sortImages } from '../../../../src/core/api/answer/receivedImages.ts';
import type { BodyPiece } from '../../../../src/core/api/body/request.ts';
import { type GenerateCall, generate } from '../../../../src/core/api/client.ts';
import type { Engine } from '../../../../src/core/api/engines/engine.ts';
import { gemini } from '../../../../src/core/api/engines/gemini/gemini.ts';
import { failure } from '../../../../src/core/api/failures.ts';
import { field, listOf } from '../../../../src/core/api/json/lenient.ts';
import { shownRequest } from '../../../../src/core/api/showRequest.ts';
import { json, LocalServer } from '../connection/localServer.ts';
import { customProvider, failureOf, image, MemorySink, plan, unwrap } from '../support.ts';

const part = (name: string, more = ''): BodyPiece => ({
  encoding: 'text',
  text: `--part\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`,
});
const text = (written: string): BodyPiece => ({ encoding: 'text', text: written });

/** Speaks another protocol in every way: another path, multipart with raw files, and a flat list of images. */
const painter: Engine = {
  ...gemini,
  id: 'painter',
  speaksLike: 'the painters',
  request: ({ capabilities, prompt, images }) => ({
    path: '/paint',
    body: {
      contentType: 'multipart/form-data; boundary=part',
      pieces: [
        part('model'),
        text(`${capabilities.id}\r\n`),
        part('prompt'),
        text(`${prompt}\r\n`),
        ...images.flatMap((file, index): BodyPiece[] => [
          part('image[]', `; filename="${index}.png"\r\nContent-Type: ${file.mimeType}`),
          { encoding: 'raw', file },
          text('\r\n'),
        ]),
        text('--part--\r\n'),
      ],
    },
  }),
  answers: {
    saysFinished: () => true,
    understand: async ({ documents, bytesOf, all, complete }) => {
      const [answer] = documents;
      const tokens = listOf(field(answer?.value, 'data')).flatMap((item) => field(item, 'b64_json') ?? []);
      const images = tokens.map((token) => ({
        token,
        declaredType: undefined,
        thought: false,
        shape: '.data.b64_json',
        document: 0,
      }));
      const final = best(sortImages({ images, repeated: new Set(), bytesOf, all }).images);
      if (!complete) return { ok: false, why: 'broken', errors: [] };
      if (!final)
        return { ok: false, why: failure('painter.nothing', 'Nothing was painted.', 'maybe'), errors: [] };
      const thoughts = { images: [], texts: [] };
      return {
        ok: true,
        errors: [],
        answer: { final: plainImage(final), others: [], thoughts, words: '', links: [], notes: [] },
      };
    },
  },
};

describe('an engine of another protocol', () => {
  let server: LocalServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  const inputs = [Buffer.alloc(200_000, 'a'), Buffer.from('b')];
  const paint = (more: Partial<GenerateCall<MemorySink>> = {}) =>
    generate({
      engine: painter,
      provider: customProvider(server?.port ?? 0),
      key: 'key',
      plan: plan({ images: inputs.map((bytes) => image(bytes)) }),
      deadlineMs: 20_000,
      signal: new AbortController().signal,
      openSink: () => new MemorySink(),
      onProgress: () => undefined,
      ...more,
    });

  it('is asked and understood by the same client, its files raw on the wire', async () => {
    const painted = Buffer.alloc(50_000, 'p');
    server = await LocalServer.answering((_, response) =>
      json(response, { data: [{ b64_json: painted.toString('base64') }] }),
    );
    const answer = unwrap(await paint());
    assert.deepEqual(answer.final.sink.bytes, painted);
    const [seen] = server.seen;
    assert.equal(seen?.path, '/paint');
    assert.equal(seen?.headers.authorization, 'Bearer key');
    assert.equal(seen?.headers['content-length'], String(seen?.body.length));
    const headers = { 'Content-Type': seen?.headers['content-type'] ?? '' };
    const form = await new Response(new Uint8Array(seen?.body ?? []), { headers }).formData();
    assert.equal(form.get('prompt'), 'Make it blue');
    const sent = form.getAll('image[]').filter((one) => typeof one !== 'string');
    for (const [index, file] of sent.entries())
      assert.deepEqual(Buffer.from(await file.arrayBuffer()), inputs[index]);
    assert.equal(sent.length, inputs.length);
  });

  it('has its request shown as it is sent, with the length of each file in its place', () => {
    const asked = plan({ images: inputs.map((bytes) => image(bytes)) });
    const { name, text: shown } = unwrap(shownRequest(asked, customProvider(1), painter));
    assert.equal(name, 'request.txt');
    assert.match(shown, /name="prompt"\r\n\r\nMake it blue\r\n--part/);
    assert.match(shown, /filename="0\.png"\r\nContent-Type: image\/png\r\n\r\n<200000 bytes>\r\n--part/);
  });

  it('says itself why there is no image, and errors mean the same as with every other', async () => {
    server = await LocalServer.answering((_, response, count) =>
      count === 1
        ? json(response, { data: [] })
        : json(response, { error: { message: 'no', code: 'invalid_api_key' } }, 401),
    );
    assert.equal(failureOf(await paint()).code, 'painter.nothing');
    assert.equal(failureOf(await paint()).code, 'auth.invalidKey');
  });

  it('is never asked for what the model does not take, or more than the provider does', async () => {
    server = await LocalServer.answering((_, response) => json(response, {}));
    const tooMuch = await paint({ limits: { bodyBytes: 200_000 } });
    assert.equal(failureOf(tooMuch).code, 'request.tooLarge');
    const beyond = await paint({ plan: plan({ thinking: 'medium' }) });
    assert.equal(failureOf(beyond).code, 'request.badThinking');
    assert.equal(server.seen.length, 0);
  });
});
