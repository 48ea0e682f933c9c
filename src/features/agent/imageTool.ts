import {
  CancellationError,
  type CancellationToken,
  LanguageModelDataPart,
  LanguageModelTextPart,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
  type LanguageModelToolInvocationPrepareOptions,
  LanguageModelToolResult,
  MarkdownString,
  type PreparedToolInvocation,
} from 'vscode';
import { CallStopped, type ImageCalls } from '../../core/agent/imageCalls.ts';
import { markdownText } from '../../core/agent/question.ts';

/** One of the tools that edit or generate, in the editor's chat. */
export class ImageTool implements LanguageModelTool<unknown> {
  readonly #calls: ImageCalls;

  constructor(calls: ImageCalls) {
    this.#calls = calls;
  }

  async prepareInvocation({
    input,
  }: LanguageModelToolInvocationPrepareOptions<unknown>): Promise<PreparedToolInvocation> {
    const { doing, question } = await this.#calls.prepare(input);
    return {
      ...(doing !== undefined && { invocationMessage: doing }),
      ...(question && {
        confirmationMessages: { title: question.title, message: new MarkdownString(markdownText(question)) },
      }),
    };
  }

  /** Rejects with what went wrong, addressed to the model. */
  async invoke(
    { input }: LanguageModelToolInvocationOptions<unknown>,
    token: CancellationToken,
  ): Promise<LanguageModelToolResult> {
    const controller = new AbortController();
    if (token.isCancellationRequested) controller.abort();
    const listener = token.onCancellationRequested(() => controller.abort());
    try {
      const parts = await this.#calls.call(input, controller.signal);
      return new LanguageModelToolResult(
        parts.map((part) =>
          part.kind === 'text'
            ? new LanguageModelTextPart(part.text)
            : LanguageModelDataPart.image(plain(part.bytes), part.mimeType),
        ),
      );
    } catch (error) {
      throw error instanceof CallStopped ? new CancellationError() : error;
    } finally {
      listener.dispose();
    }
  }
}

/** Node's buffers are views of larger ones, which would go along whole. */
const plain = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);
