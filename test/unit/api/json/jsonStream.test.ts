import assert from 'node:assert/strict';
import fc from 'fast-check';
import { JsonStream } from '../../../../src/core/api/json/jsonStream.ts';
import type { JsonValue } from '../../../../src/core/api/json/jsonValue.ts';
import { anyCharacter } from '../../anyCharacter.ts';

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
  return stream;
}

const everyCut = (length: number) => Array.from({ length }, (_, index) => index);

describe('JSON stream', () => {
  it('reads any JSON like JSON.parse, cut anywhere', () => {
    fc.assert(
      fc.property(
        fc.json({ stringUnit: anyCharacter, maxDepth: 5 }),
        fc.nat({ max: 3 }),
        fc.array(fc.nat()),
        (text, indent, cuts) => {
          const spaced = JSON.stringify([JSON.parse(text)], undefined, indent);
          const stream = read(Buffer.from(spaced), cuts);
          assert.deepEqual(stream.value, JSON.parse(spaced));
          assert.equal(stream.damage, undefined);
        },
      ),
    );
  });

  it('reads escapes, split characters and numbers of every kind byte by byte', () => {
    const text =
      ' \n{"a\\u00e9\\n":["\\"\\\\\\/\\b\\f\\n\\r\\t","\\ud83c\\udf4c 🍌 é",-0,1.5e-7,1E+2,-12,true,false,null,{},[],""],' +
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

  it('knows when the value is complete and leaves the rest', () => {
    const stream = new JsonStream({ takerFor: () => undefined });
    const bytes = Buffer.from('{"a":[1]}  trailing');
    assert.equal(stream.push(bytes, 0), 9);
    assert.ok(stream.complete);
  });

  it('reads what is no JSON without failing, and says so', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.string({ maxLength: 2 }),
        fc.nat({ max: 2 }),
        (text, at, insert, drop) => {
          const place = at % (text.length + 1);
          const broken = `[${text.slice(0, place)}${insert}${text.slice(place + drop)}]`;
          let expected: unknown;
          try {
            expected = JSON.parse(broken);
          } catch {
            expected = undefined;
          }
          const stream = read(Buffer.from(broken));
          if (expected === undefined) return;
          assert.deepEqual(stream.value, expected);
          assert.equal(stream.damage, undefined);
        },
      ),
    );
  });

  for (const [text, value] of [
    ['{"a" 1,"b":2}', { a: 1, b: 2 }],
    ['{a:1,"b":2}', { a: 1, b: 2 }],
    ['[1,]', [1]],
    ['[,1,,2]', [1, 2]],
    ['{"a":1,}', { a: 1 }],
    ['{"a":,"b":2}', { a: null, b: 2 }],
    ['{"a":1 "b":2}', { a: 1, b: 2 }],
    ['[1 2]', [1, 2]],
    ['[{"a":1],"b"]', [{ a: 1 }]],
    ['[{"a":[1}, 2]', [{ a: [1] }, 2]],
    ['[NaN,-Infinity,undefined,None,True,False]', [null, null, null, null, true, false]],
    ['[01,1.,+2,nul]', [1, 1, 2, null]],
    ["{'a':'it\\'s'}", { a: "it's" }],
    ['["\\x","\\u12g4"]', ['x', '\ufffdg4']],
    ['[<html>,1]', [null, 1]],
    ['[:1]', [1]],
  ] as const) {
    it(`reads ${text} for what it most likely stands for`, () => {
      for (const cuts of [[], everyCut(text.length)]) {
        const stream = read(Buffer.from(text), cuts);
        assert.deepEqual(stream.value, value);
        assert.ok(stream.complete);
        assert.notEqual(stream.damage, undefined);
      }
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

  it('gives a string of nothing but escapes to a taker in a few large pieces', () => {
    for (const form of ['\\n', '\\/', '\\"', '\\u0041', '\\u4e2d', '\\ud83c\\udf4c', 'A\\/', '\\ud800']) {
      const text = form.repeat(20_000);
      let pieces = 0;
      let got = '';
      const stream = new JsonStream({
        takerFor: () => ({
          take: (chunk, start, end) => {
            pieces++;
            got += chunk.toString('utf8', start, end);
            return false;
          },
          done: () => null,
        }),
      });
      stream.push(Buffer.from(`{"a":"${text}"}`), 0);
      assert.equal(got, JSON.parse(`"${text}"`).toWellFormed());
      assert.ok(pieces < 20, `${form} came in ${pieces} pieces`);
    }
  });

  it('gives the halves of a pair of escapes to a taker as one character', () => {
    let got = Buffer.alloc(0);
    const stream = new JsonStream({
      takerFor: () => ({
        take: (chunk, start, end) => {
          got = Buffer.concat([got, chunk.subarray(start, end)]);
          return false;
        },
        done: () => null,
      }),
    });
    for (const byte of Buffer.from('{"a":"\\ud83c\\udf4c \\ud800x\\ud83c"}')) stream.push(Buffer.of(byte), 0);
    assert.equal(got.toString(), '🍌 \ufffdx\ufffd');
  });

  it('drops what is too long, too much or too deep, and keeps what takers took', () => {
    const limited = (text: string) => {
      const stream = new JsonStream({
        takerFor: (key) => (key === 'data' ? { take: () => false, done: () => 'taken' } : undefined),
        stringLimit: 10,
        totalLimit: 600,
        depthLimit: 5,
      });
      for (let at = 0; at < text.length && !stream.complete; )
        at += stream.push(Buffer.from(text.slice(at, at + 3)), 0);
      return stream;
    };
    assert.deepEqual(limited('{"a":"0123456789abcdef","b":1}').value, {
      a: '0123456789',
      b: 1,
    } satisfies JsonValue);
    const many = limited(`{"a":[${'0,'.repeat(50)}0],"b":[{"data":"x"}]}`);
    assert.ok(many.tooLarge);
    assert.deepEqual((many.value as { b: unknown }).b, [{ data: 'taken' }]);
    assert.deepEqual(limited('[[[[[[[1],{"a":2}]]]]],{"data":"x"}]').value, [[[[[]]]], { data: 'taken' }]);
  });
});
