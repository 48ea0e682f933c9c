import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { pseudoBundle, readBundle } from '../../../build/l10n.ts';
import { smallStyles } from '../../../build/pageStyles.mjs';
import { sentencesInCode } from '../../../build/sentences.ts';
import { panelHtml, scriptOf } from '../../../src/vscode/page/html.ts';
import { projectFolder } from '../../vscode/paths.ts';
import { previews } from './pictures.ts';

const nonce = 'bm9uY2Utb2YtdGhlLXRlc3Rz';
const icons = join(projectFolder, 'node_modules/@vscode/codicons/dist');

/** What `<main data-nano-banana>` says. */
export type PageKind = 'panel' | 'compare' | 'record' | 'report' | 'gallery';
const kinds: readonly PageKind[] = ['panel', 'compare', 'record', 'report', 'gallery'];

/** The host's own HTML. */
const html = (cspSource: string, name: PageKind, language: string | null) =>
  panelHtml({
    name,
    script: `/${scriptOf(name)}`,
    codiconStyles: '/codicon.css',
    cspSource,
    nonce,
    language: language === null ? undefined : { id: language, bundle: bundleOf(language) },
  });

const bundleOf = (language: string) =>
  language.startsWith('qps') ? pseudoBundle(sentencesInCode().sentences) : readBundle(language);

/** The page alone, bundled as it is packaged, on a free port of this machine. */
export class PageServer {
  readonly origin: string;
  /** Of the panel's minified bundle. */
  readonly bundleBytes: number;
  readonly #server: Server;

  private constructor(server: Server, origin: string, bundleBytes: number) {
    this.#server = server;
    this.origin = origin;
    this.bundleBytes = bundleBytes;
  }

  static async start(): Promise<PageServer> {
    const { outputFiles } = await build({
      absWorkingDir: projectFolder,
      entryPoints: {
        main: 'webview/main.ts',
        viewer: 'webview/viewer.ts',
        lists: 'webview/lists.ts',
        covers: 'webview/covers.ts',
      },
      outdir: '/',
      bundle: true,
      minify: true,
      write: false,
      platform: 'browser',
      format: 'esm',
      target: 'es2022',
      logLevel: 'warning',
      plugins: [smallStyles()],
    });
    const scripts = new Map(outputFiles.map(({ path, contents }) => [`/${basename(path)}`, contents]));
    const server = createServer((request, response) => {
      const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://page');
      answer(path, searchParams.get('language'), `http://${request.headers.host}`, scripts).then(
        (found) => {
          response.writeHead(found ? 200 : 404, { 'content-type': found?.type ?? 'text/plain' });
          response.end(found?.body);
        },
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The page server has no port.');
    return new PageServer(
      server,
      `http://127.0.0.1:${address.port}`,
      scripts.get('/main.js')?.byteLength ?? 0,
    );
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

async function answer(
  path: string,
  language: string | null,
  origin: string,
  scripts: ReadonlyMap<string, Uint8Array>,
): Promise<{ type: string; body: string | Uint8Array } | undefined> {
  const kind = kinds.find((name) => path === `/${name}`);
  if (kind) return { type: 'text/html', body: html(origin, kind, language) };
  // An installed browser asks for it by itself, and writes of its absence to the console.
  if (path === '/favicon.ico')
    return { type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' };
  const script = scripts.get(path);
  if (script) return { type: 'text/javascript', body: script };
  if (path === '/codicon.css') return { type: 'text/css', body: await readFile(join(icons, 'codicon.css')) };
  if (path === '/codicon.ttf') return { type: 'font/ttf', body: await readFile(join(icons, 'codicon.ttf')) };
  const preview = previews[path.slice('/preview/'.length)];
  return preview === undefined ? undefined : { type: 'image/svg+xml', body: preview };
}
