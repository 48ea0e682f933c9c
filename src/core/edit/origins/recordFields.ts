import { modelName } from '../../api/models/models.ts';
import type { FoundRecord } from '../../records/readRecord.ts';
import type { ImageRecord } from '../../records/record.ts';
import { describeSeconds, formatCost } from '../../shared/format.ts';
import { formatDate, formatNumber, inCommas, type Sentence, say, sentence, t } from '../../shared/l10n.ts';
import { optionWord } from '../../shared/optionWords.ts';
import type { RecordState } from '../../shared/protocol/recordProtocol.ts';
import type { Region } from '../../shared/region/region.ts';
import { changedWords, outsideWords, regionWords } from '../../shared/region/regionWords.ts';
import type { CheckedInput } from './recordInputs.ts';

type Field = RecordState['fields'][number];

const providerNames: Readonly<Record<string, () => string>> = {
  apiyi: () => 'APIYI',
  google: () => 'Google',
  openai: () => 'OpenAI',
  custom: () => t('A custom endpoint'),
};

const inputStates: Readonly<Record<CheckedInput['state'], Sentence>> = {
  same: sentence('unchanged'),
  changed: sentence('changed since'),
  missing: sentence('not found'),
};

export interface RecordFacts {
  record: ImageRecord;
  place: 'embedded' | 'sidecar';
  inputs: readonly CheckedInput[];
  /** Whether the pixels are those that were saved; undefined when that could not be found out. */
  untouched: boolean | undefined;
}

/** A record as people read it; what it does not say is left out. */
export function recordFields({ record, place, inputs, untouched }: RecordFacts): Field[] {
  const { options, sent, usage } = record;
  const fields: (Field | undefined)[] = [
    field(t('Made'), record.kind === 'edited' ? t('Edited from an image') : t('Generated from words')),
    field(t('When'), dateOf(record.madeAt)),
    field(t('Earlier instructions'), record.instructions.join('\n')),
    field(t('Inputs'), inputs.map(inputLine).join('\n')),
    field(t('Model'), modelOf(record.model)),
    field(t('Answered by'), record.answeredBy === undefined ? '' : modelOf(record.answeredBy)),
    field(t('Provider'), providerNames[record.provider]?.() ?? record.provider),
    field(t('Aspect ratio'), withAuto(options.aspectRatio, sent.aspectRatio)),
    field(t('Size'), withAuto(options.size, sent.size)),
    field(t('Thinking'), optionWord(options.thinking)),
    field(t('Quality'), optionWord(options.quality)),
    field(t('Complexity'), optionWord(options.complexity)),
    field(t('Background'), backgroundOf(options)),
    field(t('Transparency'), optionWord(record.transparency ?? '')),
    field(t('Format'), options.format === 'auto' ? '' : options.format.toUpperCase()),
    field(t('More options'), furtherOptions(options)),
    field(t('Region'), record.region === undefined ? '' : regionOf(record.region, record.outside)),
    field(t('Changed'), record.changed === undefined ? '' : changedWords(record.changed)),
    field(t('Tokens'), tokensOf(usage)),
    field(t('Cost'), record.cost === undefined ? '' : formatCost(record.cost)),
    field(t('Time'), record.milliseconds === undefined ? '' : describeSeconds(record.milliseconds / 1000)),
    field(t('Since then'), sinceThen(untouched)),
    field(t('Made with'), `${record.tool.name} ${record.tool.version}`),
    field(
      t('This record'),
      place === 'embedded' ? t('In the image itself') : t('In a file beside the image'),
    ),
  ];
  return fields.filter((one) => one !== undefined);
}

/** Why there is nothing to tell of an image, as a sentence. */
export function missingSentence(name: string, { state }: FoundRecord): string {
  return state === 'none'
    ? t('{name} has no record of how it was made: it was not made here, or its record was removed.', { name })
    : t("The record of {name} can't be read: it is damaged, or a newer version wrote it.", { name });
}

function backgroundOf({ background }: ImageRecord['options']): string {
  if (background === 'transparent-twice') return t('Transparent, asked twice');
  return background === 'auto' ? '' : optionWord(background);
}

const field = (label: string, value: string): Field | undefined =>
  value === '' ? undefined : { label, value };

const dateOf = (madeAt: string): string => formatDate(madeAt, { dateStyle: 'long', timeStyle: 'short' });

const inputLine = ({ path, role, state }: CheckedInput): string =>
  t('{path} ({role}, {state})', {
    path,
    role: role === 'edited' ? t('edited image') : t('reference'),
    state: say(inputStates[state]),
  });

function modelOf(id: string): string {
  const name = modelName(id);
  return name === id ? id : `${name} (${id})`;
}

/** What was sent stands behind Auto; a choice of the person's own speaks for itself. */
const withAuto = (chosen: string, sent: string | undefined): string =>
  chosen !== 'auto' ? chosen : sent === undefined ? t('Auto') : t('Auto ({sent})', { sent });

function furtherOptions({ imageOnly, includeThoughts, keepTransparency }: ImageRecord['options']): string {
  const names = [
    imageOnly && t('Image only'),
    includeThoughts && t('Include thoughts'),
    keepTransparency && t('Keep transparency'),
  ];
  return inCommas(names.filter((name) => name !== false));
}

function regionOf(region: Region, outside: ImageRecord['outside']): string {
  return [
    regionWords(region),
    ...(outside
      ? [t('{outside}, counted before this record was put in', { outside: outsideWords(outside) })]
      : []),
  ].join('\n');
}

function tokensOf(usage: ImageRecord['usage']): string {
  if (usage === undefined) return '';
  const { promptTokens, candidatesTokens, thoughtsTokens } = usage;
  return inCommas(
    [
      promptTokens !== undefined && t('{tokens} in', { tokens: formatNumber(promptTokens) }),
      candidatesTokens !== undefined && t('{tokens} out', { tokens: formatNumber(candidatesTokens) }),
      thoughtsTokens !== undefined && t('{tokens} thinking', { tokens: formatNumber(thoughtsTokens) }),
    ].filter(Boolean),
  );
}

function sinceThen(untouched: boolean | undefined): string {
  if (untouched === undefined) return '';
  return untouched ? t('The picture is as it was made') : t('The picture was changed by something else');
}
