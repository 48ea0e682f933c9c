import {
  LanguageModelTextPart,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
  type LanguageModelToolInvocationPrepareOptions,
  LanguageModelToolResult,
  type PreparedToolInvocation,
} from 'vscode';
import { imageAskedFor, type RecordReaderDeps, recordText } from '../../core/agent/recordText.ts';
import { t } from '../../core/shared/l10n.ts';
import { nameOf } from '../../core/uris.ts';

/** Tells a model how an image was made. It only reads, so nobody is asked. */
export class ImageRecordTool implements LanguageModelTool<unknown> {
  readonly #deps: RecordReaderDeps;

  constructor(deps: RecordReaderDeps) {
    this.#deps = deps;
  }

  prepareInvocation({ input }: LanguageModelToolInvocationPrepareOptions<unknown>): PreparedToolInvocation {
    const uri = imageAskedFor(this.#deps, input);
    return uri === undefined
      ? {}
      : { invocationMessage: t('Reading how {name} was made', { name: nameOf(uri) }) };
  }

  /** Rejects with what went wrong, addressed to the model. */
  async invoke({ input }: LanguageModelToolInvocationOptions<unknown>): Promise<LanguageModelToolResult> {
    return new LanguageModelToolResult([new LanguageModelTextPart(await recordText(this.#deps, input))]);
  }
}
