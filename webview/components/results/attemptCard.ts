import { inCommas, plural, t } from '../../../src/core/shared/l10n.ts';
import '../parts/elapsed.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { hasEnded, type JobPhase } from '../../../src/core/shared/jobPhases.ts';
import { phaseWords } from '../../../src/core/shared/phaseWords.ts';
import type { JobView, Picture } from '../../../src/core/shared/protocol/panelState.ts';
import { activeJobs, attemptsOf, isBatch, pictureOf } from '../../jobs.ts';
import { editedOf, sceneOf } from '../../scene.ts';
import { groupAt, type StepPlace, shortened } from '../../steps.ts';
import { lookingAt, type View } from '../../view.ts';
import { thumbnail } from '../parts/parts.ts';
import { phaseIcon } from '../parts/phaseIcon.ts';

/** "Waiting for the model · 7 s" */
export const phaseAndTime = ({ phase, startedAt }: Pick<JobView, 'phase' | 'startedAt'>): TemplateResult =>
  html`${phaseWords(phase)}${
    startedAt === null || hasEnded(phase)
      ? nothing
      : html` · <nano-elapsed class="elapsed" .since=${startedAt}></nano-elapsed>`
  }`;

/** A card of the strip that is no result yet. */
export interface AttemptCard {
  /** The job's id; `batch`, or `starting` before it is known what the run consists of. */
  key: string;
  group: StepPlace['group'];
  phase: JobPhase;
  /** What it works on. */
  picture: Picture | undefined;
  title: string;
  asks: string;
  doing: TemplateResult | string;
  isShown: boolean;
  /** What the page shows when it is chosen. */
  look: Partial<View>;
}

/** What is on its way or gave nothing: a card for each job, and one for a whole batch. */
export function attemptCards(view: View): AttemptCard[] {
  const { state, starting, prompt } = view;
  const attempts = attemptsOf(state);
  if (isBatch(state)) return attempts.length === 0 ? [] : [batchCard(view, attempts)];
  const scene = sceneOf(view);
  const cards = attempts.map(
    (job, at): AttemptCard => ({
      key: job.id,
      group: groupAt(attempts, at),
      phase: job.phase,
      picture: pictureOf(state, job),
      title: job.failure?.sentence ?? job.note ?? `${job.prompt}\n${job.label}`,
      asks: job.variant === null ? job.prompt : t('Variant {variant}', { variant: job.variant }),
      doing: phaseAndTime(job),
      isShown: scene.kind === 'attempt' && scene.job.id === job.id,
      look: lookingAt.attempt(job.id),
    }),
  );
  if ((!starting && !state.running) || activeJobs(state).length > 0) return cards;
  const words = t('Starting…');
  const phase: JobPhase = 'preparing';
  const asks = shortened(prompt, 60);
  const isNew = { key: 'starting', group: 'none' as const, isShown: false, look: {} };
  return [...cards, { ...isNew, phase, picture: editedOf(state), title: words, asks, doing: words }];
}

function batchCard({ state, showsTable }: View, attempts: readonly JobView[]): AttemptCard {
  const active = activeJobs(state);
  const rest = attempts.length - active.length;
  const atWork = active.find(({ phase }) => phase !== 'queued') ?? active[0];
  const bad = attempts.find(({ phase }) => phase === 'failed' || phase === 'interrupted');
  return {
    key: 'batch',
    group: 'none',
    phase: atWork?.phase ?? bad?.phase ?? 'stopped',
    picture: undefined,
    title: t('Show the table of edits (D)'),
    asks: plural(state.jobs.length, { one: '{count} edit', other: '{count} edits' }),
    doing: inCommas([
      ...(active.length > 0 ? [t('{count} to go', { count: active.length })] : []),
      ...(rest > 0 ? [t('{count} without a result', { count: rest })] : []),
    ]),
    isShown: showsTable,
    look: { showsTable: !showsTable },
  };
}

/** @param isStop whether it is the strip's tab stop */
export const attemptCard = (
  { phase, picture, title, asks, doing, isShown }: AttemptCard,
  isStop: boolean,
  take: () => void,
): TemplateResult => html`<button
  class="result attempt ${phase}"
  type="button"
  aria-current=${isShown ? 'true' : nothing}
  tabindex=${isStop ? 0 : -1}
  title=${title}
  @click=${take}
>
  <span class="at">${picture ? thumbnail(picture) : html`<span class="thumb"></span>`}${phaseIcon(phase)}</span>
  <span class="cardText">
    <span class="asks"><span dir="auto">${asks}</span></span>
    <span class="doing">${doing}</span>
  </span>
</button>`;
