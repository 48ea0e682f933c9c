import { modelName } from '../../core/api/models.ts';
import { aboveLimit, isAboveLimit } from '../../core/consent.ts';
import { type PricedRedo, sumOf } from '../../core/edit/redoPrice.ts';
import type { Settings } from '../../core/ports.ts';
import { cut } from '../../core/records/record.ts';
import { nameOf } from '../../core/uris.ts';
import { type AskForKeyDeps, hasKeyOrAsks } from '../../vscode/askForKey.ts';
import type { Messages } from '../../vscode/messages.ts';
import type { RedoWindow } from './redoWindow.ts';
import { costWords, sumWords } from './words.ts';

export interface QuestionsDeps extends AskForKeyDeps {
  settings: Settings;
  messages: Messages;
  window: Pick<RedoWindow, 'isTrusted' | 'confirm' | 'confirmCost'>;
}

/** What a person is asked before an edit is done again. */
export class Questions {
  readonly #deps: QuestionsDeps;

  constructor(deps: QuestionsDeps) {
    this.#deps = deps;
  }

  /**
   * Nothing changed since: whether it is to be done all the same.
   * @param outdated names of inputs that should be done again before
   */
  wantsAnyway({ redo, usd }: PricedRedo, outdated: readonly string[]): Promise<boolean> {
    const first =
      outdated.length === 0
        ? ''
        : `What ${outdated.join(', ')} was made from has changed, so redo that one first. `;
    const sources = redo.inputs.map(({ path }) => path);
    const are = sources.length === 1 ? 'is' : 'are';
    const cost = usd === undefined ? 'what it costs is not known' : `it costs ${costWords(usd)}`;
    return this.#deps.window.confirm(
      `Nothing changed since ${nameOf(redo.uri)} was made. Do its edit again anyway?`,
      `${first}${sources.join(', ')} ${are} unchanged. A new result will differ, and ${cost} with ${modelName(redo.record.model)}. It is saved beside the present one.`,
      'Redo Anyway',
    );
  }

  /** Asks for the key and for leave to spend; false when the person does not want to go on. */
  async isReady(priced: readonly PricedRedo[], hasAgreed: boolean): Promise<boolean> {
    const { messages, settings, window } = this.#deps;
    for (const { provider } of priced) {
      if (await hasKeyOrAsks(provider, this.#deps)) continue;
      messages.tell('information', 'Nothing was sent: there is no API key yet.');
      return false;
    }
    const { usd } = sumOf(priced);
    const limit = settings.read().confirmAboveCost;
    const isAbove = isAboveLimit(usd, limit);
    const [first, second] = priced;
    // What several cost was shown in their list.
    const isAsked = !hasAgreed && (second === undefined || isAbove);
    if (first === undefined || (!isAsked && window.isTrusted())) return true;
    const what = second === undefined ? `the edit of ${nameOf(first.redo.uri)}` : `${priced.length} edits`;
    const detail = [
      `${second === undefined ? fromWhat(first) : ''}${costSentence(priced)}${isAbove ? `, ${aboveLimit(limit)}` : ''}.`,
      ...(window.isTrusted() ? [] : untrustedDetail(priced)),
    ];
    const ask = isAbove ? window.confirmCost : window.confirm;
    return ask(`Do ${what} again?`, detail.join('\n\n'), 'Redo');
  }
}

/** "From shot.png as it is now, with gemini. " */
function fromWhat({ redo: { inputs, record } }: PricedRedo): string {
  const asNow = inputs.length === 1 ? 'as it is now' : 'as they are now';
  return `From ${inputs.map(({ path }) => path).join(', ')} ${asNow}, with ${modelName(record.model)}. `;
}

/** Without its full stop. */
function costSentence(priced: readonly PricedRedo[]): string {
  const { unknown } = sumOf(priced);
  return unknown === priced.length ? 'What this costs is not known' : `This costs ${sumWords(priced)}`;
}

/** What is sent for a workspace that nobody vouched for is shown word for word. */
function untrustedDetail(priced: readonly PricedRedo[]): string[] {
  const shown = priced.slice(0, 3).map(({ redo: { record, inputs } }) => {
    const sent = inputs.map(({ path }) => path).join(', ');
    return `“${cut(record.prompt, 300)}” with ${sent}, to ${modelName(record.model)}.`;
  });
  const more = priced.length > shown.length ? [`And ${priced.length - shown.length} more.`] : [];
  return ['You have not trusted this workspace. Its records ask for this:', ...shown, ...more];
}
