import type { PanelState } from '../src/core/shared/protocol/panelState.ts';
import { attemptsOf, isBatch } from './jobs.ts';
import type { Layout } from './layout.ts';
import { gridAfter } from './variants.ts';

/** What the components show; a new object with every change. */
export interface View {
  state: PanelState;
  /** As typed; the host's copy may be a moment behind. */
  prompt: string;
  /** Run was pressed and the host has not said yet what became of it. */
  starting: boolean;
  /** Stop was pressed; what was sent still has its time. */
  stopping: boolean;
  /** Said in the status instead of the host's own words, for a moment. */
  hint: string | null;
  /** The page's own word on what it has done itself; quiet: only spoken. */
  said: { words: string; quiet: boolean } | null;
  /** What went wrong between page and host; shown where the host's alert would be. */
  problem: string | null;
  /** The stage follows the last run; false once the person chose something else to look at. */
  following: boolean;
  /** The job that was chosen to be looked at; null: the only one of the last run, where it is. */
  attemptId: string | null;
  /** The stage shows the source alone, and not the selected result. */
  showsSource: boolean;
  /** Which of the earlier prompts is in the box; null while it is the person's own. */
  recalled: number | null;
  /** The table of a batch covers the pictures. */
  showsTable: boolean;
  layout: Layout;
  /** The run whose variants are shown beside each other; null: one picture is looked at. */
  gridRun: string | null;
}

/** Whether a new state brings a prompt of its own, before which what is typed gives way. */
export const bringsPrompt = (old: View | null, state: PanelState, typedFirst: string | null): boolean =>
  old ? state.promptEpoch !== old.state.promptEpoch : typedFirst === null;

/**
 * What is shown once the host has told a new state: of what only the page knows that stays which still fits.
 * @param old null: this state is the first one
 * @param own `typedFirst`: what was typed before the first state
 */
export function viewAfter(
  old: View | null,
  state: PanelState,
  { layout, typedFirst }: { layout: Layout; typedFirst: string | null },
): View {
  const promptIsNews = bringsPrompt(old, state, typedFirst);
  const begins = state.running && !old?.state.running;
  const attemptId = begins ? null : (old?.attemptId ?? null);
  const isHeld = attemptId !== null && attemptsOf(state).some(({ id }) => id === attemptId);
  const chosenAnew = old !== null && !isHeld && state.selectedResultId !== old.state.selectedResultId;
  return {
    state,
    prompt: promptIsNews ? state.prompt : (old?.prompt ?? typedFirst ?? ''),
    starting: state.running ? false : (old?.starting ?? false),
    stopping: state.running && !begins && (old?.stopping ?? false),
    hint: state.running ? (old?.hint ?? null) : null,
    said: old?.state.status === state.status ? old.said : null,
    problem: old?.problem ?? null,
    following: begins || (chosenAnew ? false : (old?.following ?? true)),
    attemptId,
    showsSource: !chosenAnew && !begins && state.source !== null && (old?.showsSource ?? false),
    recalled: promptIsNews ? null : (old?.recalled ?? null),
    showsTable: (old?.showsTable ?? false) && isBatch(state),
    layout,
    gridRun: gridAfter(old, state, begins),
  };
}

/** Where else one can look; nothing is asked of the host for it. */
export const lookingAt = {
  /** The source alone; which result is selected stays as it is. */
  source: { following: false, showsSource: true, gridRun: null },
  /** A job that has given nothing. */
  attempt: (attemptId: string) => ({ following: true, attemptId, showsSource: false, gridRun: null }),
} satisfies Record<string, Partial<View> | ((id: string) => Partial<View>)>;
