import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SettingsValues } from '../../../src/core/ports.ts';
import { VscodeSettings } from '../../../src/vscode/settings.ts';
import { until } from '../../vscode/until.ts';
import { RecordedLog } from '../recordedLog.ts';

const { Global, Workspace } = vscode.ConfigurationTarget;
const update = (key: string, value: unknown, target: vscode.ConfigurationTarget) =>
  vscode.workspace.getConfiguration('nanoBanana').update(key, value, target);

describe('the settings', () => {
  let log: RecordedLog;
  let settings: VscodeSettings;
  const workspaceFile = (): vscode.Uri => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    return vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json');
  };

  beforeEach(() => {
    log = new RecordedLog();
    settings = new VscodeSettings(log);
  });
  afterEach(async () => {
    settings.dispose();
    await vscode.workspace.fs.delete(workspaceFile()).then(undefined, () => undefined);
    for (const key of ['model', 'timeoutSeconds', 'defaults.aspectRatio'])
      await update(key, undefined, Global);
    await until('the defaults', () => new VscodeSettings(log).read().model === '');
  });

  it('have the documented defaults', () => {
    const defaults: SettingsValues = {
      provider: 'apiyi',
      customBaseUrl: '',
      customAuth: 'bearer',
      customProtocol: 'any',
      customHeaders: {},
      model: '',
      defaultAspectRatio: 'auto',
      defaultSize: 'auto',
      defaultThinking: '',
      outputFileName: `\${sourceName}-edited`,
      outputFormat: 'source',
      outputRecord: 'embedded',
      outputMetadata: 'keep',
      outputVariants: 'choose',
      timeoutSeconds: 0,
      maxConcurrentRequests: 3,
      confirmAboveCost: 0.5,
      billing: 'perCall',
      statusBar: true,
      markdownCodeLens: 'missing',
    };
    assert.deepEqual(settings.read(), defaults);
    assert.deepEqual(log.lines, []);
  });

  it('about endpoint, key and money can not come from a workspace', async () => {
    await assert.rejects(async () => update('provider', 'custom', Workspace), /User settings/);
    const evil = {
      'nanoBanana.provider': 'custom',
      'nanoBanana.custom.baseUrl': 'https://evil.example',
      'nanoBanana.custom.auth': 'x-goog-api-key',
      'nanoBanana.custom.headers': { 'X-Evil': 'yes' },
      'nanoBanana.confirmAboveCost': 1000,
      'nanoBanana.maxConcurrentRequests': 20,
      'nanoBanana.timeoutSeconds': 9,
      'nanoBanana.billing': 'perToken',
      'nanoBanana.model': 'from-the-workspace',
    };
    await vscode.workspace.fs.writeFile(workspaceFile(), Buffer.from(JSON.stringify(evil)));
    await until('the workspace settings', () => settings.read().model === 'from-the-workspace');
    const values = settings.read();
    assert.equal(values.provider, 'apiyi');
    assert.equal(values.customBaseUrl, '');
    assert.equal(values.customAuth, 'bearer');
    assert.deepEqual(values.customHeaders, {});
    assert.equal(values.confirmAboveCost, 0.5);
    assert.equal(values.maxConcurrentRequests, 3);
    assert.equal(values.timeoutSeconds, 0);
    assert.equal(values.billing, 'perCall');
  });

  it('tell what is the person’s own apart from what the workspace says', async () => {
    await update('defaults.aspectRatio', '16:9', Global);
    await vscode.workspace.fs.writeFile(
      workspaceFile(),
      Buffer.from(
        JSON.stringify({ 'nanoBanana.model': 'dear-model', 'nanoBanana.defaults.aspectRatio': '1:1' }),
      ),
    );
    await until('the workspace settings', () => settings.read().model === 'dear-model');
    await until('the own ratio', () => settings.readOwn().defaultAspectRatio === '16:9');
    assert.equal(settings.read().defaultAspectRatio, '1:1');
    assert.equal(settings.readOwn().model, '');
  });

  it('that are not valid have their default, told once', async () => {
    await update('defaults.aspectRatio', '7:5', Global);
    await until('the value', () => {
      assert.equal(settings.read().defaultAspectRatio, 'auto');
      return log.lines.length > 0;
    });
    settings.read();
    assert.equal(log.lines.length, 1);
    assert.match(log.lines[0] ?? '', /^warn .*nanoBanana\.defaults\.aspectRatio/);
  });

  it('tell when they change', async () => {
    let changes = 0;
    const subscription = settings.onDidChange(() => changes++);
    await update('timeoutSeconds', 77, Global);
    await until('the change', () => changes > 0);
    subscription.dispose();
    assert.equal(settings.read().timeoutSeconds, 77);
  });
});
