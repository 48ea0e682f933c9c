import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ChooseModel } from '../../../src/commands/chooseModel.ts';
import { DeleteApiKey } from '../../../src/commands/deleteApiKey.ts';
import { pickModel } from '../../../src/commands/pickModel.ts';
import { SetApiKey } from '../../../src/commands/setApiKey.ts';
import { TestConnection, type TestConnectionDeps } from '../../../src/commands/testConnection.ts';
import { resolveProvider } from '../../../src/core/api/providers.ts';
import { fail, succeed } from '../../../src/core/shared/failure.ts';
import { guard } from '../../../src/vscode/dialogs/command.ts';
import { NextSteps } from '../../../src/vscode/dialogs/nextSteps.ts';
import { OutputLog } from '../../../src/vscode/log.ts';
import { OriginSecrets } from '../../../src/vscode/secrets.ts';
import { VscodeSettings } from '../../../src/vscode/settings.ts';
import { until } from '../../vscode/until.ts';
import { MemorySecrets } from '../memorySecrets.ts';
import { RecordedMessages } from '../recordedMessages.ts';

const { Global, Workspace } = vscode.ConfigurationTarget;
const model = 'gemini-3.1-flash-image-preview';
const origin = 'https://api.apiyi.com';
const update = (key: string, value: unknown, target = Global) =>
  vscode.workspace.getConfiguration('nanoBanana').update(key, value, target);

/** Presses Enter in the list until it is there and takes it. */
async function acceptOnceShown<T>(choosing: Promise<T>): Promise<T> {
  const chosen = choosing.then((value) => ({ value }));
  const { value } = await until('the choice', async () => {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return Promise.race([chosen, Promise.resolve(undefined)]);
  });
  return value;
}

describe('commands about the provider', () => {
  let log: OutputLog;
  let settings: VscodeSettings;
  let secrets: OriginSecrets;
  let messages: RecordedMessages;
  let deps: TestConnectionDeps;

  beforeEach(() => {
    log = new OutputLog();
    settings = new VscodeSettings(log);
    secrets = new OriginSecrets(new MemorySecrets(), log);
    messages = new RecordedMessages();
    const nextSteps = new NextSteps({
      settings,
      messages,
      log,
      extensionId: 'nano-banana-tools.nano-banana',
      setApiKey: () => new SetApiKey(deps).execute(),
      chooseModel: () => new ChooseModel(deps).execute(),
    });
    deps = { settings, secrets, messages, nextSteps, listModels: async () => succeed({ ids: [model] }) };
  });
  afterEach(async () => {
    for (const key of ['provider', 'custom.baseUrl', 'custom.auth', 'custom.headers', 'model'])
      await update(key, undefined);
    await update('model', undefined, Workspace);
    await until('the defaults', () => settings.read().provider === 'apiyi' && settings.read().model === '');
    vscode.Disposable.from(settings, secrets, log).dispose();
  });

  it('are all there, as the manifest names them', async () => {
    const extension = vscode.extensions.getExtension('nano-banana-tools.nano-banana');
    assert.ok(extension);
    await extension.activate();
    const there = new Set(await vscode.commands.getCommands(true));
    const named: { command: string }[] = extension.packageJSON.contributes.commands;
    assert.deepEqual(
      named.map(({ command }) => command).filter((command) => !there.has(command)),
      [],
    );
  });

  it('test the connection and say plainly that the key works', async () => {
    await secrets.store(origin, 'sk-canary');
    let askedWith: string | undefined;
    deps.listModels = async (_provider, key) => {
      askedWith = key;
      return succeed({ ids: [model, 'gpt-5'] });
    };
    await new TestConnection(deps).execute();
    assert.equal(askedWith, 'sk-canary');
    assert.deepEqual(messages.shown, [
      {
        severity: 'information',
        sentence: 'The key works at api.apiyi.com. It lists 2 models. 1 of them is a known image model.',
        buttons: [],
      },
    ]);
  });

  it("tell a failed test in the failure's own sentence, with its buttons", async () => {
    await secrets.store(origin, 'sk-canary');
    const sentence = 'APIYI does not know this key. Use another one.';
    deps.listModels = async () =>
      fail({
        code: 'auth.invalidKey',
        sentence,
        nextSteps: ['setApiKey', 'openKeyPage', 'runAgain'],
        billed: 'no',
      });
    await new TestConnection(deps).execute();
    assert.deepEqual(messages.shown, [
      { severity: 'error', sentence, buttons: ['Set API Key…', 'Get a Key'] },
    ]);
  });

  it('say what is wrong with the endpoint instead of asking it', async () => {
    await update('provider', 'custom');
    await update('custom.baseUrl', 'http://example.com');
    await until('the endpoint', () => settings.read().customBaseUrl !== '');
    let asked = false;
    deps.listModels = async () => {
      asked = true;
      return succeed({ ids: [] });
    };
    for (const command of [new TestConnection(deps), new SetApiKey(deps), new DeleteApiKey(deps)]) {
      await command.execute();
    }
    assert.equal(asked, false);
    assert.equal(messages.shown.length, 3);
    for (const { sentence, buttons } of messages.shown) {
      assert.match(sentence, /not encrypted/);
      assert.deepEqual(buttons, ['Open Settings']);
    }
  });

  it('ask for no key where none is sent', async () => {
    await update('provider', 'custom');
    await update('custom.baseUrl', 'http://127.0.0.1:1');
    await update('custom.auth', 'none');
    await until('the endpoint', () => settings.read().customAuth === 'none');
    assert.equal(await new SetApiKey(deps).execute(), false);
    assert.match(messages.sentences[0] ?? '', /without a key/);
    await new TestConnection(deps).execute();
    assert.match(messages.sentences[1] ?? '', /^127\.0\.0\.1:1 responds\. It lists 1 model\./);
  });

  it('want the secrets of the headers too, and delete them with the key', async () => {
    const gateway = 'http://127.0.0.1:1';
    await update('provider', 'custom');
    await update('custom.baseUrl', gateway);
    await update('custom.auth', 'none');
    await update('custom.headers', { 'X-Gateway-Auth': `\${secret:gateway}`, 'X-Org': 'docs' });
    await until('the headers', () => settings.read().customHeaders?.['X-Org'] === 'docs');
    const setting = new SetApiKey(deps).execute();
    const typed = setting.then((value) => ({ value }));
    const { value } = await until('the secret to be taken', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return Promise.race([typed, Promise.resolve(undefined)]);
    });
    assert.equal(value, false, 'the person gave up');
    await secrets.store(`${gateway}#gateway`, 'canary');
    let sent: unknown;
    deps.listModels = async (_provider, _key, _signal, custom) => {
      sent = custom?.headers;
      return succeed({ ids: [model] });
    };
    await new TestConnection(deps).execute();
    assert.deepEqual(sent, { 'X-Gateway-Auth': 'canary', 'X-Org': 'docs' });
    await new DeleteApiKey(deps).execute();
    assert.equal(await secrets.keyFor(`${gateway}#gateway`), undefined);
    assert.match(messages.sentences.at(-1) ?? '', / is deleted from this computer/);
  });

  it('delete the key of the provider in use, and say which or that there was none', async () => {
    await secrets.store(origin, 'sk-canary');
    await secrets.store('https://other.example', 'stays');
    await new DeleteApiKey(deps).execute();
    await new DeleteApiKey(deps).execute();
    assert.match(messages.sentences[0] ?? '', /^The key for https:\/\/api\.apiyi\.com is deleted/);
    assert.equal(messages.sentences[1], 'There was no key for https://api.apiyi.com.');
    assert.equal(await secrets.keyFor(origin), undefined);
    assert.equal(await secrets.keyFor('https://other.example'), 'stays');
  });

  it('set the model where it is set already, and say where', async () => {
    assert.equal(await acceptOnceShown(new ChooseModel(deps).execute()), true);
    assert.equal(messages.sentences[0], 'New panels use Nano Banana 2. It is set in your user settings.');
    assert.equal(settings.read().model, '', 'the default goes on following the provider');

    await update('model', 'gemini-3-pro-image', Workspace);
    await until('the setting', () => settings.read().model === 'gemini-3-pro-image');
    await acceptOnceShown(new ChooseModel(deps).execute());
    assert.equal(
      messages.sentences[1],
      "New panels use Nano Banana Pro. It is set in this workspace's settings.",
    );
  });

  it('only return the model when a panel asks, the one in use being chosen beforehand', async () => {
    assert.equal(await acceptOnceShown(pickModel(deps, 'my-own-model')), 'my-own-model');
    assert.equal(settings.read().model, '');
  });

  it('stop asking for the list when the person leaves', async () => {
    await secrets.store(origin, 'sk-canary');
    const asked = Promise.withResolvers<AbortSignal>();
    const provider = resolveProvider({ provider: 'apiyi' });
    assert.ok(provider.ok);
    deps.listModels = (_provider, _key, signal) =>
      new Promise((resolve) => {
        asked.resolve(signal);
        signal.addEventListener('abort', () => resolve(succeed({ ids: [] })));
      });
    const choosing = pickModel(deps, model);
    const signal = await asked.promise;
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await choosing, undefined);
    assert.equal(signal.aborted, true);
  });

  it('turn what nobody expected into a message with a way to the log', async () => {
    const run = guard('nanoBanana.test.broken', () => Promise.reject(new Error('The sky fell.')), {
      log,
      messages,
      nextSteps: deps.nextSteps,
    });
    assert.equal(await run(), undefined);
    assert.deepEqual(messages.shown, [
      {
        severity: 'error',
        sentence: 'Something unexpected happened: The sky fell. The log has the details.',
        buttons: ['Show Log'],
      },
    ]);
  });

  it('take giving up for no error', async () => {
    const run = guard('nanoBanana.test.stopped', () => Promise.reject(new vscode.CancellationError()), {
      log,
      messages,
      nextSteps: deps.nextSteps,
    });
    assert.equal(await run(), undefined);
    assert.deepEqual(messages.shown, []);
  });
});
