import type { Size } from '../imageTypes.ts';

/** Two pictures of the same thing, one value for each pixel, and where they may be compared: 1 or 0. */
export interface Pair extends Size {
  source: Float32Array;
  answer: Float32Array;
  ring: Uint8Array;
}

/** Half as wide and high; a pixel counts where all four of it did. */
export function halved({ width, height, source, answer, ring }: Pair): Pair {
  const size = { width: width >> 1, height: height >> 1 };
  const length = size.width * size.height;
  const half: Pair = {
    ...size,
    source: new Float32Array(length),
    answer: new Float32Array(length),
    ring: new Uint8Array(length),
  };
  for (let y = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1) {
      const [one, other] = [2 * y * width + 2 * x, (2 * y + 1) * width + 2 * x];
      const at = y * size.width + x;
      half.source[at] = mean(source, one, other);
      half.answer[at] = mean(answer, one, other);
      half.ring[at] = ring[one] && ring[one + 1] && ring[other] && ring[other + 1] ? 1 : 0;
    }
  }
  return half;
}

const mean = (values: Float32Array, one: number, other: number): number =>
  ((values[one] as number) +
    (values[one + 1] as number) +
    (values[other] as number) +
    (values[other + 1] as number)) /
  4;
