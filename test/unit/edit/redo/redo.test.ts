import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import sharp from 'sharp';
import { isRedoable } from '../../../../src/core/edit/origins/recordInputs.ts';
import { recordedEdit, redoOf } from '../../../../src/core/edit/redo/redo.ts';
import { staleEdits } from '../../../../src/core/edit/redo/staleEdits.ts';
import { sha256Of } from '../../../../src/core/records/compare.ts';
import { type Content, contentOf } from '../../../../src/core/records/content.ts';
import type { Markup } from '../../../../src/core/shared/region/region.ts';
import { nameOf } from '../../../../src/core/uris.ts';
import { rectangle } from '../../images/regions.ts';
import { useCodecFixture } from '../../images/useCodecFixture.ts';
import { EditingFixture, unwrap } from '../editingFixture.ts';

const screenshot = (colour: string, width = 320, height = 180): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer();

describe('doing a recorded edit again', () => {
  let fixture: EditingFixture;
  let source: string;
  let edited: string;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    async (opened) => {
      fixture = opened;
      source = await fixture.put('shot.png', await screenshot('#204060'));
      edited = unwrap(await fixture.run(fixture.request([source], { prompt: 'invert' }))).savedAs ?? '';
    },
  );

  const deps = () => ({ files: fixture.files, reach: (uri: string) => uri });

  it('is not needed while the source is the same', async () => {
    assert.deepEqual(unwrap(await redoOf(deps(), edited)).changed, []);
    assert.deepEqual(await staleEdits(deps(), [source, edited]), {
      stale: [],
      waiting: [],
      aside: [],
      unable: [],
    });
  });

  it('changes the same region again, as its record says, and shows the same marks', async () => {
    const of = { width: 320, height: 180 };
    const region = rectangle([20, 30, 100, 60], of);
    const markup: Markup = { marks: [{ kind: 'arrow', colour: 'red', from: [1, 2], to: [60, 50] }], of };
    const request = { ...fixture.request([source], { prompt: 'invert' }), region, markup };
    const made = unwrap(await fixture.run(request));
    const redo = unwrap(await redoOf(deps(), made.savedAs ?? ''));
    assert.deepEqual([redo.request.region, redo.request.markup], [region, markup]);
    const again = unwrap(await fixture.run(redo.request));
    assert.deepEqual(again.region, { outside: 320 * 180 - 6000, changed: 0 });
  });

  it('takes the present source, and can put the result in the place of the first one', async () => {
    await fixture.put('shot.png', await screenshot('#ffffff', 400, 300));
    const {
      stale: [redo],
    } = await staleEdits(deps(), [source, edited]);
    assert.ok(redo);
    assert.deepEqual([redo.changed, redo.editedByHand, redo.request.prompt], [['shot.png'], false, 'invert']);
    const replaces = sha256Of(await fixture.read('shot-edited.png'));
    const target = { kind: 'file', uri: edited, type: 'png', replaces } as const;
    const result = unwrap(await fixture.run({ ...redo.request, target }));
    assert.equal(result.savedAs, edited);
    assert.deepEqual((await fixture.names()).sort(), ['shot-edited.png', 'shot.png']);
    const image = sharp(await fixture.read('shot-edited.png'));
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
    const open = fixture.files.open.bind(fixture.files);
    fixture.files.open = (uri) => {
      opened.push(nameOf(uri));
      return open(uri);
    };
    const known = new Map<string, Promise<Content>>();
    const contentAt = (uri: string) => {
      const content = known.get(uri) ?? contentOf(fixture.files.open(uri));
      known.set(uri, content);
      return content;
    };
    await staleEdits({ ...deps(), contentAt }, [source, edited, edited]);
    assert.deepEqual(opened, ['shot.png']);
    const stopped = AbortSignal.abort(new Error('stopped'));
    await assert.rejects(staleEdits(deps(), [source, edited], stopped), /stopped/);
  });

  it('can be looked at beside the first one before anything is replaced', async () => {
    await fixture.put('shot.png', await screenshot('#ffffff'));
    const redo = unwrap(await redoOf(deps(), edited));
    unwrap(await fixture.run(redo.request));
    assert.deepEqual((await fixture.names()).sort(), ['shot-edited-2.png', 'shot-edited.png', 'shot.png']);
  });

  it('keeps the exact size that was asked for, also the second time', async () => {
    const uri = `${fixture.docs}/asset.png`;
    const pixels = { width: 300, height: 100 };
    const target = { kind: 'file', uri, type: 'png', pixels } as const;
    unwrap(await fixture.run(fixture.request([source], { prompt: 'invert', target })));
    let made = uri;
    for (const [width, height] of [
      [320, 180],
      [200, 400],
    ]) {
      await fixture.put('shot.png', await screenshot('#ffffff', width, height));
      const { request } = unwrap(await redoOf(deps(), made));
      made = unwrap(await fixture.run(request)).savedAs ?? '';
      const now = await sharp(await fixture.read(nameOf(made))).metadata();
      assert.deepEqual([now.width, now.height], [300, 100]);
    }
  });

  it('is offered only where it can be done', async () => {
    const inputsOf = async (uri: string) => unwrap(await recordedEdit(deps(), uri)).inputs;
    assert.equal(isRedoable(edited, await inputsOf(edited)), false);
    await fixture.put('shot.png', await fixture.read(nameOf(edited)));
    assert.equal(isRedoable(edited, await inputsOf(edited)), true);
    assert.equal(isRedoable(source, await inputsOf(source)), false, 'it took the place of its own source');
    await fs.rm(new URL(source));
    assert.equal(isRedoable(edited, await inputsOf(edited)), false);
  });

  it('says that a source lies where a record must not lead', async () => {
    const found = await redoOf({ files: fixture.files, reach: () => undefined }, edited);
    assert.match(found.ok ? '' : found.failure.sentence, /shot\.png is outside the workspace/);
  });

  it('says when somebody has drawn in the result', async () => {
    const drawn = await sharp(await fixture.read('shot-edited.png'))
      .keepMetadata()
      .blur(3)
      .toBuffer();
    await fixture.put('shot-edited.png', drawn);
    assert.equal(unwrap(await redoOf(deps(), edited)).editedByHand, true);
  });

  it('says why it can’t be done', async () => {
    const sentence = async (uri: string) => {
      const redo = await redoOf(deps(), uri);
      return redo.ok ? undefined : redo.failure.sentence;
    };
    assert.match((await sentence(source)) ?? '', /shot\.png has no record/);
    const made = unwrap(await fixture.run(fixture.request([], { prompt: 'tint blue' })));
    assert.match((await sentence(made.savedAs ?? '')) ?? '', /was not made by editing another image/);
    await fs.rm(new URL(source));
    assert.match((await sentence(edited)) ?? '', /shot\.png can't be found\. Put it back/);
    assert.match((await sentence(`${edited}x`)) ?? '', /is gone/);
  });
});
