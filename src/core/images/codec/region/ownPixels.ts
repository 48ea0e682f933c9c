import sharp from 'sharp';
import { notReadable } from '../../codecError.ts';
import { nameOf } from '../../imageTypes.ts';
import { inSrgb } from '../inSrgb.ts';
import type { PngForm } from '../png/pngFile.ts';
import type { OpenImage } from '../read/openImage.ts';

/** A whole picture, upright, in its own values: as many bits, grey or RGB, with alpha or without. */
export interface OwnPixels extends PngForm {
  colour: 0 | 2 | 4 | 6;
  bitDepth: 8 | 16;
  /** Interleaved, without gaps. */
  samples: Uint8Array | Uint16Array;
  /** Colour profile, as it is. */
  profile: Uint8Array | undefined;
}

const spaces: Readonly<Record<string, { grey: boolean; bitDepth: 8 | 16 }>> = {
  srgb: { grey: false, bitDepth: 8 },
  rgb: { grey: false, bitDepth: 8 },
  rgb16: { grey: false, bitDepth: 16 },
  'b-w': { grey: true, bitDepth: 8 },
  grey16: { grey: true, bitDepth: 16 },
};

/** Decodes a picture without converting its colours; ink colours become sRGB. Floating point has no form here. */
export async function ownPixels(image: OpenImage): Promise<OwnPixels> {
  const { space = '', depth, icc } = await sharp(image.bytes).metadata();
  if (space === 'cmyk') return inkPixels(image);
  const isWide = depth === 'ushort';
  const named = spaces[space];
  const isSvg = image.info.type === 'svg';
  if (!isSvg && (named === undefined || (depth !== 'uchar' && !isWide))) {
    throw notReadable(`${nameOf(image.info.type)} with ${space || 'unknown'} colours (${depth})`);
  }
  const grey = named?.grey ?? false;
  const bitDepth = isWide ? 16 : 8;
  const colourspace = grey ? (isWide ? 'grey16' : 'b-w') : isWide ? 'rgb16' : 'srgb';
  const { data, info } = await image
    .decode({ ignoreIcc: true })
    .toColourspace(colourspace)
    .raw({ depth: isWide ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const hasAlpha = info.channels === 2 || info.channels === 4;
  return {
    width: info.width,
    height: info.height,
    colour: grey ? (hasAlpha ? 4 : 0) : hasAlpha ? 6 : 2,
    bitDepth,
    samples: isWide ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data,
    profile: icc && new Uint8Array(icc),
  };
}

async function inkPixels(image: OpenImage): Promise<OwnPixels> {
  const { data, info } = await (await inSrgb(image))
    .decode()
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  return { width, height, colour: 2, bitDepth: 8, samples: data, profile: undefined };
}
