import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CompareImages, type CompareImagesDeps } from '../../../src/features/compare/compareImages.ts';
import type { HeadVersion } from '../../../src/vscode/files/git.ts';
import { until } from '../../vscode/until.ts';
import { RecordedMessages } from '../recordedMessages.ts';

type Compared = Parameters<CompareImagesDeps['comparisons']['compare']>;

describe('comparing images', () => {
  let root: vscode.Uri;
  let messages: RecordedMessages;
  let compared: Compared[];
  let head: HeadVersion;
  let compare: CompareImages;
  const at = (...steps: string[]): vscode.Uri => vscode.Uri.joinPath(root, ...steps);
  const change = (name: string) => ({ resourceUri: at(name) });
  const captions = () => compared.map((pair) => pair.map(({ caption }) => caption));

  before(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    root = vscode.Uri.joinPath(folder.uri, 'compare');
    for (const name of ['a.png', 'a-edited.png', 'b.JPG', 'sub/c.webp', 'notes.txt']) {
      await vscode.workspace.fs.writeFile(at(name), Buffer.from(name));
    }
    await vscode.workspace.fs.createDirectory(at('folder.png'));
  });
  after(() => vscode.workspace.fs.delete(root, { recursive: true }));

  beforeEach(() => {
    messages = new RecordedMessages();
    compared = [];
    head = { state: 'found', uri: 'git:/compare/a.png?HEAD' };
    compare = new CompareImages({
      messages,
      git: { headVersionOf: async () => head },
      comparisons: { compare: (...pair: Compared) => compared.push(pair) },
    });
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('compares two in the order of the selection, whichever was clicked', async () => {
    await compare.execute(at('sub', 'c.webp'), [at('b.JPG'), at('sub', 'c.webp')]);
    assert.deepEqual(captions(), [['compare/b.JPG', 'compare/sub/c.webp']]);
    assert.deepEqual(
      compared[0]?.map(({ uri }) => uri),
      [at('b.JPG').toString(), at('sub', 'c.webp').toString()],
    );
  });

  it('puts the original before what was made of it', async () => {
    await compare.execute(at('a.png'), [at('a-edited.png'), at('a.png')]);
    assert.deepEqual(captions(), [['compare/a.png', 'compare/a-edited.png']]);
  });

  it('leaves out what is no image, and says so', async () => {
    await compare.execute(at('a.png'), [at('a.png'), at('notes.txt'), at('b.JPG'), at('folder.png')]);
    assert.deepEqual(captions(), [['compare/a.png', 'compare/b.JPG']]);
    assert.deepEqual(messages.sentences, ['Left out notes.txt and folder.png: not images.']);
  });

  it('says how many it wants when there are more or fewer', async () => {
    await compare.execute(at('a.png'), [at('a.png'), at('b.JPG'), at('sub', 'c.webp')]);
    await compare.execute(at('a.png'), [at('a.png'), at('notes.txt')]);
    await compare.execute(at('notes.txt'));
    assert.deepEqual(compared, []);
    assert.deepEqual(messages.sentences, [
      '3 images are selected. Select two images to compare.',
      'Left out notes.txt: not an image. Select two images to compare.',
      'Left out notes.txt: not an image. Select two images to compare.',
    ]);
  });

  it('compares each change of source control with its last commit', async () => {
    await compare.execute(change('a.png'), change('b.JPG'));
    assert.deepEqual(captions(), [
      ['HEAD', 'Working tree'],
      ['HEAD', 'Working tree'],
    ]);
    assert.deepEqual(compared[0]?.[0], {
      uri: 'git:/compare/a.png?HEAD',
      caption: 'HEAD',
      headOf: at('a.png').toString(),
    });
    // One that was deleted is compared all the same: the page says that it is gone.
    await compare.execute(change('deleted.png'));
    assert.equal(compared.length, 3);
  });

  it('says why there is no committed version', async () => {
    for (const state of ['notCommitted', 'notInRepository', 'noGit'] as const) {
      head = { state };
      await compare.execute(change('a.png'));
    }
    assert.deepEqual(compared, []);
    const [notCommitted = '', notInRepository = '', noGit = ''] = messages.sentences;
    assert.match(notCommitted, /^a\.png has no committed version yet/);
    assert.match(notInRepository, /^a\.png is in no open Git repository/);
    assert.match(noGit, /^Git can’t be asked for the committed version\. Install it/);
  });

  it('takes nothing but files from whoever runs it', async () => {
    await compare.execute(change('a.png'), { resourceUri: 'file:///b.png' }, null, { fsPath: '/c.png' });
    await compare.execute(at('a.png'), [at('a.png'), 'file:///b.png', at('b.JPG')]);
    assert.deepEqual(captions(), [
      ['HEAD', 'Working tree'],
      ['compare/a.png', 'compare/b.JPG'],
    ]);
  });

  it('opens nothing when the list is left', async () => {
    await vscode.window.showTextDocument(at('notes.txt'));
    const finished = compare.execute().then(() => true);
    await until('the end', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return Promise.race([finished, Promise.resolve(false)]);
    });
    assert.deepEqual(compared, []);
  });
});
