import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, type TemplateResult } from 'lit';
import type { ResultView } from '../../src/core/shared/panelState.ts';
import { icon } from './parts.ts';

type Choice = NonNullable<ResultView['choice']> | 'none';

/** An answer shows something else around its region: what is to be kept of it. @param shown which of the two is looked at */
export function answerChoice(
  shown: NonNullable<ResultView['choice']>,
  source: string,
  choose: (choice: Choice) => void,
): TemplateResult {
  const button = (choice: Choice, label: string, title: string): TemplateResult =>
    html`<vscode-button ?secondary=${choice !== shown} title=${title} @click=${() => choose(choice)}>${label}</vscode-button>`;
  return html`<section class="pill choose" aria-label="Choose what to keep">
    <p>
      ${icon('warning')}<span
        >Around the region the answer shows something else than <bdi>${source}</bdi>.
        ${shown === 'setIn' ? 'Here it is set in all the same.' : 'This is the whole answer.'}</span
      >
    </p>
    <div class="ways">
      ${button('setIn', 'Set in anyway', 'Save the picture with the answer set into the region')}
      ${button('whole', 'Keep whole answer', 'Save the answer as it came, as a picture of its own')}
      ${button('none', 'Discard', 'Keep neither; both can be restored for 30 days')}
    </div>
  </section>`;
}
