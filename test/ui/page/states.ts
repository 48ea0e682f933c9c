import type {
  Choice,
  InputView,
  JobView,
  PanelState,
  Picture,
  PresetView,
  ProviderChoice,
  ResultView,
} from '../../../src/core/shared/protocol/panelState.ts';
import type { Region } from '../../../src/core/shared/region/region.ts';

/** States of the panel as the host would send them. */

const spent = (text: string): PanelState['spent'] => ({
  text,
  detail: `This session has cost ${text} so far.`,
});

const choice = (value: string, label: string, detail = '', means = ''): Choice => ({
  value,
  label,
  detail,
  means,
});

const model = (
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

const dashboard = picture('dashboard.png', 'dashboard');

const blurPrompt = 'Blur the name, the e-mail address and the phone number. Change nothing else.';

const preset = (
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

const provider = (id: ProviderChoice['id'], label: string): ProviderChoice => ({
  id,
  label,
  who: 'A reseller: the models of Google and OpenAI with one key.',
  costs: 'One edit costs about $0.055.',
  keeps: 'It says that it keeps no pictures. It passes them on to Google or OpenAI.',
});

export const filled: PanelState = {
  revision: 1,
  sessionId: 'session-1',
  kind: 'edit',
  inputs: [input('in-1', dashboard, { edited: true })],
  inputLimit: 14,
  several: null,
  prompt: blurPrompt,
  promptEpoch: 0,
  options: {
    model: 'gemini-3.1-flash-image-preview',
    aspectRatio: 'auto',
    size: 'auto',
    thinking: 'minimal',
    imageOnly: false,
    includeThoughts: false,
    keepTransparency: false,
    quality: '',
    complexity: '',
    background: 'auto',
    format: 'auto',
    partialImages: 0,
  },
  variants: 1,
  region: null,
  markup: null,
  crop: null,
  marksEpoch: 0,
  presets: [
    preset(
      'blur',
      'Blur personal data',
      'Blur all names, faces, addresses and numbers. Change nothing else.',
    ),
    preset('team-1', 'In our style', 'Redraw it in the style of our docs: flat, two colours.', 'team'),
    preset('clean', 'Clean up the screenshot', 'Remove the pointer, notifications and unsaved marks.'),
    preset('dark', 'Dark variant', 'Make a dark variant of it with the same layout.'),
    preset('translate', 'Translate into…', 'Translate the text in the picture into {language}.'),
    preset('background', 'Remove the background', 'Make the background transparent.'),
  ],
  presetProblem: null,
  recentPrompts: [],
  choices: {
    models: [
      model('Gemini', 'gemini-nano-banana-2.1', 'Nano Banana 2.1', 'Medium, 15 to 40 s', '$0.05', {
        badges: ['Newest'],
        means: 'For most edits.\n1K to 4K · 14 ratios · up to 14 images · 3 thinking levels',
      }),
      model('Gemini', 'gemini-3.1-flash-image-preview', 'Nano Banana 2', 'Fast, 5 to 25 s', '$0.055', {
        badges: ['Default', 'Listed'],
        means: 'For most edits.\n512 to 4K · 14 ratios · up to 14 images · 2 thinking levels',
      }),
      model('Gemini', 'gemini-3-pro-image', 'Nano Banana Pro', 'Slow, 23 to 61 s', '$0.09', {
        badges: ['Listed'],
        means:
          'For difficult edits and small text. It always thinks first.\n1K to 4K · 10 ratios · up to 14 images',
      }),
      model('Gemini', 'gemini-2.5-flash-image', 'Nano Banana', 'Fast', '$0.02', {
        means: 'The first one.\n1K only · 10 ratios · up to 3 images',
      }),
      model('GPT Image', 'gpt-image-2.6-flare', 'GPT Image 2.6 Flare', 'Fast', '$0.041', {
        badges: ['Newest', 'Listed'],
        means:
          'For most edits.\nAny size up to 4K · up to 16 images · 5 quality levels · transparent background · GIF and SVG',
      }),
      model('GPT Image', 'gpt-image-2.6-all', 'GPT Image 2.6 (all)', 'Fast, 10 to 42 s', '$0.025', {
        means:
          "One flat price, through ChatGPT's web app.\nAny size up to 4K · up to 16 images · transparent background · GIF and SVG",
      }),
      model('Other models', 'house-banana-4', 'house-banana-4', '', 'price unknown', {
        badges: ['Listed'],
        means:
          'Not a known model: treated like Nano Banana 2, without thinking.\n512 to 4K · 14 ratios · up to 14 images',
      }),
    ],
    modelsNote:
      'Prices are estimates for this edit. Listed: api.apiyi.com has it in its list, which is no guarantee.',
    aspectRatios: [
      choice('auto', 'Auto', '16:9', 'Keeps the shape of dashboard.png.'),
      choice('1:1', '1:1', 'Square'),
      choice('16:9', '16:9', 'Wide screen'),
      choice('4:3', '4:3', 'Screen'),
      choice('3:2', '3:2', 'Photo'),
      choice('9:16', '9:16', 'Phone'),
      choice('3:4', '3:4', 'Page'),
      choice('2:3', '2:3', 'Portrait'),
      choice('21:9', '21:9', 'Cinema'),
    ],
    sizes: [
      choice(
        'auto',
        'Auto',
        '1K',
        'The smallest that covers dashboard.png. The result gets exactly its size.',
      ),
      choice('1K', '1K', '1376 × 768'),
      choice('2K', '2K', '2752 × 1536'),
      choice('4K', '4K', '5504 × 3072'),
    ],
    thinking: [choice('minimal', 'Minimal'), choice('high', 'High', 'slower, better')],
    qualities: [],
    complexities: [],
    backgrounds: [
      choice('auto', 'Auto'),
      choice('transparent', 'Transparent', '', 'Computed from one flat colour behind the subject.'),
      choice(
        'transparent-twice',
        'Transparent, asked twice',
        '',
        'Exact for glass, hair and shadows, at twice the price.',
      ),
    ],
    formats: [],
    partialImages: [],
    imageOnly: true,
    includeThoughts: true,
    keepTransparency: false,
  },
  provider: { name: 'APIYI', host: 'api.apiyi.com', key: 'set', problem: null },
  setup: null,
  recorded: false,
  notes: [],
  estimate: 'about $0.055',
  spent: null,
  blocked: null,
  running: false,
  ended: null,
  jobs: [],
  source: { ...dashboard, restorable: false },
  results: [],
  hasHistory: false,
  hasFileManager: true,
  undo: null,
  discarded: 0,
  selectedResultId: null,
  status: '',
  alert: null,
};

export const firstTime: PanelState = {
  ...filled,
  prompt: '',
  provider: { ...filled.provider, key: 'missing' },
  setup: {
    recorded: false,
    providers: [
      provider('apiyi', 'APIYI'),
      provider('google', 'Google AI Studio'),
      provider('openai', 'OpenAI'),
      provider('custom', 'My own endpoint'),
    ],
    chosen: 'apiyi',
    connection: null,
  },
};

/** The key does not work. */
export const keyRefused: PanelState = {
  ...firstTime,
  provider: filled.provider,
  setup: firstTime.setup && {
    ...firstTime.setup,
    connection: { works: false, sentence: 'APIYI does not accept the API key. Use another one.' },
  },
};

/** The key works: what can be tried. */
export const keyWorks: PanelState = {
  ...keyRefused,
  setup: firstTime.setup && {
    ...firstTime.setup,
    connection: {
      works: true,
      sentence: 'The key works.',
    },
  },
};

/** The key is missing, and something was made here before. */
export const keyGone: PanelState = {
  ...filled,
  provider: { ...filled.provider, key: 'missing' },
};

/** The sample, before the first recorded answer. */
export const withoutKey: PanelState = {
  ...filled,
  prompt: '',
  provider: { name: 'Recorded answers', host: 'recorded.invalid', key: 'notNeeded', problem: null },
  setup: { recorded: true, providers: [], chosen: null, connection: null },
  recorded: true,
  estimate: 'no cost',
  choices: { ...filled.choices, aspectRatios: [], sizes: [], thinking: [], backgrounds: [] },
};

/** A recorded answer is there. */
export const answeredWithoutKey: PanelState = {
  ...withoutKey,
  setup: null,
  results: [result('result-1', { cost: 0, usage: '' })],
  selectedResultId: 'result-1',
};

export const emptyGenerate: PanelState = {
  ...filled,
  kind: 'generate',
  inputs: [],
  source: null,
  prompt: '',
  presets: [
    preset('header', 'Header picture…', 'A wide header picture for a page on {{topic}}.'),
    preset('icon', 'Icon…', 'A simple flat icon of {{thing}}.'),
    preset('diagram', 'Diagram…', 'A clean diagram that shows {{process}}.'),
    preset('photo', 'Photo…', 'A natural photo of {{scene}}.'),
  ],
  choices: {
    ...filled.choices,
    aspectRatios: [
      choice('auto', 'Auto', '', 'The model decides.'),
      ...filled.choices.aspectRatios.filter(({ value }) => value !== 'auto'),
    ],
    sizes: [
      choice('auto', 'Auto', '', 'The model decides.'),
      ...['1K', '2K', '4K'].map((size) => choice(size, size)),
    ],
  },
};

export const running: PanelState = {
  ...filled,
  running: true,
  blocked: 'It is running.',
  status: 'Waiting for the model',
  jobs: [job('job-1', 'waiting')],
};

/** A model that shows what it draws has sent the second of three pictures. */
export const growing: PanelState = {
  ...running,
  options: { ...running.options, model: 'gpt-image-2.6-flare', thinking: '', partialImages: 3 },
  choices: {
    ...running.choices,
    models: [choice('gpt-image-2.6-flare', 'GPT Image 2.6 Flare', 'about $0.05')],
    thinking: [],
    qualities: [choice('', 'Auto', 'Medium'), choice('high', 'High')],
    partialImages: [choice('0', 'Off'), choice('1', '1'), choice('2', '2'), choice('3', '3')],
    imageOnly: false,
    includeThoughts: false,
  },
  provider: { ...running.provider, name: 'OpenAI', host: 'api.openai.com' },
  status: 'Receiving the result',
  jobs: [job('job-1', 'receiving', { partial: picture('Partial image 2', 'dashboard-edited') })],
};

export const retrying: PanelState = {
  ...running,
  jobs: [job('job-1', 'sending', { note: 'Busy. Trying again in 4 s (2 of 4).' })],
};

export const done: PanelState = {
  ...filled,
  spent: spent('$0.055'),
  recentPrompts: [blurPrompt],
  jobs: [job('job-r1', 'done', { resultId: 'r1' })],
  results: [result('r1')],
  selectedResultId: 'r1',
  status: 'Saved dashboard-edited.png',
};

export const askedTwice: PanelState = {
  ...done,
  options: { ...done.options, background: 'transparent-twice' },
  notes: [
    'Two pictures are requested, on white and on black, at twice the price: their difference gives the transparency.',
  ],
  estimate: '2 requests, about $0.11',
  results: [result('r1', { notes: ['Transparency: computed from two pictures, on white and on black.'] })],
};

export const talkative: PanelState = {
  ...done,
  options: { ...done.options, includeThoughts: true },
  results: [
    result('r1', {
      words:
        'I blurred the name, the e-mail address and the phone number in the header card with a soft Gaussian blur and left everything else as it was.',
      thoughts: {
        texts: [
          'The header card holds three pieces of personal data: a name, an address and a number.',
          'A blur of about eleven pixels hides them at this size. The rest stays untouched.',
        ],
        pictures: [picture('draft', 'dashboard'), picture('draft', 'dashboard-edited')],
      },
      notes: ['Padded to 16:9 before sending and cropped back to 1280 × 720.'],
    }),
  ],
};

export const generated: PanelState = {
  ...emptyGenerate,
  prompt: 'A banana as a logo, flat, thick outline, no words.',
  jobs: [job('job-r1', 'done', { resultId: 'r1' })],
  results: [
    result('r1', {
      ...picture('banana-logo.png', 'logo', { width: 1024, height: 1024, hasAlpha: true, bytes: 96_400 }),
      before: null,
      savedAs: 'docs/images/banana-logo.png',
    }),
  ],
  selectedResultId: 'r1',
  status: 'Saved banana-logo.png',
};

export const failed: PanelState = {
  ...filled,
  jobs: [job('job-1', 'failed')],
  alert: {
    sentence:
      'The model refused: image safety (IMAGE_SAFETY). Nothing was saved. Rephrase the prompt, or leave out one of the inputs.',
    actions: [
      { step: 'runAgain', label: 'Run Again' },
      { step: 'showLog', label: 'Show Log' },
    ],
    jobId: 'job-1',
  },
};

/** Stopped after it was sent, while an older result is there. */
export const stopped: PanelState = {
  ...filled,
  spent: spent('$0.055'),
  jobs: [
    job('job-2', 'stopped', {
      failure: {
        sentence: 'Stopped after it was sent. It may still be billed.',
        actions: [{ step: 'runAgain', label: 'Run Again' }],
        jobId: 'job-2',
      },
      cost: 'up to $0.055',
    }),
  ],
  results: [result('r1')],
  selectedResultId: 'r1',
  status: 'Stopped after it was sent. It may still be billed.',
};

/** The second run failed; the result of the first is still there. */
export const failedLater: PanelState = {
  ...failed,
  results: [result('r1')],
  selectedResultId: 'r1',
  status: failed.alert?.sentence ?? '',
};

export const spot: Region = {
  shapes: [{ kind: 'rectangle', mode: 'add', x: 284, y: 110, width: 430, height: 110 }],
  inverted: false,
  feather: 'auto',
  context: 'auto',
  of: { width: 1280, height: 720 },
};

/** A region and marks on the edited image, with what is sent of it. */
export const marked: PanelState = {
  ...filled,
  prompt: 'Blur the name and the address.',
  region: {
    ...spot,
    shapes: [
      ...spot.shapes,
      {
        kind: 'stroke',
        mode: 'add',
        width: 52,
        points: [
          [330, 600],
          [420, 545],
          [520, 520],
        ],
      },
      {
        kind: 'polygon',
        mode: 'subtract',
        points: [
          [560, 120],
          [700, 130],
          [640, 200],
        ],
      },
    ],
  },
  markup: {
    marks: [
      { kind: 'arrow', colour: 'red', from: [900, 240], to: [730, 180] },
      { kind: 'note', colour: 'red', at: [860, 244], text: 'Only this card' },
      { kind: 'ellipse', colour: 'blue', x: 960, y: 420, width: 180, height: 220 },
      { kind: 'box', colour: 'yellow', x: 40, y: 100, width: 190, height: 70 },
      {
        kind: 'pen',
        colour: 'green',
        points: [
          [60, 420],
          [100, 380],
          [130, 430],
          [180, 390],
        ],
      },
    ],
    of: { width: 1280, height: 720 },
  },
  crop: {
    parts: [{ x: 140, y: 46, width: 720, height: 640 }],
    words:
      'Sends 720 × 640 of 1280 × 720 pixels: at the price of the whole picture, about 50 % of the bytes.',
  },
};

export const regionKept: PanelState = {
  ...done,
  results: [result('r1', { region: spot, outside: { pixels: 874_300, changed: 0 } })],
};

export const regionBroken: PanelState = {
  ...done,
  results: [result('r1', { region: spot, outside: { pixels: 874_300, changed: 1_204 } })],
};

const somethingElse = (id: string, more: Partial<ResultView>): ResultView =>
  result(id, { jobId: 'job-else', runId: 'run-else', isDraft: true, savedAs: null, replaces: null, ...more });

/** The model drew something else around the region: how is its answer to be kept? */
export const answerToChoose: PanelState = {
  ...done,
  results: [
    somethingElse('r1', {
      choice: 'setIn',
      region: spot,
      outside: { pixels: 874_300, changed: 0 },
      notes: ['Around the region, the answer differs from dashboard.png.'],
    }),
    somethingElse('r2', {
      ...picture('dashboard-edited-whole.jpg', 'dashboard-dark', { width: 720, height: 640 }),
      choice: 'whole',
      role: 'other',
    }),
  ],
  selectedResultId: 'r1',
  status: 'dashboard-edited.png is here. Around the region it differs from the source: choose what to keep.',
};

/** An answer that names pictures in place of sending them, and one that names more beside the picture. */
export const linkInPlace: PanelState = {
  ...filled,
  jobs: [job('job-1', 'failed')],
  alert: {
    sentence:
      'The answer contains a link instead of an image: cdn.images.example/results/2026/11/20/7c1e94b0a2d84f6d9f3b/dashboard-edited-final.png?expires=1795516800&signature=b7d0c2… It has probably been billed. Fetch the picture soon, because such links expire, or open the link.',
    actions: [
      { step: 'fetchPicture', label: 'Fetch Picture' },
      { step: 'openLink', label: 'Open Link' },
    ],
    jobId: 'job-1',
  },
};

export const linksBeside: PanelState = {
  ...done,
  results: [
    result('r1', {
      words: 'I blurred the name. Two more versions are at the links.',
      links: [
        'https://cdn.images.example/a.png',
        'https://cdn.images.example/results/2026/11/20/7c1e94b0a2d84f6d9f3b/dashboard-edited-with-a-long-name-final.png?expires=1795516800&signature=b7d0c2…',
      ],
    }),
  ],
};

export const interrupted: PanelState = {
  ...filled,
  jobs: [
    job('job-1', 'interrupted', {
      failure: {
        sentence: 'The window was closed while the model was at work. It may have been billed.',
        actions: [{ step: 'runAgain', label: 'Run Again' }],
        jobId: 'job-1',
      },
    }),
  ],
};

const sceneries = Array.from({ length: 20 }, (_, at) =>
  picture(`scenery-${String(at + 1).padStart(2, '0')}.jpg`, `scenery-${at}`, {
    width: 1000,
    height: 370,
    type: 'JPEG',
    bytes: 88_000 + at * 7_300,
  }),
);

export const combining: PanelState = {
  ...filled,
  inputs: [
    input('in-1', dashboard, { edited: true }),
    input('in-2', picture('logo.png', 'logo', { width: 512, height: 512, hasAlpha: true, bytes: 9_800 })),
    input('in-3', picture('team.gif', 'scenery-4', { type: 'GIF', width: 1000, height: 370 }), {
      notes: ['The first of its 24 frames is used.'],
    }),
  ],
  several: { mode: 'combine', canCombine: true, reason: '' },
  prompt: 'Put the banana into the header, on the right, and the team picture into the left card.',
  choices: { ...filled.choices, keepTransparency: true },
  notes: ['The transparency of logo.png is flattened on white.'],
  estimate: 'about $0.055',
};

export const twenty: PanelState = {
  ...filled,
  inputs: sceneries.map((scenery, at) => input(`in-${at}`, scenery, { edited: at === 0 })),
  several: {
    mode: 'each',
    canCombine: false,
    reason: 'Nano Banana 2 takes 14 images at most.',
  },
  prompt: 'Make it night.',
  estimate: '20 × about $0.055 = $1.10',
};

const busySentence = 'The provider is overloaded. Nothing was billed. Try again in a minute.';

const batchJob = (at: number, name: string): JobView => {
  const more = { label: name, runId: `run-${at}`, inputId: `in-${at}`, prompt: 'Make it night.' };
  if (at < 9) return job(`job-${at}`, 'done', { ...more, resultId: `r${at}` });
  if (at === 9 || at === 11) {
    const failure = {
      sentence:
        at === 9 ? 'The model refused: image safety (IMAGE_SAFETY). Rephrase the prompt.' : busySentence,
      actions: [
        { step: 'runAgain' as const, label: 'Run Again' },
        { step: 'showLog' as const, label: 'Show Log' },
      ],
      jobId: `job-${at}`,
    };
    return job(`job-${at}`, 'failed', { ...more, failure });
  }
  if (at === 10) return job(`job-${at}`, 'done', { ...more, resultId: `r${at}` });
  if (at < 15) return job(`job-${at}`, at === 12 ? 'receiving' : 'waiting', more);
  return job(`job-${at}`, 'queued', more);
};

const batchResult = (at: number): ResultView => {
  const scenery = sceneries[at] ?? dashboard;
  return result(`r${at}`, {
    ...scenery,
    jobId: `job-${at}`,
    runId: `run-${at}`,
    prompt: 'Make it night.',
    name: scenery.name.replace('.jpg', '-edited.jpg'),
    preview: `/preview/scenery-${(at + 9) % 20}.svg`,
    savedAs: `docs/${scenery.name.replace('.jpg', '-edited.jpg')}`,
    before: scenery,
  });
};
/** The tenth and the twelfth failed. */
const batchResults = (count: number): ResultView[] =>
  sceneries.slice(0, count).flatMap((_, at) => (at === 9 || at === 11 ? [] : batchResult(at)));

export const eachRunning: PanelState = {
  ...twenty,
  running: true,
  jobs: sceneries.map((scenery, at) => batchJob(at, scenery.name)),
  results: batchResults(11),
  selectedResultId: 'r8',
  status: '12 of 20 done',
};

export const eachDone: PanelState = {
  ...twenty,
  inputs: twenty.inputs.slice(0, 16),
  several: { mode: 'each', canCombine: false, reason: 'Nano Banana 2 takes 14 images at most.' },
  jobs: sceneries.slice(0, 16).map((scenery, at) =>
    at === 9 || at === 11
      ? batchJob(at, scenery.name)
      : job(`job-${at}`, 'done', {
          label: scenery.name,
          runId: `run-${at}`,
          inputId: `in-${at}`,
          resultId: `r${at}`,
        }),
  ),
  results: batchResults(16),
  selectedResultId: 'r13',
  status: 'Saved 14 of 16; 2 failed.',
  ended: 'Saved 14 of 16; 2 failed.',
};

const longName =
  'screenshot-of-the-administration-console-with-the-settings-dialog-open-and-an-error-in-the-third-field.png';

export const longTexts: PanelState = {
  ...filled,
  inputs: [
    input('in-1', { ...dashboard, name: longName }, { edited: true }),
    input('in-2', picture('لقطة-شاشة-لوحة-التحكم-مع-إعدادات-كثيرة-جدا.png', 'logo', { hasAlpha: true })),
    input(
      'in-3',
      picture('設定画面のスクリーンショット_最新版_本当に最新版のコピー.webp', 'scenery-3', { type: 'WebP' }),
    ),
    input(
      'in-4',
      picture('👩‍👩‍👧‍👦🍌 family holiday 🏖️.heic', null, { type: '', width: null, height: null }),
      {
        problem: 'HEIC images can not be read. Export it as JPEG or PNG and add that instead.',
      },
    ),
  ],
  several: { mode: 'combine', canCombine: true, reason: '' },
  prompt: `${blurPrompt} ${'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(4)}\n\nעברית: טשטש את השם.\n名前をぼかしてください。`,
  choices: {
    ...filled.choices,
    models: [
      choice(
        'gemini-3.1-flash-image-preview',
        'A model whose name is much longer than the list is wide, with a date: 2026-11-30',
        'about $0.055 for a picture of 1K, $0.12 for 4K',
      ),
    ],
  },
  provider: {
    name: 'A custom provider with a long name',
    host: 'images.a-very-long-host-name.internal.example.com',
    key: 'missing',
    problem:
      'The base URL is no address that can be used: it has to begin with https://. Fix it in the settings.',
  },
  notes: [
    'The transparency of one image is flattened on white. Tick Keep transparency to get it back on the result.',
  ],
  blocked: 'One of the images can not be sent. Remove it from the list, or convert it first.',
  alert: {
    sentence:
      'The provider answered with an error that it does not explain (HTTP 500, request req_01JC3Q8V7Z8M4W9T2K5N6P7R8S). It may have been billed. Look at https://status.example.com/incidents/with/a/very/long/path/that/has/no/place/to/break before you run it again.',
    actions: [
      { step: 'runAgain', label: 'Run Again' },
      { step: 'openBilling', label: 'Open Billing' },
      { step: 'chooseModel', label: 'Choose Model…' },
      { step: 'showLog', label: 'Show Log' },
    ],
    jobId: null,
  },
  results: [
    result('r1', {
      name: longName,
      savedAs: `docs/images/${longName.replace('.png', '-edited-2.png')}`,
      words: `${'It is done. '.repeat(40)}`,
    }),
  ],
  selectedResultId: 'r1',
  status: `Saved ${longName.replace('.png', '-edited-2.png')}`,
};

export const unsaved: PanelState = {
  ...done,
  results: [
    result('r1'),
    result('r2', { role: 'other', savedAs: null, name: 'dashboard-edited-2.png', seconds: null, cost: null }),
  ],
  selectedResultId: 'r2',
  status: 'The model sent a second picture.',
};

/** A model that takes neither size nor thinking. */
export const fewChoices: PanelState = {
  ...filled,
  options: { ...filled.options, model: 'gemini-2.5-flash-image', thinking: '' },
  choices: { ...filled.choices, sizes: [], thinking: [], includeThoughts: false },
};

const steps: ResultView[] = [
  result('r1'),
  result('r2', {
    ...picture('dashboard-edited-2.png', 'dashboard-dark', { bytes: 198_000 }),
    savedAs: 'docs/images/dashboard-edited-2.png',
    prompt: 'Make a dark variant of it with the same layout.',
    step: 2,
    parentId: 'r1',
    before: picture('dashboard-edited.png', 'dashboard-edited', { bytes: 231_000 }),
    runId: 'run-2',
  }),
  result('r3', {
    ...picture('dashboard-edited-3.png', 'dashboard-night', { width: 1376, height: 768 }),
    savedAs: 'docs/images/dashboard-edited-3.png',
    prompt: 'Make a dark variant of it with the same layout.',
    step: 2,
    parentId: 'r1',
    before: picture('dashboard-edited.png', 'dashboard-edited', { bytes: 231_000 }),
    runId: 'run-2',
  }),
  result('r4', {
    ...picture('dashboard-edited-4.png', 'dashboard', { bytes: 240_000 }),
    savedAs: 'docs/images/dashboard-edited-4.png',
    prompt: 'Make a dark variant of it with the same layout.',
    step: 2,
    parentId: 'r1',
    before: picture('dashboard-edited.png', 'dashboard-edited', { bytes: 231_000 }),
    runId: 'run-2',
    missing: true,
  }),
  result('r5', {
    ...picture('dashboard-edited-5.png', 'dashboard-marked', { bytes: 251_000 }),
    savedAs: 'docs/images/dashboard-edited-5.png',
    prompt: 'Put a red box around the chart.',
    step: 3,
    parentId: 'r2',
    before: picture('dashboard-edited-2.png', 'dashboard-dark', { bytes: 198_000 }),
  }),
];

/** A model with levels of quality and with pixels in place of thoughts. */
export const levels: PanelState = {
  ...filled,
  options: { ...filled.options, model: 'gpt-image-2.6-flare', thinking: '', quality: 'high' },
  choices: {
    ...filled.choices,
    sizes: [choice('auto', 'Auto', '1280 × 720'), choice('1K', '1K'), choice('1536x1024', '1536 × 1024')],
    thinking: [],
    qualities: [choice('', 'Auto', 'Medium'), choice('low', 'Low'), choice('high', 'High')],
    complexities: [choice('', 'Auto'), choice('low', 'Low'), choice('high', 'High')],
    backgrounds: [choice('auto', 'Auto'), choice('transparent', 'Transparent'), choice('opaque', 'Opaque')],
    formats: [choice('auto', 'Auto'), choice('gif', 'GIF'), choice('svg', 'SVG')],
    imageOnly: false,
    includeThoughts: false,
  },
};

/** One of its requests was stopped after it was sent. */
export const maybeBilled: PanelState = {
  ...filled,
  spent: {
    text: '$0.11 to $0.17',
    detail:
      'This session has cost $0.11 so far. 1 more request, about $0.055, returned no result and may have been billed.',
  },
};

/** Five results in three steps, one of them discarded just now. */
export const iterated: PanelState = {
  ...filled,
  prompt: 'Make the red box thicker.',
  variants: 3,
  estimate: '3 × about $0.055 = $0.165',
  spent: spent('$0.28'),
  recentPrompts: ['Put a red box around the chart.', 'Make a dark variant of it.', blurPrompt],
  source: { ...dashboard, restorable: true },
  results: steps,
  hasHistory: true,
  undo: 'Discarded dashboard-edited-6.png',
  discarded: 1,
  selectedResultId: 'r2',
  status: 'Discarded dashboard-edited-6.png',
};

/** A result that was scaled up on the way. */
export const otherSize: PanelState = {
  ...iterated,
  undo: null,
  discarded: 0,
  selectedResultId: 'r3',
  status: '',
};

/** The team's file of prompts can't be read. */
export const brokenPresets: PanelState = {
  ...filled,
  presets: filled.presets.filter(({ from }) => from !== 'team'),
  presetProblem:
    '.nano-banana/prompts.json can not be used: prompts[2].prompt is missing. Correct the file; until then only the built-in prompts are offered.',
};

/** Three variants of one run, one of which failed. */
export const variants: PanelState = {
  ...filled,
  variants: 3,
  estimate: '3 × about $0.055 = $0.165',
  spent: spent('$0.11'),
  jobs: [
    job('job-r1', 'done', { resultId: 'r1' }),
    job('job-r2', 'done', { resultId: 'r2' }),
    job('job-3', 'failed', {
      failure: {
        sentence: 'The model refused: image safety (IMAGE_SAFETY). Rephrase the prompt.',
        actions: [{ step: 'runAgain', label: 'Run Again' }],
        jobId: 'job-3',
      },
    }),
  ],
  results: [
    result('r1', { runId: 'run-1' }),
    result('r2', {
      ...picture('dashboard-edited-2.png', 'dashboard-marked'),
      savedAs: 'docs/images/dashboard-edited-2.png',
      runId: 'run-1',
    }),
  ],
  selectedResultId: 'r2',
  status: '2 saved, 1 failed',
};

/** Opened again: its prompt was typed before and never run. */
export const withUnsent: PanelState = {
  ...firstTime,
  presets: [preset('unsent', 'Blur the name, the e-mail address', blurPrompt, 'unsent'), ...filled.presets],
};

const draft = (number: number, more: Partial<ResultView> = {}): ResultView =>
  result(`v${number}`, {
    ...picture(
      'dashboard-edited.png',
      ['dashboard-edited', 'dashboard-marked', 'dashboard-dark', 'dashboard'][(number - 1) % 4] ??
        'dashboard',
    ),
    jobId: `job-v${number}`,
    runId: 'run-v',
    variant: number,
    isDraft: true,
    savedAs: null,
    replaces: null,
    ...more,
  });
const variantJob = (number: number, phase: JobView['phase'], more: Partial<JobView> = {}): JobView =>
  job(`job-v${number}`, phase, {
    runId: 'run-v',
    variant: number,
    label: `dashboard.png · variant ${number}`,
    ...more,
  });

/** Four variants came back; the second was kept. */
export const choosing: PanelState = {
  ...filled,
  variants: 4,
  estimate: '4 × about $0.055 = $0.22',
  spent: spent('$0.22'),
  jobs: [1, 2, 3, 4].map((number) => variantJob(number, 'done', { resultId: `v${number}` })),
  results: [
    draft(1),
    draft(2, {
      isDraft: false,
      savedAs: 'docs/images/dashboard-edited.png',
      replaces: 'dashboard.png',
    }),
    draft(3),
    draft(4),
  ],
  selectedResultId: 'v1',
  status: '4 variants are here. Keep the ones you want.',
};

/** The second of three variants was refused, with a page that says why. */
export const refusedWithLink: PanelState = {
  ...choosing,
  variants: 3,
  jobs: [
    variantJob(1, 'done', { resultId: 'v1' }),
    variantJob(2, 'failed', {
      failure: {
        sentence: 'The model refused: image safety (IMAGE_SAFETY). Rephrase the prompt.',
        actions: [
          { step: 'runAgain', label: 'Run Again' },
          { step: 'openLink', label: 'Open Link' },
          { step: 'showLog', label: 'Show Log' },
        ],
        jobId: 'job-v2',
      },
    }),
    variantJob(3, 'done', { resultId: 'v3' }),
  ],
  results: [draft(1), draft(3)],
  selectedResultId: 'v1',
  status: '2 of 3 variants are here; 1 failed.',
};

/** Eight variants on their way: two are here, one failed, one was stopped. */
export const choosingSoon: PanelState = {
  ...choosing,
  variants: 8,
  running: true,
  blocked: 'It is running.',
  estimate: '8 × about $0.055 = $0.44',
  spent: spent('$0.11'),
  jobs: [
    variantJob(1, 'done', { resultId: 'v1' }),
    variantJob(2, 'waiting'),
    variantJob(3, 'done', { resultId: 'v3' }),
    variantJob(4, 'failed', {
      failure: {
        sentence: 'The model refused: image safety (IMAGE_SAFETY). Rephrase the prompt.',
        actions: [{ step: 'runAgain', label: 'Run Again' }],
        jobId: 'job-v4',
      },
    }),
    variantJob(5, 'sending', { note: 'Busy. Trying again in 4 s (2 of 4).' }),
    variantJob(6, 'stopped', {
      failure: {
        sentence: 'Stopped before anything was sent. Nothing was billed.',
        actions: [{ step: 'runAgain', label: 'Run Again' }],
        jobId: 'job-v6',
      },
    }),
    variantJob(7, 'receiving', { partial: picture('Partial image 1', 'dashboard-marked') }),
    variantJob(8, 'queued'),
  ],
  results: [draft(1), draft(3)],
  status: '2 of 8 done',
};
