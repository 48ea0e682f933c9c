import { type ImageInfo, type OutputType, nameOf as typeName } from '../images/imageTypes.ts';
import { because } from '../images/jpeg/unfit.ts';

/**
 * What will become of the pixels outside a region, where they can't all stay as they are; undefined where they can.
 * @param name of the source
 * @param type of the result
 */
export function regionOutlook(name: string, source: ImageInfo, type: OutputType): string | undefined {
  const isJpeg = type === 'jpeg' && source.type === 'jpeg';
  if (isJpeg && source.unfit === undefined) return undefined;
  const isLossy = type === 'jpeg' || type === 'avif' || (type === 'webp' && isLossyWebp(source));
  if (!isLossy) return undefined;
  const why = isJpeg && source.unfit ? `${because(source.unfit)}` : `${typeName(type)} can’t keep them`;
  return `${name}: pixels outside the selection will change slightly, because ${why}. A result of type PNG keeps them.`;
}

const isLossyWebp = ({ type, lossless }: ImageInfo): boolean => type === 'webp' && lossless !== true;
