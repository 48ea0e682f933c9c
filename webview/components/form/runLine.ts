import { html, nothing, type TemplateResult } from 'lit';
import type { JobPhase } from '../../../src/core/shared/jobPhases.ts';
import { inARow, plural, t } from '../../../src/core/shared/l10n.ts';
import {
  actionsOf,
  activeJobs,
  attemptsOf,
  canRunAgain,
  type FailureGroup,
  failureGroups,
  hasRunLine,
  isBatch,
} from '../../jobs.ts';
import { PageElement } from '../parts/pageElement.ts';
import { icon } from '../parts/parts.ts';

/** So many reasons are told; the table has them all. */
const mostReasons = 3;
/** The ways in which jobs end, with the words for so many of them. */
const ends: readonly { phase: JobPhase; words: (count: number) => string }[] = [
  { phase: 'done', words: (count) => plural(count, { one: '{count} done', other: '{count} done' }) },
  { phase: 'failed', words: (count) => plural(count, { one: '{count} failed', other: '{count} failed' }) },
  { phase: 'stopped', words: (count) => plural(count, { one: '{count} stopped', other: '{count} stopped' }) },
  {
    phase: 'interrupted',
    words: (count) => plural(count, { one: '{count} interrupted', other: '{count} interrupted' }),
  },
];

/** A run of several jobs in one line: how far it is, and why some failed, each reason once. */
class RunLineElement extends PageElement {
  /** Where there is little room, the reasons are shown when they are asked for. */
  #isOpen = false;

  override render(): TemplateResult | typeof nothing {
    const { state, showsTable } = this.view;
    const { jobs } = state;
    const batch = isBatch(state);
    const again = attemptsOf(state).filter(canRunAgain);
    const active = activeJobs(state).length;
    if (!hasRunLine(state)) return nothing;
    const count = (wanted: JobPhase) => jobs.filter(({ phase }) => phase === wanted).length;
    const counted = ends.flatMap(({ phase, words }) => (count(phase) > 0 ? words(count(phase)) : []));
    const bad = count('failed') + count('interrupted');
    const groups = failureGroups(jobs);
    return html`
      <section class="runLine" aria-label=${t('This run')}>
        <div class="runHead">
          <h2>${
            batch
              ? plural(jobs.length, { one: '{count} edit', other: '{count} edits' })
              : plural(jobs.length, { one: '{count} variant', other: '{count} variants' })
          }</h2>
          <span class="aside">${[...counted, ...(active > 0 ? [t('{count} to go', { count: active })] : [])].join(' · ')}</span>
          ${
            groups.length === 0
              ? nothing
              : html`<button
                  class="link more"
                  type="button"
                  aria-expanded=${this.#isOpen}
                  @click=${() => {
                    this.#isOpen = !this.#isOpen;
                    this.requestUpdate();
                  }}
                >
                  ${this.#isOpen ? t('Less') : t('Details')}
                </button>`
          }
          ${
            batch
              ? html`<button
                  class="tool"
                  type="button"
                  title=${t('Show the table of edits (D)')}
                  aria-label=${t('Show the table of edits')}
                  aria-pressed=${showsTable}
                  @click=${() => this.store.look({ showsTable: !showsTable })}
                >
                  ${icon('table')}
                </button>`
              : nothing
          }
          ${
            active > 0
              ? nothing
              : html`<button
                  class="tool"
                  type="button"
                  title=${t('Dismiss')}
                  aria-label=${t('Dismiss this run')}
                  @click=${() => this.store.ask('dismissRun', {})}
                >
                  ${icon('close')}
                </button>`
          }
        </div>
        <div class="meter" aria-hidden="true">
          <span class="ok" .style=${`flex-grow:${count('done')}`}></span>
          <span class="no" .style=${`flex-grow:${bad}`}></span>
          <span .style=${`flex-grow:${active + count('stopped')}`}></span>
        </div>
        ${
          groups.length === 0
            ? nothing
            : html`<p class="spoken" role="alert">
                ${inARow(
                  t('{bad} of {all} edits failed.', { bad, all: jobs.length }),
                  ...groups.map(({ sentence }) => sentence),
                )}
              </p>`
        }
        <div class="reasons ${this.#isOpen ? 'open' : ''}">
          ${groups.slice(0, mostReasons).map((group) => this.#reason(group))}
          ${
            groups.length > mostReasons
              ? html`<p class="aside">${plural(groups.length - mostReasons, {
                  one: 'The table has {count} more reason.',
                  other: 'The table has {count} more reasons.',
                })}</p>`
              : nothing
          }
          ${
            again.length > 0 && active === 0
              ? html`<div class="actions">
                  <button class="link" type="button" @click=${() => this.store.ask('runAgain', { jobIds: null })}>
                    ${bad > 0 ? t('Run Failed Again') : t('Run Stopped Again')}
                  </button>
                </div>`
              : nothing
          }
        </div>
      </section>
    `;
  }

  #reason(group: FailureGroup): TemplateResult {
    const { sentence, jobs } = group;
    return html`<div class="reason">
      ${icon('error')}
      <p title=${sentence} dir="auto">${jobs.length > 1 ? html`<b>${jobs.length} ×</b> ` : nothing}${sentence}</p>
      <div class="actions">
        ${actionsOf(group).map(
          ({ step, label, jobId }) =>
            html`<button class="link" type="button" @click=${() => this.store.takeStep(step, jobId)}>${label}</button>`,
        )}
      </div>
    </div>`;
  }
}
customElements.define('nano-run-line', RunLineElement);
