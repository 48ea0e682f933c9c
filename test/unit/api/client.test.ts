import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import zlib, { gzipSync } from 'node:zlib';
import type { Answer } from '../../../src/core/api/answer/response.ts';
import type { RequestPlan } from '../../../src/core/api/body/request.ts';
import { type GenerateCall, generate, type Progress } from '../../../src/core/api/client.ts';
import type { Clock } from '../../../src/core/api/connection/retry.ts';
import type { Outcome } from '../../../src/core/shared/failure.ts';
import { json, LocalServer } from './connection/localServer.ts';
import { customProvider, failureOf, image, MemorySink, plan, unwrap } from './support.ts';

const key = 'canary-key-4f9a8b7c';
const picture = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256));
const good = {
  candidates: [
    {
      content: { parts: [{ inlineData: { mimeType: 'image/png', data: picture.toString('base64') } }] },
      finishReason: 'STOP',
    },
  ],
};
const overloaded = { error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } };

interface Running {
  outcome: Promise<Outcome<Answer<MemorySink>>>;
  controller: AbortController;
  progress: Progress[];
  sinks: MemorySink[];
  /** Resolves at the first progress that fits. */
  when(fits: (progress: Progress) => boolean): Promise<void>;
}

/** Waits for nothing, and counts what it was asked to wait for. */
class HurriedClock implements Clock {
  slept: number[] = [];
  now = () => 0;
  random = () => 0;
  async sleep(milliseconds: number): Promise<void> {
    this.slept.push(milliseconds);
  }
}

describe('client', () => {
  let server: LocalServer | undefined;
  const calls: AbortController[] = [];

  afterEach(async () => {
    for (const controller of calls.splice(0)) controller.abort();
    await server?.close();
    server = undefined;
  });

  function start(fields: Partial<RequestPlan> = {}, rest: Partial<GenerateCall<MemorySink>> = {}): Running {
    const controller = new AbortController();
    calls.push(controller);
    const progress: Progress[] = [];
    const sinks: MemorySink[] = [];
    const waiting: { fits: (progress: Progress) => boolean; resolve: () => void }[] = [];
    const outcome = generate<MemorySink>({
      provider: customProvider(server?.port ?? 0),
      key,
      plan: plan(fields),
      deadlineMs: 20_000,
      signal: controller.signal,
      openSink: () => {
        const sink = new MemorySink();
        sinks.push(sink);
        return sink;
      },
      onProgress: (told) => {
        progress.push(told);
        for (const { fits, resolve } of waiting) if (fits(told)) resolve();
      },
      clock: { ...systemLikeClock, sleep: async () => assert.fail('nothing is to be waited for') },
      ...rest,
    });
    const when = (fits: (progress: Progress) => boolean) =>
      new Promise<void>((resolve) => {
        if (progress.some(fits)) resolve();
        else waiting.push({ fits, resolve });
      });
    return { outcome, controller, progress, sinks, when };
  }

  it('sends one request with its exact length and streams the image back', async () => {
    server = await LocalServer.answering((_, response) => json(response, good));
    const inputs = [image(picture), image(Buffer.from('small'), 'image/jpeg')];
    const { outcome, progress } = start({ images: inputs, size: '2K' });
    const answer = unwrap(await outcome);
    assert.ok(answer.final.sink.bytes.equals(picture));
    assert.ok(answer.final.sink.closed);
    assert.equal(answer.requestId, 'req-7');

    assert.equal(server.seen.length, 1);
    const [seen] = server.seen;
    assert.equal(seen?.method, 'POST');
    assert.equal(seen?.path, '/v1beta/models/gemini-3.1-flash-image-preview:generateContent');
    assert.equal(seen?.headers['content-length'], String(seen?.body.length));
    assert.equal(seen?.headers['transfer-encoding'], undefined);
    assert.equal(seen?.headers['content-type'], 'application/json');
    const body = JSON.parse(seen?.body.toString() ?? '');
    assert.equal(body.contents[0].parts[1].inlineData.data, picture.toString('base64'));
    assert.equal(body.contents[0].parts[2].inlineData.mimeType, 'image/jpeg');

    const phases = progress.map(({ phase }) => phase).filter((phase, index, all) => phase !== all[index - 1]);
    assert.deepEqual(phases, ['sending', 'waiting', 'receiving']);
    const sent = progress.filter(({ phase }) => phase === 'sending').at(-1);
    assert.equal(sent?.bytes, seen?.body.length);
    assert.equal(sent?.totalBytes, seen?.body.length);
  });

  for (const [auth, header, value] of [
    ['bearer', 'authorization', `Bearer ${key}`],
    ['x-goog-api-key', 'x-goog-api-key', key],
    ['none', undefined, undefined],
  ] as const) {
    it(`sends ${auth === 'none' ? 'no key' : `the key as ${auth} and nowhere else`}`, async () => {
      server = await LocalServer.answering((_, response) => json(response, good));
      unwrap(await start({}, { provider: customProvider(server.port, auth), key }).outcome);
      const [seen] = server.seen;
      const carriers = Object.entries(seen?.headers ?? {}).filter(([, text]) => String(text).includes(key));
      assert.deepEqual(carriers, header ? [[header, value]] : []);
      const authNames = seen?.rawNames.filter(
        (name) => name === 'authorization' || name === 'x-goog-api-key',
      );
      assert.deepEqual(authNames, header ? [header] : []);
      assert.ok(!seen?.path.includes(key) && !seen?.body.includes(key));
    });
  }

  it('asks nobody without a key, or with one that is none', async () => {
    server = await LocalServer.answering((_, response) => json(response, good));
    assert.equal(failureOf(await start({}, { key: undefined }).outcome).code, 'auth.noKey');
    const broken = failureOf(await start({}, { key: 'two\r\nX-Evil: lines' }).outcome);
    assert.equal(broken.code, 'auth.badKey');
    assert.equal(broken.billed, 'no');
    assert.equal(server.seen.length, 0);
  });

  it('keeps the path of the base URL', async () => {
    server = await LocalServer.answering((_, response) => json(response, good));
    const provider = customProvider(server.port);
    unwrap(await start({}, { provider: { ...provider, baseUrl: `${provider.baseUrl}/gemini/x` } }).outcome);
    assert.equal(
      server.seen[0]?.path,
      '/gemini/x/v1beta/models/gemini-3.1-flash-image-preview:generateContent',
    );
  });

  it('finishes when the JSON is complete although the connection stays open, and drops it', async () => {
    server = await LocalServer.answering((_, response) => {
      response.writeHead(200, { Connection: 'keep-alive' });
      response.write(JSON.stringify(good));
    });
    assert.ok(unwrap(await start().outcome).final.sink.bytes.equals(picture));
    await server.allGone();
  });

  const answer = Buffer.from(JSON.stringify(good));
  for (const [name, coding, packed] of [
    ['gzip', 'gzip', zlib.gzipSync(answer)],
    ['brotli', 'br', zlib.brotliCompressSync(answer)],
    ['brotli that begins like white space', 'gzip, br', zlib.brotliCompressSync(zlib.gzipSync(answer))],
    ['deflate', 'deflate', zlib.deflateSync(answer)],
    ['deflate without its frame', 'deflate', zlib.deflateRawSync(answer)],
    ['zstd', 'zstd', zlib.zstdCompressSync(answer)],
    ['gzip that nobody names', undefined, zlib.gzipSync(answer)],
    ['zstd that nobody names', 'identity', zlib.zstdCompressSync(answer)],
    ['deflate that nobody names', undefined, zlib.deflateSync(answer)],
    ['gzip called brotli', 'br', zlib.gzipSync(answer)],
    ['gzip called deflate', 'deflate', zlib.gzipSync(answer)],
    ['deflate called gzip', 'gzip', zlib.deflateSync(answer)],
    ['nothing called gzip', 'gzip', answer],
    ['nothing called brotli', 'br', answer],
    ['nothing called deflate', 'deflate', answer],
    ['nothing called zstd', 'zstd', answer],
    ['events called gzip', 'gzip', Buffer.from(`data: ${answer}\n\n`)],
    ['white space before JSON, called brotli', 'br', Buffer.concat([Buffer.from('\n \n'), answer])],
    ['gzip twice, named once', 'gzip', zlib.gzipSync(zlib.gzipSync(answer))],
    ['gzip twice, named twice', 'gzip, gzip', zlib.gzipSync(zlib.gzipSync(answer))],
    ['brotli in gzip', 'br, gzip', zlib.gzipSync(zlib.brotliCompressSync(answer))],
    ['raw deflate in zstd', 'deflate, zstd', zlib.zstdCompressSync(zlib.deflateRawSync(answer))],
    [
      'gzip of several members',
      'x-gzip',
      Buffer.concat([answer.subarray(0, 900), answer.subarray(900)].map((part) => zlib.gzipSync(part))),
    ],
  ] as const) {
    it(`reads an answer that was compressed unasked: ${name}`, async () => {
      server = await LocalServer.answering(async (_, response) => {
        response.writeHead(200, coding === undefined ? {} : { 'Content-Encoding': coding });
        // The first bytes come one by one, as a slow network brings them.
        for (const byte of packed.subarray(0, 6)) {
          response.write(Buffer.of(byte));
          await turn();
        }
        response.end(packed.subarray(6));
      });
      assert.ok(unwrap(await start().outcome).final.sink.bytes.equals(picture));
      assert.equal(server.seen[0]?.headers['accept-encoding'], 'identity');
    });
  }

  it('keeps a picture that was whole in compressed bytes that break off', async () => {
    const packed = zlib.gzipSync(answer);
    server = await LocalServer.answering((_, response) => void response.end(packed.subarray(0, -4)));
    assert.ok(unwrap(await start().outcome).final.sink.bytes.equals(picture));
  });

  it('reads an error that was compressed unasked', async () => {
    const body = zlib.gzipSync(JSON.stringify({ error: { code: 400, message: 'No such aspect ratio' } }));
    server = await LocalServer.answering((_, response) => {
      response.writeHead(400, { 'Content-Type': 'application/json' });
      response.end(body);
    });
    assert.match(failureOf(await start().outcome).detail ?? '', /No such aspect ratio/);
  });

  it('reads lines of JSON that come with pauses, and ends when no more come', async () => {
    server = await LocalServer.answering(async (_, response) => {
      response.write('{"status":"working"}\n');
      await turn();
      response.write(`${answer}\n`);
    });
    assert.ok(unwrap(await start().outcome).final.sink.bytes.equals(picture));
    await server.allGone();
  });

  it('takes the long headers that gateways add', async () => {
    server = await LocalServer.answering((_, response) => {
      response.setHeader('X-Trace', 'a'.repeat(100_000));
      json(response, good);
    });
    unwrap(await start().outcome);
  });

  it('offers the successor of a model that is not there any more', async () => {
    const gone = {
      error: { code: 404, message: 'models/x is not found for API version v1beta', status: 'NOT_FOUND' },
    };
    server = await LocalServer.answering((_, response) => json(response, gone, 404));
    const failure = failureOf(await start().outcome);
    assert.deepEqual([failure.code, failure.billed], ['model.notFound', 'no']);
    assert.equal(failure.successor, 'gemini-nano-banana-2.1');
    assert.equal(failure.nextSteps[0], 'useSuccessor');
    assert.match(failure.sentence, /Its successor is gemini-nano-banana-2\.1/);
  });

  it('follows no redirect and says where it leads', async () => {
    const elsewhere = await LocalServer.answering((_, response) => json(response, good));
    server = await LocalServer.answering((_, response) => {
      response.writeHead(307, { Location: `http://localhost:${elsewhere.port}/v1beta/models?x=1` });
      response.end();
    });
    const failure = failureOf(await start().outcome);
    assert.equal(failure.code, 'network.redirect');
    assert.ok(failure.sentence.includes(`http://localhost:${elsewhere.port}.`), failure.sentence);
    assert.equal(elsewhere.seen.length, 0);
    await elsewhere.close();
  });

  it('takes what the reader gives only as fast as the server takes it', async () => {
    const total = 64_000_000;
    let pulled = 0;
    const block = Buffer.alloc(96_000);
    const endless = {
      mimeType: 'image/png',
      byteLength: total,
      async *open() {
        for (; pulled < total; pulled += block.length)
          yield block.subarray(0, Math.min(block.length, total - pulled));
      },
    };
    let resume = () => {};
    server = await LocalServer.handling((request, response) => {
      request.pause();
      resume = () => {
        request.resume();
        request.on('end', () => json(response, good));
      };
    });
    const { outcome, when } = start({ images: [endless] }, { limits: { bodyBytes: 1e9 } });
    await when(({ bytes }) => bytes > 0);
    for (let quiet = 0, before = pulled; quiet < 200; quiet = pulled === before ? quiet + 1 : 0) {
      before = pulled;
      await turn();
    }
    assert.ok(pulled < total / 2, `${pulled} bytes were read although nobody takes them`);
    resume();
    unwrap(await outcome);
  });

  describe('stop', () => {
    const big = image(Buffer.alloc(30_000_000), 'image/png', 1_000_000);

    it('before it begins sends nothing', async () => {
      server = await LocalServer.answering((_, response) => json(response, good));
      const stopped = failureOf(await start({}, { signal: AbortSignal.abort() }).outcome);
      assert.deepEqual([stopped.code, stopped.billed], ['stopped', 'no']);
      assert.equal(server.sockets.size, 0);
    });

    it('while sending: nothing can be billed', async () => {
      server = await LocalServer.handling((request) => void request.pause());
      const { outcome, controller, when } = start({ images: [big] }, { limits: { bodyBytes: 1e9 } });
      await when(({ phase, bytes }) => phase === 'sending' && bytes > 0);
      controller.abort();
      const stopped = failureOf(await outcome);
      assert.deepEqual([stopped.code, stopped.billed], ['stopped', 'no']);
      await server.allGone();
    });

    it('while an input does not come', async () => {
      server = await LocalServer.answering(() => undefined);
      const stuck = {
        mimeType: 'image/png',
        byteLength: 10,
        open: async function* () {
          yield await new Promise<Uint8Array>(() => undefined);
        },
      };
      const { outcome, controller, when } = start({ images: [stuck] });
      await when(({ bytes }) => bytes > 0);
      controller.abort();
      assert.deepEqual([failureOf(await outcome).code, failureOf(await outcome).billed], ['stopped', 'no']);
    });

    it('while waiting: it may be billed', async () => {
      server = await LocalServer.answering(() => undefined);
      const { outcome, controller, when } = start();
      await when(({ phase }) => phase === 'waiting');
      controller.abort();
      const stopped = failureOf(await outcome);
      assert.deepEqual([stopped.code, stopped.billed], ['stopped', 'maybe']);
      await server.allGone();
    });

    it('while receiving: keeps nothing', async () => {
      const text = JSON.stringify(good);
      server = await LocalServer.answering(
        (_, response) => void response.write(text.slice(0, text.length / 2)),
      );
      const { outcome, controller, when, sinks } = start();
      await when(({ phase }) => phase === 'receiving');
      controller.abort();
      const stopped = failureOf(await outcome);
      assert.deepEqual([stopped.code, stopped.billed], ['stopped', 'maybe']);
      assert.ok(sinks.every(({ discarded }) => discarded));
      await server.allGone();
    });

    it('after the image is whole and before the answer is: keeps nothing', async () => {
      const text = JSON.stringify(good);
      server = await LocalServer.answering((_, response) => void response.write(text.slice(0, -5)));
      const { outcome, controller, when, sinks } = start();
      await when(({ bytes, phase }) => phase === 'receiving' && bytes === text.length - 5);
      controller.abort();
      assert.equal(failureOf(await outcome).code, 'stopped');
      assert.deepEqual(
        sinks.map(({ discarded }) => discarded),
        [true],
      );
    });

    it('while waiting for another try: nothing was billed', async () => {
      server = await LocalServer.answering((_, response) => json(response, overloaded, 503));
      const { outcome, controller, when } = start({}, systemClockCall);
      await when(({ note }) => note !== null);
      controller.abort();
      const stopped = failureOf(await outcome);
      assert.deepEqual([stopped.code, stopped.billed], ['stopped', 'no']);
      assert.equal(server.seen.length, 1);
    });
  });

  describe('trouble', () => {
    it('ends at the deadline, saying that it may be billed, and does not try again', async () => {
      server = await LocalServer.answering(() => undefined);
      const failure = failureOf(await start({}, { deadlineMs: 150 }).outcome);
      assert.deepEqual([failure.code, failure.billed], ['timeout', 'maybe']);
      assert.ok(failure.nextSteps.includes('runAgain'));
      await server.allGone();
      assert.equal(server.seen.length, 1);
    });

    it('says that the answer broke off', async () => {
      const text = JSON.stringify(good);
      server = await LocalServer.answering((_, response) => {
        response.writeHead(200, { 'Content-Length': text.length, 'x-request-id': 'req-9' });
        response.write(text.slice(0, 50_000), () => response.destroy());
      });
      const { outcome, sinks } = start();
      const failure = failureOf(await outcome);
      assert.deepEqual([failure.code, failure.billed, failure.requestId], ['answer.cut', 'maybe', 'req-9']);
      assert.ok(sinks.every(({ discarded }) => discarded));
      assert.equal(server.seen.length, 1);
    });

    it('keeps an image that was whole when the connection was cut', async () => {
      const text = JSON.stringify(good);
      const until = text.indexOf('"}', text.indexOf('"data"')) + 1;
      server = await LocalServer.answering((_, response) => {
        response.writeHead(200, { 'Content-Length': text.length });
        response.write(text.slice(0, until), () => response.destroy());
      });
      const answer = unwrap(await start().outcome);
      assert.equal(answer.incomplete, true);
      assert.ok(answer.final.sink.bytes.equals(picture));
    });

    it('keeps an image that was whole when the deadline came', async () => {
      const text = JSON.stringify(good);
      server = await LocalServer.answering((_, response) => void response.write(text.slice(0, -5)));
      const { outcome, sinks, when } = start({}, { deadlineMs: 1000 });
      await when(({ phase }) => phase === 'receiving');
      assert.equal(unwrap(await outcome).incomplete, true);
      assert.deepEqual(
        sinks.map(({ discarded }) => discarded),
        [false],
      );
    });

    it('says that the connection was closed without an answer', async () => {
      server = await LocalServer.answering((_, response) => void response.destroy());
      const failure = failureOf(await start().outcome);
      assert.deepEqual([failure.code, failure.billed], ['network.reset', 'maybe']);
      assert.equal(server.seen.length, 1);
    });

    it('reads a refusal that comes before the body is out', async () => {
      server = await LocalServer.handling((request, response) => {
        request.pause();
        json(response, { error: { message: 'too large' } }, 413);
      });
      const big = image(Buffer.alloc(30_000_000), 'image/png', 1_000_000);
      const failure = failureOf(await start({ images: [big] }, { limits: { bodyBytes: 1e9 } }).outcome);
      assert.deepEqual([failure.code, failure.billed], ['request.tooLarge', 'no']);
    });

    for (const [what, announced] of [
      ['grew', 5],
      ['shrank', 15],
    ] as const) {
      it(`never completes a request whose input ${what}`, async () => {
        server = await LocalServer.answering((_, response) => json(response, good));
        const changed = { ...image(Buffer.from('0123456789')), byteLength: announced };
        const failure = failureOf(await start({ images: [changed] }).outcome);
        assert.deepEqual([failure.code, failure.billed], ['input.changed', 'no']);
        await server.allGone();
        assert.equal(server.seen.length, 0);
      });
    }

    it('says that an input could not be read', async () => {
      server = await LocalServer.answering((_, response) => json(response, good));
      const unreadable = {
        ...image(Buffer.from('0123456789')),
        // biome-ignore lint/correctness/useYield: it fails before there is anything to yield
        open: async function* () {
          throw new Error('EACCES: permission denied');
        },
      };
      const failure = failureOf(await start({ images: [unreadable] }).outcome);
      assert.equal(failure.code, 'input.changed');
      assert.match(failure.detail ?? '', /EACCES/);
    });

    it('refuses an answer beyond the limit', async () => {
      server = await LocalServer.answering((_, response) => {
        response.writeHead(200);
        const more = () => response.destroyed || response.write(' '.repeat(65_536), more);
        more();
      });
      const failure = failureOf(await start({}, { maxResponseBytes: 1_000_000 }).outcome);
      assert.equal(failure.code, 'answer.tooLarge');
      await server.allGone();
    });

    it('refuses an answer that is small on its way and beyond the limit once it is unpacked', async () => {
      const packed = gzipSync(Buffer.alloc(20_000_000, ' '));
      server = await LocalServer.answering((_, response) => {
        response.writeHead(200, { 'Content-Encoding': 'gzip' });
        response.end(packed);
      });
      const failure = failureOf(await start({}, { maxResponseBytes: 1_000_000 }).outcome);
      assert(packed.length < 100_000);
      assert.equal(failure.code, 'answer.tooLarge');
      await server.allGone();
    });

    it('says that a web page came', async () => {
      server = await LocalServer.answering(
        (_, response) => void response.end('<!doctype html><title>Login</title>'),
      );
      assert.equal(failureOf(await start().outcome).code, 'answer.notJson');
    });

    it('removes the key that a server repeats', async () => {
      server = await LocalServer.answering((seen, response) =>
        json(response, { error: { message: `bad: ${JSON.stringify(seen.headers)}` } }, 418),
      );
      const failure = failureOf(await start().outcome);
      assert.equal(failure.code, 'request.refused');
      assert.ok(!JSON.stringify(failure).includes(key));
    });
  });

  describe('trying again', () => {
    it('after an overload, sending the whole body again and saying so', async () => {
      server = await LocalServer.answering((_, response, count) =>
        count < 3 ? json(response, overloaded, 503) : json(response, good),
      );
      const clock = new HurriedClock();
      const { outcome, progress } = start({ images: [image(picture)] }, { clock });
      unwrap(await outcome);
      assert.deepEqual(clock.slept, [1000, 2000]);
      assert.equal(server.seen.length, 3);
      assert.ok(server.seen.every(({ body }) => body.equals(server?.seen[0]?.body ?? Buffer.alloc(0))));
      const notes = progress.map(({ note }) => note).filter((note) => note !== null);
      assert.deepEqual(notes, [
        '127.0.0.1:PORT is overloaded. Trying again in 1 s (2 of 4).'.replace('PORT', String(server.port)),
        '127.0.0.1:PORT is overloaded. Trying again in 2 s (3 of 4).'.replace('PORT', String(server.port)),
      ]);
    });

    it('when the connection is refused', async () => {
      server = await LocalServer.answering((_, response) => json(response, good));
      const { port } = server;
      await server.close();
      server = undefined;
      const clock = new HurriedClock();
      const failure = failureOf(await start({}, { clock, provider: customProvider(port) }).outcome);
      assert.deepEqual([failure.code, failure.billed], ['network.refused', 'no']);
      assert.equal(clock.slept.length, 3);
    });

    it('not after an error that came as a success', async () => {
      server = await LocalServer.answering((_, response) => json(response, overloaded));
      const failure = failureOf(await start().outcome);
      assert.deepEqual([failure.code, failure.billed], ['server.overloaded', 'maybe']);
      assert.equal(server.seen.length, 1);
    });
  });

  it('hands bytes over one call at a time, and they stay as they are until it has settled', async () => {
    const large = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * 31) % 251));
    const data = large.toString('base64');
    const parts = [{ inlineData: { data } }, { inlineData: { data } }];
    server = await LocalServer.answering((_, response) =>
      json(response, { candidates: [{ content: { parts } }] }),
    );
    let busy = 0;
    class SlowSink extends MemorySink {
      override async write(bytes: Uint8Array): Promise<void> {
        assert.equal(busy++, 0, 'calls overlap');
        for (let turns = 0; turns < 10; turns++) await turn();
        busy--;
        await super.write(bytes);
      }
    }
    const answer = unwrap(await start({}, { openSink: async () => new SlowSink() }).outcome);
    assert.ok(answer.final.sink.bytes.equals(large));
    assert.ok(answer.others[0]?.sink.bytes.equals(large));
  });

  it('refuses what the provider does not take before anything is sent', async () => {
    server = await LocalServer.answering((_, response) => json(response, good));
    const failure = failureOf(
      await start({ images: [image(picture)] }, { limits: { bodyBytes: 1000 } }).outcome,
    );
    assert.equal(failure.code, 'request.tooLarge');
    assert.equal(failureOf(await start({ prompt: '' }).outcome).code, 'request.emptyPrompt');
    assert.equal(server.sockets.size, 0);
  });
});

const systemLikeClock: Clock = { now: () => 0, random: () => 0, sleep: async () => undefined };

/** Waits until it is stopped. */
const systemClockCall = {
  clock: {
    ...systemLikeClock,
    sleep: async (_: number, signal: AbortSignal) => {
      if (!signal.aborted) await once(signal, 'abort');
    },
  },
};
