import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import sharp from 'sharp';
import { isRedoable } from '../../../src/core/edit/recordInputs.ts';
import { recordedEdit, redoOf } from '../../../src/core/edit/redo.ts';
import { staleEdits } from '../../../src/core/edit/staleEdits.ts';
import { sha256Of } from '../../../src/core/records/compare.ts';
import { type Content, contentOf } from '../../../src/core/records/content.ts';
import { nameOf } from '../../../src/core/uris.ts';
import { useCodecRoom } from '../images/useCodecRoom.ts';
import { EditingRoom, unwrap } from './room.ts';

const screenshot = (colour: string, width = 320, height = 180): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer();

describe('doing a recorded edit again', () => {
  let room: EditingRoom;
  let source: string;
  let edited: string;

  useCodecRoom(
    (codec) => EditingRoom.open(codec),
    async (opened) => {
      room = opened;
      source = await room.put('shot.png', await screenshot('#204060'));
      edited = unwrap(await room.run(room.request([source], { prompt: 'invert' }))).savedAs ?? '';
    },
  );

  const deps = () => ({ files: room.files, reach: (uri: string) => uri });

  it('is not needed while the source is the same', async () => {
    assert.deepEqual(unwrap(await redoOf(deps(), edited)).changed, []);
    assert.deepEqual(await staleEdits(deps(), [source, edited]), {
      stale: [],
      waiting: [],
      aside: [],
      unable: [],
    });
  });

  it('takes the present source, and can put the result in the place of the first one', async () => {
    await room.put('shot.png', await screenshot('#ffffff', 400, 300));
    const {
      stale: [redo],
    } = await staleEdits(deps(), [source, edited]);
    assert.ok(redo);
    assert.deepEqual([redo.changed, redo.editedByHand, redo.request.prompt], [['shot.png'], false, 'invert']);
    const replaces = sha256Of(await room.read('shot-edited.png'));
    const place = { kind: 'file', uri: edited, type: 'png', replaces } as const;
    const result = unwrap(await room.run({ ...redo.request, place }));
    assert.equal(result.savedAs, edited);
    assert.deepEqual((await room.names()).sort(), ['shot-edited.png', 'shot.png']);
    const image = sharp(await room.read('shot-edited.png'));
    const { width, height } = await image.metadata();
    assert.deepEqual([width, height], [400, 300], 'the new source’s shape');
    const { channels } = await image.stats();
    assert.ok(
      channels.every(({ mean }) => mean < 30),
      'white was inverted',
    );
    assert.deepEqual((await staleEdits(deps(), [edited])).stale, []);
  });

  it('is looked for without reading what is not stale, and each source once', async () => {
    const opened: string[] = [];
    const open = room.files.open.bind(room.files);
    room.files.open = (uri) => {
      opened.push(nameOf(uri));
      return open(uri);
    };
    const known = new Map<string, Promise<Content>>();
    const contentAt = (uri: string) => {
      const content = known.get(uri) ?? contentOf(room.files.open(uri));
      known.set(uri, content);
      return content;
    };
    await staleEdits({ ...deps(), contentAt }, [source, edited, edited]);
    assert.deepEqual(opened, ['shot.png']);
    const stopped = AbortSignal.abort(new Error('stopped'));
    await assert.rejects(staleEdits(deps(), [source, edited], stopped), /stopped/);
  });

  it('can be looked at beside the first one before anything is replaced', async () => {
    await room.put('shot.png', await screenshot('#ffffff'));
    const redo = unwrap(await redoOf(deps(), edited));
    unwrap(await room.run(redo.request));
    assert.deepEqual((await room.names()).sort(), ['shot-edited-2.png', 'shot-edited.png', 'shot.png']);
  });

  it('keeps the exact size that was asked for, also the second time', async () => {
    const uri = `${room.docs}/asset.png`;
    const pixels = { width: 300, height: 100 };
    const place = { kind: 'file', uri, type: 'png', pixels } as const;
    unwrap(await room.run(room.request([source], { prompt: 'invert', place })));
    let made = uri;
    for (const [width, height] of [
      [320, 180],
      [200, 400],
    ]) {
      await room.put('shot.png', await screenshot('#ffffff', width, height));
      const { request } = unwrap(await redoOf(deps(), made));
      made = unwrap(await room.run(request)).savedAs ?? '';
      const now = await sharp(await room.read(nameOf(made))).metadata();
      assert.deepEqual([now.width, now.height], [300, 100]);
    }
  });

  it('is offered only where it can be done', async () => {
    const inputsOf = async (uri: string) => unwrap(await recordedEdit(deps(), uri)).inputs;
    assert.equal(isRedoable(edited, await inputsOf(edited)), false);
    await room.put('shot.png', await room.read(nameOf(edited)));
    assert.equal(isRedoable(edited, await inputsOf(edited)), true);
    assert.equal(isRedoable(source, await inputsOf(source)), false, 'it took the place of its own source');
    await fs.rm(new URL(source));
    assert.equal(isRedoable(edited, await inputsOf(edited)), false);
  });

  it('says that a source lies where a record must not lead', async () => {
    const found = await redoOf({ files: room.files, reach: () => undefined }, edited);
    assert.match(found.ok ? '' : found.failure.sentence, /shot\.png lies outside the workspace/);
  });

  it('says when somebody has drawn in the result', async () => {
    const drawn = await sharp(await room.read('shot-edited.png'))
      .keepMetadata()
      .blur(3)
      .toBuffer();
    await room.put('shot-edited.png', drawn);
    assert.equal(unwrap(await redoOf(deps(), edited)).editedByHand, true);
  });

  it('says why it can’t be done', async () => {
    const sentence = async (uri: string) => {
      const redo = await redoOf(deps(), uri);
      return redo.ok ? undefined : redo.failure.sentence;
    };
    assert.match((await sentence(source)) ?? '', /shot\.png has no record/);
    const made = unwrap(await room.run(room.request([], { prompt: 'tint blue' })));
    assert.match((await sentence(made.savedAs ?? '')) ?? '', /was not made by editing another image/);
    await fs.rm(new URL(source));
    assert.match((await sentence(edited)) ?? '', /shot\.png can't be found\. Put it back/);
    assert.match((await sentence(`${edited}x`)) ?? '', /is not there any more/);
  });
});
