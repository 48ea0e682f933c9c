import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lengthOfBody, streamBody } from '../../../../src/core/api/body/bodyStream.ts';
import { Base64Of, jsonBody } from '../../../../src/core/api/body/jsonBody.ts';
import { image } from '../support.ts';

async function written(value: unknown): Promise<string> {
  const { pieces } = jsonBody(value);
  const chunks: Buffer[] = [];
  for await (const chunk of streamBody(pieces)) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  assert.equal(body.length, lengthOfBody(pieces));
  return body.toString('utf8');
}

describe('a JSON body', () => {
  it('is what JSON.stringify writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        assert.equal(await written(value), JSON.stringify(value));
      }),
    );
    assert.equal(await written({ left: undefined, none: {}, list: [] }), '{"none":{},"list":[]}');
  });

  it('has the base64 of its files in their places, first, last and beside each other', async () => {
    const bytes = [Buffer.from('one'), Buffer.alloc(0), Buffer.from('three!')];
    const madeWith = (leaf: (one: Buffer) => unknown) => ({
      first: bytes.map(leaf),
      text: '<base64 of 3 bytes>',
      last: { data: leaf(Buffer.from('four')) },
    });
    assert.equal(
      await written(madeWith((one) => new Base64Of(image(one)))),
      JSON.stringify(madeWith((one) => one.toString('base64'))),
    );
  });
});
