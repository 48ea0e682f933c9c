import assert from 'node:assert/strict';
import fc from 'fast-check';
import { JsonStream } from '../../../src/api/jsonStream.ts';
import { JsonStreamError, type JsonValue } from '../../../src/api/jsonValue.ts';

/** Reads bytes cut at the given places, collecting every string. */
function read(bytes: Buffer, cuts: readonly number[] = []): JsonStream {
  const stream = new JsonStream({ takerFor: () => undefined });
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const to of [...places, bytes.length]) {
    const chunk = bytes.subarray(from, to);
    for (let at = 0; at < chunk.length && !stream.complete; ) at = stream.push(chunk, at);
    from = to;
  }
  stream.end();
  return stream;
}

const everyCut = (length: number) => Array.from({ length }, (_, index) => index);

describe('JSON stream', () => {
  it('reads any JSON like JSON.parse, cut anywhere', () => {
    fc.assert(
      fc.property(
        fc.json({ stringUnit: 'binary', maxDepth: 5 }),
        fc.nat({ max: 3 }),
        fc.array(fc.nat()),
        (text, indent, cuts) => {
          const spaced = JSON.stringify(JSON.parse(text), undefined, indent);
          assert.deepEqual(read(Buffer.from(spaced), cuts).value, JSON.parse(spaced));
        },
      ),
    );
  });

  it('reads escapes, split characters and numbers of every kind byte by byte', () => {
    const text =
      ' \n{"a\\u00e9\\n":["\\"\\\\\\/\\b\\f\\n\\r\\t","\\ud83c\\udf4c 🍌 é","\\ud800",-0,1.5e-7,1E+2,-12,true,false,null,{},[],""],' +
      '"__proto__":{"x":1},"":0}\n';
    const bytes = Buffer.from(text);
    for (const cuts of [[], everyCut(bytes.length)]) {
      const stream = read(bytes, cuts);
      assert.ok(stream.complete);
      assert.deepEqual(stream.value, JSON.parse(text));
    }
  });

  it('replaces what is not UTF-8, also before an escape', () => {
    const bytes = Buffer.concat([
      Buffer.from('["'),
      Buffer.from([0xe2, 0x82]),
      Buffer.from('\\n", "'),
      Buffer.from([0xff]),
      Buffer.from('"]'),
    ]);
    assert.deepEqual(read(bytes).value, ['\ufffd\n', '\ufffd']);
  });

  it('skips a byte order mark', () => {
    assert.deepEqual(read(Buffer.from('\ufeff{"a":1}')).value, { a: 1 });
  });

  it('knows when the value is complete and leaves the rest', () => {
    const stream = new JsonStream({ takerFor: () => undefined });
    const bytes = Buffer.from('{"a":[1]}  trailing');
    assert.equal(stream.push(bytes, 0), 9);
    assert.ok(stream.complete);
  });

  it('never takes broken JSON for complete', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.string({ maxLength: 2 }),
        fc.nat({ max: 2 }),
        (text, at, insert, drop) => {
          const place = at % (text.length + 1);
          const broken = text.slice(0, place) + insert + text.slice(place + drop);
          let expected: unknown;
          try {
            expected = JSON.parse(broken);
          } catch {
            expected = undefined;
          }
          let stream: JsonStream | undefined;
          try {
            stream = read(Buffer.from(broken));
          } catch (error) {
            assert.ok(error instanceof JsonStreamError);
            assert.equal(expected, undefined, `refused ${broken}`);
            return;
          }
          if (expected !== undefined) assert.deepEqual(stream.value, expected);
        },
      ),
    );
  });

  for (const text of [
    '{"a" 1}',
    '{a:1}',
    '[1,]',
    '{"a":1,}',
    '[1 2]',
    '{]',
    '[}',
    '01',
    '1.',
    'nul',
    '"\\x"',
    '"\\u12g4"',
    '<html>',
    ':',
    ',',
  ]) {
    it(`refuses ${text}`, () => {
      assert.throws(() => read(Buffer.from(text)), JsonStreamError);
    });
  }

  it('has what it read so far when the input is cut', () => {
    const text = '{"a":[1,{"b":"two"},"thr';
    const stream = read(Buffer.from(text));
    assert.equal(stream.complete, false);
    assert.deepEqual(stream.value, { a: [1, { b: 'two' }] });
  });

  it('gives the wanted strings to their taker, escapes resolved, and keeps what it answers', () => {
    const taken: string[] = [];
    const text =
      '{"parts":[{"inlineData":{"data":"QU\\/JD\\u003d"},"data":"kept"},{"inline_data":{"data":"x"}}]}';
    for (const cuts of [[], everyCut(text.length)]) {
      taken.length = 0;
      const stream = new JsonStream({
        takerFor: (key, parentKey) => {
          if (key !== 'data' || parentKey !== 'inlineData') return undefined;
          let got = '';
          return {
            take: (chunk, start, end) => {
              got += chunk.toString('latin1', start, end);
              return false;
            },
            done: () => {
              taken.push(got);
              return `taken ${taken.length}`;
            },
          };
        },
      });
      let from = 0;
      for (const to of [...cuts, text.length]) {
        stream.push(Buffer.from(text.slice(from, to)), 0);
        from = to;
      }
      assert.deepEqual(taken, ['QU/JD=']);
      assert.deepEqual(stream.value, {
        parts: [{ inlineData: { data: 'taken 1' }, data: 'kept' }, { inline_data: { data: 'x' } }],
      });
    }
  });

  it('stops where a taker asks to wait and goes on from there', () => {
    let taken = 0;
    const stream = new JsonStream({
      takerFor: () => ({
        take: (_chunk, start, end) => {
          taken += end - start;
          return true;
        },
        done: () => null,
      }),
    });
    const bytes = Buffer.from(`{"a":"${'x'.repeat(200_000)}"}`);
    const stops: number[] = [];
    for (let at = 0; at < bytes.length; ) {
      at = stream.push(bytes, at);
      stops.push(at);
    }
    assert.equal(taken, 200_000);
    assert.ok(stops.length >= 4, 'a long string comes in pieces');
    assert.ok(stream.complete);
  });

  it('drops what is too long of one string and refuses too much in all', () => {
    const limited = (text: string) => {
      const stream = new JsonStream({
        takerFor: () => undefined,
        stringLimit: 10,
        totalLimit: 200,
        depthLimit: 5,
      });
      for (let at = 0; at < text.length && !stream.complete; )
        at += stream.push(Buffer.from(text.slice(at, at + 3)), 0);
      return stream.value;
    };
    assert.deepEqual(limited('{"a":"0123456789abcdef","b":1}'), {
      a: '0123456789',
      b: 1,
    } satisfies JsonValue);
    const tooLarge = (error: unknown) => error instanceof JsonStreamError && error.reason === 'tooLarge';
    assert.throws(() => limited(`[${'0,'.repeat(50)}0]`), tooLarge);
    assert.throws(() => limited('[[[[[[1]]]]]]'), tooLarge);
  });
});
