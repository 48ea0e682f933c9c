import type { ModelCapabilities } from '../../capabilities.ts';
import { formatList, say, sentence, t } from '../../shared/l10n.ts';

/** What a model is good for, how fast it is and what it can do, in the words of panel, Choose Model… and documents. */
export interface ModelWords {
  /** "Fast, 5 to 25 s"; empty where nobody says how fast it is. */
  speed: string;
  /** "512 to 4K", "14 ratios", "up to 14 images", "transparent background". */
  abilities: readonly string[];
}

const paces = { fast: sentence('Fast'), medium: sentence('Medium'), slow: sentence('Slow') };

export function modelWords(capabilities: ModelCapabilities): ModelWords {
  const { aspectRatios, freeSizes, maxInputs, thinkingLevels, qualities, formats } = capabilities;
  const abilities = [
    sizesOf(capabilities),
    freeSizes ? '' : t('{count} ratios', { count: aspectRatios.length }),
    t('up to {count} images', { count: maxInputs }),
    thinkingLevels.length > 0 ? t('{count} thinking levels', { count: thinkingLevels.length }) : '',
    qualities.length > 0 ? t('{count} quality levels', { count: qualities.length }) : '',
    makesTransparency(capabilities) ? t('transparent background') : '',
    formats.length > 0 ? formatList(formats.map((format) => format.toUpperCase())) : '',
  ];
  return { speed: speedOf(capabilities), abilities: abilities.filter((one) => one !== '') };
}

function speedOf({ speed }: ModelCapabilities): string {
  if (speed === undefined) return '';
  const pace = say(paces[speed.pace]);
  if (speed.seconds === undefined) return pace;
  const [from, to] = speed.seconds;
  return t('{pace}, {from} to {to} s', { pace, from, to });
}

function sizesOf({ sizes, defaultSize, freeSizes }: ModelCapabilities): string {
  const [from = defaultSize] = sizes;
  const to = sizes.at(-1) ?? from;
  if (freeSizes) return t('Any size up to {size}', { size: to });
  return from === to ? t('{size} only', { size: from }) : t('{from} to {to}', { from, to });
}

/** By itself: where it is asked twice, transparency is worked out here. */
const makesTransparency = ({ backgrounds }: ModelCapabilities): boolean =>
  backgrounds.includes('transparent') && !backgrounds.includes('transparent-twice');
