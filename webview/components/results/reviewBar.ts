import { t } from '../../../src/core/shared/l10n.ts';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { ReviewAction, ReviewView } from '../../../src/core/shared/protocol/compareProtocol.ts';

/** What can be done where the right picture was made to take the place of the left one. It is shown above: below lie VS Code's messages. */
export function reviewBar(
  { sentence, position, count, status }: ReviewView,
  take: (action: ReviewAction) => void,
): TemplateResult {
  const button = (action: ReviewAction, label: string, isFirst = false): TemplateResult =>
    html`<vscode-button ?secondary=${!isFirst} @click=${() => take(action)}>${label}</vscode-button>`;
  return html`
    <section class="review" aria-label=${t('Choose which one stays')}>
      <div class="words">
        <div role="status" class="status ${status === '' ? 'spoken' : ''}">${status}</div>
        <p>${position === null ? nothing : html`<strong>${position}</strong> `}${sentence}</p>
      </div>
      <div class="actions">
        ${
          count > 1
            ? html`<span class="pair">${button('previous', t('Previous'))}${button('next', t('Next'))}</span>`
            : nothing
        }
        ${button('replace', t('Replace'), true)} ${button('keepBoth', t('Keep both'))}
        ${button('discard', t('Discard'))} ${count > 1 ? button('replaceAll', t('Replace all {count}', { count })) : nothing}
      </div>
    </section>
  `;
}
