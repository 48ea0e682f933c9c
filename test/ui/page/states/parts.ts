import type {
  Choice,
  InputView,
  JobView,
  PanelState,
  Picture,
  PresetView,
  ProviderChoice,
  ResultView,
} from '../../../../src/core/shared/protocol/panelState.ts';

/** What states of the panel are made of. */

export const spent = (text: string): PanelState['spent'] => ({
  text,
  detail: `This session has cost ${text} so far.`,
});

export const choice = (value: string, label: string, detail = '', means = ''): Choice => ({
  value,
  label,
  detail,
  means,
});

export const model = (
  group: string,
  value: string,
  label: string,
  detail: string,
  price: string,
  more: Partial<Choice>,
): Choice => ({ value, label, detail, group, price, ...more });

export const picture = (name: string, preview: string | null, more: Partial<Picture> = {}): Picture => ({
  name,
  preview: preview === null ? null : `/preview/${preview}.svg`,
  thumbnail: null,
  width: 1280,
  height: 720,
  bytes: 214_000,
  type: 'PNG',
  hasAlpha: false,
  ...more,
});

export const dashboard = picture('dashboard.png', 'dashboard');

export const blurPrompt = 'Blur the name, the e-mail address and the phone number. Change nothing else.';

export const preset = (
  id: string,
  label: string,
  prompt: string,
  from: PresetView['from'] = 'builtIn',
): PresetView => ({
  id,
  label,
  prompt,
  from,
});

export const input = (id: string, of: Picture, more: Partial<InputView> = {}): InputView => ({
  ...of,
  id,
  edited: false,
  resultId: null,
  problem: null,
  notes: [],
  ...more,
});

export const job = (id: string, phase: JobView['phase'], more: Partial<JobView> = {}): JobView => ({
  id,
  runId: 'run-1',
  variant: null,
  label: 'dashboard.png',
  inputId: 'in-1',
  before: null,
  prompt: blurPrompt,
  phase,
  startedAt: phase === 'queued' ? null : Date.now() - 7_000,
  partial: null,
  note: null,
  failure: null,
  resultId: null,
  cost: '',
  ...more,
});

export const result = (id: string, more: Partial<ResultView> = {}): ResultView => ({
  ...picture('dashboard-edited.png', 'dashboard-edited', { bytes: 231_000 }),
  id,
  jobId: `job-${id}`,
  runId: `run-${id}`,
  variant: null,
  isDraft: false,
  choice: null,
  step: 1,
  parentId: null,
  prompt: blurPrompt,
  role: 'final',
  savedAs: 'docs/images/dashboard-edited.png',
  before: dashboard,
  replaces: more.savedAs === null || more.missing || more.before === null ? null : 'dashboard.png',
  seconds: 9.4,
  cost: 0.055,
  usage: '1,402 tokens',
  region: null,
  outside: null,
  changed: { share: 0.043, tolerance: 8 },
  missing: false,
  words: '',
  links: [],
  thoughts: { texts: [], pictures: [] },
  notes: [],
  ...more,
});

export const provider = (id: ProviderChoice['id'], label: string): ProviderChoice => ({
  id,
  label,
  who: 'A reseller: the models of Google and OpenAI with one key.',
  costs: 'One edit costs about $0.055.',
  keeps: 'It says that it keeps no pictures. It passes them on to Google or OpenAI.',
});
