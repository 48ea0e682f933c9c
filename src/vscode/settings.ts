import {
  type Disposable,
  type Event,
  EventEmitter,
  Uri,
  type WorkspaceConfiguration,
  workspace,
} from 'vscode';
import * as z from 'zod/mini';
import { customProtocols, providerIds } from '../core/api/providers.ts';
import type { Log, Settings, SettingsValues } from '../core/ports.ts';
import { aspectRatios, imageSizes, thinkingLevels } from '../core/shared/options.ts';

export const settingsSection = 'nanoBanana';

const modelId = z.string().check(z.maxLength(200), z.regex(/^[A-Za-z0-9._:/@-]*$/));
const wholeNumber = (least: number, most: number) => z.int().check(z.gte(least), z.lte(most));

/** Each value with its key in the manifest, which holds the defaults, and what is valid. */
const entries = {
  provider: ['provider', z.enum(providerIds)],
  customBaseUrl: ['custom.baseUrl', z.string()],
  customAuth: ['custom.auth', z.enum(['bearer', 'x-goog-api-key', 'none'])],
  customProtocol: ['custom.protocol', z.enum(customProtocols)],
  customHeaders: ['custom.headers', z.record(z.string(), z.string())],
  model: ['model', modelId],
  defaultAspectRatio: ['defaults.aspectRatio', z.enum(['auto', ...aspectRatios])],
  defaultSize: ['defaults.size', z.enum(['auto', ...imageSizes])],
  defaultThinking: ['defaults.thinking', z.enum(['', ...thinkingLevels])],
  outputFileName: ['output.fileName', z.string().check(z.minLength(1), z.maxLength(200))],
  outputFormat: ['output.format', z.enum(['source', 'asReturned', 'png', 'jpeg', 'webp', 'avif'])],
  outputRecord: ['output.record', z.enum(['embedded', 'sidecar', 'none'])],
  outputMetadata: ['output.metadata', z.enum(['keep', 'strip'])],
  outputVariants: ['output.variants', z.enum(['choose', 'saveAll'])],
  timeoutSeconds: ['timeoutSeconds', wholeNumber(0, 3600)],
  maxConcurrentRequests: ['maxConcurrentRequests', wholeNumber(1, 20)],
  confirmAboveCost: ['confirmAboveCost', z.number().check(z.gte(0))],
  billing: ['billing', z.enum(['perCall', 'perToken'])],
  statusBar: ['statusBar', z.boolean()],
  markdownCodeLens: ['markdown.codeLens', z.enum(['all', 'missing', 'off'])],
} as const;

type Reader = <T>(key: string, schema: z.ZodMiniType<T>) => T;

/**
 * The settings as the manifest declares them. That no workspace decides on endpoint, key and money, and
 * that an untrusted one decides on nothing, is the manifest's work (scopes, restricted settings).
 */
export class VscodeSettings implements Settings, Disposable {
  readonly #log: Log;
  readonly #changed = new EventEmitter<void>();
  readonly #subscription: Disposable;
  /** Invalid values that were told already, so that each is told once. */
  readonly #told = new Set<string>();
  /** What was read since the last change, by the workspace's folder: a run of hundreds of edits asks for each of them. */
  readonly #known = new Map<string, SettingsValues>();
  #own: SettingsValues | undefined;

  /** Fires when any of the extension's settings may have another value. */
  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(log: Log) {
    this.#log = log;
    this.#subscription = workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(settingsSection)) return;
      this.#known.clear();
      this.#own = undefined;
      this.#changed.fire();
    });
  }

  read(uri?: string): SettingsValues {
    const resource = uri === undefined ? undefined : Uri.parse(uri);
    // Below it nothing can have settings of its own.
    const folder = resource && workspace.getWorkspaceFolder(resource)?.uri;
    const place = folder?.toString() ?? (resource ? 'outside' : 'window');
    const known = this.#known.get(place);
    if (known) return known;
    const configuration = workspace.getConfiguration(settingsSection, resource);
    const values = this.#valuesOf(configuration, (key) => configuration.get<unknown>(key));
    this.#known.set(place, values);
    return values;
  }

  readOwn(): SettingsValues {
    if (this.#own) return this.#own;
    const configuration = workspace.getConfiguration(settingsSection);
    this.#own = this.#valuesOf(configuration, (key) => {
      const found = configuration.inspect<unknown>(key);
      return found?.globalValue ?? found?.defaultValue;
    });
    return this.#own;
  }

  #valuesOf(configuration: WorkspaceConfiguration, lookUp: (key: string) => unknown): SettingsValues {
    const read: Reader = (key, schema) => {
      const value = lookUp(key);
      const checked = schema.safeParse(typeof value === 'string' ? value.trim() : value);
      if (checked.success) return checked.data;
      this.#tell(key, value);
      return schema.parse(configuration.inspect(key)?.defaultValue);
    };
    return {
      provider: read(...entries.provider),
      customBaseUrl: read(...entries.customBaseUrl),
      customAuth: read(...entries.customAuth),
      customProtocol: read(...entries.customProtocol),
      customHeaders: read(...entries.customHeaders),
      model: read(...entries.model),
      defaultAspectRatio: read(...entries.defaultAspectRatio),
      defaultSize: read(...entries.defaultSize),
      defaultThinking: read(...entries.defaultThinking),
      outputFileName: read(...entries.outputFileName),
      outputFormat: read(...entries.outputFormat),
      outputRecord: read(...entries.outputRecord),
      outputMetadata: read(...entries.outputMetadata),
      outputVariants: read(...entries.outputVariants),
      timeoutSeconds: read(...entries.timeoutSeconds),
      maxConcurrentRequests: read(...entries.maxConcurrentRequests),
      confirmAboveCost: read(...entries.confirmAboveCost),
      billing: read(...entries.billing),
      statusBar: read(...entries.statusBar),
      markdownCodeLens: read(...entries.markdownCodeLens),
    };
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /** The value itself is not written: it may be an address with a password in it. */
  #tell(key: string, value: unknown): void {
    const told = `${key}=${JSON.stringify(value)}`;
    if (this.#told.has(told)) return;
    this.#told.add(told);
    this.#log.warn(
      `The setting ${settingsSection}.${key} has a value that is not valid; its default is used.`,
    );
  }
}
