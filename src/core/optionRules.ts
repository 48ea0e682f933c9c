import type { OptionKey } from './askedOptions.ts';
import type { ModelCapabilities } from './capabilities.ts';
import { sizeOf, whyNotFree } from './images/freeSizes.ts';
import { t } from './shared/l10n.ts';
import { type EditOptions, isPixelSize, partialImageCounts, unsetOptions } from './shared/options.ts';

/** What a model can take of one option. */
export interface OptionRule<Key extends OptionKey> {
  key: Key;
  code: string;
  /** What it is when nothing is asked. */
  unset: EditOptions[Key];
  /** The values that a model takes besides. */
  taken(capabilities: ModelCapabilities): readonly EditOptions[Key][];
  /** Whether it takes one that is not in that list. */
  alsoTakes?(value: EditOptions[Key], capabilities: ModelCapabilities): boolean;
  /** What a model without it doesn't do: "Nano Banana doesn't take the size 4K." */
  refusal(value: EditOptions[Key], capabilities: ModelCapabilities): string;
}

const rule = <Key extends OptionKey>(made: OptionRule<Key>): OptionRule<Key> => made;

/** One entry for each option: a further one is told to nobody else. */
export const optionRules = [
  rule({
    key: 'aspectRatio',
    code: 'request.badRatio',
    unset: unsetOptions.aspectRatio,
    taken: ({ aspectRatios }) => aspectRatios,
    refusal: (ratio, { name }) => t("{name} doesn't take the ratio {ratio}.", { name, ratio }),
  }),
  rule({
    key: 'size',
    code: 'request.badSize',
    unset: unsetOptions.size,
    taken: ({ sizes }) => sizes,
    alsoTakes: (size, { freeSizes }) =>
      isPixelSize(size) && freeSizes !== undefined && whyNotFree(sizeOf(size), freeSizes) === undefined,
    refusal: (size, { name, freeSizes }) => {
      const why = isPixelSize(size) && freeSizes ? whyNotFree(sizeOf(size), freeSizes) : undefined;
      return why === undefined
        ? t("{name} doesn't take the size {size}.", { name, size })
        : t("{name} doesn't take the size {size}: {why}.", { name, size, why });
    },
  }),
  rule({
    key: 'thinking',
    code: 'request.badThinking',
    unset: unsetOptions.thinking,
    taken: ({ thinkingLevels }) => thinkingLevels,
    refusal: (level, { name }) => t("{name} doesn't take the thinking level {level}.", { name, level }),
  }),
  rule({
    key: 'quality',
    code: 'request.badQuality',
    unset: unsetOptions.quality,
    taken: ({ qualities }) => qualities,
    refusal: (quality, { name }) => t("{name} doesn't take the quality {quality}.", { name, quality }),
  }),
  rule({
    key: 'complexity',
    code: 'request.badComplexity',
    unset: unsetOptions.complexity,
    taken: ({ complexities }) => complexities,
    refusal: (complexity, { name }) =>
      t("{name} doesn't take the complexity {complexity}.", { name, complexity }),
  }),
  rule({
    key: 'background',
    code: 'request.badBackground',
    unset: unsetOptions.background,
    taken: ({ backgrounds }) => backgrounds,
    refusal: (background, { name }) =>
      t("{name} can't make the background {background} on request.", { name, background }),
  }),
  rule({
    key: 'format',
    code: 'request.badFormat',
    unset: unsetOptions.format,
    taken: ({ formats }) => formats,
    refusal: (format, { name }) =>
      t("{name} doesn't make {format} files.", { name, format: format.toUpperCase() }),
  }),
  rule({
    key: 'partialImages',
    code: 'request.badPartialImages',
    unset: unsetOptions.partialImages,
    taken: ({ takesPartialImages }) => (takesPartialImages ? partialImageCounts : []),
    refusal: (_, { name }) => t("{name} doesn't send partial images.", { name }),
  }),
  rule({
    key: 'imageOnly',
    code: 'request.badImageOnly',
    unset: unsetOptions.imageOnly,
    taken: ({ takesImageOnly }) => (takesImageOnly ? [true] : []),
    refusal: (_, { name }) => t("{name} can't be asked for only the image.", { name }),
  }),
  rule({
    key: 'includeThoughts',
    code: 'request.badThoughts',
    unset: unsetOptions.includeThoughts,
    taken: ({ takesIncludeThoughts }) => (takesIncludeThoughts ? [true] : []),
    refusal: (_, { name }) => t("{name} doesn't show its thoughts.", { name }),
  }),
] as const;
