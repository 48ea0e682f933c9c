/** The way of an edit, step by step, as far as something can go wrong there. */
export const phases = [
  'prepare',
  'connect',
  'upload',
  'wait',
  'first byte',
  'body',
  'decode',
  'align',
  'composite',
  'finish',
  'save',
  'record',
  'read back',
] as const;
export type Phase = (typeof phases)[number];

/** What goes wrong. */
export const faults = {
  stop: 'stopped by the person',
  deadline: 'deadline',
  reset: 'reset',
  cut: 'cut',
  'wrong bytes': 'wrong bytes',
  crash: 'worker crash',
  memory: 'out of memory in the worker',
  'disk full': 'disk full',
  'no disk': 'every disk full',
  storage: 'storage locked',
  permission: 'permission lost',
  folder: 'target folder removed',
  source: 'source changed',
  killed: 'extension host killed',
  reload: 'window reloaded',
} as const;
export type Fault = keyof typeof faults;

/** Which engine is asked, and for what. */
export const ways = [
  { name: 'gemini, whole', model: 'gemini-3.1-flash-image-preview', region: false },
  { name: 'openai-images, whole', model: 'gpt-image-2', region: false },
  { name: 'gemini, region', model: 'gemini-3.1-flash-image-preview', region: true },
  { name: 'openai-images, region', model: 'gpt-image-2', region: true },
] as const;
export type Way = (typeof ways)[number];

/** The phases in which bytes are on their way. */
export const onTheWire: readonly Phase[] = ['connect', 'upload', 'wait', 'first byte', 'body'];

const inTheWorker: readonly Phase[] = ['prepare', 'align', 'composite', 'finish', 'read back'];

/** One way, one moment of it, and what goes wrong then. */
export interface Cell {
  way: Way;
  phase: Phase;
  fault: Fault;
}

/** Whether a way goes through a phase: a region is set into its source, anything else is fitted as a whole. */
const hasPhase = ({ region }: Way, phase: Phase): boolean =>
  phase === 'align' || phase === 'composite' || phase === 'read back'
    ? region
    : phase !== 'finish' || !region;

/** Whether this can go wrong then: a connection breaks while there is one, a worker while it works. */
export function canHappen({ way, phase, fault }: Cell): boolean {
  if (!hasPhase(way, phase)) return false;
  switch (fault) {
    case 'deadline':
    case 'reset':
    case 'cut':
      return onTheWire.includes(phase);
    case 'crash':
    case 'memory':
      return inTheWorker.includes(phase);
    case 'wrong bytes':
      return phase !== 'composite' && phase !== 'finish' && phase !== 'save';
    default:
      return true;
  }
}

/** Every cell of the matrix in which something can happen. */
export const cells: readonly Cell[] = ways.flatMap((way) =>
  phases.flatMap((phase) =>
    (Object.keys(faults) as Fault[])
      .map((fault) => ({ way, phase, fault }))
      .filter((cell) => canHappen(cell)),
  ),
);
