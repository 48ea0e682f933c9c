import type { Settings, SettingsValues } from '../ports.ts';
import { formatCost } from '../shared/format.ts';
import type { EditOptions } from '../shared/options.ts';
import { defaultOptions } from './defaultOptions.ts';
import { type Quote, quoteRun } from './quote.ts';

/** A workspace's settings that make a run dearer than the person's own would. */
interface DearerWish {
  /** What the workspace asks for; the wish is gone when the person chose otherwise. */
  options: EditOptions;
  sentence: string;
}

/**
 * Compares what a new panel begins with against the person's own settings.
 * @returns undefined when the workspace asks for nothing dearer, or the prices are not known
 */
function dearerWish(values: SettingsValues, own: SettingsValues): DearerWish | undefined {
  const options = defaultOptions(values);
  const sentence = dearerSentence(options, quoteOne(values, options), quoteOne(own, defaultOptions(own)));
  return sentence === undefined ? undefined : { options, sentence };
}

/**
 * What the workspace makes dearer, as a sentence; undefined when it is not, or the prices are not known.
 * @param theirs one request as the workspace wants it, with these options
 * @param ours the same with the person's own settings
 */
export function dearerSentence(options: EditOptions, theirs: Quote, ours: Quote): string | undefined {
  if (theirs.usd === undefined || ours.usd === undefined || theirs.usd <= ours.usd) return undefined;
  const size = options.size === 'auto' ? '' : ` at ${options.size}`;
  const thinking = options.thinking === '' ? '' : ` with thinking ${options.thinking}`;
  const what = `${theirs.capabilities.name}${size}${thinking}`;
  return `This workspace asks for ${what}: about ${formatCost(theirs.usd)} an image instead of ${formatCost(ours.usd)} with your own settings.`;
}

/** Follows what the workspace asks for, and has it agreed to once. */
export class WishGuard {
  readonly #confirm: (question: string, yes: string) => Promise<boolean>;
  #wish: DearerWish | undefined;
  #agreed = false;

  constructor(confirm: (question: string, yes: string) => Promise<boolean>) {
    this.#confirm = confirm;
  }

  /** The settings are these now; another wish is to be agreed to anew. */
  follow(values: SettingsValues, settings: Pick<Settings, 'readOwn'>): void {
    const wish = dearerWish(values, settings.readOwn());
    if (wish?.sentence !== this.#wish?.sentence) this.#agreed = false;
    this.#wish = wish;
  }

  /** What the workspace makes dearer, as long as these options still say so. */
  sentenceFor(options: EditOptions): string | undefined {
    return this.#wish && stillWished(this.#wish, options) ? this.#wish.sentence : undefined;
  }

  /** Asks before the first run with such options. */
  async agreesTo(options: EditOptions): Promise<boolean> {
    const sentence = this.sentenceFor(options);
    if (sentence === undefined || this.#agreed) return true;
    this.#agreed = await this.#confirm(sentence, 'Run');
    return this.#agreed;
  }
}

/** Whether the options are still those that the workspace asked for, as far as they cost. */
const stillWished = ({ options }: DearerWish, now: EditOptions): boolean =>
  options.model === now.model && options.size === now.size && options.thinking === now.thinking;

const quoteOne = (values: SettingsValues, options: EditOptions): Quote =>
  quoteRun(values, options, 0, [{ edited: undefined, inputs: 1 }]);
