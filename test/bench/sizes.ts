import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { packageOptions } from '../../build/package.mjs';
import { budgets, type HostPart, hostParts, hostSizes } from '../budgets.ts';
import { projectFolder } from '../vscode/paths.ts';
import { type Built, runNode } from './built.ts';
import { kilobytes, megabytes, type Report } from './report.ts';

const names: Readonly<Record<HostPart, string>> = {
  host: 'all that the extension host loads at its first use',
  gallery: 'what the gallery loads besides',
  redo: 'what doing edits again loads besides',
  tools: "what agents' tools load besides",
  markdown: 'what Markdown documents load besides',
  reading: 'what reading them for images loads besides',
  report: 'the report on docs images',
  manifest: 'what manifests of docs assets load besides',
  svg: 'what looking through an SVG loads besides',
  svgSafe: 'what making an SVG from elsewhere safe loads besides',
  svgBrowser: 'what drawing an SVG with a browser loads besides',
  metadata: 'what reading and keeping the metadata of pictures loads besides',
  snippets: 'what copying a request as code loads besides',
  errors: 'what the errors of providers mean',
  wire: 'what the first request loads besides',
  sample: 'what a recorded answer loads besides',
  keys: 'what looking after provider, key and model loads besides',
  recorded: 'what menus know of images loads besides the main bundle',
};

/** How large the parts are that everybody downloads and loads. */
export async function benchSizes(built: Built, report: Report): Promise<void> {
  report.heading('Sizes of the production build');
  const size = async (file: string) => (await stat(join(built.extension, file))).size;
  const main = await size('dist/extension.cjs');
  const host = await hostSizes(join(built.extension, 'dist'));
  report.atMost('size: main bundle', main, budgets.main, kilobytes);
  for (const part of hostParts) report.atMost(`size: ${names[part]}`, host[part], budgets[part], kilobytes);
  const page = (await size('dist/webview/main.js')) + (await size('dist/webview/codicon.css'));
  report.atMost('size: page, scripts and styles', page, budgets.page, kilobytes);
  report.figure('size: the icons’ font beside it', kilobytes(await size('dist/webview/codicon.ttf')));

  const vsix = join(built.folder, 'extension.vsix');
  const vsce = join(projectFolder, 'node_modules/@vscode/vsce/vsce');
  await runNode([vsce, ...packageOptions, '--no-rewrite-relative-links', '--out', vsix], built.extension);
  report.atMost('size: whole VSIX', (await stat(vsix)).size, budgets.package, megabytes);
}
