import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { canonicalUri } from '../../../src/core/assets/compile/places.ts';
import { Backups } from '../../../src/core/save/backups.ts';
import { FileLocks } from '../../../src/node/buildLocks.ts';
import { commitAll, hasGit } from '../../vscode/gitFolder.ts';
import { until } from '../../vscode/until.ts';
import { canary, ToolFixture, ToolServices } from '../agent/toolFixture.ts';
import { openRepository } from '../openRepository.ts';
import { acceptUntil, ShownLists } from '../shownLists.ts';
import { AssetsFixture, cancelUntil } from './assetsFixture.ts';

/** One transparent pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const one = '  - { output: a.png, prompt: tint blue, pixels: 64x64 }\n';
const three = ['a', 'b', 'c']
  .map((name) => `  - { output: ${name}.png, prompt: tint blue, pixels: 64x64 }\n`)
  .join('');
const { Global, Workspace } = vscode.ConfigurationTarget;

describe('building docs assets in a window', () => {
  let services: ToolServices;
  let fixture: AssetsFixture;
  let lists: ShownLists;
  const told = (): string => fixture.messages.sentences.join('\n');
  const requests = (): number => fixture.base.standIn.requests.length;
  const put = (name: string, bytes: Buffer) => vscode.workspace.fs.writeFile(fixture.at(name), bytes);
  const names = (path: string) => `${vscode.workspace.asRelativePath(fixture.at(path))}`;

  before(async () => {
    services = await ToolServices.start();
    fixture = new AssetsFixture(await ToolFixture.open(services));
    await vscode.commands.executeCommand('notifications.clearAll');
  });
  beforeEach(() => {
    lists = new ShownLists();
  });
  after(async () => {
    await fixture.base.close();
    await services.end();
  });
  afterEach(async () => {
    lists.dispose();
    await fixture.reset();
  });

  it('builds nothing from a manifest that Git ignores, though it is open, and its original once', async () => {
    await put('.gitignore', Buffer.from('site/\n'));
    await fixture.write(one);
    const copy = await fixture.write(one, 'site/nano-banana.yaml');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(copy));
    await fixture.run('buildAssets', copy);
    assert.match(told(), /site\/nano-banana\.yaml: Git ignores this file, so nothing is built from it/);
    await fixture.generate(0, copy);
    assert.equal(requests(), 0);
    await fixture.generate();
    assert.equal(requests(), 1);
    assert.ok((await fixture.has('a.png')) && !(await fixture.has('site/a.png')));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  describe('one after the other', () => {
    before(async () => {
      await fixture.base.set('maxConcurrentRequests', 1);
      await until('the setting', () => fixture.base.settings.read().maxConcurrentRequests === 1);
    });
    after(() => fixture.base.set('maxConcurrentRequests', undefined));

    it('ends what is on its way when it is cancelled, begins nothing new, and goes on when asked to', async () => {
      const manifest = await fixture.write(three);
      const held = fixture.base.standIn.tell({ hold: 'beforeHeaders' });
      const building = fixture.run('buildAssets', manifest);
      await acceptUntil('the request', () => requests() > 0);
      await held.arrived;
      await cancelUntil('the end of what waits', () =>
        /nothing more begins/.test(fixture.base.log.lines.join()),
      );
      fixture.messages.press = 'Build the Rest';
      held.release();
      await until('the sentence', () => /^1 made, 2 not started\. Spent about \$/.test(told()));
      assert.equal(requests(), 1);
      assert.deepEqual(fixture.messages.shown[0]?.buttons, ['Show What Was Not Made', 'Build the Rest']);
      await acceptUntil('the rest', () => requests() > 1);
      await building;
      assert.match(fixture.messages.sentences.at(-1) ?? '', /^2 made\. Spent about/);
      assert.equal(requests(), 3);
    });

    it('breaks off what is on its way when it is cancelled again', async () => {
      const manifest = await fixture.write(three);
      fixture.base.standIn.tell({ hold: 'beforeHeaders' });
      const building = fixture.run('buildAssets', manifest);
      await acceptUntil('the request', () => requests() > 0);
      await cancelUntil('the end of the request', () => fixture.base.standIn.aborted.length > 0);
      await building;
      assert.equal(fixture.messages.shown[0]?.severity, 'warning');
      assert.match(told(), /^0 made, 2 not started, 1 cut short, which may still be billed\.$/);
      assert.equal(requests(), 1);
      assert.equal(await fixture.has('a.png'), false);
    });
  });

  it('replaces what was edited by hand only when it is agreed to by name, and keeps a backup', async () => {
    await fixture.write(one);
    await put('a.png', png);
    fixture.agrees = false;
    await fixture.generate();
    const question = `Replace ${names('a.png')}, which was edited by hand?`;
    assert.deepEqual(
      fixture.questions.map((asked) => asked.split('\n')[0]),
      [question],
    );
    assert.match(
      fixture.questions.join(),
      /The current file is kept as a backup: “Restore Original” brings it back/,
    );
    assert.ok((await fixture.bytes('a.png')).equals(png));
    assert.equal(requests(), 0);

    fixture.agrees = true;
    await fixture.generate();
    assert.ok(!(await fixture.bytes('a.png')).equals(png));
    const backups = new Backups(fixture.base.parts);
    const [backup] = await backups.of(fixture.at('a.png').toString());
    assert.ok(backup);
    assert.ok(Buffer.from(await backups.read(backup)).equals(png));
  });

  it('replaces of several just those that were ticked', async () => {
    const variants = `{ output: "\${theme}.png", prompt: tint blue, pixels: 64x64, variants: { theme: [light, dark] } }`;
    await fixture.write(`  - ${variants}\n`);
    await put('light.png', png);
    await put('dark.png', png);
    const building = fixture.generate();
    await lists.chooseTicked(names('light.png'));
    await building;
    assert.deepEqual(
      fixture.questions.map((question) => question.split('\n')[0]),
      [`Replace ${names('light.png')}, which was edited by hand?`],
    );
    assert.ok(!(await fixture.bytes('light.png')).equals(png));
    assert.ok((await fixture.bytes('dark.png')).equals(png));
    assert.equal(requests(), 1);
  });

  it('tells of several what is worth knowing in a list that leads to each', async () => {
    const variants = `{ output: "\${theme}.png", prompt: tint blue, pixels: 64x64, variants: { theme: [light, dark] } }`;
    const manifest = await fixture.write(`  - ${variants}\n`);
    fixture.messages.press = 'Show Remarks';
    const building = fixture.generate();
    await acceptUntil('both requests', () => requests() > 1);
    await building;
    assert.match(told(), /^2 made\. Spent about \$/);
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.uri.scheme, 'nano-banana-assets');
    const remark = (name: string) => `- ${names(name)}: Resized from 512 × 512 to 64 × 64.`;
    assert.deepEqual(shown.getText().trim().split('\n').slice(2), [remark('light.png'), remark('dark.png')]);
    const links: vscode.DocumentLink[] = await vscode.commands.executeCommand(
      'vscode.executeLinkProvider',
      shown.uri,
    );
    assert.ok(links.some(({ target }) => target?.path === manifest.path && target.fragment === 'L3'));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('saves what could not be saved with the next build, which pays nothing and needs no key', async () => {
    await fixture.write(one);
    await failToSave();
    assert.match(told(), /a\.png .*[Tt]he (?:new )?image is kept/);
    assert.deepEqual(fixture.messages.shown[0]?.buttons.slice(0, 1), ['Save As…']);
    await vscode.workspace.fs.delete(fixture.at('a.png'));
    await fixture.base.secrets.delete(fixture.base.standIn.origin);
    await fixture.generate();
    await fixture.base.secrets.store(fixture.base.standIn.origin, canary);
    assert.equal(fixture.messages.sentences.at(-1), 'Saved a.png, which an earlier build had paid for.');
    assert.equal(requests(), 1);
    assert.deepEqual(fixture.steps, []);
    assert.deepEqual(await leftNames(), []);
  });

  for (const button of ['Save As…', 'Discard']) {
    it(`pays for another wish, and then tells of the earlier result: ${button}`, async () => {
      await fixture.write(one);
      await failToSave();
      await vscode.workspace.fs.delete(fixture.at('a.png'));
      await fixture.write(one.replace('blue', 'red'));
      fixture.reopen();
      fixture.place = fixture.at('elsewhere.png');
      fixture.messages.press = button;
      await fixture.generate();
      assert.equal(requests(), 2);
      assert.match(told(), /An image paid for as a\.png is not saved yet.*Save it elsewhere\?/);
      assert.equal(await fixture.has('elsewhere.png'), button === 'Save As…');
      assert.deepEqual(await leftNames(), []);
    });
  }

  it('asks for the key and goes on; without one it says that nothing was built', async () => {
    await fixture.write(one);
    await fixture.base.secrets.delete(fixture.base.standIn.origin);
    await fixture.generate();
    assert.deepEqual(fixture.messages.sentences, ['Nothing was built: there is no API key yet.']);
    fixture.key = canary;
    await fixture.generate();
    assert.deepEqual(fixture.steps, ['setApiKey', 'setApiKey']);
    assert.equal(requests(), 1);
    assert.ok(await fixture.has('a.png'));
  });

  it('asks before a build above the limit, and where the workspace makes it dearer', async () => {
    await fixture.write(one);
    await fixture.base.set('confirmAboveCost', 0.001);
    await fixture.base.set('model', 'gemini-3-pro-image-preview', Workspace);
    await until('the settings', () => {
      const { confirmAboveCost, model } = fixture.base.settings.read();
      return confirmAboveCost < 0.5 && model === 'gemini-3-pro-image-preview';
    });
    fixture.agrees = false;
    await fixture.generate();
    assert.match(fixture.questions.join('\n'), /^This workspace asks for .* instead of \$\S+ with your own/);
    assert.equal(requests(), 0);
    fixture.agrees = true;
    await fixture.generate();
    assert.equal(requests(), 1);
    assert.match(
      fixture.questions.at(-1) ?? '',
      /^This build costs about \$\S+, more than the limit you set/,
    );
    // Agreed to once, the wish of the workspace is not asked again.
    await fixture.generate();
    assert.equal(fixture.questions.filter((question) => question.startsWith('This workspace')).length, 2);
    assert.equal(fixture.questions.filter((question) => question.startsWith('This build')).length, 2);
    await fixture.base.set('confirmAboveCost', undefined, Global);
    await fixture.base.set('model', undefined, Workspace);
  });

  it('asks which of several manifests, and builds that alone', async () => {
    await fixture.write(one, 'docs/nano-banana.yaml');
    await fixture.write(three, 'site/nano-banana.yaml');
    const building = fixture.run('buildAssets');
    await lists.choose(names('docs/nano-banana.yaml'));
    await acceptUntil('the request', () => requests() > 0);
    await building;
    assert.equal(requests(), 1);
    assert.deepEqual(fixture.messages.sentences.at(-1)?.startsWith('Made a.png'), true, told());
  });

  it('refuses a second build, in this window and where the command line builds', async () => {
    const manifest = await fixture.write(one);
    const held = fixture.base.standIn.tell({ hold: 'beforeHeaders' });
    const building = fixture.generate();
    await held.arrived;
    await fixture.run('buildAssets', manifest);
    await fixture.generate();
    const already = 'Docs assets are being built already. Wait until it is done, or cancel it.';
    assert.deepEqual(fixture.messages.sentences, [already, already]);
    held.release();
    await building;
    await vscode.workspace.fs.delete(fixture.at('a.png'));
    fixture.messages.shown.length = 0;
    fixture.reopen();
    // As the command line holds it, in a process of its own.
    const locks = new FileLocks({ owner: process.ppid, isAlive: () => true });
    const other = await locks.hold([canonicalUri(manifest.toString())]);
    assert.ok(other);
    await fixture.generate();
    await other.release();
    assert.deepEqual(fixture.messages.sentences, [
      'These assets are being built already, by another window or program. Wait until it is done.',
    ]);
    assert.equal(requests(), 1);
  });

  it('ends what it began when the manifest goes away meanwhile', async () => {
    const manifest = await fixture.write(one);
    const held = fixture.base.standIn.tell({ finish: 'IMAGE_SAFETY', hold: 'beforeHeaders' });
    const building = fixture.generate();
    await held.arrived;
    await vscode.workspace.fs.delete(manifest);
    fixture.messages.press = 'Build the Rest';
    held.release();
    await building;
    await until('the end', () => fixture.messages.sentences.length === 2);
    assert.match(told(), /There is nothing to make: the manifest no longer lists this image\.$/);
    assert.equal(requests(), 1);
  });

  it('compares an image with its last commit, and says where there is none', async function () {
    if (!hasGit || vscode.extensions.getExtension('vscode.git') === undefined) return this.skip();
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'nano-banana-assets-git-')));
    const manifest = vscode.Uri.file(join(folder, 'nano-banana.yaml'));
    try {
      await writeFile(manifest.fsPath, `version: 1\nassets:\n${one}`);
      await writeFile(join(folder, 'a.png'), png);
      await commitAll(folder);
      await openRepository(folder);
      await vscode.workspace.openTextDocument(manifest);
      const image = vscode.Uri.file(join(folder, 'a.png')).toString();
      await fixture.run('compareAsset', { manifest: manifest.toString(), index: 0 });
      assert.deepEqual(
        fixture.compared.map((pair) => pair.map(({ caption, headOf }) => [caption, headOf])),
        [
          [
            ['HEAD', image],
            ['Working tree', undefined],
          ],
        ],
      );
      assert.match(fixture.compared[0]?.[0].uri ?? '', /^git:/);
    } finally {
      await rm(folder, { recursive: true, maxRetries: 5 });
    }
    await fixture.write(one);
    await fixture.run('compareAsset', { manifest: fixture.at('nano-banana.yaml').toString(), index: 0 });
    await put('a.png', png);
    fixture.reopen();
    await fixture.run('compareAsset', { manifest: fixture.at('nano-banana.yaml').toString(), index: 0 });
    assert.deepEqual(fixture.messages.sentences, [
      `${names('a.png')} does not exist yet. Generate it first.`,
      `${names('a.png')} was made from no other image, and Git has no committed version of it, so there is nothing to compare it with.`,
    ]);
  });

  /** Builds, and puts another file in the place while the answer is on its way. */
  async function failToSave(): Promise<void> {
    const held = fixture.base.standIn.tell({ hold: 'beforeHeaders' });
    const building = fixture.generate();
    await held.arrived;
    await put('a.png', png);
    held.release();
    await building;
  }

  /** What is kept in the storage for somebody to save. */
  async function leftNames(): Promise<string[]> {
    return (await fixture.base.files.listStored('')).filter((name) => !name.startsWith('backup-'));
  }
});
