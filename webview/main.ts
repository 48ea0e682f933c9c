/**
 * The page, of one of five kinds. Its HTML holds, and nothing else:
 * - `<html lang="en">` with a `<title>`;
 * - `<meta http-equiv="Content-Security-Policy">`: `default-src 'none'`; `script-src` and `style-src` by nonce, the
 *   latter with the panel's resource source too; `img-src` and `font-src` the resource source; `worker-src blob:`;
 * - `<meta property="csp-nonce" content=NONCE>`;
 * - `<main data-nano-banana=KIND id="app"></main>`, where the kind is `panel`, `compare`, `record`, `report` or `gallery`;
 *   in the panel it may hold a text box that is shown until all is drawn, see `earlyPrompt.ts`;
 * - `<link id="vscode-codicon-stylesheet" rel="stylesheet" nonce=NONCE href=codicon.css>`, used by the page and, by
 *   its id, inside the buttons of vscode-elements; `codicon.ttf` lies beside it;
 * - `<script type="module" nonce=NONCE src=webview/main.js></script>`.
 * Style sheets of the page's own are constructed by script, which the policy allows.
 */
import { startCompare } from './pages/comparePage.ts';
import { startGallery } from './pages/galleryPage.ts';
import { startPanel } from './pages/panelPage.ts';
import { startRecord } from './pages/recordPage.ts';
import { startReport } from './pages/reportPage.ts';
import type { WebviewApi } from './port.ts';
import { pageSheets } from './styles/index.ts';

declare function acquireVsCodeApi(): WebviewApi;

const kinds: Record<string, (root: HTMLElement, api: WebviewApi) => Promise<void>> = {
  panel: startPanel,
  compare: startCompare,
  record: startRecord,
  report: startReport,
  gallery: startGallery,
};

function start(root: HTMLElement): void {
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...pageSheets];
  const begin = kinds[root.dataset.nanoBanana || 'panel'] ?? startPanel;
  begin(root, acquireVsCodeApi()).catch((error: unknown) => {
    const sentence = document.createElement('p');
    sentence.setAttribute('role', 'alert');
    sentence.className = 'note alert';
    sentence.textContent = `The panel could not be loaded: ${error instanceof Error ? error.message : error} Close it and open it again.`;
    root.replaceChildren(sentence);
  });
}

const root = document.getElementById('app');
if (root) start(root);
