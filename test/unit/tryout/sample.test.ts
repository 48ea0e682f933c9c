import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sampleName } from '../../../src/core/edit/recorded/sampleFiles.ts';
import type { OpenRequest } from '../../../src/features/panels.ts';
import { openSample } from '../../../src/features/tryout/sample.ts';
import { projectFolder } from '../../vscode/paths.ts';
import { DiskStore, uriOf } from '../edit/diskStore.ts';

describe('Opening the sample', () => {
  let folder: string;
  const opened: OpenRequest[] = [];
  const shipped = join(projectFolder, 'media/sample');

  beforeEach(async () => {
    opened.length = 0;
    folder = await mkdtemp(join(tmpdir(), 'nano-banana-sample-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = (answers: 'recorded' | 'real') =>
    openSample(
      {
        files: new DiskStore(join(folder, 'storage')),
        panels: { open: async (request) => void opened.push(request) },
        recorded: { folder: uriOf(shipped) },
        samplesFolder: pathToFileURL(join(folder, 'samples')).toString(),
      },
      answers,
    );
  const copy = (number: string) => join(folder, 'samples', number, sampleName);

  it('opens a copy of the person’s own, the same one the next time', async () => {
    await open('real');
    await open('real');
    const uris = [pathToFileURL(copy('sample')).toString()];
    assert.deepEqual(opened, [
      { kind: 'edit', uris },
      { kind: 'edit', uris },
    ]);
    assert.deepEqual(await readFile(copy('sample')), await readFile(join(shipped, sampleName)));
  });

  it('keeps what a result was written over, and opens a fresh one', async () => {
    await open('real');
    await writeFile(copy('sample'), 'replaced');
    await open('real');
    assert.equal(await readFile(copy('sample'), 'utf8'), 'replaced');
    assert.deepEqual(await readFile(copy('sample 2')), await readFile(join(shipped, sampleName)));
  });

  it('opens another one for recorded answers, so that their results are never taken for real ones', async () => {
    await open('recorded');
    assert.deepEqual(opened, [{ kind: 'recorded', uri: pathToFileURL(copy('try')).toString() }]);
  });
});
