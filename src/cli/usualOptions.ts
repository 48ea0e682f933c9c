import type { Asset } from '../core/assets/compile/asset.ts';
import { inCommas, t } from '../core/shared/l10n.ts';
import {
  aspectRatios,
  backgrounds,
  complexities,
  imageSizes,
  qualities,
  someOptionsSchema,
  thinkingLevels,
} from '../core/shared/options.ts';
import { UsageError } from './usage.ts';

/** What is asked for all assets that name nothing else. */
export type UsualOptions = NonNullable<Asset['usual']>;

const text = { type: 'string' } as const;
export const usualFlags = {
  'aspect-ratio': text,
  size: text,
  thinking: text,
  quality: text,
  complexity: text,
  background: text,
  'keep-transparency': { type: 'boolean', default: false },
} as const;

const options: Readonly<
  Record<keyof typeof usualFlags, { key: keyof Asset['options']; values: readonly string[] }>
> = {
  'aspect-ratio': { key: 'aspectRatio', values: aspectRatios },
  size: { key: 'size', values: [...imageSizes, 'pixels as in 1536x1024'] },
  thinking: { key: 'thinking', values: thinkingLevels },
  quality: { key: 'quality', values: qualities },
  complexity: { key: 'complexity', values: complexities },
  background: { key: 'background', values: backgrounds },
  'keep-transparency': { key: 'keepTransparency', values: [] },
};

/** Reads the options of a build by their flags. Whether a model takes them is found when it is known. */
export function readUsual(
  typed: Readonly<Partial<Record<keyof typeof usualFlags, string | boolean>>>,
): UsualOptions {
  const usual: UsualOptions = {};
  for (const [flag, { key, values }] of Object.entries(options)) {
    const value = typed[flag as keyof typeof usualFlags];
    if (value === undefined || value === false) continue;
    const read = someOptionsSchema.safeParse({ [key]: value });
    if (!read.success || value === '')
      throw new UsageError(
        t('{name} must be one of {known}.', { name: `--${flag}`, known: inCommas(values) }),
      );
    Object.assign(usual, read.data);
  }
  return usual;
}
