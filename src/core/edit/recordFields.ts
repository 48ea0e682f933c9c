import { modelName } from '../api/models.ts';
import type { FoundRecord } from '../records/readRecord.ts';
import type { ImageRecord } from '../records/record.ts';
import { describeSeconds, formatCost } from '../shared/format.ts';
import type { RecordState } from '../shared/recordProtocol.ts';
import type { Region } from '../shared/region.ts';
import { changedWords, outsideWords, regionWords } from '../shared/regionWords.ts';
import type { CheckedInput } from './recordInputs.ts';

type Field = RecordState['fields'][number];

const providerNames: Readonly<Record<string, string>> = {
  apiyi: 'APIYI',
  google: 'Google',
  openai: 'OpenAI',
  custom: 'A custom endpoint',
};

const inputStates: Readonly<Record<CheckedInput['state'], string>> = {
  same: 'unchanged',
  changed: 'changed since',
  missing: 'not found',
};

export interface RecordFacts {
  record: ImageRecord;
  place: 'embedded' | 'sidecar';
  inputs: readonly CheckedInput[];
  /** Whether the pixels are those that were saved; undefined when that could not be found out. */
  untouched: boolean | undefined;
  /** BCP 47; undefined: the machine's own. */
  locale?: string;
}

/** A record as people read it; what it does not say is left out. */
export function recordFields({ record, place, inputs, untouched, locale }: RecordFacts): Field[] {
  const { options, sent, usage } = record;
  const fields: (Field | undefined)[] = [
    field('Made', record.kind === 'edited' ? 'Edited from an image' : 'Generated from words'),
    field('When', dateOf(record.madeAt, locale)),
    field('Earlier instructions', record.instructions.join('\n')),
    field('Inputs', inputs.map(inputLine).join('\n')),
    field('Model', modelOf(record.model)),
    field('Answered by', record.answeredBy === undefined ? '' : modelOf(record.answeredBy)),
    field('Provider', providerNames[record.provider] ?? record.provider),
    field('Aspect ratio', withAuto(options.aspectRatio, sent.aspectRatio)),
    field('Size', withAuto(options.size, sent.size)),
    field('Thinking', capitalized(options.thinking)),
    field('Quality', capitalized(options.quality)),
    field('Complexity', capitalized(options.complexity)),
    field('Background', backgroundOf(options)),
    field('Transparency', capitalized(record.transparency ?? '')),
    field('Format', options.format === 'auto' ? '' : options.format.toUpperCase()),
    field('Further options', furtherOptions(options)),
    field('Region', record.region === undefined ? '' : regionOf(record.region, record.outside)),
    field('Changed', record.changed === undefined ? '' : changedWords(record.changed)),
    field('Tokens', tokensOf(usage)),
    field('Cost', record.cost === undefined ? '' : formatCost(record.cost)),
    field('Time', record.milliseconds === undefined ? '' : describeSeconds(record.milliseconds / 1000)),
    field('Since then', sinceThen(untouched)),
    field('Made with', `${record.tool.name} ${record.tool.version}`),
    field('This record', place === 'embedded' ? 'In the image itself' : 'In a file beside the image'),
  ];
  return fields.filter((one) => one !== undefined);
}

/** Why there is nothing to tell of an image, as a sentence. */
export function missingSentence(name: string, { state }: FoundRecord): string {
  return state === 'none'
    ? `${name} does not say how it was made: it was not made here, or its record was removed.`
    : `The record of ${name} can't be read: it is damaged, or a newer version wrote it.`;
}

function backgroundOf({ background }: ImageRecord['options']): string {
  if (background === 'transparent-twice') return 'Transparent, asked twice';
  return background === 'auto' ? '' : capitalized(background);
}

const field = (label: string, value: string): Field | undefined =>
  value === '' ? undefined : { label, value };

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function dateOf(madeAt: string, locale: string | undefined): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(madeAt));
}

const inputLine = ({ path, role, state }: CheckedInput): string =>
  `${path} (${role === 'edited' ? 'edited image' : 'reference'}, ${inputStates[state]})`;

function modelOf(id: string): string {
  const name = modelName(id);
  return name === id ? id : `${name} (${id})`;
}

/** What was sent stands behind Auto; a choice of the person's own speaks for itself. */
const withAuto = (chosen: string, sent: string | undefined): string =>
  chosen === 'auto' ? `Auto${sent === undefined ? '' : ` (${sent})`}` : chosen;

function furtherOptions({ imageOnly, includeThoughts, keepTransparency }: ImageRecord['options']): string {
  const names = [
    imageOnly && 'Image only',
    includeThoughts && 'Include thoughts',
    keepTransparency && 'Keep transparency',
  ];
  return names.filter((name) => name !== false).join(', ');
}

function regionOf(region: Region, outside: ImageRecord['outside']): string {
  return [
    regionWords(region),
    ...(outside ? [`${outsideWords(outside)}, counted before this record was put in`] : []),
  ].join('\n');
}

function tokensOf(usage: ImageRecord['usage']): string {
  if (usage === undefined) return '';
  const parts = [
    [usage.promptTokens, 'in'],
    [usage.candidatesTokens, 'out'],
    [usage.thoughtsTokens, 'thinking'],
  ] as const;
  return parts.flatMap(([count, what]) => (count === undefined ? [] : [`${count} ${what}`])).join(', ');
}

function sinceThen(untouched: boolean | undefined): string {
  if (untouched === undefined) return '';
  return untouched ? 'The picture is as it was made' : 'The picture was changed by something else';
}
