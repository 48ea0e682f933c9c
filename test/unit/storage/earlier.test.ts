import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRecord } from '../../../src/core/records/findRecord.ts';
import { Backups } from '../../../src/core/save/backups.ts';
import { unsetOptions } from '../../../src/core/shared/options.ts';
import { History } from '../../../src/core/storage/history.ts';
import { Journal } from '../../../src/core/storage/journal.ts';
import { decodeSession } from '../../../src/features/panel/session/stored/sessionFile.ts';
import { DiskFileStore } from '../../../src/node/diskFileStore.ts';
import { uriOf } from '../edit/diskStore.ts';

const docs = 'file:///work%20space/docs/';
const options = {
  ...unsetOptions,
  model: 'gemini-3.1-flash-image-preview',
  aspectRatio: 'auto',
  size: '2K',
  thinking: 'high',
  imageOnly: false,
  includeThoughts: true,
  keepTransparency: true,
};
const shot = { name: 'shot.png', source: { kind: 'file', uri: `${docs}shot.png` } };

/** The files in `earlier/` were written by an early build of 0.1.0. */
describe('what an earlier build kept', () => {
  const problems: string[] = [];
  const log = {
    debug: () => {},
    info: () => {},
    warn: (line: string) => void problems.push(line),
    error: (line: string) => void problems.push(line),
  };
  let folder: string;
  let files: DiskFileStore;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nano-banana-earlier-'));
    await cp(join(import.meta.dirname, 'earlier'), folder, { recursive: true });
    files = new DiskFileStore(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));
  afterEach(() => assert.deepEqual(problems.splice(0), []));

  it('is read from a journal of the second form, which called the target a place: a paid result, and what is for one very file', async () => {
    const journal = new Journal({ files, log, owner: 2, isAlive: () => false });
    const kept = await journal.read('kept');
    assert.deepEqual(kept?.request.inputs[0], shot);
    assert.deepEqual(kept?.request.inputs[1], {
      name: 'pasted.png',
      source: { kind: 'stored', name: 'input-abc.png' },
      nameAs: 'logo.png',
    });
    assert.deepEqual(kept?.request.options, options);
    assert.deepEqual(kept?.request.target, {
      kind: 'folder',
      folder: docs,
      name: { base: 'blurred', ending: 'png' },
      pixels: { width: 640, height: 360 },
    });
    assert.equal(kept?.kept?.suggestedName, 'blurred.png');
    assert.equal(kept?.kept?.image.record?.prompt, 'Blur the names');
    const exact = await journal.read('exact');
    assert.equal(exact?.request.target.kind, 'file');
    assert.equal(exact?.request.target.uri, `${docs}harbour.webp`);
  });

  it('is read from a journal of the first form, which said in other fields where a result goes', async () => {
    const first = await new Journal({ files, log, owner: 2, isAlive: () => false }).read('first');
    assert.equal(first?.request.prompt, 'Blur the names');
    assert.deepEqual(JSON.parse(JSON.stringify(first?.request.target)), {
      kind: 'beside',
      otherwise: docs,
      name: { base: 'blurred' },
    });
  });

  it('is read from the history of an image', async () => {
    const { steps, problem } = await new History({ files, log }).load(`${docs}shot.png`);
    assert.equal(problem, undefined);
    assert.deepEqual(
      steps.map(({ prompt, uri, cost }) => [prompt, uri, cost]),
      [['Blur the names', `${docs}shot-edited.png`, 0.05]],
    );
  });

  it('is read from the session of a panel, with what was discarded in it', async () => {
    const session = decodeSession(await files.readStored('session-panel-1.json'));
    assert.equal(session?.prompt, 'Make it dark');
    assert.deepEqual(session?.options, options);
    assert.equal(session?.inputs[1]?.original?.name, 'shot.png');
    const [discarded] = session?.discardings ?? [];
    assert.ok(discarded && 'all' in discarded);
    assert.equal(discarded.all[0]?.step.id, 'r2');
    assert.equal(session?.fileName, 'dark.png');
  });

  it('is read from the backup of a replaced file', async () => {
    const backups = new Backups({ files, log, newId: () => 'x', now: () => 0 });
    const [backup] = await backups.of(`${docs}shot.png`);
    assert.ok(backup);
    assert.equal(new TextDecoder().decode(await backups.read(backup)), 'what shot.png held');
  });

  it('is read from the record beside an image', async () => {
    const image = uriOf(join(folder, 'shot-edited.png'));
    await files.createExclusively(image, Buffer.from('no record in it'));
    const found = await findRecord(files, image);
    assert.equal(found.state, 'found');
    assert.equal(found.record.prompt, 'Blur the names');
    assert.equal(found.record.inputs[0]?.path, 'shot.png');
  });
});
