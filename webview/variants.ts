import type { JobView, PanelState, ResultView } from '../src/core/shared/protocol/panelState.ts';

/** One variant of a run: its result, or the job that shall give it, or that failed. */
export interface VariantSlot {
  /** From 1, in the order asked. */
  number: number;
  result: ResultView | undefined;
  job: JobView | undefined;
}

type Listed = Pick<PanelState, 'results' | 'jobs'>;
type Chosen = Listed & Pick<PanelState, 'selectedResultId'>;

/** The variants of a run in the order asked, whatever has come back of them. */
export function slotsOf({ results, jobs }: Listed, runId: string): VariantSlot[] {
  const slots = new Map<number, VariantSlot>();
  for (const result of results) {
    if (result.runId !== runId || result.variant === null || result.role !== 'final') continue;
    slots.set(result.variant, { number: result.variant, result, job: undefined });
  }
  for (const job of jobs) {
    // The result of a job that has one may be discarded by now.
    if (job.runId !== runId || job.variant === null || job.resultId !== null || slots.has(job.variant))
      continue;
    slots.set(job.variant, { number: job.variant, result: undefined, job });
  }
  return [...slots.values()].sort((a, b) => a.number - b.number);
}

/** The run whose several variants are on their way; null where there are several such runs, or none. */
function runUnderWay({ jobs }: Pick<PanelState, 'jobs'>): string | null {
  const [first, ...others] = jobs;
  if (first === undefined || first.variant === null || others.length === 0) return null;
  return others.every(({ runId }) => runId === first.runId) ? first.runId : null;
}

const selectedOf = (state: Chosen): ResultView | undefined =>
  state.results.find(({ id }) => id === state.selectedResultId);

/** The run that a choice is to be made of: the selected result is a draft among several. */
function runToChooseFrom(state: Chosen): string | null {
  const selected = selectedOf(state);
  return selected?.isDraft && slotsOf(state, selected.runId).length > 1 ? selected.runId : null;
}

/** The results of the same run as one, in the order asked; it alone where it has no variants. */
export const siblingsOf = (state: Listed, { id, runId }: ResultView): ResultView[] => {
  const siblings = slotsOf(state, runId).flatMap(({ result }) => result ?? []);
  return siblings.some((result) => result.id === id) ? siblings : [];
};

/** The run of the selected result; null where it has no other variants. */
export function runOfSelected(state: Chosen): string | null {
  const selected = selectedOf(state);
  return selected && siblingsOf(state, selected).length > 1 ? selected.runId : null;
}

/**
 * Another variant of what is selected, around in a ring; undefined where it has none.
 * @param by 1: the next one; -1: the one before
 */
export function besideSelected(state: Chosen, by: 1 | -1): ResultView | undefined {
  const selected = selectedOf(state);
  const siblings = selected ? siblingsOf(state, selected) : [];
  if (siblings.length < 2) return undefined;
  const at = siblings.findIndex(({ id }) => id === selected?.id);
  return siblings[(at + by + siblings.length) % siblings.length];
}

/**
 * The run whose variants are shown beside each other once a new state is there: one of several variants from its
 * beginning, and drafts that came back where a panel opens.
 * @param old what was shown; null: nothing yet
 * @param begins a run begins with the new state
 */
export function gridAfter(
  old: { state: Pick<PanelState, 'jobs'>; gridRun: string | null } | null,
  state: PanelState,
  begins: boolean,
): string | null {
  const underWay = state.running ? runUnderWay(state) : null;
  if (old === null) return underWay ?? runToChooseFrom(state);
  // A run begins before it is known what it consists of.
  const begun = underWay === runUnderWay(old.state) ? null : underWay;
  const shown = begun ?? (begins ? null : old.gridRun);
  return shown !== null && slotsOf(state, shown).length > 1 ? shown : null;
}

/** What number and state take of a cell: a line above its picture, or a column beside it, in CSS pixels. */
const margins = { above: { width: 0, height: 18 }, beside: { width: 26, height: 0 } } as const;

/**
 * In how many columns so many pictures of one shape are largest, and where what is said of each takes least from it.
 * @param ratio of the pictures, width by height
 * @param room for all of them, in CSS pixels; as yet unknown with a width of 0
 */
export function gridFor(
  count: number,
  ratio: number,
  room: { width: number; height: number },
): { columns: number; labels: keyof typeof margins } {
  let best = { columns: Math.min(2, Math.max(1, count)), labels: 'above' as keyof typeof margins };
  if (room.width === 0) return best;
  let largest = 0;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    // Full rows are worth a little.
    const fullness = count % columns === 0 ? 1.04 : 1;
    for (const labels of ['above', 'beside'] as const) {
      const taken = margins[labels];
      const width = Math.min(room.width / columns - taken.width, (room.height / rows - taken.height) * ratio);
      if (width * fullness > largest) {
        largest = width * fullness;
        best = { columns, labels };
      }
    }
  }
  return best;
}
