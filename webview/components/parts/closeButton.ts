import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, type TemplateResult } from 'lit';
import { t } from '../../../src/core/shared/l10n.ts';

/** Where what a page shows is gone, closing it is what is left to do. */
export const closeButton = (close: () => void): TemplateResult =>
  html`<div class="actions"><vscode-button secondary @click=${close}>${t('Close')}</vscode-button></div>`;
