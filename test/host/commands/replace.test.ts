import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { sidecarBytes, sidecarName } from '../../../src/core/records/embed.ts';
import { createRecord } from '../../../src/core/records/record.ts';
import { Replacements } from '../../../src/core/save/replacements.ts';
import { unsetOptions } from '../../../src/core/shared/options.ts';
import { ReplaceDialogs } from '../../../src/features/replace/replaceDialogs.ts';
import { ReplaceOriginal } from '../../../src/features/replace/replaceOriginal.ts';
import { RestoreOriginal } from '../../../src/features/replace/restoreOriginal.ts';
import { OwnStorage } from '../../../src/node/ownStorage.ts';
import { VscodeFileStore } from '../../../src/vscode/files/fileStore.ts';
import type { GitState } from '../../../src/vscode/files/git.ts';
import { VscodeSettings } from '../../../src/vscode/settings.ts';
import { until } from '../../vscode/until.ts';
import { RecordedLog } from '../recordedLog.ts';
import { RecordedMessages } from '../recordedMessages.ts';
import { ShownLists } from '../shownLists.ts';

/** One transparent pixel, and another one: whatever stands after a PNG's end is none of it. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const other = Buffer.concat([png, Buffer.from('another')]);

describe('the commands that replace and restore', () => {
  let root: vscode.Uri;
  let storage: string;
  let messages: RecordedMessages;
  let originals: ReplaceDialogs;
  let replace: ReplaceOriginal;
  let restore: RestoreOriginal;
  let questions: { question: string; detail: string; yes: string }[];
  let agrees: boolean;
  let gitState: GitState;
  let settings: VscodeSettings;

  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(root, name);
  const held = async (name: string): Promise<Buffer> =>
    Buffer.from(await vscode.workspace.fs.readFile(at(name)));
  const isOriginal = async (name: string) => (await held(name)).equals(png);

  beforeEach(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    root = vscode.Uri.joinPath(folder.uri, 'replaced images');
    storage = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-replace-'));
    for (const name of ['photo.png', 'icon.png']) await vscode.workspace.fs.writeFile(at(name), png);
    for (const name of ['photo-edited.png', 'icon-edited.png']) {
      await vscode.workspace.fs.writeFile(at(name), other);
    }
    await vscode.workspace.fs.writeFile(at('notes.txt'), Buffer.from('notes'));
    messages = new RecordedMessages();
    questions = [];
    agrees = true;
    gitState = 'clean';
    const log = new RecordedLog();
    const files = new VscodeFileStore(new OwnStorage(storage));
    let ids = 0;
    originals = new ReplaceDialogs({
      replacements: new Replacements({
        files,
        log,
        newId: () => `id-${ids++}`,
        now: Date.now,
        codec: { finish: () => Promise.reject(new Error('nothing has to be converted')) },
      }),
      git: { stateOf: async () => gitState },
      messages,
      log,
      offer: async ({ sentence }) => messages.tell('error', sentence),
      confirm: async (question, detail, yes) => {
        questions.push({ question, detail, yes });
        return agrees;
      },
    });
    settings = new VscodeSettings(log);
    replace = new ReplaceOriginal({ files, settings, originals, messages });
    restore = new RestoreOriginal({ originals, messages });
  });
  afterEach(async () => {
    settings.dispose();
    await vscode.workspace.fs.delete(root, { recursive: true });
    await fs.rm(storage, { recursive: true, force: true });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** Writes beside an image what it was made from. */
  async function record(name: string, from: string): Promise<void> {
    const made = createRecord({
      kind: 'edited',
      tool: { name: 'Nano Banana for VS Code', version: '0.1.0' },
      prompt: 'Blur the name',
      instructions: [],
      inputs: [{ path: from, sha256: 'a'.repeat(64), role: 'edited' }],
      provider: 'apiyi',
      model: 'gemini-3.1-flash-image-preview',
      options: unsetOptions,
      sent: {},
      usage: undefined,
      cost: undefined,
      milliseconds: undefined,
      madeAt: '2026-02-03T04:05:06.789Z',
      parent: undefined,
      pixelHash: 'd'.repeat(64),
    });
    await vscode.workspace.fs.writeFile(at(sidecarName(name)), sidecarBytes(made));
  }

  it('write an edited image over the one that its record names, and bring that back', async () => {
    await record('photo-edited.png', 'photo.png');
    await replace.execute(at('photo-edited.png'), [at('photo-edited.png')]);
    assert.equal(questions[0]?.question, 'Replace photo.png with photo-edited.png?');
    assert.ok((await held('photo.png')).equals(other));
    assert.ok((await held('photo-edited.png')).equals(other));
    await restore.execute(at('photo.png'), [at('photo.png')]);
    assert.ok(await isOriginal('photo.png'));
    assert.deepEqual(messages.sentences, ['Replaced photo.png.', 'Restored photo.png.']);
  });

  it('ask once for several, saying what would be lost, and take all back with one Undo', async () => {
    gitState = 'modified';
    const wanted = ['photo', 'icon'].map((name) => ({
      replacement: {
        original: at(`${name}.png`).toString(),
        result: { kind: 'file', uri: at(`${name}-edited.png`).toString() },
      } as const,
      warnings: name === 'icon' ? ['icon.png was edited by hand.'] : [],
    }));
    agrees = false;
    assert.deepEqual(await originals.replaceAll(wanted), []);
    assert.ok((await isOriginal('photo.png')) && (await isOriginal('icon.png')));
    assert.equal(questions.length, 1);
    assert.equal(questions[0]?.question, 'Replace 2 images?');
    assert.equal(questions[0]?.yes, 'Replace Anyway');
    assert.match(
      questions[0]?.detail ?? '',
      /^photo\.png: it has uncommitted changes[^\n]*\nicon\.png was edited by hand\.\nicon\.png: it has uncommitted/,
    );
    agrees = true;
    messages.press = 'Undo';
    const missing = {
      replacement: {
        original: at('gone.png').toString(),
        result: { kind: 'file', uri: at('x.png').toString() },
      } as const,
      warnings: [],
    };
    assert.deepEqual(
      await originals.replaceAll([...wanted, missing]),
      wanted.map(({ replacement }) => replacement.original),
    );
    await until('all to be taken back', async () =>
      messages.sentences.some((one) => one.startsWith('Undone')),
    );
    assert.ok((await isOriginal('photo.png')) && (await isOriginal('icon.png')));
    assert.match(messages.sentences[0] ?? '', /gone\.png/);
    assert.ok(messages.sentences.includes('Replaced 2 images.'));
    assert.ok(messages.sentences.includes('Undone: photo.png, icon.png.'));
  });

  it('take of two images the one that the other was made from, else the one beside the clicked one', async () => {
    await record('photo-edited.png', 'photo.png');
    agrees = false;
    const both = [at('photo.png'), at('photo-edited.png')];
    await replace.execute(at('photo.png'), both);
    await replace.execute(at('photo-edited.png'), both);
    await replace.execute(at('icon-edited.png'), [at('icon.png'), at('icon-edited.png')]);
    assert.deepEqual(
      questions.map(({ question }) => question),
      [
        'Replace photo.png with photo-edited.png?',
        'Replace photo.png with photo-edited.png?',
        'Replace icon.png with icon-edited.png?',
      ],
    );
    assert.ok((await isOriginal('photo.png')) && (await isOriginal('icon.png')));
  });

  it('offer only what fits where no record tells the original, and a file from anywhere', async () => {
    const { showOpenDialog } = vscode.window;
    const lists = new ShownLists();
    agrees = false;
    try {
      const finished = replace.execute(at('icon-edited.png'));
      await lists.choose('icon.png');
      await finished;
      assert.equal(questions[0]?.question, 'Replace icon.png with icon-edited.png?');
      const twice = Buffer.from(png);
      twice.writeUInt32BE(2, 16);
      await vscode.workspace.fs.writeFile(at('banner.png'), twice);
      vscode.window.showOpenDialog = async () => [at('photo.png')];
      const elsewhere = replace.execute(at('banner.png'));
      await lists.choose('Choose a File…');
      await elsewhere;
      assert.equal(questions.length, 2);
      assert.equal(questions[1]?.question, 'Replace photo.png with banner.png?');
      vscode.window.showOpenDialog = async () => [at('banner.png')];
      const itself = replace.execute(at('banner.png'));
      await lists.choose('Choose a File…');
      await itself;
      assert.match(messages.sentences.at(-1) ?? '', /^banner\.png can't replace itself/);
    } finally {
      lists.dispose();
      vscode.window.showOpenDialog = showOpenDialog;
    }
    assert.deepEqual(lists.offered, [
      ['icon.png: The name fits, and so do size and type', 'Choose a File…'],
      ['Choose a File…'],
      ['Choose a File…'],
    ]);
  });

  it('ask for the original where nothing tells it, and do nothing when the list is left', async () => {
    const finished = replace.execute(at('icon-edited.png')).then(() => true);
    await until('the end', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return Promise.race([finished, Promise.resolve(false)]);
    });
    assert.deepEqual(questions, []);
  });

  it('say what to select', async () => {
    await replace.execute(at('notes.txt'), [at('notes.txt')]);
    await replace.execute(at('photo.png'), [at('photo.png'), at('icon.png'), at('icon-edited.png')]);
    await replace.execute();
    assert.match(messages.sentences[0] ?? '', /^notes\.txt is not an image/);
    assert.match(
      messages.sentences[1] ?? '',
      /^Select only the edited image, or the edited image and its original/,
    );
    assert.match(messages.sentences[2] ?? '', /^Select an edited image in the explorer/);
    assert.deepEqual(questions, []);
  });

  it('warn more strongly where Git could not bring the file back', async () => {
    await record('photo-edited.png', 'photo.png');
    agrees = false;
    const states: GitState[] = ['clean', 'modified', 'untracked', 'ignored', 'notInRepository', 'noGit'];
    for (gitState of states) await replace.execute(at('photo-edited.png'));
    assert.deepEqual(
      questions.map(({ detail, yes }) => [yes, detail.startsWith('Careful: ')]),
      [
        ['Replace', false],
        ['Replace Anyway', true],
        ['Replace Anyway', true],
        ['Replace Anyway', true],
        ['Replace', false],
        ['Replace', false],
      ],
    );
    assert.equal(new Set(questions.map(({ detail }) => detail)).size, states.length);
    for (const { detail } of questions)
      assert.match(detail, /A backup is kept: Restore Original brings photo\.png back\.$/);
  });

  it('say that there is nothing to restore', async () => {
    await restore.execute(at('icon.png'), [at('icon.png')]);
    await restore.execute();
    assert.match(
      messages.sentences[0] ?? '',
      /^There is nothing to restore: icon\.png was never replaced here/,
    );
    assert.equal(
      messages.sentences[1],
      'There is nothing to restore: no image was replaced in this workspace.',
    );
  });

  it('undo by the button of the message', async () => {
    await record('photo-edited.png', 'photo.png');
    messages.press = 'Undo';
    await replace.execute(at('photo-edited.png'));
    await until('the undoing', () => isOriginal('photo.png'));
    await until('the word on it', async () => messages.sentences.includes('Undone: photo.png.'));
  });

  it('restore the image that the built-in preview shows', async () => {
    await record('photo-edited.png', 'photo.png');
    await replace.execute(at('photo-edited.png'));
    await vscode.commands.executeCommand('vscode.openWith', at('photo.png'), 'imagePreview.previewEditor');
    await until('the preview', () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputCustom && input.uri.toString() === at('photo.png').toString();
    });
    await restore.execute();
    assert.ok(await isOriginal('photo.png'));
  });

  it('ask before a change of somebody else is taken away', async () => {
    await record('photo-edited.png', 'photo.png');
    await replace.execute(at('photo-edited.png'));
    await vscode.workspace.fs.writeFile(at('photo.png'), Buffer.concat([png, Buffer.from('by hand')]));
    agrees = false;
    await restore.execute(at('photo.png'));
    assert.equal(questions.at(-1)?.question, 'Restore photo.png even though it has changed?');
    assert.match((await held('photo.png')).toString('latin1'), /by hand$/);
    agrees = true;
    await restore.execute(at('photo.png'));
    assert.ok(await isOriginal('photo.png'));
  });
});
