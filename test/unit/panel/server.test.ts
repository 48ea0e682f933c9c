import assert from 'node:assert/strict';
import { unsetOptions } from '../../../src/core/shared/options.ts';
import type { PanelState } from '../../../src/core/shared/protocol/panelState.ts';
import {
  type HostHandlers,
  type HostMessage,
  type HostRequestName,
  hostRequests,
  type pageEvents,
} from '../../../src/core/shared/protocol/protocol.ts';
import { PageServer } from '../../../src/vscode/page/pageServer.ts';

const options = {
  model: 'm',
  ...unsetOptions,
} as const;
const bytes = new Uint8Array([1]);

/** Good values for every request; the compiler sees to it that none is missing. */
const good: { [N in HostRequestName]: unknown } = {
  ready: { draft: { prompt: 'p', options } },
  shown: { revision: 3 },
  showPictures: { small: ['i'], large: ['r'] },
  setPrompt: { prompt: 'p' },
  setOptions: { options },
  setSeveral: { mode: 'each' },
  pickInputs: {},
  addInputs: { addresses: ['file:///a.png'], files: [{ name: 'a.png', bytes }] },
  removeInput: { inputId: 'i' },
  markEdited: { inputId: 'i' },
  lookAtModels: {},
  chooseModel: {},
  run: { prompt: 'p' },
  stop: { jobId: 'j' },
  runAgain: { jobIds: ['j'] },
  chooseProvider: { provider: 'google' },
  setUp: { step: 'giveKey' },
  dismissAlert: {},
  dismissRun: {},
  takeStep: { step: 'showLog', jobId: 'j' },
  selectResult: { resultId: 'r' },
  openResult: { resultId: 'r' },
  saveResult: { resultId: 'r' },
  openLink: { resultId: 'r', index: 0 },
  fetchLink: { resultId: 'r', index: 0 },
  moveInput: { inputId: 'i', to: 0 },
  setVariants: { variants: 8 },
  setRegion: {
    region: {
      shapes: [{ kind: 'rectangle', mode: 'add', x: 1, y: 2, width: 3, height: 4 }],
      of: { width: 9, height: 9 },
    },
    resultId: 'r',
  },
  setMarkup: { markup: null, resultId: null },
  usePreset: { presetId: 'p' },
  editPresets: {},
  useResult: { resultId: 'r' },
  fromSource: { resultId: 'r' },
  useSource: {},
  discardResults: { resultIds: ['r'] },
  goOn: { resultId: 'r' },
  chooseAnswer: { resultId: 'r', choice: 'whole' },
  keepOnly: { resultId: 'r' },
  keepOnlyIn: { resultId: 'r' },
  keepResults: { resultIds: ['r'] },
  undo: {},
  restoreDiscarded: {},
  clearHistory: {},
  replaceOriginal: { resultId: 'r' },
  restoreOriginal: {},
  showRecord: { resultId: 'r' },
  copyMarkdownLink: { resultId: 'r' },
  copyPath: { resultId: 'r' },
  reveal: { resultId: 'r', where: 'explorer' },
  showRequest: {},
  copyRequest: { language: 'curl' },
  keepArrangement: { formWidth: 300, details: false, mode: 'single' },
  svgDrawn: { token: 't', outcome: { ok: true, png: bytes } },
};
const names = Object.keys(good) as HostRequestName[];

/** What is of no use in any field. */
const wrong = [undefined, null, 42, {}, '', 'x'.repeat(200_000), [[]], () => {}];

function serve(overrides: Partial<HostHandlers> = {}) {
  const sent: HostMessage[] = [];
  const warnings: string[] = [];
  let listener: (message: unknown) => void = () => {};
  const called: string[] = [];
  const call = (name: HostRequestName) => () => void called.push(name);
  const handlers: HostHandlers = {
    ready: () => {
      called.push('ready');
      return {} as PanelState;
    },
    shown: call('shown'),
    showPictures: call('showPictures'),
    setPrompt: call('setPrompt'),
    setOptions: call('setOptions'),
    setSeveral: call('setSeveral'),
    pickInputs: call('pickInputs'),
    addInputs: call('addInputs'),
    removeInput: call('removeInput'),
    markEdited: call('markEdited'),
    lookAtModels: call('lookAtModels'),
    chooseModel: call('chooseModel'),
    run: call('run'),
    stop: call('stop'),
    runAgain: call('runAgain'),
    chooseProvider: call('chooseProvider'),
    setUp: call('setUp'),
    dismissAlert: call('dismissAlert'),
    dismissRun: call('dismissRun'),
    takeStep: call('takeStep'),
    selectResult: call('selectResult'),
    openResult: call('openResult'),
    saveResult: call('saveResult'),
    openLink: call('openLink'),
    fetchLink: call('fetchLink'),
    moveInput: call('moveInput'),
    setVariants: call('setVariants'),
    setRegion: call('setRegion'),
    setMarkup: call('setMarkup'),
    usePreset: call('usePreset'),
    editPresets: call('editPresets'),
    useResult: call('useResult'),
    fromSource: call('fromSource'),
    useSource: call('useSource'),
    discardResults: call('discardResults'),
    goOn: call('goOn'),
    chooseAnswer: call('chooseAnswer'),
    keepOnly: call('keepOnly'),
    keepOnlyIn: call('keepOnlyIn'),
    keepResults: call('keepResults'),
    undo: call('undo'),
    restoreDiscarded: call('restoreDiscarded'),
    clearHistory: call('clearHistory'),
    replaceOriginal: call('replaceOriginal'),
    restoreOriginal: call('restoreOriginal'),
    showRecord: call('showRecord'),
    copyMarkdownLink: call('copyMarkdownLink'),
    copyPath: call('copyPath'),
    reveal: call('reveal'),
    showRequest: call('showRequest'),
    copyRequest: call('copyRequest'),
    keepArrangement: call('keepArrangement'),
    svgDrawn: call('svgDrawn'),
  };
  const server = new PageServer<typeof hostRequests, typeof pageEvents>(
    {
      postMessage: async (message) => sent.push(message) > 0,
      onDidReceiveMessage: (heard) => {
        listener = heard;
        return { dispose: () => (listener = () => {}) };
      },
    },
    hostRequests,
    { ...handlers, ...overrides },
    { warn: (message) => warnings.push(message), error: (message) => warnings.push(message) },
  );
  const receive = async (message: unknown): Promise<void> => {
    listener(message);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { server, sent, called, warnings, receive };
}

const request = (id: number, name: string, params: unknown) => ({ kind: 'request', id, name, params });

describe('the panel’s server', () => {
  it('answers every request that is well formed', async () => {
    const { sent, called, receive } = serve();
    for (const [id, name] of names.entries()) await receive(request(id, name, good[name]));
    assert.deepEqual(called, names);
    assert.ok(sent.every(({ kind }) => kind === 'reply'));
  });

  for (const name of names) {
    it(`refuses ${name} with any field broken, and lives`, async () => {
      const { sent, called, receive } = serve();
      const fields = Object.keys(good[name] as object);
      let id = 0;
      for (const field of fields) {
        for (const value of wrong) {
          const params = { ...(good[name] as object), [field]: value };
          if (hostRequests[name].params.safeParse(params).success) continue;
          await receive(request(id++, name, params));
        }
      }
      for (const value of [undefined, null, 42, 'text']) await receive(request(id++, name, value));
      assert.deepEqual(called, []);
      assert.equal(sent.length, id);
      assert.ok(sent.every((message) => message.kind === 'refusal' && message.error.code === 'invalid'));
      await receive(request(id, name, good[name]));
      assert.deepEqual(called, [name]);
    });
  }

  it('refuses what is not in the set, also what every object has', async () => {
    const { sent, receive } = serve();
    for (const name of ['deleteEverything', 'constructor', '__proto__', 'toString', '']) {
      await receive(request(sent.length, name, {}));
    }
    assert.ok(sent.every((message) => message.kind === 'refusal' && message.error.code === 'unknown'));
    assert.equal(sent.length, 5);
  });

  it('ignores what is no message', async () => {
    const { sent, warnings, receive } = serve();
    for (const message of [undefined, null, 'text', [], { kind: 'reply', id: 1 }, { kind: 'request' }]) {
      await receive(message);
    }
    assert.deepEqual(sent, []);
    assert.equal(warnings.length, 6);
  });

  it('hands a cancellation on to the one request it is for', async () => {
    const aborted: boolean[] = [];
    const { sent, receive } = serve({
      run: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted.push(true);
            reject(signal.reason);
          });
        }),
    });
    await receive(request(1, 'run', good.run));
    await receive({ kind: 'cancel', id: 99 });
    assert.deepEqual(aborted, []);
    await receive({ kind: 'cancel', id: 1 });
    assert.deepEqual(aborted, [true]);
    assert.deepEqual(
      sent.map((message) => message.kind === 'refusal' && message.error.code),
      ['cancelled'],
    );
  });

  it('answers a handler’s error without telling the page what it was', async () => {
    const { sent, warnings, receive } = serve({
      run: () => {
        throw new Error('secret path /home/me');
      },
    });
    await receive(request(1, 'run', good.run));
    assert.doesNotMatch(JSON.stringify(sent), /secret/);
    assert.match(warnings.join(), /secret/);
  });

  it('says nothing any more once it is disposed', async () => {
    const { server, sent, receive } = serve();
    server.dispose();
    await receive(request(1, 'run', good.run));
    assert.equal(await server.send('focusPrompt', {}), false);
    assert.deepEqual(sent, []);
  });
});
