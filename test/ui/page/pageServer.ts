import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from '../../vscode/paths.ts';
import { previews } from './pictures.ts';

const nonce = 'bm9uY2Utb2YtdGhlLXRlc3Rz';
const icons = join(projectFolder, 'node_modules/@vscode/codicons/dist');

/** What `<main data-nano-banana>` says. */
export type PageKind = 'panel' | 'compare' | 'record';
const kinds: readonly string[] = ['panel', 'compare', 'record'] satisfies PageKind[];

/** The HTML as the host makes it, with the same policy. */
const html = (origin: string, kind: string) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}' ${origin}; img-src ${origin}; font-src ${origin}; worker-src blob:">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nano Banana</title>
<link id="vscode-codicon-stylesheet" rel="stylesheet" nonce="${nonce}" href="/codicon.css">
</head>
<body>
<main data-nano-banana="${kind}" id="app"></main>
<script type="module" nonce="${nonce}" src="/main.js"></script>
</body>
</html>`;

/** The page alone, bundled as it is packaged, on a free port of this machine. */
export class PageServer {
  readonly origin: string;
  /** Of the minified bundle. */
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
      entryPoints: ['webview/main.ts'],
      bundle: true,
      minify: true,
      write: false,
      platform: 'browser',
      format: 'esm',
      target: 'es2022',
      logLevel: 'warning',
    });
    const script = outputFiles[0]?.contents ?? new Uint8Array();
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://page').pathname;
      answer(path, `http://${request.headers.host}`, script).then(
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
    return new PageServer(server, `http://127.0.0.1:${address.port}`, script.byteLength);
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

async function answer(
  path: string,
  origin: string,
  script: Uint8Array,
): Promise<{ type: string; body: string | Uint8Array } | undefined> {
  const kind = path.slice(1);
  if (kinds.includes(kind)) return { type: 'text/html', body: html(origin, kind) };
  if (path === '/main.js') return { type: 'text/javascript', body: script };
  if (path === '/codicon.css') return { type: 'text/css', body: await readFile(join(icons, 'codicon.css')) };
  if (path === '/codicon.ttf') return { type: 'font/ttf', body: await readFile(join(icons, 'codicon.ttf')) };
  const preview = previews[path.slice('/preview/'.length)];
  return preview === undefined ? undefined : { type: 'image/svg+xml', body: preview };
}
