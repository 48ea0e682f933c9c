import type { ModelCapabilities } from '../../core/capabilities.ts';
import type { Plan } from '../../core/edit/plan/plan.ts';
import type { Quote } from '../../core/edit/price/quote.ts';
import { sizeOf } from '../../core/images/freeSizes.ts';
import type { Size } from '../../core/images/imageTypes.ts';
import { formatPixels } from '../../core/shared/format.ts';
import { type Sentence, say, sentence, t } from '../../core/shared/l10n.ts';
import { type AspectRatio, isPixelSize, partialImageCounts } from '../../core/shared/options.ts';
import type { Choice, PanelState } from '../../core/shared/protocol/panelState.ts';

/** What of the edit decides what Auto means. */
export interface AutoSubject {
  /** The edited image's name and pixels, once they are known; undefined when generating. */
  edited: { name: string; size: Size } | undefined;
  /** Each of several images gets a request of its own. */
  each: boolean;
}

type OptionChoices = Omit<PanelState['choices'], 'models' | 'modelsNote' | 'keepTransparency'>;

/** What the model can be asked for, and what Auto means for this edit. */
export function optionChoices({ capabilities, plan }: Quote, subject: AutoSubject): OptionChoices {
  const { qualities, complexities, backgrounds, formats } = capabilities;
  return {
    aspectRatios: ratioChoices(capabilities, plan, subject),
    sizes: sizeChoices(capabilities, plan, subject),
    thinking: levels(capabilities.thinkingLevels, capabilities.defaultThinking),
    qualities: levels(qualities, capabilities.defaultQuality),
    complexities: levels(complexities, ''),
    backgrounds: levels(backgrounds, '', 'auto').map(backgroundChoice),
    formats: levels(formats, '', 'auto'),
    partialImages: capabilities.takesPartialImages
      ? [0, ...partialImageCounts].map((count) =>
          plain(String(count), count === 0 ? t('Off') : String(count)),
        )
      : [],
    imageOnly: capabilities.takesImageOnly,
    includeThoughts: capabilities.takesIncludeThoughts,
  };
}

const plain = (value: string, label = value, detail = ''): Choice => ({ value, label, detail });

/** The shapes that people want most often come first. */
const ratioNames: readonly (readonly [AspectRatio, Sentence])[] = [
  ['1:1', sentence('Square')],
  ['16:9', sentence('Wide screen')],
  ['4:3', sentence('Screen')],
  ['3:2', sentence('Photo')],
  ['9:16', sentence('Phone')],
  ['3:4', sentence('Page')],
  ['2:3', sentence('Portrait')],
  ['5:4', sentence('Print')],
  ['4:5', sentence('Post')],
  ['21:9', sentence('Cinema')],
  ['4:1', sentence('Banner')],
  ['8:1', sentence('Strip')],
  ['1:4', sentence('Column')],
  ['1:8', sentence('Tall strip')],
];

function ratioChoices({ aspectRatios }: ModelCapabilities, plan: Plan, subject: AutoSubject): Choice[] {
  // There is nothing to choose.
  if (aspectRatios.length === 0) return [];
  const auto: Choice = {
    ...plain('auto', t('Auto'), ratioOf(plan, subject)),
    means: ratioMeans(plan, subject),
  };
  const named = ratioNames.filter(([ratio]) => aspectRatios.includes(ratio));
  return [auto, ...named.map(([ratio, name]) => plain(ratio, ratio, say(name)))];
}

/** The ratio that Auto comes to; of a model that is free in its sizes the image's own, where it is a simple one. */
function ratioOf({ aspectRatio, follows }: Plan, { edited, each }: AutoSubject): string {
  if (each) return '';
  if (aspectRatio !== undefined || !edited || !follows) return aspectRatio ?? '';
  const { width, height } = edited.size;
  const largest = commonDivisor(width, height);
  const [across, down] = [width / largest, height / largest];
  return Math.max(across, down) <= 21 ? `${across}:${down}` : '';
}

const commonDivisor = (one: number, other: number): number =>
  other === 0 ? one : commonDivisor(other, one % other);

function ratioMeans({ follows }: Plan, { edited, each }: AutoSubject): string {
  if (each) return t('Each result keeps the shape of its image.');
  if (edited && follows) return t('Keeps the shape of {name}.', { name: edited.name });
  return edited ? t('This size already sets the shape.') : t('The model decides.');
}

function sizeChoices(capabilities: ModelCapabilities, plan: Plan, subject: AutoSubject): Choice[] {
  const { sizes, freeSizes, pixels } = capabilities;
  if (sizes.length === 0) return [];
  const { edited, each } = subject;
  const auto: Choice = {
    ...plain('auto', t('Auto'), each ? '' : sizeWords(plan.size ?? '')),
    means: sizeMeans(plan, subject),
  };
  const { aspectRatio } = plan;
  const tiers = sizes.map((size) => {
    if (freeSizes || !aspectRatio || (each && edited)) return plain(size);
    const { width, height } = pixels(aspectRatio, size);
    return plain(size, size, formatPixels(width, height));
  });
  return [auto, ...tiers, ...(freeSizes?.usual ?? []).map((size) => plain(size, sizeWords(size)))];
}

function sizeMeans({ exact }: Plan, { edited, each }: AutoSubject): string {
  if (each) return t('The smallest that covers each image.');
  if (!edited) return t('The model decides.');
  const { name } = edited;
  return exact
    ? t('The smallest that covers {name}. The result gets exactly its size.', { name })
    : t('The smallest that covers {name}.', { name });
}

const sizeWords = (size: string): string => {
  if (!isPixelSize(size)) return size;
  const { width, height } = sizeOf(size);
  return formatPixels(width, height);
};

const levelNames: Readonly<Record<string, Sentence>> = {
  minimal: sentence('Minimal'),
  low: sentence('Low'),
  medium: sentence('Medium'),
  high: sentence('High'),
  xhigh: sentence('Extra high'),
  max: sentence('Maximum'),
  transparent: sentence('Transparent'),
  'transparent-twice': sentence('Transparent, asked twice'),
  opaque: sentence('Opaque'),
};
const levelName = (value: string): string => {
  const name = levelNames[value];
  return name ? say(name) : value.toUpperCase();
};

/** @param usual the level that Auto comes to; empty where nobody knows */
const levels = (values: readonly string[], usual: string, unset = ''): Choice[] =>
  values.length === 0
    ? []
    : [
        plain(unset, t('Auto'), usual === '' ? '' : levelName(usual)),
        ...values.map((value) => plain(value, levelName(value))),
      ];

/** A model that is asked twice makes no transparency itself. */
const backgroundChoice = (choice: Choice, _: number, all: readonly Choice[]): Choice => {
  const isWorkedOut = all.some(({ value }) => value === 'transparent-twice');
  if (!isWorkedOut) return choice;
  if (choice.value === 'transparent')
    return { ...choice, means: t('Computed from one flat colour behind the subject.') };
  if (choice.value === 'transparent-twice')
    return { ...choice, means: t('Exact for glass, hair and shadows, at twice the price.') };
  return choice;
};
