import sharp from 'sharp';
import type { Metadata, MetadataRequest } from '../codecProtocol.ts';
import { intoOwnColours } from '../colour/ownColours.ts';
import { toldColours } from './inSrgb.ts';
import { matteFor } from './matte/matte.ts';
import { openImage, runSharp } from './read/openImage.ts';

/** What the header tells, and what only decoding can tell. */
export async function metadata({ bytes }: MetadataRequest, maxPixels: number): Promise<Metadata> {
  const image = await openImage(bytes, maxPixels);
  return runSharp(image.info.type, async () => {
    const { hasProfile = false } = await sharp(image.bytes).metadata();
    const matte = await matteFor(image);
    const colours = await toldColours(image);
    const hdr = colours?.kind === 'coded' && colours.hdr !== undefined;
    return {
      ...image.info,
      transparent: matte !== undefined,
      profile: hasProfile,
      ...(matte && { matte }),
      ...(colours && {
        colours: { name: colours.name, hdr, settable: intoOwnColours(colours) !== undefined },
      }),
    };
  });
}
