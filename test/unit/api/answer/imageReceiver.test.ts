import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import type { ImageSink } from '../../../../src/core/api/answer/response.ts';
import { gemini } from '../../../../src/core/api/engines/gemini/gemini.ts';
import { AnswerReader } from '../../../../src/core/api/receive/answerReader.ts';
import { failureOf, unwrap } from '../support.ts';

/** Looks at the bytes it was given only after some turns of the event loop, as a disk does. */
class LateSink implements ImageSink {
  readonly #turns: () => number;
  #bytes: Buffer[] = [];

  constructor(turns: () => number) {
    this.#turns = turns;
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let left = this.#turns(); left > 0; left--) await new Promise(setImmediate);
    this.#bytes.push(Buffer.from(bytes));
  }

  async close(): Promise<void> {}

  async sha256(): Promise<string> {
    return sha256(this.bytes);
  }

  async discard(): Promise<void> {}

  get bytes(): Buffer {
    return Buffer.concat(this.#bytes);
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const readerFor = <S extends ImageSink>(openSink: () => S): AnswerReader<S> =>
  new AnswerReader({
    reading: gemini.answers,
    openSink,
    providerName: 'Test',
    errorFailure: () => assert.fail('no error was answered'),
  });

/** Gives the pictures of one answer to a reader, in chunks as a connection brings them. */
async function receive<S extends ImageSink>(pictures: Buffer[], chunkBytes: number, openSink: () => S) {
  const parts = pictures.map((picture) => ({ inlineData: { data: picture.toString('base64') } }));
  const body = Buffer.from(JSON.stringify({ candidates: [{ content: { parts }, finishReason: 'STOP' }] }));
  const reader = readerFor(openSink);
  for (let at = 0; at < body.length; at += chunkBytes) {
    await reader.write(body.subarray(at, at + chunkBytes));
  }
  return reader.end();
}

describe('Receiving a picture while the disk is busy', () => {
  const source = randomBytes(5_000_000);
  let turn = 0;
  const slow = () => 3;
  const jumpy = () => (turn++ * 7) % 5;
  const sizes = (from: number, to: number, step: number) =>
    Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);

  for (const [name, turns] of Object.entries({ slow, jumpy })) {
    it(`writes every byte of pictures of many sizes in its place where the disk is ${name}`, async () => {
      const damaged: number[] = [];
      for (const size of [...sizes(300_000, 900_000, 10_007), ...sizes(1_000_000, 5_000_000, 1_600_001)]) {
        const picture = source.subarray(0, size);
        const { final } = unwrap(await receive([picture], 65_536, () => new LateSink(turns)));
        if (sha256(final.sink.bytes) !== sha256(picture)) damaged.push(size);
      }
      assert.deepEqual(damaged, []);
    });
  }

  it('keeps several pictures of one answer apart, however the connection cuts them', async () => {
    for (const chunkBytes of [1021, 16_384, 65_536, 262_144]) {
      const pictures = [262_143, 700_001, 1, 196_608].map((size) => source.subarray(0, size));
      const { final, others } = unwrap(await receive(pictures, chunkBytes, () => new LateSink(slow)));
      assert.deepEqual(
        [...others, final].map(({ sink }) => sha256(sink.bytes)),
        pictures.map(sha256),
        `in chunks of ${chunkBytes}`,
      );
    }
  });

  it('never calls a picture received of which a write failed', async () => {
    for (const failingWrite of [1, 2, 3, 4]) {
      let writes = 0;
      class FailingSink extends LateSink {
        override async write(bytes: Uint8Array): Promise<void> {
          if (++writes === failingWrite) throw new Error('no space left');
          await super.write(bytes);
        }
      }
      const outcome = await receive([source.subarray(0, 900_001)], 65_536, () => new FailingSink(jumpy));
      assert.equal(failureOf(outcome).code, 'answer.notStored');
    }
  });

  it('never calls a picture received of which the disk holds other bytes', async () => {
    class LyingSink extends LateSink {
      override async write(bytes: Uint8Array): Promise<void> {
        const other = Buffer.from(bytes);
        other[0] = (other[0] ?? 0) ^ 1;
        await super.write(other);
      }
    }
    const outcome = await receive([source.subarray(0, 400_000)], 65_536, () => new LyingSink(slow));
    const failure = failureOf(outcome);
    assert.equal(failure.code, 'answer.notStored');
    assert.match(failure.sentence, /differs from what came/);
  });
});

describe('Receiving several pictures of which one can not be stored', () => {
  const pictures = [1, 2, 3].map((seed) => randomBytes(300_000 + seed));
  const failing = (failed: number) => {
    let opened = 0;
    return () => {
      const number = ++opened;
      const sink = new LateSinkOnce(number === failed);
      return sink;
    };
  };
  class LateSinkOnce extends LateSink {
    readonly #fails: boolean;
    constructor(fails: boolean) {
      super(() => 1);
      this.#fails = fails;
    }
    override async write(bytes: Uint8Array): Promise<void> {
      if (this.#fails) throw new Error('no space left');
      await super.write(bytes);
    }
  }

  it('keeps the earlier one when the last fails, and says so', async () => {
    const { final, others, notes } = unwrap(await receive(pictures, 65_536, failing(3)));
    assert.equal(sha256(final.sink.bytes), sha256(pictures[1] ?? Buffer.alloc(0)));
    assert.equal(others.length, 1);
    assert.match(notes.join(), /could not be stored/);
  });

  it('keeps the last one when an earlier fails', async () => {
    const { final, others } = unwrap(await receive(pictures, 1021, failing(1)));
    assert.equal(sha256(final.sink.bytes), sha256(pictures[2] ?? Buffer.alloc(0)));
    assert.equal(others.length, 1);
  });
});
