import { t } from '../shared/l10n.ts';
import type { ImageInfo } from './imageTypes.ts';

/** What a file holds besides the one picture that is read of it, each as in 'more pages'; empty for most. */
export function besides({ pages, gainMap, multiPicture, type }: ImageInfo): string[] {
  const found: string[] = [];
  if (pages !== undefined) found.push(type === 'tiff' ? t('more pages') : t('more pictures'));
  if (gainMap) found.push(t('a gain map for HDR screens'));
  else if (multiPicture) found.push(t('more pictures (a gain map, depth, the other eye)'));
  return found;
}
