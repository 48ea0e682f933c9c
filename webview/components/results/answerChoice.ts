import { t } from '../../../src/core/shared/l10n.ts';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, type TemplateResult } from 'lit';
import type { ResultView } from '../../../src/core/shared/protocol/panelState.ts';
import { drawnSentence, slots } from '../parts/drawnSentence.ts';
import { icon } from '../parts/parts.ts';

type Choice = NonNullable<ResultView['choice']> | 'none';

/** An answer shows something else around its region: what is to be kept of it. @param shown which of the two is looked at */
export function answerChoice(
  shown: NonNullable<ResultView['choice']>,
  source: string,
  choose: (choice: Choice) => void,
): TemplateResult {
  const button = (choice: Choice, label: string, title: string): TemplateResult =>
    html`<vscode-button ?secondary=${choice !== shown} title=${title} @click=${() => choose(choice)}>${label}</vscode-button>`;
  return html`<section class="pill choose" aria-label=${t('Choose what to keep')}>
    <p>
      ${icon('warning')}<span
        >${drawnSentence(
          shown === 'setIn'
            ? t(
                'Around the region, the answer differs from {source}. This is with the answer inserted into it anyway.',
                { source: slots[0] },
              )
            : t('Around the region, the answer differs from {source}. This is the whole answer.', {
                source: slots[0],
              }),
          html`<bdi dir="ltr">${source}</bdi>`,
        )}</span
      >
    </p>
    <div class="ways">
      ${button('setIn', t('Insert anyway'), t('Save the picture with the answer inserted into the region'))}
      ${button('whole', t('Keep whole answer'), t('Save the whole answer as a separate picture'))}
      ${button('none', t('Discard'), t('Keep neither; both can be restored for 30 days'))}
    </div>
  </section>`;
}
