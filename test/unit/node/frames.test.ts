import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { readFrames, writeFrame } from '../../../src/node/codec/frames.ts';

const plain = { noNullPrototype: true };
const part = fc.record({ bytes: fc.uint8Array({ maxLength: 9 }), left: fc.double() }, plain);
const message = fc.record(
  {
    id: fc.nat(),
    bytes: fc.uint8Array({ maxLength: 70 }),
    parts: fc.array(part, { maxLength: 3 }),
    words: fc.option(fc.string(), { nil: undefined }),
  },
  plain,
);

describe('messages to the codec’s process', () => {
  it('come out as they went in, in whatever pieces they arrive', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 4 }), fc.integer({ min: 1, max: 40 }), (sent, step) => {
        const wire = new PassThrough();
        for (const one of sent) writeFrame(wire, one);
        const whole: Uint8Array = wire.read() ?? new Uint8Array();
        const arriving = new PassThrough();
        const received: unknown[] = [];
        readFrames(arriving, (one) => received.push(one));
        for (let at = 0; at < whole.length; at += step) arriving.emit('data', whole.subarray(at, at + step));
        assert.deepEqual(received, sent);
      }),
      { numRuns: 60 },
    );
  });
});
