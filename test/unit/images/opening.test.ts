import assert from 'node:assert/strict';
import { builtCodec as codec } from './builtCodec.ts';
import { heicOf } from './heics.ts';
import { bytesOf, colours, decoded, looks, marked } from './pictures.ts';

const white = { flattenOn: '#ffffff' };
const pixels = async () => decoded(await bytesOf(marked(64, 48).png()));

describe('opening what people have', () => {
  it('reads a HEIC as a phone makes it', async () => {
    const heic = heicOf(await pixels());
    const prepared = await codec.prepare({ bytes: heic, ...white });
    assert.deepEqual([prepared.type, prepared.changes], ['jpeg', ['converted from HEIC']]);
    const made = await decoded(prepared.bytes);
    assert.deepEqual([made.width, made.height], [64, 48]);
    assert(looks(made.at(2, 2), colours.red));
    assert(looks(made.at(61, 45), colours.green));
  });

  it('crops and turns a HEIC as the file says, and knows that size before', async () => {
    const heic = heicOf(await pixels(), { crop: [48, 32], turns: 1 });
    const { width, height } = await codec.metadata({ bytes: heic });
    const made = await decoded((await codec.prepare({ bytes: heic, ...white })).bytes);
    assert.deepEqual([width, height, made.width, made.height], [32, 48, 32, 48]);
    // What was at the left of the top edge lies at the left of the bottom edge.
    assert(looks(made.at(1, 46), colours.red));
  });

  it('shows a HEIC and puts a result in its place as JPEG', async () => {
    const shown = await codec.thumbnail({ bytes: heicOf(await pixels()), maxSide: 32 });
    assert.deepEqual([shown.width, shown.height], [32, 24]);
  });
});
