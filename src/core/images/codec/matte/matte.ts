import type { Matte } from '../../codecProtocol.ts';
import type { Size } from '../../imageTypes.ts';
import { isTransparent, type OpenImage } from '../read/openImage.ts';

/** Colours to put under what is transparent, the most usual first. */
const mattes = [
  { name: 'white', level: 0xff },
  { name: 'grey', level: 0x80 },
  { name: 'dark grey', level: 0x20 },
] as const;

/** The longest side at which a picture is looked at. */
const enough = 512;
/** Steps of 255 by which a colour must differ from the matte to be seen on it. */
const leastContrast = 28;
/** Pixels within which an outline goes from opaque to transparent. */
const outlineWidth = 4;
const [opaque, clear] = [200, 56];
/** So much of an outline may be lost, and so much of a picture must be seen. */
const [mostLost, leastSeen] = [0.1, 0.1];

/**
 * Chooses what a picture is flattened on: white, unless the picture or a part of its outline would be lost on
 * it, as a white icon is. What is sent, what is told before and what is taken off again all ask here.
 *
 * @returns nothing for a picture without any transparent pixel
 */
export async function matteFor(image: OpenImage): Promise<Matte | undefined> {
  if (!(await isTransparent(image))) return undefined;
  const { data, info } = await image
    .decode({ ignoreIcc: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .resize(enough, enough, { fit: 'inside', withoutEnlargement: true, kernel: 'nearest' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const judged = mattes.map((matte) => ({ matte, ...visibleOn(matte.level, data, info) }));
  const good = judged.find(({ lost, seen }) => lost <= mostLost && seen >= leastSeen);
  const best = judged.reduce((one, other) => (other.seen - other.lost > one.seen - one.lost ? other : one));
  const { name, level } = (good ?? best).matte;
  return { name, hex: `#${level.toString(16).padStart(2, '0').repeat(3)}` };
}

/** The value of each of a matte's three colours, which are alike. */
export const levelOf = ({ hex }: Matte): number => Number.parseInt(hex.slice(1, 3), 16);

/**
 * Shares of 0 … 1: of the outline that is lost on a matte, and of what is not transparent that is seen on it.
 * @param pixels red, green, blue and alpha of each
 */
function visibleOn(
  level: number,
  pixels: Uint8Array,
  { width, height }: Size,
): { lost: number; seen: number } {
  let [outline, lost, visible, seen] = [0, 0, 0, 0];
  const alphaAt = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 255 : (pixels[4 * (y * width + x) + 3] ?? 255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = 4 * (y * width + x);
      const alpha = pixels[at + 3] ?? 0;
      if (alpha < 8) continue;
      const contrast = (alpha / 255) * contrastAt(pixels, at, level);
      const isSeen = contrast >= leastContrast;
      visible += 1;
      if (isSeen) seen += 1;
      if (alpha < opaque) continue;
      const least = Math.min(
        alphaAt(x - outlineWidth, y),
        alphaAt(x + outlineWidth, y),
        alphaAt(x, y - outlineWidth),
        alphaAt(x, y + outlineWidth),
      );
      if (least >= opaque) continue;
      outline += 1;
      // Where it fades out slowly, as into a shadow, that is what shows the outline.
      if (least < clear && !isSeen) lost += 1;
    }
  }
  return { lost: outline === 0 ? 0 : lost / outline, seen: visible === 0 ? 1 : seen / visible };
}

const contrastAt = (pixels: Uint8Array, at: number, level: number): number =>
  Math.max(
    Math.abs((pixels[at] ?? 0) - level),
    Math.abs((pixels[at + 1] ?? 0) - level),
    Math.abs((pixels[at + 2] ?? 0) - level),
  );
