import { counted } from '../../src/core/shared/text.ts';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import './elapsed.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { hasEnded, type JobPhase, type JobView } from '../../src/core/shared/panelState.ts';
import { phaseWords } from '../../src/core/shared/phaseWords.ts';
import { activeJobs, canRunAgain, listedJobs } from '../jobs.ts';
import { PageElement } from './pageElement.ts';
import { fileName, icon } from './parts.ts';

const endIcons: Partial<Record<JobPhase, string>> = {
  queued: 'circle-outline',
  done: 'pass',
  failed: 'error',
  stopped: 'circle-slash',
  interrupted: 'debug-disconnect',
};

/** How each of several jobs stands, and another try for those that failed. */
class JobListElement extends PageElement {
  override render(): TemplateResult | typeof nothing {
    const { state } = this.view;
    const jobs = listedJobs(state);
    if (jobs.length === 0) return nothing;
    const count = (wanted: JobPhase) => jobs.filter(({ phase }) => phase === wanted).length;
    const done = count('done');
    const again = jobs.filter(canRunAgain);
    const active = activeJobs(state).length;
    const parts = [
      done > 0 ? `${done} done` : '',
      ...(['failed', 'stopped', 'interrupted'] as const).map((phase) =>
        count(phase) > 0 ? `${count(phase)} ${phase}` : '',
      ),
      active > 0 ? `${active} to go` : '',
    ];
    return html`
      <section class="jobs" aria-labelledby="jobsLabel">
        <div class="jobsHead">
          <h2 id="jobsLabel">${counted(jobs.length, 'edit')}</h2>
          <span class="aside">${parts.filter((part) => part !== '').join(' · ')}</span>
          ${
            again.length > 1 && active === 0
              ? html`<vscode-button
                  secondary
                  class="small"
                  @click=${() => this.store.ask('runAgain', { jobId: null })}
                  >Run Failed Again</vscode-button
                >`
              : nothing
          }
        </div>
        ${
          jobs.length > 1
            ? html`<div class="meter" aria-hidden="true">
                <span class="ok" .style=${`flex-grow:${done}`}></span>
                <span class="no" .style=${`flex-grow:${again.length}`}></span>
                <span .style=${`flex-grow:${active}`}></span>
              </div>`
            : nothing
        }
        <ul class="jobItems" aria-label="Edits" tabindex="0">
          ${repeat(
            jobs,
            ({ id }) => id,
            (job) => this.#item(job),
          )}
        </ul>
      </section>
    `;
  }

  #item(job: JobView): TemplateResult {
    const { results } = this.view.state;
    const resultId = results.some(({ id }) => id === job.resultId) ? job.resultId : null;
    const iconName = endIcons[job.phase];
    return html`
      <li class="job ${job.phase}">
        ${iconName ? icon(iconName) : icon('loading', 'codicon-modifier-spin')}
        ${
          resultId !== null
            ? html`<button
                class="link plainName"
                type="button"
                aria-label="Show ${job.label}"
                @click=${() => this.store.selectResult(resultId)}
              >
                ${fileName(job.label)}
              </button>`
            : fileName(job.label)
        }
        <span class="phase">
          ${phaseWords(job.phase)}${
            job.startedAt !== null && !hasEnded(job.phase)
              ? html` · <nano-elapsed class="elapsed" .since=${job.startedAt}></nano-elapsed>`
              : nothing
          }
        </span>
        ${job.note ? html`<p class="line">${job.note}</p>` : nothing} ${this.#failure(job)}
      </li>
    `;
  }

  #failure(job: JobView): TemplateResult | typeof nothing {
    if (!canRunAgain(job)) return nothing;
    const others = job.failure?.actions.filter(({ step }) => step !== 'runAgain') ?? [];
    return html`
      ${job.failure ? html`<p class="line">${job.failure.sentence}</p>` : nothing}
      <div class="actions">
        <button
          class="link"
          type="button"
          aria-label="Run Again: ${job.label}"
          @click=${() => this.store.ask('runAgain', { jobId: job.id })}
        >
          Run Again
        </button>
        ${others.map(
          ({ step, label }) =>
            html`<button
              class="link"
              type="button"
              aria-label="${label}: ${job.label}"
              @click=${() => this.store.takeStep(step, job.id)}
            >
              ${label}
            </button>`,
        )}
      </div>
    `;
  }
}
customElements.define('nano-jobs', JobListElement);
