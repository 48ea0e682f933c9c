import type { Settings, SettingsValues } from '../core/ports.ts';
import type { BuildArguments } from './arguments.ts';

/** The settings of a build: what was typed or stands in the environment, and else the extension's defaults. */
export class CliSettings implements Settings {
  readonly #values: SettingsValues;

  constructor({ connection, concurrency, metadata }: BuildArguments) {
    this.#values = {
      ...connection,
      defaultAspectRatio: 'auto',
      defaultSize: 'auto',
      defaultThinking: '',
      outputFileName: 'image',
      outputFormat: 'source',
      outputRecord: 'embedded',
      outputMetadata: metadata,
      outputVariants: 'saveAll',
      timeoutSeconds: 0,
      maxConcurrentRequests: concurrency,
      confirmAboveCost: 0,
      statusBar: false,
      markdownCodeLens: 'off',
    };
  }

  read(): SettingsValues {
    return this.#values;
  }

  readOwn(): SettingsValues {
    return this.#values;
  }
}
