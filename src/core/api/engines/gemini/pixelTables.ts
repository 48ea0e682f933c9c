import type { Pixels } from '../../../capabilities.ts';
import type { AspectRatio, ImageSize } from '../../../shared/options.ts';

type Side = readonly [width: number, height: number];

const tiers: Record<ImageSize, number> = { '512': 0, '1K': 1, '2K': 2, '4K': 3 };

/**
 * Google's table for the 3.1 flash family, the same at APIYI; Pro and 2.1 share its 1K, 2K and 4K columns.
 * 21:9 at 512 stands as it is printed, though 792x168 is not 21:9: whether it is a misprint is not known, so
 * nothing should choose that tier by itself.
 */
const gemini3: Record<AspectRatio, readonly [Side, Side, Side, Side]> = {
  '1:1': [
    [512, 512],
    [1024, 1024],
    [2048, 2048],
    [4096, 4096],
  ],
  '1:4': [
    [256, 1024],
    [512, 2048],
    [1024, 4096],
    [2048, 8192],
  ],
  '1:8': [
    [192, 1536],
    [384, 3072],
    [768, 6144],
    [1536, 12288],
  ],
  '2:3': [
    [424, 632],
    [848, 1264],
    [1696, 2528],
    [3392, 5056],
  ],
  '3:2': [
    [632, 424],
    [1264, 848],
    [2528, 1696],
    [5056, 3392],
  ],
  '3:4': [
    [448, 600],
    [896, 1200],
    [1792, 2400],
    [3584, 4800],
  ],
  '4:1': [
    [1024, 256],
    [2048, 512],
    [4096, 1024],
    [8192, 2048],
  ],
  '4:3': [
    [600, 448],
    [1200, 896],
    [2400, 1792],
    [4800, 3584],
  ],
  '4:5': [
    [464, 576],
    [928, 1152],
    [1856, 2304],
    [3712, 4608],
  ],
  '5:4': [
    [576, 464],
    [1152, 928],
    [2304, 1856],
    [4608, 3712],
  ],
  '8:1': [
    [1536, 192],
    [3072, 384],
    [6144, 768],
    [12288, 1536],
  ],
  '9:16': [
    [384, 688],
    [768, 1376],
    [1536, 2752],
    [3072, 5504],
  ],
  '16:9': [
    [688, 384],
    [1376, 768],
    [2752, 1536],
    [5504, 3072],
  ],
  '21:9': [
    [792, 168],
    [1584, 672],
    [3168, 1344],
    [6336, 2688],
  ],
};

/** Google's table for 2.5 flash, which has one size. */
const gemini25: Partial<Record<AspectRatio, Side>> = {
  '1:1': [1024, 1024],
  '2:3': [832, 1248],
  '3:2': [1248, 832],
  '3:4': [864, 1184],
  '4:3': [1184, 864],
  '4:5': [896, 1152],
  '5:4': [1152, 896],
  '9:16': [768, 1344],
  '16:9': [1344, 768],
  '21:9': [1536, 672],
};

const pixels = ([width, height]: Side): Pixels => ({ width, height });

/** What a Gemini 3 image model is documented to return; the real image can differ by some pixels. */
export const pixelsOfGemini3 = (ratio: AspectRatio, size: ImageSize): Pixels =>
  pixels(gemini3[ratio][tiers[size]] ?? gemini3[ratio][1]);

/** What 2.5 flash is documented to return; it knows no tiers. */
export const pixelsOfGemini25 = (ratio: AspectRatio): Pixels => pixels(gemini25[ratio] ?? gemini3[ratio][1]);
