import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Places, type Workspace } from '../../../src/core/agent/places.ts';
import { DiskStore, uriOf } from '../edit/diskStore.ts';

describe('the places that a model may name', () => {
  let home: string;
  let places: Places;
  const at = (...steps: string[]): string => path.join(home, ...steps);

  beforeEach(async () => {
    home = await fs.realpath(await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-places-')));
    await fs.mkdir(at('ws', 'docs'), { recursive: true });
    await fs.mkdir(at('ws-other'));
    await fs.mkdir(at('second'));
    for (const file of ['ws/a.png', 'ws-other/b.png', 'second/c.png']) await fs.writeFile(at(file), 'x');
    const workspace: Workspace = {
      isTrusted: () => true,
      folders: () => [uriOf(at('ws')), uriOf(at('linked'))],
      uriOf: (text) => (path.isAbsolute(text) ? uriOf(path.normalize(text)) : undefined),
      pathOf: (uri) => fileURLToPath(uri),
      placeOf: (uri) => uri,
    };
    await fs.symlink(at('second'), at('linked'));
    places = new Places(workspace, new DiskStore(at('storage')));
  });
  afterEach(() => fs.rm(home, { recursive: true, force: true }));

  const sentence = async (asked: ReturnType<Places['image']>): Promise<string> => {
    const outcome = await asked;
    assert.ok(!outcome.ok, 'It was allowed.');
    assert.equal(outcome.failure.billed, 'no');
    return outcome.failure.sentence;
  };

  it('are files and folders of the workspace, also of a folder that is a link itself', async () => {
    assert.equal((await places.image(at('ws', 'a.png'))).ok, true);
    assert.equal((await places.image(at('ws', 'docs', '..', 'a.png'))).ok, true);
    assert.equal((await places.image(at('linked', 'c.png'))).ok, true);
    assert.equal((await places.folder(at('ws', 'not', 'there', 'yet'))).ok, true);
    assert.equal((await places.folder(at('ws'))).ok, true);
  });

  it('are never outside, also not by a name that begins alike', async () => {
    assert.match(await sentence(places.image(at('ws-other', 'b.png'))), /outside of the workspace/);
    assert.match(await sentence(places.folder(at('ws', '..', 'x'))), /outside of the workspace/);
    assert.match(await sentence(places.image('a.png')), /not an absolute path/);
  });

  it('are never outside through links: to a file, to a folder, above what isn’t there yet', async () => {
    await fs.symlink(at('ws-other', 'b.png'), at('ws', 'b.png'));
    await fs.symlink(at('ws-other'), at('ws', 'out'));
    await fs.symlink(at('nowhere'), at('ws', 'dead'));
    assert.match(await sentence(places.image(at('ws', 'b.png'))), /outside of the workspace/);
    assert.match(await sentence(places.folder(at('ws', 'out', 'new'))), /outside of the workspace/);
    assert.match(await sentence(places.folder(at('ws', 'dead', 'new'))), /leads nowhere/);
  });

  it('can be links that stay inside', async () => {
    await fs.symlink(at('ws', 'docs'), at('ws', 'in'));
    assert.equal((await places.folder(at('ws', 'in'))).ok, true);
  });

  it('are what they are used as', async () => {
    assert.match(await sentence(places.image(at('ws', 'none.png'))), /there is no such file/);
    assert.match(await sentence(places.image(at('ws', 'docs'))), /it is a folder/);
    assert.match(await sentence(places.folder(at('ws', 'a.png'))), /is a file/);
    assert.match(await sentence(places.folder(at('ws', 'a.png', 'b'))), /can't be used/);
  });
});
