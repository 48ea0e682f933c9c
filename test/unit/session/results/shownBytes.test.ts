import assert from 'node:assert/strict';
import sharp from 'sharp';
import { sniff } from '../../../../src/core/images/sniff/sniff.ts';
import { showBytes } from '../../../../src/vscode/page/shownBytes.ts';
import { EditingFixture } from '../../edit/editingFixture.ts';
import { builtCodec } from '../../images/builtCodec.ts';
import { bytesOf, halfTransparent, marked } from '../../images/pictures.ts';
import { tiffOf } from '../../images/tiffs.ts';
import { openSession } from '../sessionFixture.ts';

describe('what a page shows of a picture', () => {
  /** The pictures that lie in the previews, by their addresses. */
  async function shown(bytes: Uint8Array, smallAbove: number) {
    const put: Uint8Array[] = [];
    const previews = {
      put: async (picture: Uint8Array) => String(put.push(picture) - 1),
      clear: async () => {},
    };
    const info = sniff(bytes);
    assert.ok(info);
    const { preview, thumbnail } = await showBytes({ codec: builtCodec, previews }, bytes, info, {
      smallAbove,
    });
    const at = (address: string | undefined) => (address === undefined ? undefined : put[Number(address)]);
    return { preview: at(preview), thumbnail: at(thumbnail) };
  }
  const sizeOf = async (bytes: Uint8Array | undefined) => {
    const { width, height } = await sharp(bytes).metadata();
    return { width, height };
  };

  it('is the file itself, and a small one beside it where it is large', async () => {
    const bytes = await bytesOf(marked(900, 300).png());
    const one = await shown(bytes, 900);
    assert.equal(one.preview, bytes);
    assert.equal(one.thumbnail, undefined);
    const two = await shown(bytes, 899);
    assert.equal(two.preview, bytes);
    assert.deepEqual(await sizeOf(two.thumbnail), { width: 320, height: 107 });
  });

  it('is a conversion of what browsers don’t show', async () => {
    const { preview } = await shown(await bytesOf(marked(90, 30).tiff()), 900);
    assert.deepEqual(await sizeOf(preview), { width: 90, height: 30 });
    assert.notEqual(sniff(preview ?? new Uint8Array())?.type, 'tiff');
    const large = await shown(await bytesOf(halfTransparent(900, 300).tiff({ compression: 'lzw' })), 640);
    assert.deepEqual(await sizeOf(large.preview), { width: 900, height: 300 });
    const { width, height, hasAlpha } = await sharp(large.thumbnail).metadata();
    assert.deepEqual([width, height, hasAlpha], [320, 107, true]);
  });

  it('is the turned picture that is sent, also where browsers would not turn it', async () => {
    for (const picture of [marked(90, 30).webp(), marked(90, 30).png()]) {
      const { preview } = await shown(await bytesOf(picture.withMetadata({ orientation: 6 })), 900);
      assert.deepEqual(await sizeOf(preview), { width: 30, height: 90 });
    }
    const jpeg = await bytesOf(marked(90, 30).jpeg().withMetadata({ orientation: 6 }));
    assert.equal((await shown(jpeg, 900)).preview, jpeg);
  });

  it('tells what of the file is not sent', async () => {
    const fixture = await EditingFixture.open(builtCodec);
    try {
      const page = { width: 8, height: 8, strips: [new Uint8Array(192)], pages: 2 };
      const uris = [await fixture.put('scan.tif', tiffOf(page))];
      const { state } = await openSession(fixture, { uris });
      const notes = state().inputs[0]?.notes;
      assert.deepEqual(notes, ['It contains more pages: only the first picture is sent.']);
    } finally {
      await fixture.close();
    }
  });

  it('is smaller where the whole would fill the page’s memory', async () => {
    const create = { width: 9000, height: 4500, channels: 3, background: 'teal' } as const;
    const { preview, thumbnail } = await shown(await bytesOf(sharp({ create }).png()), 900);
    assert.deepEqual(await sizeOf(preview), { width: 4096, height: 2048 });
    assert.deepEqual(await sizeOf(thumbnail), { width: 320, height: 160 });
  });

  it('is made once of an input, also where the page asks for it before it is there', async () => {
    const fixture = await EditingFixture.open(builtCodec);
    try {
      const asked: number[] = [];
      const thumbnail: typeof builtCodec.thumbnail = (request, signal) => {
        asked.push(request.bytes.length);
        return builtCodec.thumbnail(request, signal);
      };
      const counting = fixture.withCodec({ ...builtCodec, thumbnail });
      const { session, host, state } = await openSession(counting);
      const adding = session.addFiles([
        await fixture.put('scan.tif', await bytesOf(marked(900, 300).tiff())),
      ]);
      const known = () => [...session.state.inputs.known.values()].some(({ inspection }) => inspection);
      await host.until(known);
      session.showPictures([], [...session.state.inputs.ids]);
      await adding;
      await session.pictures.whenIdle();
      assert.ok(state().inputs[0]?.preview);
      assert.equal(asked.length, 1);
    } finally {
      await fixture.close();
    }
  });

  it('is a sentence for 200 megapixels, and nothing runs', async () => {
    const fixture = await EditingFixture.open(builtCodec);
    try {
      const bytes = await bytesOf(marked(9, 9).png());
      new DataView(bytes.buffer, bytes.byteOffset).setUint32(16, 20_000);
      new DataView(bytes.buffer, bytes.byteOffset).setUint32(20, 10_000);
      const { state, run } = await openSession(fixture, { uris: [await fixture.put('poster.png', bytes)] });
      const sentence =
        /poster\.png: The picture is 20000 × 10000 pixels \(200 megapixels\); at most 100 .* smaller first/;
      assert.match(state().inputs[0]?.problem ?? '', sentence);
      await run();
      assert.match(state().status, sentence);
      assert.equal(fixture.standIn.requests.length, 0);
    } finally {
      await fixture.close();
    }
  });
});
