import type { Arrangement } from '../../core/shared/arrangement.ts';
import { earlyPrompt } from './earlyPrompt.ts';

/**
 * What a page is: the panel itself, the comparison of two images, how an image was made, the report on docs images, or
 * the gallery.
 */
export type PageName = 'panel' | 'compare' | 'record' | 'report' | 'gallery';

/** The built script of each page: the panel's holds nothing of the others. */
const scripts: Readonly<Record<PageName, string>> = {
  panel: 'main.js',
  compare: 'viewer.js',
  record: 'viewer.js',
  report: 'lists.js',
  gallery: 'lists.js',
};
export const scriptOf = (name: PageName): string => scripts[name];

/** Addresses and secrets of one page load. */
export interface PageParts {
  name: PageName;
  /** What the panel's prompt is for. */
  kind?: 'edit' | 'generate';
  /** How the panel is arranged when it is new. */
  arrangement?: Arrangement;
  script: string;
  codiconStyles: string;
  /** The webview's own `cspSource`. */
  cspSource: string;
  /** Fresh for every page load. */
  nonce: string;
}

const escapeAttribute = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * The only HTML, one for all pages. It takes scripts and styles by nonce, pictures from the extension and the
 * session's preview folder, and no connection at all; `data:` is for the SVGs that the page draws, `worker-src blob:`
 * for pixel work. The icons' styles
 * come last, because nothing below them is drawn or run before they are there.
 */
export function panelHtml({
  name,
  kind = 'edit',
  arrangement,
  script,
  codiconStyles,
  cspSource,
  nonce,
}: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}' ${cspSource}`,
    `img-src ${cspSource} data:`,
    `font-src ${cspSource}`,
    'worker-src blob:',
  ].join('; ');
  const arranged = arrangement ? ` data-arrangement="${escapeAttribute(JSON.stringify(arrangement))}"` : '';
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta property="csp-nonce" content="${escapeAttribute(nonce)}">
    <title>Nano Banana</title>
  </head>
  <body>
    <main data-nano-banana="${name}"${arranged} id="app">${name === 'panel' ? earlyPrompt(kind, escapeAttribute(nonce)) : ''}</main>
    <link id="vscode-codicon-stylesheet" rel="stylesheet" nonce="${escapeAttribute(nonce)}" href="${escapeAttribute(codiconStyles)}">
    <script type="module" nonce="${escapeAttribute(nonce)}" src="${escapeAttribute(script)}"></script>
  </body>
</html>
`;
}
