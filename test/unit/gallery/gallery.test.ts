import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { FileError } from '../../../src/core/ports.ts';
import { KeptDiscards } from '../../../src/core/save/keptDiscards.ts';
import type { GalleryItem } from '../../../src/core/shared/protocol/galleryProtocol.ts';
import { Drafts } from '../../../src/core/storage/drafts.ts';
import { History } from '../../../src/core/storage/history.ts';
import { nameOf } from '../../../src/core/uris.ts';
import { Gallery } from '../../../src/features/gallery/gallery.ts';
import type { ListedResult, MeantResult, OpenRequest } from '../../../src/features/panels.ts';
import { uriOf } from '../edit/diskStore.ts';
import { type EditingFixture, owner } from '../edit/editingFixture.ts';
import { bytesOf, marked } from '../images/pictures.ts';
import { idOf, openSession, type TestSession } from '../session/sessionFixture.ts';
import { useShots } from '../session/useShots.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };

describe('The gallery', () => {
  let fixture: EditingFixture;
  let opened: OpenRequest[];
  let shown: string[];
  let target: string | undefined;
  /** What was found in each image, by its name. */
  let looked: Map<string, string>;
  /** What open panels list. */
  let listed: (meant: MeantResult) => ListedResult | undefined;

  const put = useShots((given) => {
    fixture = given;
    opened = [];
    shown = [];
    target = undefined;
    looked = new Map();
    listed = () => undefined;
  });

  const docs = (name: string) => uriOf(path.join(fixture.folder, 'docs', name));

  async function open(): Promise<Gallery> {
    const { files } = fixture;
    const service = fixture.service(owner + 1);
    const gallery = new Gallery(
      {
        files,
        journal: service.journal,
        drafts: new Drafts({ files, log }),
        history: new History({ files, log }),
        kept: new KeptDiscards({ files, log }),
        editing: service,
        panels: { open: async (request) => void opened.push(request), listed: (meant) => listed(meant) },
        isRunning: () => false,
        looked: (uri, { state }) => void looked.set(nameOf(uri), state),
        reach: (uri) => uri,
        newId: randomUUID,
        now: Date.now,
        log,
        findImages: async () => {
          const names = await readdir(path.join(fixture.folder, 'docs'));
          return { uris: names.map(docs), limits: null };
        },
        relativePathOf: (uri) => `docs/${nameOf(uri)}`,
        open: async (uri) => void shown.push(`open ${nameOf(uri)}`),
        showRecord: async (uri) => void shown.push(`record ${nameOf(uri)}`),
        chooseTarget: async () => target,
      },
      () => {},
    );
    await gallery.look();
    return gallery;
  }

  const namesOf = ({ state }: Gallery) => state.items.map(({ kind, name }) => `${kind} ${name}`);
  const itemWith = ({ state }: Gallery, isMeant: (item: GalleryItem) => boolean): string =>
    state.items.find(isMeant)?.id ?? '';

  /** A session that made one image, and then several variants, and is closed. */
  async function made(variants: number): Promise<TestSession> {
    const session = await openSession(fixture, { uris: await put('shot.png') });
    await session.run('invert');
    if (variants > 1) {
      session.session.setVariants(variants);
      await session.run('blur the name');
    }
    await session.session.end();
    return session;
  }

  it('lists what was made, newest first, with prompt, source, model and cost, and no other image', async () => {
    await made(2);
    const { state } = await open();
    assert.deepEqual(
      state.items.map(({ kind, name, place, source, prompt }) => [kind, name, place, source, prompt]),
      [
        ['draft', 'shot-edited.png', '', 'shot.png', 'blur the name'],
        ['draft', 'shot-edited.png', '', 'shot.png', 'blur the name'],
        ['saved', 'shot-edited.png', 'docs/shot-edited.png', 'shot.png', 'invert'],
      ],
    );
    assert.ok(state.items.every(({ cost, model, isStale }) => (cost ?? 0) > 0 && model !== '' && !isStale));
    assert.equal(state.looking, null);
  });

  it('tells what it found in each image, for the menus of a window in which the image was not made', async () => {
    await made(1);
    await open();
    assert.deepEqual([...looked].sort(), [
      ['shot-edited.png', 'found'],
      ['shot.png', 'none'],
    ]);
  });

  it('marks what was made from a source that has changed since', async () => {
    await made(1);
    await writeFile(path.join(fixture.folder, 'docs', 'shot.png'), await bytesOf(marked(100, 60).png()));
    const gallery = await open();
    assert.deepEqual(
      gallery.state.items.map(({ isStale }) => isStale),
      [true],
    );
  });

  it('opens an image, shows how it was made, and goes on from it', async () => {
    await made(1);
    const gallery = await open();
    const id = itemWith(gallery, () => true);
    await gallery.act(id, 'open');
    await gallery.act(id, 'record');
    await gallery.act(id, 'edit');
    assert.deepEqual(shown, ['open shot-edited.png', 'record shot-edited.png']);
    assert.deepEqual(opened, [{ kind: 'edit', uris: [docs('shot-edited.png')] }]);
  });

  it('keeps a draft, which the next panel of its source has among its results', async () => {
    await made(2);
    const gallery = await open();
    await gallery.act(
      itemWith(gallery, ({ kind }) => kind === 'draft'),
      'edit',
    );
    assert.deepEqual(opened, [{ kind: 'edit', uris: [docs('shot.png')] }]);
    await gallery.act(
      itemWith(gallery, ({ kind }) => kind === 'draft'),
      'keep',
    );
    assert.equal(gallery.state.status, 'Saved shot-edited-2.png.');
    assert.deepEqual(namesOf(gallery).toSorted(), [
      'draft shot-edited.png',
      'saved shot-edited-2.png',
      'saved shot-edited.png',
    ]);
    const later = await openSession(fixture, { uris: [docs('shot.png')] });
    await later.session.recall();
    assert.deepEqual(
      later
        .state()
        .results.map(({ name, isDraft }) => `${isDraft ? 'draft' : 'saved'} ${name}`)
        .toSorted(),
      ['draft shot-edited.png', 'saved shot-edited-2.png', 'saved shot-edited.png'],
    );
  });

  it('discards files and drafts, takes both back, and leaves them to the next panel for 30 days', async () => {
    await made(2);
    const gallery = await open();
    await gallery.act(
      itemWith(gallery, ({ kind }) => kind === 'saved'),
      'discard',
    );
    await gallery.act(
      itemWith(gallery, ({ kind }) => kind === 'draft'),
      'discard',
    );
    assert.deepEqual(namesOf(gallery), ['draft shot-edited.png']);
    assert.deepEqual(await fixture.names(), ['shot.png']);
    assert.equal(gallery.state.undo, 'Discarded shot-edited.png');
    const later = await openSession(fixture, { uris: [docs('shot.png')] });
    await later.session.recall();
    assert.deepEqual([later.state().results.length, later.state().discarded], [1, 2]);
    await gallery.undo();
    await gallery.undo();
    assert.equal(gallery.state.undo, null);
    assert.deepEqual(namesOf(gallery).toSorted(), [
      'draft shot-edited.png',
      'draft shot-edited.png',
      'saved shot-edited.png',
    ]);
    const last = await openSession(fixture, { uris: [docs('shot.png')] });
    await last.session.recall();
    assert.deepEqual([last.state().results.length, last.state().discarded], [3, 0]);
  });

  it('does to what an open panel lists what the panel does', async () => {
    const session = await openSession(fixture, { uris: await put('shot.png') });
    session.session.setVariants(2);
    await session.run('invert');
    listed = (meant) => ('id' in meant ? session.session.listed(meant.id) : undefined);
    const gallery = await open();
    await gallery.act(`draft:${idOf(session, 0)}`, 'keep');
    assert.equal(session.state().results[0]?.isDraft, false);
    await gallery.act(`draft:${idOf(session, 1)}`, 'discard');
    assert.equal(session.state().results.length, 1);
    await gallery.undo();
    assert.equal(session.state().results.length, 2);
  });

  it('lists what could not be saved, and saves it where the person says', async () => {
    const create = fixture.files.createExclusively.bind(fixture.files);
    fixture.files.createExclusively = () => Promise.reject(new FileError('noSpace', 'ENOSPC'));
    await made(1);
    fixture.files.createExclusively = create;
    const gallery = await open();
    assert.deepEqual(namesOf(gallery), ['unsaved shot-edited.png']);
    const id = itemWith(gallery, () => true);
    await gallery.act(id, 'saveAs');
    assert.deepEqual(namesOf(gallery), ['unsaved shot-edited.png']);
    await gallery.act(id, 'discard');
    assert.deepEqual(namesOf(gallery), []);
    await gallery.undo();
    target = docs('elsewhere.png');
    await gallery.act(id, 'saveAs');
    assert.deepEqual(namesOf(gallery), ['saved elsewhere.png']);
  });

  it('says why a draft can’t be kept, and goes on showing it', async () => {
    await made(2);
    const gallery = await open();
    fixture.files.createExclusively = () => Promise.reject(new FileError('noSpace', 'ENOSPC'));
    await gallery.act(
      itemWith(gallery, ({ kind }) => kind === 'draft'),
      'keep',
    );
    assert.match(gallery.state.status, /could not be saved\. The disk is full/);
    assert.equal(namesOf(gallery).filter((name) => name.startsWith('draft')).length, 2);
  });
});
