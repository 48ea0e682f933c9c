import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checksumsName, writeChecksums } from '../../../build/checksums.mjs';
import { repositoryOf } from '../../../build/cli.mjs';
import { linkOptions } from '../../../build/package.mjs';
import { releaseNotes } from '../../../build/releaseNotes.mjs';
import { releases } from '../../vscode/fetch.ts';
import { projectFolder } from '../../vscode/paths.ts';

const release = {
  tag: 'v1.2.0',
  manifest: { version: '1.2.0' },
  lockfile: { version: '1.2.0' },
  changelog: '# Changelog\n\n## 1.2.0 (May)\n\n- One.\n- Two.\n\n## 1.1.0\n\n- Old.\n',
};

describe('a release', () => {
  it('has as its notes what the changelog says of its version', () => {
    assert.equal(releaseNotes(release), '- One.\n- Two.');
  });

  it('of the version that package.json names could be made now', async () => {
    const read = (name: string) => readFile(join(projectFolder, name), 'utf8');
    const manifest: { version: string } = JSON.parse(await read('package.json'));
    const lockfile: { version: string } = JSON.parse(await read('package-lock.json'));
    const changelog = await read('CHANGELOG.md');
    assert.match(releaseNotes({ tag: `v${manifest.version}`, manifest, lockfile, changelog }), /\S/);
  });

  it('is refused where the tag is of another version than the package', () => {
    assert.throws(() => releaseNotes({ ...release, tag: 'v1.2.1' }), /The tag is v1\.2\.1, .*1\.2\.0/);
    assert.throws(() => releaseNotes({ ...release, tag: '1.2.0' }), /The tag is 1\.2\.0/);
  });

  it('is refused where the lockfile stayed behind', () => {
    assert.throws(() => releaseNotes({ ...release, lockfile: { version: '1.1.0' } }), /package-lock\.json/);
  });

  it('is refused where the changelog says nothing of it', () => {
    const empty = '# Changelog\n\n## 1.2.0\n\n## 1.1.0\n\n- Old.\n';
    assert.throws(() => releaseNotes({ ...release, changelog: empty }), /says nothing under "## 1\.2\.0"/);
    assert.throws(() => releaseNotes({ ...release, changelog: '## 11.2.0\n\n- One.\n' }), /says nothing/);
  });
});

describe('the checksums of a release', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nano-banana-checksums-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are of its packages and their bills of materials, as sha256sum reads them', async () => {
    for (const name of ['b.vsix', 'a.tgz', 'b.cdx.json', 'RELEASE_NOTES.md']) {
      await writeFile(join(folder, name), 'abc');
    }
    assert.deepEqual(await writeChecksums(folder), ['a.tgz', 'b.cdx.json', 'b.vsix']);
    const known = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    assert.equal(
      await readFile(join(folder, checksumsName), 'utf8'),
      `${known}  a.tgz\n${known}  b.cdx.json\n${known}  b.vsix\n`,
    );
  });

  it('are refused where there is nothing of a release', async () => {
    await assert.rejects(writeChecksums(folder), /Nothing of a release/);
  });
});

describe('the repository that packages lead to', () => {
  const workflow = {
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'somebody/something',
    GITHUB_SHA: '0123abc',
  };

  it('is the one whose workflow packs them, at that commit', () => {
    assert.deepEqual(linkOptions(workflow), [
      '--baseContentUrl',
      'https://github.example/somebody/something/blob/0123abc',
      '--baseImagesUrl',
      'https://github.example/somebody/something/raw/0123abc',
    ]);
    assert.equal(repositoryOf(workflow).repository?.url, 'git+https://github.example/somebody/something.git');
  });

  it('is none where nobody knows one', () => {
    assert.deepEqual(linkOptions({}), ['--no-rewrite-relative-links']);
    assert.deepEqual(repositoryOf({}), {});
  });
});

describe('the VS Code that the tests run in', () => {
  it('is the newest that is pinned, and the oldest that the manifest allows', async () => {
    const manifest: { engines: { vscode: string }; devDependencies: Record<string, string> } = JSON.parse(
      await readFile(join(projectFolder, 'package.json'), 'utf8'),
    );
    const minor = (version: string) => version.replace('^', '').split('.').slice(0, 2).join('.');
    assert.equal(minor(releases.oldest.vscode), minor(manifest.engines.vscode));
    assert.equal(minor(manifest.devDependencies['@types/vscode'] ?? ''), minor(manifest.engines.vscode));
    assert.ok(Number(minor(releases.newest.vscode)) > Number(minor(releases.oldest.vscode)));
  });
});
