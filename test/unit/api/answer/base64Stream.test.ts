import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Base64Stream } from '../../../../src/core/api/answer/base64Stream.ts';

function decode(text: string, cuts: readonly number[] = []): { bytes: Buffer; damaged: boolean } {
  const stream = new Base64Stream();
  const target = Buffer.alloc(text.length + 64);
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  let used = 0;
  let from = 0;
  for (const to of [...places, text.length]) {
    // Stands in the middle of a larger chunk, as in an answer.
    used += stream.write(
      Buffer.from(`xx${text.slice(from, to)}yy`, 'latin1'),
      2,
      2 + to - from,
      target,
      used,
    );
    from = to;
  }
  used += stream.end(target, used);
  return { bytes: target.subarray(0, used), damaged: stream.damaged };
}

/** Whether pieces are not lines, which are all as long or of whole groups. */
const isIrregular = (pieces: string[]): boolean => {
  const lengths = pieces.slice(0, -1).map(({ length }) => length);
  return lengths.some((length) => length % 4 !== 0) && (lengths.length === 1 || lengths[0] !== lengths[1]);
};

describe('base64 stream', () => {
  it('decodes what Buffer encoded, cut anywhere, in every spelling', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.array(fc.nat()),
        fc.constantFrom<'base64' | 'base64url'>('base64', 'base64url'),
        fc.constantFrom('', 'data:image/png;base64,'),
        fc.constantFrom(0, 1, 7, 76),
        (bytes, cuts, alphabet, prefix, lineLength) => {
          const encoded = Buffer.from(bytes).toString(alphabet);
          const lines =
            lineLength === 0 ? encoded : encoded.replace(new RegExp(`.{${lineLength}}`, 'g'), '$&\r\n');
          const { bytes: decoded, damaged } = decode(prefix + lines, cuts);
          assert.deepEqual([...decoded], [...bytes]);
          assert.equal(damaged, false);
        },
      ),
    );
  });

  it('decodes base64 in which a space stands where + was, cut anywhere', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 300 }), fc.array(fc.nat()), (bytes, cuts) => {
        // Each + has other characters before it, as in a picture, and is not always at the same distance.
        const whole = Buffer.concat([
          Buffer.from([0x89, 0x50, 0x4f, 0xbe]),
          bytes,
          Buffer.from([0x3e, 0xfb]),
        ]);
        const encoded = whole.toString('base64');
        fc.pre(/\+/.test(encoded) && !/^\+/.test(encoded) && isIrregular(encoded.split('+')));
        const { bytes: decoded, damaged } = decode(encoded.replaceAll('+', ' '), cuts);
        assert.deepEqual([...decoded], [...whole]);
        assert.equal(damaged, false);
      }),
      // Here the first gaps are of whole groups, as lines are.
      {
        examples: [
          [
            Uint8Array.from([
              0, 0, 248, 0, 0, 0, 0, 0, 0, 0, 0, 7, 239, 128, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 111, 128, 0,
            ]),
            [1882696612],
          ],
        ],
      },
    );
  });

  it('decodes percent-encoding, once or twice, cut anywhere', () => {
    const bytes = Buffer.from([0xfb, 0xef, 0xbe, 0xff, 0xff, 0xfe, 1]);
    const once = encodeURIComponent(bytes.toString('base64'));
    for (const text of [once, once.replace(/%2B/g, '%2b'), once.replaceAll('%', '%25')]) {
      for (let cut = 0; cut <= text.length; cut++) {
        const { bytes: decoded, damaged } = decode(text, [cut, cut + 1, cut + 2]);
        assert.deepEqual([...decoded], [...bytes], `${text} cut at ${cut}`);
        assert.equal(damaged, false);
      }
    }
  });

  it('decodes what begins like a prefix and is none', () => {
    assert.equal(
      decode('dataQUJD').bytes.toString('latin1'),
      Buffer.from('dataQUJD', 'base64').toString('latin1'),
    );
  });

  for (const text of [
    'QUJDR',
    'QUJD*UJD',
    'QU=JD',
    'QUI=QUI=',
    '<BASE64>',
    'data:image/png',
    'Q',
    'QUJD%2',
    'QUJD%ZZUJ',
  ]) {
    it(`calls ${text} damaged`, () => {
      assert.ok(decode(text).damaged);
      assert.ok(decode(text, [1, 2, 3, 4, 5]).damaged);
    });
  }
});
