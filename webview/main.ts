/**
 * The page of the panel. Its HTML holds, and nothing else:
 * - `<html lang="en">` with a `<title>`;
 * - `<meta http-equiv="Content-Security-Policy">`: `default-src 'none'`; `script-src` and `style-src` by nonce, the
 *   latter with the panel's resource source too; `img-src` and `font-src` the resource source; `worker-src blob:`;
 * - `<meta property="csp-nonce" content=NONCE>`;
 * - `<link id="vscode-codicon-stylesheet" rel="stylesheet" nonce=NONCE href=codicon.css>`, used by the page and, by
 *   its id, inside the buttons of vscode-elements; `codicon.ttf` lies beside it;
 * - `<main data-nano-banana id="app"></main>`;
 * - `<script type="module" nonce=NONCE src=webview/main.js></script>`.
 * Style sheets of the page's own are constructed by script, which the policy allows.
 */
import './components/app.ts';
import type { AppElement } from './components/app.ts';
import { Port, type WebviewApi } from './port.ts';
import { PageStore } from './store.ts';
import { pageSheets } from './styles/index.ts';
import { answerSvgDrawing } from './svgDrawer.ts';

declare function acquireVsCodeApi(): WebviewApi;

function start(root: HTMLElement): void {
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...pageSheets];
  const port = new Port(acquireVsCodeApi());
  const app: AppElement = document.createElement('nano-app');
  const store = new PageStore(port, (view) => {
    app.store = store;
    app.view = view;
    if (!app.isConnected) root.replaceChildren(app);
  });
  answerSvgDrawing(port);
  const focusPrompt = () => void app.updateComplete.then(() => app.focusPrompt());
  port.on('focusPrompt', focusPrompt);
  store.start().then(
    (isFirst) => {
      if (isFirst) focusPrompt();
    },
    (error: unknown) => {
      const sentence = document.createElement('p');
      sentence.setAttribute('role', 'alert');
      sentence.className = 'note alert';
      sentence.textContent = `The panel could not be loaded: ${error instanceof Error ? error.message : error} Close it and open it again.`;
      root.replaceChildren(sentence);
    },
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'nano-app': AppElement;
  }
}

const root = document.getElementById('app');
if (root) start(root);
