import type { PanelState } from '../../../../src/core/shared/protocol/panelState.ts';
import { filled } from './form.ts';
import { blurPrompt, preset, provider, result } from './parts.ts';

/** Before a provider and its key are set up. */

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

/** Opened again: its prompt was typed before and never run. */
export const withUnsent: PanelState = {
  ...firstTime,
  presets: [preset('unsent', 'Blur the name, the e-mail address', blurPrompt, 'unsent'), ...filled.presets],
};
