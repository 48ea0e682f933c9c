import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import {
  type FetchedPicture,
  fetchPicture,
  type PictureFetch,
} from '../../../src/core/api/receive/fetchPicture.ts';
import { EditingService } from '../../../src/core/edit/editingService.ts';
import type { EditRequest, EditResult, JobHooks } from '../../../src/core/editRequest.ts';
import type { Codec } from '../../../src/core/images/codec.ts';
import type { ScratchFile, SettingsValues } from '../../../src/core/ports.ts';
import type { Outcome } from '../../../src/core/shared/failure.ts';
import type { EditOptions } from '../../../src/core/shared/options.ts';
import { unsetOptions } from '../../../src/core/shared/options.ts';
import { Journal } from '../../../src/core/storage/journal.ts';
import { type StandIn, startStandIn } from '../../standin/standIn.ts';
import { DiskStore, uriOf } from './diskStore.ts';

export const defaultSettings: SettingsValues = {
  provider: 'custom',
  customBaseUrl: '',
  customAuth: 'none',
  customProtocol: 'any',
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

export const defaultOptions: EditOptions = {
  model: 'gemini-3.1-flash-image-preview',
  ...unsetOptions,
};

/** The owner's number of this test's extension host; another number is another host. */
export const owner = 1;

/** A workspace on disk, an API that really edits, and the editing service between them. */
export class EditingFixture {
  readonly folder: string;
  readonly files: DiskStore;
  readonly standIn: StandIn;
  readonly codec: Codec;
  settings: SettingsValues;
  /** The person's own settings, where a workspace says something else. */
  ownSettings: SettingsValues | undefined;
  /** URI of the folder that records may speak of. */
  workspaceFolder: string | undefined;
  key: string | undefined;
  /** Where the links of answers lead in truth, which are https and never of this machine. */
  linksLeadTo: ((link: string) => string) | undefined;
  readonly log: string[] = [];
  #nextId = 1;

  constructor(
    folder: string,
    standIn: StandIn,
    codec: Codec,
    files = new DiskStore(path.join(folder, 'storage')),
  ) {
    this.folder = folder;
    this.standIn = standIn;
    this.codec = codec;
    this.files = files;
    this.workspaceFolder = uriOf(folder);
    this.settings = { ...defaultSettings, customBaseUrl: standIn.url };
  }

  static async open(codec: Codec, key?: string): Promise<EditingFixture> {
    const folder = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-editing-'));
    await fs.mkdir(path.join(folder, 'docs'));
    const standIn = await startStandIn({ style: 'apiyi', ...(key ? { key } : {}) });
    const fixture = new EditingFixture(folder, standIn, codec);
    if (key) fixture.settings = { ...fixture.settings, customAuth: 'bearer' };
    fixture.key = key;
    return fixture;
  }

  /** The same room with another codec. */
  withCodec(codec: Codec): EditingFixture {
    const other = new EditingFixture(this.folder, this.standIn, codec);
    other.settings = this.settings;
    return other;
  }

  async close(): Promise<void> {
    await this.standIn.close();
    await this.leave();
  }

  /** Takes the folder away, and leaves the API to others. */
  async leave(): Promise<void> {
    await fs.rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** A new service over the same disk, as after a restart. */
  service(ownerNumber = owner, isAlive = (_: number) => false): EditingService & { journal: Journal } {
    const write = (message: string): void => void this.log.push(message);
    const log = { debug: () => {}, info: write, warn: write, error: write };
    const journal = new Journal({ files: this.files, log, owner: ownerNumber, isAlive });
    const settings = { read: () => this.settings, readOwn: () => this.settings };
    const service = new EditingService({
      files: this.files,
      secrets: { keyFor: async () => this.key },
      settings,
      log,
      codec: this.codec,
      journal,
      newId: randomUUID,
      now: Date.now,
      tool: { name: 'Nano Banana for VS Code', version: '0.1.0' },
      workspaceFolderOf: () => this.workspaceFolder,
      fetchLink: (call) => this.#fetchLink(call),
      // Waiting between repetitions takes no time here.
      clock: { now: () => performance.now(), random: () => 0.5, sleep: async () => {} },
    });
    return Object.assign(service, { journal });
  }

  #fetchLink(call: PictureFetch<ScratchFile>): Promise<Outcome<FetchedPicture<ScratchFile>>> {
    const { linksLeadTo } = this;
    if (linksLeadTo === undefined) return fetchPicture(call);
    return fetchPicture({
      ...call,
      links: call.links.map(linksLeadTo),
      reach: { allows: () => true, lookup: undefined },
    });
  }

  /** Writes a file into the docs folder and gives its URI. */
  async put(name: string, bytes: Uint8Array): Promise<string> {
    const file = path.join(this.folder, 'docs', name);
    await fs.writeFile(file, bytes);
    return uriOf(file);
  }

  async read(name: string): Promise<Uint8Array> {
    return new Uint8Array(await fs.readFile(path.join(this.folder, 'docs', name)));
  }

  /** The names in the docs folder. */
  names(): Promise<string[]> {
    return fs.readdir(path.join(this.folder, 'docs'));
  }

  /** URI of the docs folder. */
  get docs(): string {
    return uriOf(path.join(this.folder, 'docs'));
  }

  request(uris: readonly string[], changes: Partial<EditRequest> = {}): EditRequest {
    return {
      prompt: 'invert',
      inputs: uris.map((uri) => ({
        name: decodeURIComponent(uri.split('/').at(-1) ?? ''),
        source: { kind: 'file', uri },
      })),
      editedIndex: uris.length > 0 ? 0 : -1,
      options: defaultOptions,
      target: { kind: 'beside', otherwise: this.docs },
      ...changes,
    };
  }

  run(
    request: EditRequest,
    hooks: Partial<JobHooks> = {},
    service: EditingService = this.service(),
  ): Promise<Outcome<EditResult>> {
    return service.run(
      { id: `job${this.#nextId++}`, sessionId: 'session', request },
      {
        signal: new AbortController().signal,
        onProgress: () => {},
        chooseTarget: async () => undefined,
        ...hooks,
      },
    );
  }
}

export function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.sentence}`);
  return outcome.value;
}
