import { Uri } from 'vscode';
import type { Command } from '../commands/command.ts';
import type { Log } from '../editing/ports.ts';
import { folderOf, nameOf } from '../editing/uris.ts';
import type { EarlierEdit, Errand, Panels } from '../panel/panels.ts';
import type { OriginalReplacer } from '../panel/resultActions.ts';
import type { Messages } from '../vscode/messages.ts';
import type { Source, Sources } from './sources.ts';

export interface RedoDeps {
  panels: Panels;
  sources: Pick<Sources, 'sourceOf'>;
  originals: Pick<OriginalReplacer, 'replace'>;
  messages: Messages;
  log: Log;
}

/** Makes an image again from its source, as its record says, where that source has changed. */
export class RedoVariant implements Command {
  readonly id = 'nanoBanana.redoVariant';
  readonly #deps: RedoDeps;

  constructor(deps: RedoDeps) {
    this.#deps = deps;
  }

  /** @param given URI, or URI string, of the image that was made */
  async execute(given?: unknown): Promise<void> {
    const { panels, sources, messages } = this.#deps;
    const uri = given instanceof Uri ? given.toString() : typeof given === 'string' ? given : undefined;
    const source = uri === undefined ? undefined : await sources.sourceOf(uri);
    if (uri === undefined || source === undefined) {
      messages.tell(
        'warning',
        'Nothing tells from which image this one was made, so it can’t be made again.',
      );
      return;
    }
    await panels.open({ kind: 'again', earlier: earlierOf(source, uri), errand: this.#errand(uri, source) });
  }

  #errand(uri: string, source: Source): Errand {
    const name = nameOf(uri);
    return {
      fileName: name,
      note: `Makes ${name} again from the present ${nameOf(source.uri)}. After saving you are asked whether it shall replace ${name}.`,
      saved: (result) => void this.#offer(uri, result),
    };
  }

  async #offer(original: string, result: string): Promise<void> {
    const { originals, log } = this.#deps;
    // Where the old one is gone, the new one has its name already.
    if (original === result) return;
    try {
      await originals.replace({ original, result: { kind: 'file', uri: result }, asMade: true });
    } catch (error) {
      log.error(`${nameOf(original)} could not be replaced: ${String(error)}`);
    }
  }
}

function earlierOf({ record, uri: source }: Source, made: string): EarlierEdit {
  return {
    prompt: record.prompt,
    options: { ...record.options, model: record.model },
    inputs: [{ name: nameOf(source), source: { kind: 'file', uri: source } }],
    editedIndex: 0,
    folder: folderOf(made),
  };
}
