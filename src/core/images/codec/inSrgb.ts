import sharp, { type Sharp } from 'sharp';
import { type Colours, coloursOf, coloursOfProfile } from '../colour/colours.ts';
import { isMatrixProfile } from '../colour/profileColours.ts';
import { foldBlack, type InkColours, toSrgbPixels } from '../colour/toSrgbPixels.ts';
import { sniff } from '../sniff/sniff.ts';
import type { OpenImage } from './read/openImage.ts';

/** A picture in 8-bit sRGB. */
export interface SrgbImage {
  /** How its colours were told before; undefined: they were sRGB. */
  colours: Colours | undefined;
  /** A new pipeline, upright, in sRGB; with alpha where the picture has it. */
  decode(): Sharp;
}

/**
 * Brings a picture's colours to sRGB, whatever they are told by. What sharp would do by itself depends on
 * the depth: it makes P3 of 16 bits with a profile, and looks at neither grey profiles nor cICP, gAMA and nclx.
 */
export async function inSrgb(image: OpenImage): Promise<SrgbImage> {
  if (image.info.type === 'svg') return { colours: undefined, decode: () => image.decode() };
  const { space, depth, channels, hasAlpha = false } = await sharp(image.bytes).metadata();
  const colours = await toldColours(image);
  const inks = space === 'cmyk';
  if (!colours && !inks) {
    return { colours, decode: () => image.decode({ ignoreIcc: true }).toColourspace('srgb') };
  }
  const isPlain = space === 'srgb' && depth === 'uchar' && channels >= 3;
  if (isPlain && colours?.kind === 'profile' && isMatrixProfile(colours.profile)) {
    return { colours, decode: () => image.decode().toColourspace('srgb') };
  }
  const raw = await convertedPixels(image, colours ?? { kind: 'ink' }, {
    inks,
    wide: depth === 'ushort',
    hasAlpha,
  });
  return { colours, decode: () => sharp(raw.pixels, { raw: raw.shape, limitInputPixels: false }) };
}

/** How the colours of a picture are told; undefined: they are sRGB. */
export async function toldColours({ bytes }: OpenImage): Promise<Colours | undefined> {
  // What sharp reads can be a translation, in another type than the file's.
  const type = sniff(bytes)?.type;
  if (type !== 'tiff') return type && coloursOf(bytes, type);
  const { icc } = await sharp(bytes).metadata();
  return icc && coloursOfProfile(icc);
}

async function convertedPixels(
  image: OpenImage,
  colours: Colours | InkColours,
  { inks, wide, hasAlpha }: { inks: boolean; wide: boolean; hasAlpha: boolean },
) {
  const decoded = image.decode({ ignoreIcc: true });
  const separate = inks
    ? decoded.pipelineColourspace('cmyk').toColourspace('cmyk')
    : decoded.toColourspace(wide ? 'rgb16' : 'srgb');
  const { data, info } = await separate
    .raw({ depth: wide ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const samples = wide ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data;
  // What a browser shows of a JPEG is what is sent; no browser shows a TIFF.
  if (inks && image.info.type === 'jpeg') foldBlack(samples);
  const colourChannels = info.channels - (hasAlpha ? 1 : 0);
  const pixels = toSrgbPixels(colours, samples, { colourChannels, hasAlpha });
  const shape = { width: info.width, height: info.height, channels: hasAlpha ? 4 : 3 } as const;
  return { pixels, shape };
}
