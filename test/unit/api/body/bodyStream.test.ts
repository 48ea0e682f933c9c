import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import {
  InputChangedError,
  lengthOfBody,
  streamBody,
  wireBody,
} from '../../../../src/core/api/body/bodyStream.ts';
import type { BodyPiece } from '../../../../src/core/api/body/request.ts';
import { ask } from '../../../../src/core/api/connection/ask.ts';
import { anyCharacter } from '../../anyCharacter.ts';
import { json, LocalServer } from '../connection/localServer.ts';
import { customProvider, image } from '../support.ts';

const text = (written: string): BodyPiece => ({ encoding: 'text', text: written });
const raw = (bytes: Uint8Array, chunkBytes?: number): BodyPiece => ({
  encoding: 'raw',
  file: image(bytes, 'image/png', chunkBytes),
});
const patterned = (length: number) => Buffer.from(Array.from({ length }, (_, index) => (index * 31) % 256));

async function whole(pieces: readonly BodyPiece[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of streamBody(pieces)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('a body of pieces', () => {
  let server: LocalServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  const post = (contentType: string, pieces: readonly BodyPiece[]) =>
    ask(
      {
        provider: customProvider(server?.port ?? 0),
        key: 'key',
        method: 'POST',
        url: `http://127.0.0.1:${server?.port}/v1/images/edits`,
        body: wireBody({ contentType, pieces }),
        deadlineMs: 60_000,
        signal: new AbortController().signal,
        maxResponseBytes: 1000,
      },
      () => ({ write: () => false }),
    );

  it('is as long as it was announced, whatever its pieces and however they are read', async () => {
    const piece = fc.oneof(
      fc.record({ encoding: fc.constant('text' as const), text: fc.string({ unit: anyCharacter }) }),
      fc.record({
        encoding: fc.constantFrom('base64' as const, 'raw' as const),
        bytes: fc.uint8Array({ maxLength: 3000 }),
        chunkBytes: fc.integer({ min: 1, max: 700 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (written) => {
        const pieces = written.map(
          (one): BodyPiece =>
            'text' in one
              ? one
              : { encoding: one.encoding, file: image(one.bytes, 'image/png', one.chunkBytes) },
        );
        const expected = written.map((one) => {
          if ('text' in one) return Buffer.from(one.text);
          const bytes = Buffer.from(one.bytes);
          return one.encoding === 'raw' ? bytes : Buffer.from(bytes.toString('base64'));
        });
        const body = await whole(pieces);
        assert.deepEqual(body, Buffer.concat(expected));
        assert.equal(body.length, lengthOfBody(pieces));
      }),
      { numRuns: 100 },
    );
  });

  it('reaches a server as multipart with its length, every file byte for byte', async () => {
    const pictures = [patterned(300_001), patterned(7)];
    const file = (name: string) =>
      `--b0undary\r\nContent-Disposition: form-data; name="image[]"; filename="${name}"\r\nContent-Type: image/png\r\n\r\n`;
    const pieces = [
      text('--b0undary\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nMake it blue – 蓝\r\n'),
      text(file('a.png')),
      raw(pictures[0] ?? Buffer.alloc(0), 99_999),
      text(`\r\n${file('b.png')}`),
      raw(pictures[1] ?? Buffer.alloc(0)),
      text('\r\n--b0undary--\r\n'),
    ];
    server = await LocalServer.answering((_, response) => json(response, {}));
    assert.equal(await post('multipart/form-data; boundary=b0undary', pieces), undefined);
    const [seen] = server.seen;
    assert.equal(seen?.headers['content-length'], String(lengthOfBody(pieces)));
    assert.equal(seen?.headers['transfer-encoding'], undefined);
    assert.equal(seen?.rawNames.filter((name) => name === 'content-type').length, 1);
    const headers = { 'Content-Type': seen?.headers['content-type'] ?? '' };
    const form = await new Response(new Uint8Array(seen?.body ?? []), { headers }).formData();
    assert.equal(form.get('prompt'), 'Make it blue – 蓝');
    const files = form.getAll('image[]').filter((one) => typeof one !== 'string');
    assert.deepEqual(
      files.map(({ name, type }) => [name, type]),
      [
        ['a.png', 'image/png'],
        ['b.png', 'image/png'],
      ],
    );
    for (const [index, one] of files.entries())
      assert.deepEqual(Buffer.from(await one.arrayBuffer()), pictures[index]);
  });

  for (const encoding of ['raw', 'base64'] as const) {
    it(`never holds a whole file that is sent as ${encoding}`, async () => {
      const chunk = patterned(64 * 1024);
      const chunks = 2000;
      let read = 0;
      let received = 0;
      let mostAhead = 0;
      server = await LocalServer.handling(async (request, response) => {
        // The connection holds what it can before anybody reads.
        request.on('data', (bytes: Buffer) => {
          received += bytes.length;
        });
        await once(request, 'end');
        json(response, {});
      });
      const file = {
        byteLength: chunk.length * chunks,
        async *open() {
          for (let index = 0; index < chunks; index++) {
            read += chunk.length;
            mostAhead = Math.max(mostAhead, read - received);
            yield chunk;
          }
        },
      };
      assert.equal(await post('application/octet-stream', [{ encoding, file }]), undefined);
      assert.equal(received, lengthOfBody([{ encoding, file }]));
      assert.ok(mostAhead < file.byteLength / 4, `${mostAhead} of ${file.byteLength} bytes were read ahead`);
    });
  }

  it('reaches a server as its source gave it, also where that uses its buffer again', async () => {
    const shared = Buffer.alloc(96 * 1024);
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    const file = {
      byteLength: shared.length * letters.length,
      async *open() {
        for (const letter of letters) yield shared.fill(letter);
      },
    };
    const sent = Buffer.concat([...letters].map((letter) => Buffer.alloc(shared.length, letter)));
    for (const [encoding, expected] of [
      ['raw', sent],
      ['base64', Buffer.from(sent.toString('base64'))],
    ] as const) {
      const received: Buffer[] = [];
      server = await LocalServer.handling(async (request, response) => {
        // What can't leave at once waits in the sender's memory.
        await setTimeout(50);
        for await (const chunk of request) received.push(chunk);
        json(response, {});
      });
      assert.equal(await post('application/octet-stream', [{ encoding, file }]), undefined);
      assert.ok(Buffer.concat(received).equals(expected), encoding);
      await server.close();
    }
    server = undefined;
  });

  for (const encoding of ['raw', 'base64'] as const) {
    for (const [what, announced] of [
      ['more', 15],
      ['less', 600],
    ] as const) {
      it(`is never completed when a file sent as ${encoding} delivers ${what} than announced`, async () => {
        const lying = { ...image(Buffer.alloc(500), 'image/png', 100), byteLength: announced };
        const fine = image(Buffer.from('fine'));
        const pieces: BodyPiece[] = [{ encoding, file: fine }, { encoding, file: lying }, text('the end')];
        let out = 0;
        const all = async () => {
          for await (const chunk of streamBody(pieces)) out += chunk.length;
        };
        await assert.rejects(all(), (error) => error instanceof InputChangedError && error.index === 1);
        assert.ok(out < lengthOfBody(pieces));
      });
    }
  }
});
