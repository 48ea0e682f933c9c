import type { Orientation, Size } from '../../imageTypes.ts';
import { storedBox } from '../../region/placedRegion.ts';
import type { Patch } from './patch.ts';

/** A patch of an upright picture as a patch of the picture as it is stored; held whole where it has to be turned. */
export function storedPatch(patch: Patch, size: Size, orientation: Orientation): Patch {
  if (orientation === 1) return patch;
  const { width, height } = patch.box;
  const box = storedBox(patch.box, size, orientation);
  const turned = new Uint16Array(4 * width * height);
  for (let y = 0; y < height; y += 1) {
    const row = patch.row(y);
    for (let x = 0; x < width; x += 1) {
      const [column, line] = storedPixel(x, y, { width, height }, orientation);
      for (let channel = 0; channel < 4; channel += 1) {
        turned[4 * (line * box.width + column) + channel] = Math.round((row[4 * x + channel] ?? 0) * 256);
      }
    }
  }
  const out = new Float32Array(4 * box.width);
  return {
    box,
    inner: storedBox(patch.inner, size, orientation),
    row(y) {
      const start = 4 * y * box.width;
      for (let at = 0; at < out.length; at += 1) out[at] = (turned[start + at] ?? 0) / 256;
      return out;
    },
  };
}

function storedPixel(x: number, y: number, size: Size, orientation: Orientation): [number, number] {
  const { left, top } = storedBox({ left: x, top: y, width: 1, height: 1 }, size, orientation);
  return [left, top];
}
