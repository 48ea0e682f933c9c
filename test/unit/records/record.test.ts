import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRecord, parseRecord, parseRecordJson } from '../../../src/core/records/record.ts';
import { recordJson } from '../../../src/core/records/xmp.ts';
import { anyPrompt, recordWith, sha } from './samples.ts';

describe('a record', () => {
  it('survives JSON, whatever the prompt', () => {
    fc.assert(
      fc.property(anyPrompt, (prompt) => {
        const record = recordWith({ prompt, instructions: [prompt] });
        const json = recordJson(record);
        assert.deepEqual(parseRecordJson(json), record);
        assert(json.isWellFormed());
        assert.doesNotMatch(
          json,
          /[\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]/u,
          'characters that readers may change',
        );
      }),
    );
  });

  it('takes in no other field, no key among them', () => {
    const secret = {
      apiKey: 'sk-1',
      key: 'sk-2',
      headers: { Authorization: 'Bearer sk-3' },
      baseUrl: 'https://sk-4',
    };
    const record = recordWith();
    const laden = {
      ...record,
      ...secret,
      inputs: record.inputs.map((input) => ({ ...input, ...secret })),
      options: { ...record.options, ...secret },
      tool: { ...record.tool, ...secret },
      sent: { ...record.sent, ...secret },
      usage: { ...record.usage, ...secret },
    };
    assert.deepEqual(createRecord(laden), record);
    assert.deepEqual(parseRecord(laden), record);
    assert.doesNotMatch(JSON.stringify(createRecord(laden)), /sk-\d/);
  });

  it('is refused with an absolute path, and read without one', () => {
    for (const path of ['/home/me/a.png', 'C:\\me\\a.png', '\\\\host\\me\\a.png', 'file:///home/me/a.png']) {
      const inputs = [{ path, sha256: sha('a'), role: 'edited' as const }];
      assert.throws(() => recordWith({ inputs }), RangeError);
      assert.deepEqual(parseRecord({ ...recordWith(), inputs })?.inputs[0]?.path, 'a.png');
    }
  });

  it('bounds what it reads', () => {
    const record = recordWith();
    const long = `${'x'.repeat(99_999)}😀${'y'.repeat(100_000)}`;
    const parsed = parseRecord({
      ...record,
      prompt: long,
      model: long,
      instructions: Array(5000).fill('again'),
      inputs: Array(5000).fill({ path: long, sha256: sha('a'), role: 'reference' }),
      usage: { candidatesDetails: Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`m${i}`, i])) },
    });
    assert(parsed);
    assert.equal(parsed.prompt, 'x'.repeat(99_999), 'no half of a character stays');
    assert.equal(parsed.model.length, 200);
    assert.equal(parsed.instructions.length, 200);
    assert.equal(parsed.inputs.length, 32);
    assert.equal(parsed.inputs[0]?.path.length, 1000);
    assert.equal(Object.keys(parsed.usage?.candidatesDetails ?? {}).length, 20);
  });

  it('gets by without what is of little weight, or only known to a newer version', () => {
    const record = recordWith();
    const options = { ...record.options, aspectRatio: '7:5', size: '8K', thinking: 'deep' };
    const strange = {
      ...record,
      options,
      sent: 3,
      usage: 'much',
      cost: 'much',
      milliseconds: -1,
      parent: 'it',
    };
    const parsed = parseRecord(strange);
    assert.deepEqual(parsed?.options, { ...record.options, aspectRatio: 'auto', size: 'auto', thinking: '' });
    assert.deepEqual(
      [parsed?.sent, parsed?.usage, parsed?.cost, parsed?.milliseconds, parsed?.parent],
      [{}, undefined, undefined, undefined, undefined],
    );
  });

  it('is no record without what counts, or of another version', () => {
    const record = recordWith();
    for (const field of ['version', 'prompt', 'inputs', 'model', 'options', 'madeAt', 'pixelHash']) {
      assert.equal(parseRecord({ ...record, [field]: undefined }), undefined, field);
    }
    assert.equal(parseRecord({ ...record, version: 2 }), undefined);
    assert.equal(parseRecord({ ...record, pixelHash: 'x' }), undefined);
  });

  it('is read from anything without throwing', () => {
    fc.assert(fc.property(fc.anything(), (value) => assert.equal(parseRecord(value), undefined)));
    fc.assert(fc.property(fc.string(), (json) => assert.equal(parseRecordJson(json), undefined)));
  });
});
