import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ImageCalls, type ToolWindow } from '../../../src/core/agent/imageCalls.ts';
import type { Workspace } from '../../../src/core/agent/places.ts';
import { editImageInput, generateImageInput, readInput } from '../../../src/core/agent/toolInputs.ts';
import { Consent } from '../../../src/core/consent.ts';
import { EditingService } from '../../../src/core/edit/editingService.ts';
import { type Codec, createCodec } from '../../../src/core/images/codec.ts';
import { startCodecWorker } from '../../../src/core/images/startCodecWorker.ts';
import { Journal } from '../../../src/core/storage/journal.ts';
import { ImageRecordTool } from '../../../src/features/agent/imageRecordTool.ts';
import { ImageTool } from '../../../src/features/agent/imageTool.ts';
import { openWorkspace } from '../../../src/features/agent/openWorkspace.ts';
import { OwnStorage } from '../../../src/node/ownStorage.ts';
import { workspaceFolderOf } from '../../../src/vscode/files/addresses.ts';
import { VscodeFileStore } from '../../../src/vscode/files/fileStore.ts';
import { OriginSecrets } from '../../../src/vscode/secrets.ts';
import { VscodeSettings } from '../../../src/vscode/settings.ts';
import { type StandIn, startStandIn } from '../../standin/standIn.ts';
import { until } from '../../vscode/until.ts';
import { MemorySecrets } from '../memorySecrets.ts';
import { RecordedLog } from '../recordedLog.ts';

export const canary = 'sk-canary-4711-never-shown';

/** The dialogs of the tools, answered by the test. */
class RecordedWindow implements ToolWindow {
  readonly questions: { question: string; detail: string }[] = [];
  readonly offers: string[] = [];
  readonly statuses: string[] = [];
  answer = true;
  place: string | undefined;

  async confirm(question: string, detail: string): Promise<boolean> {
    this.questions.push({ question, detail });
    return this.answer;
  }

  async showProgress<T>(_title: string, task: (tell: (status: string) => void) => Promise<T>): Promise<T> {
    return task((status) => this.statuses.push(status));
  }

  async offerToSave(sentence: string): Promise<string | undefined> {
    this.offers.push(sentence);
    return this.place;
  }
}

/** What rooms have in common: an API that really edits and wants the canary as its key, and the codec. */
export class ToolServices {
  readonly standIn: StandIn;
  readonly codec: Codec;

  private constructor(standIn: StandIn) {
    this.standIn = standIn;
    const extension = vscode.extensions.getExtension('nano-banana-tools.nano-banana');
    assert.ok(extension);
    const worker = join(extension.extensionPath, 'dist/codec/worker.cjs');
    this.codec = createCodec({
      startWorker: () => startCodecWorker(worker),
      setTimer: (callback, milliseconds) => {
        const timer = setTimeout(callback, milliseconds);
        return () => clearTimeout(timer);
      },
    });
  }

  static async start(): Promise<ToolServices> {
    return new ToolServices(await startStandIn({ style: 'apiyi', key: canary }));
  }

  async end(): Promise<void> {
    this.codec.dispose();
    await this.standIn.close();
  }
}

/** The tools in a real window, with the real files, settings and codec, against an API that really edits. */
export class ToolFixture {
  readonly log = new RecordedLog();
  readonly window = new RecordedWindow();
  readonly settings = new VscodeSettings(this.log);
  readonly secrets = new OriginSecrets(new MemorySecrets(), this.log);
  readonly files: VscodeFileStore;
  readonly standIn: StandIn;
  readonly storage: string;
  readonly root: vscode.Uri;
  workspace: Workspace = openWorkspace;
  /** What both the tools and other ways in are made of. */
  readonly parts;
  /** The settings that differ from their defaults. */
  readonly #changed: [key: string, target: vscode.ConfigurationTarget][] = [];
  readonly #end: () => void;

  private constructor(storage: string, { standIn, codec }: ToolServices, root: vscode.Uri) {
    this.storage = storage;
    this.standIn = standIn;
    this.root = root;
    this.files = new VscodeFileStore(new OwnStorage(storage));
    const { files, settings, secrets, log, window } = this;
    const common = { files, settings, secrets, log, codec, now: Date.now };
    const journal = new Journal({ files, log, owner: process.pid, isAlive: () => true });
    const editing = new EditingService({
      ...common,
      newId: randomUUID,
      journal,
      tool: { name: 'Nano Banana for VS Code', version: '0.1.0' },
      workspaceFolderOf,
    });
    this.parts = { ...common, consent: new Consent(), editing, journal, window, newId: randomUUID };
    this.#end = () => {
      settings.dispose();
      secrets.dispose();
    };
  }

  /** Opens it on a folder of its own below the workspace's, with the house's API as the provider. */
  static async open(services: ToolServices): Promise<ToolFixture> {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const root = vscode.Uri.joinPath(folder.uri, `tools ${randomUUID().slice(0, 8)}`);
    const storage = await mkdtemp(join(tmpdir(), 'nano-banana-tools-'));
    const { standIn } = services;
    standIn.reset();
    const fixture = new ToolFixture(storage, services, root);
    await vscode.workspace.fs.createDirectory(root);
    await fixture.set('provider', 'custom');
    await fixture.set('custom.baseUrl', standIn.url);
    // It takes every size and ratio, so that one test can ask for any of them.
    await fixture.set('model', 'gemini-3.1-flash-image-preview');
    await until('the settings', () => fixture.settings.read().customBaseUrl === standIn.url);
    await fixture.secrets.store(standIn.origin, canary);
    return fixture;
  }

  async close(): Promise<void> {
    for (const [key, target] of this.#changed) await this.set(key, undefined, target);
    this.#end();
    await vscode.workspace.fs.delete(this.root, { recursive: true });
    await rm(this.storage, { recursive: true, force: true });
  }

  async set(key: string, value: unknown, target = vscode.ConfigurationTarget.Global): Promise<void> {
    if (value !== undefined) this.#changed.push([key, target]);
    await vscode.workspace.getConfiguration('nanoBanana').update(key, value, target);
  }

  get edit(): ImageTool {
    return new ImageTool(
      new ImageCalls({ ...this.parts, workspace: this.workspace }, (input) =>
        readInput(editImageInput, input),
      ),
    );
  }

  get generate(): ImageTool {
    return new ImageTool(
      new ImageCalls({ ...this.parts, workspace: this.workspace }, (input) =>
        readInput(generateImageInput, input),
      ),
    );
  }

  get record(): ImageRecordTool {
    return new ImageRecordTool({ files: this.files, workspace: this.workspace });
  }

  /** Absolute path of a file below the fixture's folder. */
  path(...steps: string[]): string {
    return vscode.Uri.joinPath(this.root, ...steps).fsPath;
  }

  async put(name: string, bytes: Uint8Array): Promise<string> {
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(this.root, name), bytes);
    return this.path(name);
  }

  async read(name: string): Promise<Uint8Array> {
    return vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.root, name));
  }

  async names(below = '.'): Promise<string[]> {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(this.root, below));
    return entries.map(([name]) => name).sort();
  }
}

/** Calls a tool as VS Code does once the person has agreed. */
export const call = (
  tool: vscode.LanguageModelTool<unknown>,
  input: object,
  token: vscode.CancellationToken = new vscode.CancellationTokenSource().token,
) => Promise.resolve(tool.invoke({ input, toolInvocationToken: undefined }, token));

/** What a model reads of an answer. */
export function textOf(result: vscode.LanguageModelToolResult | null | undefined): string {
  const texts = (result?.content ?? []).map((part) =>
    part instanceof vscode.LanguageModelTextPart ? part.value : '',
  );
  return texts.filter((text) => text !== '').join('\n');
}

/** The pictures of an answer. */
export const picturesOf = (
  result: vscode.LanguageModelToolResult | null | undefined,
): vscode.LanguageModelDataPart[] =>
  (result?.content ?? []).flatMap((part) => (part instanceof vscode.LanguageModelDataPart ? part : []));

/** What the person is asked in the chat, without the marks that keep a text from being Markdown. */
export async function question(tool: vscode.LanguageModelTool<unknown>, input: object) {
  const prepared = await tool.prepareInvocation?.({ input }, new vscode.CancellationTokenSource().token);
  const messages = prepared?.confirmationMessages;
  const message = messages?.message;
  return {
    doing: prepared?.invocationMessage,
    title: messages?.title,
    text: (typeof message === 'string' ? message : (message?.value ?? '')).replace(
      /\\([!-/:-@[-`{-~])/g,
      '$1',
    ),
  };
}
