/**
 * The page, of one of five kinds. Its HTML holds, and nothing else:
 * - `<html lang=LANGUAGE>` with a `<title>`, and `dir="rtl"` where that is written so;
 * - `<meta http-equiv="Content-Security-Policy">`: `default-src 'none'`; `script-src` and `style-src` by nonce, the
 *   latter with the panel's resource source too; `img-src` and `font-src` the resource source; `worker-src blob:`;
 * - `<meta property="csp-nonce" content=NONCE>`;
 * - `<main data-nano-banana=KIND id="app"></main>`, where the kind is `panel`, `compare`, `record`, `report` or `gallery`;
 *   in the panel it may say how that was arranged last (`data-arrangement`, JSON), and hold a text box that is shown
 *   until all is drawn, see `earlyPrompt.ts`;
 * - `<link id="vscode-codicon-stylesheet" rel="stylesheet" nonce=NONCE href=codicon.css>`, used by the page and, by
 *   its id, inside the buttons of vscode-elements; `codicon.ttf` lies beside it;
 * - where the display language is not English, `<script type="application/json" id="language">`: its id and its bundle;
 * - `<script type="module" nonce=NONCE src=webview/main.js></script>`; `compare` and `record` have `viewer.js`,
 *   `report` and `gallery` `lists.js`.
 * Style sheets of the page's own are constructed by script, which the policy allows.
 */
import { startPanel } from './pages/panelPage.ts';
import { startPage } from './start.ts';
import { panelSheets } from './styles/index.ts';

startPage({ panel: startPanel }, panelSheets);
