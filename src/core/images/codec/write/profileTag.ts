import sharp, { type Sharp } from 'sharp';
import type { Size } from '../../imageTypes.ts';

const entryLength = 12;
const short = 3;
const long = 4;
const undefinedBytes = 7;

/**
 * Pixels with a colour profile. sharp takes a profile only along with a file, so the file is one black pixel that is
 * drawn out to the whole size, and each of the pixels is set into that: a file of all of them would be held three times.
 * @param pixels `channels` bytes for each pixel: red, green, blue and perhaps alpha
 */
export function withProfile(
  pixels: Uint8Array,
  { width, height, channels }: Size & { channels: 3 | 4 },
  profile: Uint8Array,
): Sharp {
  const raw = { width, height, channels };
  return sharp(onePixel(channels, profile), { limitInputPixels: false })
    .extend({ right: width - 1, bottom: height - 1, extendWith: 'copy' })
    .boolean(Buffer.from(pixels.buffer, pixels.byteOffset, pixels.length), 'or', { raw })
    .keepIccProfile();
}

/** A black pixel, fully transparent where it has alpha, as an uncompressed TIFF (TIFF 6.0) with a profile. */
function onePixel(channels: 3 | 4, profile: Uint8Array): Uint8Array {
  const entries: [tag: number, kind: number, count: number, value: number][] = [];
  const count = channels === 4 ? 12 : 11;
  const depthsAt = 8 + 2 + count * entryLength + 4;
  const pixelAt = depthsAt + 8;
  const profileAt = pixelAt + 4;
  entries.push([256, long, 1, 1], [257, long, 1, 1], [258, short, channels, depthsAt]);
  entries.push([259, short, 1, 1], [262, short, 1, 2], [273, long, 1, pixelAt]);
  entries.push([277, short, 1, channels], [278, long, 1, 1], [279, long, 1, channels]);
  entries.push([284, short, 1, 1]);
  // The last channel is alpha, not multiplied into the others.
  if (channels === 4) entries.push([338, short, 1, 2]);
  entries.push([34_675, undefinedBytes, profile.length, profileAt]);

  const bytes = new Uint8Array(profileAt + profile.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  view.setUint16(8, entries.length, true);
  for (const [index, [tag, kind, length, value]] of entries.entries()) {
    const at = 10 + index * entryLength;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, kind, true);
    view.setUint32(at + 4, length, true);
    view.setUint32(at + 8, value, true);
  }
  for (let index = 0; index < channels; index += 1) view.setUint16(depthsAt + 2 * index, 8, true);
  bytes.set(profile, profileAt);
  return bytes;
}
