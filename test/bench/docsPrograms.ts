import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { projectFolder } from '../vscode/paths.ts';

/** The build that documents are compared with: it read each document whole at each key. */
const baseline = '0263b88';

/** What both programs have: a document whose lenses are asked for, and the report on a folder. */
const common = `
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Uri, workspace } from 'vscode';
import { becomeIdle, LongestTurn, measure } from '${join(import.meta.dirname, 'measure.ts')}';

process.once('message', async ({ folder, what, keys, isWatched }) => {
  workspace.open(folder);
  const files = new DiskFileStore(folder + '.storage');
  const work = what === 'type' ? () => type(files, keys) : () => report(files);
  if (what === 'type') await type(files, 1);
  const idle = await becomeIdle();
  // Watching keeps the processor busy.
  const turns = isWatched ? new LongestTurn() : undefined;
  const before = process.cpuUsage();
  const { cost, value } = await measure(idle, work);
  const { user, system } = process.cpuUsage(before);
  process.send({ ...cost, cpuMs: (user + system) / 1000, turnMs: turns?.end() ?? 0, value });
  process.disconnect();
});

async function type(files, keys) {
  const lenses = new ImageLenses(lensDeps(files));
  let text = readFileSync(workspace.workspaceFolders[0].uri.path + '/CHANGELOG.md', 'utf8');
  const document = { uri: new Uri(workspace.workspaceFolders[0].uri.path + '/CHANGELOG.md'), version: 1, languageId: 'markdown', getText: () => text, isClosed: false };
  let shown = 0;
  for (let key = 0; key < keys; key++) {
    text += 'x';
    document.version++;
    const token = { isCancellationRequested: false };
    const asked = lenses.provideCodeLenses(document, token);
    await delay(150);
    token.isCancellationRequested = key < keys - 1;
    shown += (await asked).length;
  }
  return shown;
}

async function report(files) {
  const token = { isCancellationRequested: false };
  const { findings, head } = await readDocs(docsDeps(files), workspace.workspaceFolders[0].uri, token, { report() {} });
  return { documents: head.documents, images: head.images, findings: findings.length };
}
`;

const before = `
import { ImageLenses } from './src/markdown/imageLenses.ts';
import { readDocs } from './src/markdown/docsReader.ts';
import { DiskFileStore } from './src/files/diskFileStore.ts';
const lensDeps = () => ({ linked: { onDidChange: () => ({}) } });
const docsDeps = (files) => files;
`;
const now = `
import { ImageLenses } from './src/features/markdown/editor/imageLenses.ts';
import { readDocs } from './src/features/markdown/report/docsReader.ts';
import { DiskFileStore } from './src/node/diskFileStore.ts';
import { LinkedFiles } from './src/features/markdown/documents/linkedFiles.ts';
const lensDeps = (files) => ({
  linked: new LinkedFiles(files, READER),
  settings: { read: () => ({ markdownCodeLens: 'missing' }), onDidChange: () => ({}) },
});
const docsDeps = (files) => {
  const linked = new LinkedFiles(files, READER);
  return { files, filesOfManifests: async () => [], readParts: (text, isMdx) => linked.readText(text, isMdx, 0) };
};
`;

/** Bundles the reading of documents of today and of the build it is compared with. */
export async function buildDocsPrograms(folder: string): Promise<{ now: string; before: string }> {
  const old = join(folder, 'baseline');
  await mkdir(old);
  const run = promisify(execFile);
  const archive = join(folder, 'baseline.tar');
  await run('git', ['archive', '-o', archive, baseline, 'src', 'package.json'], { cwd: projectFolder });
  await run('tar', ['-xf', archive, '-C', old]);
  await symlink(join(projectFolder, 'node_modules'), join(old, 'node_modules'), 'junction');
  const reader = join(folder, 'reader.cjs');
  const worker = `import './src/core/markdown/reading/readingWorker.ts';`;
  await bundle(projectFolder, worker, reader);
  const today = `const READER = ${JSON.stringify(reader)};\n${now}`;
  return {
    now: await bundle(projectFolder, common + today, join(folder, 'docsNow.cjs')),
    before: await bundle(old, common + before, join(folder, 'docsBefore.cjs')),
  };
}

async function bundle(root: string, contents: string, outfile: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    alias: { vscode: join(import.meta.dirname, 'vscodeStub.cjs') },
    logLevel: 'error',
  });
  await writeFile(outfile, outputFiles[0]?.contents ?? '');
  return outfile;
}
