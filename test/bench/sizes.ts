import { glob, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { projectFolder } from '../vscode/paths.ts';
import { type Built, runNode } from './built.ts';
import { kilobytes, megabytes, type Report } from './report.ts';

/** How large the parts are that everybody downloads and loads. */
export async function benchSizes(built: Built, report: Report): Promise<void> {
  report.heading('Sizes of the production build');
  const size = async (file: string) => (await stat(join(built.extension, file))).size;
  const main = await size('dist/extension.cjs');
  let host = main;
  let markdown = 0;
  let redo = 0;
  let manifest = 0;
  let tools = 0;
  for await (const file of glob('dist/host/*.cjs', { cwd: built.extension })) {
    // What documents, manifests, agents' tools and doing edits again need is loaded when first used.
    if (basename(file).startsWith('register-')) markdown += await size(file);
    else if (basename(file).startsWith('createRedo-')) redo += await size(file);
    else if (basename(file).startsWith('createTools-')) tools += await size(file);
    else if (basename(file).startsWith('manifestRoom-')) manifest += await size(file);
    else host += await size(file);
  }
  report.atMost('size: main bundle', main, 200_000, kilobytes);
  report.atMost('size: all that the extension host loads', host, 320 * 1024, kilobytes);
  report.atMost('size: what Markdown documents load besides', markdown, 140 * 1024, kilobytes);
  report.atMost('size: what manifests of docs assets load besides', manifest, 190 * 1024, kilobytes);
  const page = (await size('dist/webview/main.js')) + (await size('dist/webview/codicon.css'));
  report.atMost('size: what doing edits again loads besides', redo, 24 * 1024, kilobytes);
  report.atMost("size: what agents' tools load besides", tools, 20 * 1024, kilobytes);
  report.atMost('size: page, scripts and styles', page, 250_000, kilobytes);
  report.figure('size: the icons’ font beside it', kilobytes(await size('dist/webview/codicon.ttf')));

  const vsix = join(built.folder, 'extension.vsix');
  const vsce = join(projectFolder, 'node_modules/@vscode/vsce/vsce');
  await runNode([vsce, ...built.packageOptions, '--out', vsix], built.extension);
  report.atMost('size: whole VSIX', (await stat(vsix)).size, 5_000_000, megabytes);
}
