import type { FitPlan, Rectangle } from '../geometry.ts';
import type { PlacedRegion } from './placedRegion.ts';
import { greyAlpha, plainPng } from './plainPng.ts';
import { regionRows } from './regionRows.ts';

/**
 * A region as a PNG of grey with alpha, of exactly the pixels that are sent of the picture: transparent where it may
 * change, opaque elsewhere, as OpenAI's edits read it (developers.openai.com/api/reference/images, `mask`). Padding
 * stays as it is.
 * @param crop the part of the upright picture that is sent
 */
export async function maskPng(
  region: PlacedRegion,
  crop: Rectangle,
  { canvas, pad }: Pick<FitPlan, 'canvas' | 'pad'>,
): Promise<Uint8Array> {
  const { width, height } = canvas;
  const { enlarge, left, top } = pad ?? { enlarge: 1, left: 0, top: 0 };
  const rows = regionRows(region);
  const stride = 1 + 2 * width;
  // The byte before each row is the filter: none.
  const pixels = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    for (let at = y * stride + 2; at < (y + 1) * stride; at += 2) pixels[at] = 255;
    const row = Math.floor((y - top) / enlarge);
    if (row < 0 || row >= crop.height) continue;
    const spans = rows.spans(crop.top + row);
    for (let index = 0; index < spans.length; index += 2) {
      const start = Math.max(0, (spans[index] ?? 0) - crop.left);
      const end = Math.min(crop.width, (spans[index + 1] ?? 0) - crop.left);
      for (let x = left + start * enlarge; x < left + end * enlarge; x += 1)
        pixels[y * stride + 2 + 2 * x] = 0;
    }
  }
  return plainPng(canvas, greyAlpha, pixels);
}
