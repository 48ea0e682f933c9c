import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ImageSink } from '../../../../../src/core/api/answer/response.ts';
import type { RequestImage } from '../../../../../src/core/api/body/request.ts';
import { generate } from '../../../../../src/core/api/client.ts';
import { LocalServer } from '../../connection/localServer.ts';
import { customProvider, plan, unwrap } from '../../support.ts';

const megabyte = 1024 * 1024;

/** Bytes that are held at this moment, wherever. */
function held(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + Math.max(external, arrayBuffers);
}

/** Hashes what it is given and forgets it; looks at the memory now and then. */
class ForgetfulSink implements ImageSink {
  readonly #hash = createHash('sha256');
  readonly #watch: (bytes: number) => void;
  #bytes = 0;

  constructor(watch: (bytes: number) => void) {
    this.#watch = watch;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    this.#watch(this.#bytes);
  }

  async close(): Promise<void> {}

  async sha256(): Promise<string> {
    return this.#hash.copy().digest('hex');
  }

  async discard(): Promise<void> {}
}

const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const end = Buffer.from('\0\0\0\0IEND\xaeB`\x82', 'latin1');
const block = Buffer.alloc(3 * 64 * 1024, 'noise that is none of a picture');
const blocks = 400;

describe('the memory of a request to the Images endpoints', () => {
  it('never holds a whole picture, neither on its way up nor down, plain or in a stream', async () => {
    for (const isStream of [false, true]) {
      const server = await LocalServer.handling(async (request, response) => {
        let bytes = 0;
        for await (const chunk of request) bytes += chunk.length;
        assert.ok(bytes > 120 * megabyte);
        response.writeHead(200, { 'Content-Type': isStream ? 'text/event-stream' : 'application/json' });
        response.write(
          isStream
            ? 'data: {"type":"image_edit.completed","b64_json":"'
            : '{"created":1,"data":[{"b64_json":"',
        );
        response.write(Buffer.concat([start, Buffer.alloc(1)]).toString('base64'));
        const text = block.toString('base64');
        for (let i = 0; i < blocks; i++) if (!response.write(text)) await once(response, 'drain');
        response.write(end.toString('base64'));
        response.end(isStream ? '"}\n\n' : '"}]}');
      });
      const before = held();
      let most = 0;
      let looks = 0;
      const watch = (bytes: number): void => {
        if (bytes < looks * 8 * megabyte) return;
        looks += 1;
        most = Math.max(most, held() - before);
      };
      const image = (): RequestImage => ({
        mimeType: 'image/png',
        byteLength: 40 * megabyte,
        async *open() {
          for (let i = 0; i < 160; i++) {
            if (i % 20 === 0) most = Math.max(most, held() - before);
            yield Buffer.alloc(megabyte / 4, i);
          }
        },
      });
      const answer = unwrap(
        await generate({
          provider: customProvider(server.port),
          key: 'key',
          plan: plan({ images: [image(), image(), image()] }, 'gpt-image-2.6-flare'),
          deadlineMs: 120_000,
          limits: { bodyBytes: 200 * megabyte },
          signal: new AbortController().signal,
          openSink: () => new ForgetfulSink(watch),
          onProgress: () => undefined,
        }),
      );
      await server.close();
      assert.equal(answer.final.byteLength, blocks * block.length + start.length + 1 + end.length);
      assert.ok(answer.final.byteLength > 70 * megabyte);
      assert.ok(looks > 8);
      assert.ok(most < 32 * megabyte, `${(most / megabyte).toFixed(1)} MB were held`);
    }
  });
});
