import type { SettingsValues } from '../../ports.ts';
import { formatCost } from '../../shared/format.ts';
import { inCommas, t } from '../../shared/l10n.ts';
import type { EditOptions } from '../../shared/options.ts';
import { defaultOptions } from '../plan/defaultOptions.ts';
import { type Quote, quoteRun } from './quote.ts';

/** A workspace's settings that make a run dearer than the person's own would. */
export interface DearerSettings {
  /** What the workspace asks for. */
  options: EditOptions;
  sentence: string;
}

/**
 * Compares what a new panel begins with against the person's own settings.
 * @returns undefined when the workspace asks for nothing dearer, or the prices are not known
 */
export function dearerSettings(values: SettingsValues, own: SettingsValues): DearerSettings | undefined {
  const options = defaultOptions(values);
  const sentence = dearerSentence(options, quoteOne(values, options), quoteOne(own, defaultOptions(own)));
  return sentence === undefined ? undefined : { options, sentence };
}

/** The sentence on dearer settings, as long as these options still cost what the workspace asked for. */
export const dearerWith = (dearer: DearerSettings | undefined, now: EditOptions): string | undefined =>
  dearer?.options.model === now.model &&
  dearer.options.size === now.size &&
  dearer.options.thinking === now.thinking &&
  dearer.options.quality === now.quality
    ? dearer.sentence
    : undefined;

/**
 * What the workspace makes dearer, as a sentence; undefined when it is not, or the prices are not known.
 * @param theirs one request as the workspace wants it, with these options
 * @param ours the same with the person's own settings
 */
export function dearerSentence(options: EditOptions, theirs: Quote, ours: Quote): string | undefined {
  if (theirs.usd === undefined || ours.usd === undefined || theirs.usd <= ours.usd) return undefined;
  const { size, thinking } = options;
  const what = [
    theirs.capabilities.name,
    size !== 'auto' && size,
    thinking !== '' && t('thinking {level}', { level: thinking }),
  ].filter((part) => part !== false);
  return t(
    'This workspace asks for {what}: about {theirs} per image instead of {ours} with your own settings.',
    { what: inCommas(what), theirs: formatCost(theirs.usd), ours: formatCost(ours.usd) },
  );
}

const quoteOne = (values: SettingsValues, options: EditOptions): Quote =>
  quoteRun(values, options, 0, [{ edited: undefined, inputs: 1 }]);
