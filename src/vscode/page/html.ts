import { isRightToLeft, type Language } from '../../core/shared/l10n.ts';
import type { Arrangement } from '../../core/shared/protocol/arrangement.ts';
import { earlyPrompt, escapeHtml } from './earlyPrompt.ts';

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
  /** What is spoken, where that is not English. */
  language?: Language | undefined;
  script: string;
  codiconStyles: string;
  /** The webview's own `cspSource`. */
  cspSource: string;
  /** Fresh for every page load. */
  nonce: string;
}

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
  language,
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
  const arranged = arrangement ? ` data-arrangement="${escapeHtml(JSON.stringify(arrangement))}"` : '';
  const id = language?.id ?? 'en';
  // No script: the policy has nothing to allow, and nothing of it is run.
  const sentences = language
    ? `<script type="application/json" id="language">${JSON.stringify(language).replaceAll('<', '\\u003c')}</script>
    `
    : '';
  return `<!doctype html>
<html lang="${escapeHtml(id)}"${isRightToLeft(id) ? ' dir="rtl"' : ''}>
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta property="csp-nonce" content="${escapeHtml(nonce)}">
    <title>Nano Banana</title>
  </head>
  <body>
    <main data-nano-banana="${name}"${arranged} id="app">${name === 'panel' ? earlyPrompt(kind, escapeHtml(nonce)) : ''}</main>
    <link id="vscode-codicon-stylesheet" rel="stylesheet" nonce="${escapeHtml(nonce)}" href="${escapeHtml(codiconStyles)}">
    ${sentences}<script type="module" nonce="${escapeHtml(nonce)}" src="${escapeHtml(script)}"></script>
  </body>
</html>
`;
}
