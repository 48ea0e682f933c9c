import { t } from '../../../src/core/shared/l10n.ts';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '../parts/elapsed.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { phaseWords } from '../../../src/core/shared/phaseWords.ts';
import { activeJobs, hasRunLine, soleJob } from '../../jobs.ts';
import { toldOf } from '../../told.ts';
import { PageElement } from '../parts/pageElement.ts';
import { icon } from '../parts/parts.ts';

/** Run and Stop, what it will cost, how far it is and what happened. */
class RunBarElement extends PageElement {
  #stopHadFocus = false;

  override willUpdate(): void {
    this.#stopHadFocus = document.activeElement === this.querySelector('#stop');
  }

  /** Stop goes away when all has ended; the focus must not. */
  override updated(): void {
    if (this.#stopHadFocus && !this.querySelector('#stop')) this.querySelector<HTMLElement>('#run')?.focus();
  }

  override render(): TemplateResult {
    const { state } = this.view;
    const busy = state.running || this.view.starting;
    const reason = this.store.whyNotRun(this.view);
    return html`
      <div class="bar ${busy ? 'busy' : ''}" aria-hidden="true"></div>
      ${this.#note()} ${this.#status()}
      <div class="row">
        <vscode-button
          id="run"
          class=${reason === null ? '' : 'off'}
          aria-disabled=${reason === null ? 'false' : 'true'}
          aria-describedby="runWhy"
          @click=${() => this.#run(reason)}
          >${t('Run')}</vscode-button
        >
        ${
          state.running
            ? html`<vscode-button id="stop" secondary title=${t('Escape twice')} @click=${() => this.store.stop()}
                >${t('Stop')}</vscode-button
              >`
            : nothing
        }
        <span class="why" id="runWhy">
          ${busy ? html`<span>${this.#progress()}</span>` : html`${reason ? html`<span>${reason}</span>` : nothing}${this.#estimate()}${this.#spent()}`}
        </span>
      </div>
    `;
  }

  #run(reason: string | null): void {
    if (reason === null) this.store.run();
    else if (this.view.state.blocked === null && !this.view.state.running) {
      document.querySelector<HTMLElement>('#prompt')?.focus();
    }
  }

  #estimate(): TemplateResult | typeof nothing {
    const { estimate } = this.view.state;
    if (estimate === null) return nothing;
    const parts = estimate.split(/(\$[\d.,]+)/);
    return html`<span>${parts.map((part, at) => (at % 2 ? html`<b>${part}</b>` : part))}</span>`;
  }

  #spent(): TemplateResult | typeof nothing {
    const { spent } = this.view.state;
    return spent === null
      ? nothing
      : html`<span title=${spent.detail}>${t('session {cost}', { cost: spent.text })}</span>`;
  }

  #progress(): TemplateResult {
    const { state, stopping } = this.view;
    if (stopping) return html`${t('Stopping…')}`;
    const active = activeJobs(state);
    const [first] = active;
    if (!first) return html`${t('Starting…')}`;
    const job = soleJob(state);
    if (!job) {
      const started = state.jobs.map(({ startedAt }) => startedAt).filter((at) => at !== null);
      const ended = state.jobs.length - active.length;
      return html`${t('{count} of {all} finished', { count: ended, all: state.jobs.length })}${this.#since(Math.min(...started))}`;
    }
    return html`${phaseWords(job.phase)}${this.#since(job.startedAt)}`;
  }

  #since(at: number | null): TemplateResult | typeof nothing {
    if (at === null || !Number.isFinite(at)) return nothing;
    return html` · <nano-elapsed class="elapsed" .since=${at}></nano-elapsed>`;
  }

  /** A repeat after a busy answer, for example. */
  #note(): TemplateResult | typeof nothing {
    const note = soleJob(this.view.state)?.note;
    return note ? html`<p class="jobNote">${icon('watch')}${note}</p>` : nothing;
  }

  /** The one live region of the page. What is told in the alert is only spoken. It stands above Run, which stays where it is. */
  #status(): TemplateResult {
    const { state, hint, said } = this.view;
    const told = toldOf(this.view);
    const text = hint ?? said?.words ?? state.status;
    // The line of the run has it in figures.
    const isTold = told?.sentence.startsWith(text) || (hasRunLine(state) && text === state.ended);
    const isShown =
      hint !== null ||
      (said !== null && !said.quiet) ||
      (said === null && !state.running && text !== '' && !isTold);
    return html`<div role="status" class="status ${isShown ? '' : 'spoken'}">${text}</div>`;
  }
}
customElements.define('nano-run', RunBarElement);
