import { modelName } from '../../core/api/models/models.ts';
import { aboveLimit, isAboveLimit } from '../../core/consent.ts';
import { type PricedRedo, sumOf } from '../../core/edit/redo/redoPrice.ts';
import type { Settings } from '../../core/ports.ts';
import { cut } from '../../core/records/record.ts';
import { inARow, inCommas, plural, t } from '../../core/shared/l10n.ts';
import { nameOf } from '../../core/uris.ts';
import { type AskForKeyDeps, hasKeyOrAsks } from '../../vscode/dialogs/askForKey.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import type { RedoWindow } from './redoWindow.ts';
import { andMore, costWords, sumWords } from './words.ts';

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
    const model = modelName(redo.record.model);
    const sources = redo.inputs.map(({ path }) => path);
    const first =
      outdated.length > 0 &&
      t('What {names} was made from has changed, so redo that one first.', { names: inCommas(outdated) });
    const unchanged = plural(
      sources.length,
      { one: '{names} is unchanged.', other: '{names} are unchanged.' },
      { names: inCommas(sources) },
    );
    const cost =
      usd === undefined
        ? t('A new result will differ, and the cost with {model} is unknown.', { model })
        : t('A new result will differ, and it costs {cost} with {model}.', { cost: costWords(usd), model });
    return this.#deps.window.confirm(
      t('Nothing changed since {name} was made. Do its edit again anyway?', { name: nameOf(redo.uri) }),
      inARow(first, unchanged, cost, t('It is saved beside the current one.')),
      t('Redo Anyway'),
    );
  }

  /** Asks for the key and for leave to spend; false when the person does not want to go on. */
  async isReady(priced: readonly PricedRedo[], hasAgreed: boolean): Promise<boolean> {
    const { messages, settings, window } = this.#deps;
    for (const { provider } of priced) {
      if (await hasKeyOrAsks(provider, this.#deps)) continue;
      messages.tell('information', t('Nothing was sent: there is no API key yet.'));
      return false;
    }
    const { usd } = sumOf(priced);
    const limit = settings.read().confirmAboveCost;
    const isAbove = isAboveLimit(usd, limit);
    const [first, second] = priced;
    // What several cost was shown in their list.
    const isAsked = !hasAgreed && (second === undefined || isAbove);
    if (first === undefined || (!isAsked && window.isTrusted())) return true;
    const question = plural(
      priced.length,
      { one: 'Do the edit of {name} again?', other: 'Redo {count} edits?' },
      { name: nameOf(first.redo.uri) },
    );
    const detail = [
      inARow(second === undefined && fromWhat(first), costSentence(priced, isAbove ? limit : undefined)),
      ...(window.isTrusted() ? [] : untrustedDetail(priced)),
    ];
    const ask = isAbove ? window.confirmCost : window.confirm;
    return ask(question, detail.join('\n\n'), t('Redo'));
  }
}

/** "From shot.png as it is now, with gemini." */
const fromWhat = ({ redo: { inputs, record } }: PricedRedo): string =>
  plural(
    inputs.length,
    { one: 'From {names} as it is now, with {model}.', other: 'From {names} as they are now, with {model}.' },
    { names: inCommas(inputs.map(({ path }) => path)), model: modelName(record.model) },
  );

/** @param limit where the cost is above it */
function costSentence(priced: readonly PricedRedo[], limit: number | undefined): string {
  const { unknown } = sumOf(priced);
  if (unknown === priced.length) return t('The cost is unknown.');
  const cost = sumWords(priced);
  return limit === undefined
    ? t('This costs {cost}.', { cost })
    : t('This costs {cost}, {above}.', { cost, above: aboveLimit(limit) });
}

/** What is sent for a workspace that nobody vouched for is shown word for word. */
function untrustedDetail(priced: readonly PricedRedo[]): string[] {
  const shown = priced.slice(0, 3).map(({ redo: { record, inputs } }) => {
    const sent = inCommas(inputs.map(({ path }) => path));
    return t('“{prompt}” with {inputs}, to {model}.', {
      prompt: cut(record.prompt, 300),
      inputs: sent,
      model: modelName(record.model),
    });
  });
  const more = priced.length > shown.length ? [andMore(priced.length - shown.length)] : [];
  return [t('You have not trusted this workspace. Its records ask for this:'), ...shown, ...more];
}
