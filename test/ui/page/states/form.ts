import type { PanelState } from '../../../../src/core/shared/protocol/panelState.ts';
import { blurPrompt, choice, dashboard, input, model, picture, preset, result } from './parts.ts';

/** The form, as the host would send it. */

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

/** A model that takes neither size nor thinking. */
export const fewChoices: PanelState = {
  ...filled,
  options: { ...filled.options, model: 'gemini-2.5-flash-image', thinking: '' },
  choices: { ...filled.choices, sizes: [], thinking: [], includeThoughts: false },
};

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

/** The team's file of prompts can't be read. */
export const brokenPresets: PanelState = {
  ...filled,
  presets: filled.presets.filter(({ from }) => from !== 'team'),
  presetProblem:
    '.nano-banana/prompts.json can not be used: prompts[2].prompt is missing. Correct the file; until then only the built-in prompts are offered.',
};
