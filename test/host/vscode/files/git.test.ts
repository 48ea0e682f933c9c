import assert from 'node:assert/strict';
import { copyFile, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Git, type GitState } from '../../../../src/vscode/files/git.ts';
import { commitAll, git, hasGit } from '../../../vscode/gitFolder.ts';
import { until } from '../../../vscode/until.ts';
import { openRepository } from '../../openRepository.ts';
import { RecordedLog } from '../../recordedLog.ts';

const address = (path: string): string => vscode.Uri.file(path).toString();
const first = Buffer.from('the first version');

describe('what git says of a file', () => {
  let folder: string;
  let asked: Git;
  const at = (name: string): string => join(folder, name);

  before(async function () {
    // A desktop VS Code for tests has its own extensions switched off.
    if (!hasGit || vscode.extensions.getExtension('vscode.git') === undefined) return this.skip();
    folder = await realpath(await mkdtemp(join(tmpdir(), 'nano-banana-git-')));
    for (const name of ['same.png', 'other.png', 'moved.png', 'gone.png']) await writeFile(at(name), first);
    await writeFile(at('.gitignore'), 'ignored.png\n');
    await commitAll(folder);
    await writeFile(at('other.png'), 'the second version');
    await writeFile(at('new.png'), first);
    await writeFile(at('ignored.png'), first);
    asked = new Git(new RecordedLog());
    await openRepository(folder);
  });
  after(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const states: [string, GitState][] = [
    ['same.png', 'clean'],
    ['other.png', 'modified'],
    ['new.png', 'untracked'],
    ['ignored.png', 'ignored'],
  ];
  for (const [name, state] of states) {
    it(`tells that ${name} is ${state}`, async () => {
      assert.equal(await asked.stateOf(address(at(name))), state);
    });
  }

  it('tells that a file outside is in no repository', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'nano-banana-no-git-'));
    await copyFile(at('same.png'), join(outside, 'same.png'));
    assert.equal(await asked.stateOf(address(join(outside, 'same.png'))), 'notInRepository');
    const version = await asked.headVersionOf(address(join(outside, 'same.png')));
    assert.deepEqual(version, { state: 'notInRepository' });
    await rm(outside, { recursive: true });
  });

  it('finds the committed bytes, also of a file that was deleted or renamed', async () => {
    const bytesOf = async (name: string): Promise<string> => {
      const version = await asked.headVersionOf(address(at(name)));
      assert.ok(version.state === 'found', `${name}: ${version.state}`);
      return Buffer.from(await vscode.workspace.fs.readFile(vscode.Uri.parse(version.uri))).toString();
    };
    assert.equal(await bytesOf('other.png'), first.toString());
    await rm(at('gone.png'));
    assert.equal(await bytesOf('gone.png'), first.toString());
    await rename(at('moved.png'), at('to.png'));
    await git(folder, 'add', '--all', 'moved.png', 'to.png');
    await until('git to see the new name', async () => {
      const { state } = await asked.headVersionOf(address(at('to.png')));
      return state === 'found';
    });
    assert.equal(await bytesOf('to.png'), first.toString());
    assert.deepEqual(await asked.headVersionOf(address(at('new.png'))), { state: 'notCommitted' });
  });

  it('calls back when a commit is made, and no more once nobody listens', async () => {
    let calls = 0;
    const watching = asked.watchHead(address(at('other.png')), () => calls++);
    // The repository is looked up first; git says nothing of what happened before.
    await asked.stateOf(address(at('other.png')));
    await git(folder, 'commit', '--quiet', '--all', '--message', 'Second');
    await until('the call', () => calls > 0);
    watching.dispose();
    const before = calls;
    await git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'Third');
    assert.equal(await asked.stateOf(address(at('other.png'))), 'clean');
    assert.equal(calls, before);
  });
});

describe('without git', () => {
  const file = address(join(tmpdir(), 'a.png'));

  it('says so, whether the extension is missing, switched off or fails', async () => {
    const fails = async () => {
      throw new Error('no git here');
    };
    for (const exports of [async () => undefined, async () => ({ enabled: false, getAPI: fails }), fails]) {
      const log = new RecordedLog();
      const asked = new Git(log, exports);
      assert.equal(await asked.stateOf(file), 'noGit');
      assert.deepEqual(await asked.headVersionOf(file), { state: 'noGit' });
    }
  });

  it('knows no repository of files that are not on the disk', async () => {
    const asked = new Git(new RecordedLog());
    assert.deepEqual(await asked.headVersionOf('untitled:a.png'), { state: 'notInRepository' });
  });
});
