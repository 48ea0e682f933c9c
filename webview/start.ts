import { type Language, setLanguage, t } from '../src/core/shared/l10n.ts';
import type { WebviewApi } from './port.ts';

declare function acquireVsCodeApi(): WebviewApi;

/** Speaks the language that the page's HTML brings along; none is English. */
export function takeUpLanguage(): void {
  const told = document.getElementById('language')?.textContent;
  if (!told) return;
  const { id, bundle }: Language = JSON.parse(told);
  setLanguage(id, bundle);
}

/** Fills a page's `<main>`. */
export type Start = (root: HTMLElement, api: WebviewApi) => Promise<void>;

/**
 * Starts the page whose kind its HTML says.
 * @param kinds the pages that the script has, by their kinds; the first one where the HTML says none
 */
export function startPage(kinds: Readonly<Record<string, Start>>, sheets: readonly CSSStyleSheet[]): void {
  takeUpLanguage();
  const root = document.getElementById('app');
  const [first] = Object.values(kinds);
  const begin = kinds[root?.dataset.nanoBanana ?? ''] ?? first;
  if (!root || !begin) return;
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...sheets];
  begin(root, acquireVsCodeApi()).catch((error: unknown) => {
    const sentence = document.createElement('p');
    sentence.setAttribute('role', 'alert');
    sentence.className = 'note alert';
    sentence.textContent = t('The panel could not be loaded: {reason} Close it and open it again.', {
      reason: error instanceof Error ? error.message : String(error),
    });
    root.replaceChildren(sentence);
  });
}
