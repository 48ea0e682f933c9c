import type { ImageModel } from './imageModels.ts';
import { refuse } from './refuse.ts';

export type Size = readonly [width: number, height: number];

/**
 * What a `size` asks for; undefined where the model shall choose.
 *
 * @throws {Refusal} for a size that the model does not take
 */
export function readSize(model: ImageModel, given: string | undefined): Size | undefined {
  if (given === undefined || (given === 'auto' && model.sizes !== 'presets')) return undefined;
  const match = /^([1-9]\d{1,4})x([1-9]\d{1,4})$/.exec(given);
  const [width, height] = [Number(match?.[1]), Number(match?.[2])];
  const wrong = match ? broken[model.sizes](width, height) : "Expected 'auto' or 'WIDTHxHEIGHT'";
  if (wrong !== undefined) {
    throw refuse(`Invalid value: '${given}'. ${wrong}.`, { param: 'size', code: 'invalid_value' });
  }
  return [width, height];
}

/** Why a size is refused. */
const broken: Record<ImageModel['sizes'], (width: number, height: number) => string | undefined> = {
  none: () => 'This model has no size',
  rule: (width, height) => {
    const [long, short] = [Math.max(width, height), Math.min(width, height)];
    if (width % 16 !== 0 || height % 16 !== 0) return 'Width and height must be multiples of 16';
    if (long > 3840) return 'The longest edge must be at most 3840 pixels';
    if (long > 3 * short) return 'The aspect ratio must be between 1:3 and 3:1';
    if (width * height < 655_360) return 'The image must have at least 655360 pixels';
    return width * height > 8_294_400 ? 'The image must have at most 8294400 pixels' : undefined;
  },
  edge: (width, height) => {
    const long = Math.max(width, height);
    return long >= 512 && long <= 3840 ? undefined : 'The longest edge must be between 512 and 3840 pixels';
  },
  presets: (width, height) =>
    ratios.some(([w, h]) => Math.abs((width / height) * (h / w) - 1) < 0.015) &&
    Math.max(width, height) <= 3840 &&
    Math.min(width, height) >= 512
      ? undefined
      : 'The size is none of the presets',
};

const ratios: readonly Size[] = [
  [1, 1],
  [2, 3],
  [3, 2],
  [3, 4],
  [4, 3],
  [4, 5],
  [5, 4],
  [9, 16],
  [16, 9],
  [21, 9],
];

/** The words that the reseller gives for the start of a prompt, with the pixels that it saw. */
const words: readonly (readonly [RegExp, Size])[] = [
  [/^1024×1024 square/, [1254, 1254]],
  [/^横版 16:9/, [1672, 941]],
  [/^竖屏 9:16/, [941, 1672]],
  [/^4:3/, [1448, 1086]],
  [/^3:4/, [1086, 1448]],
  [/^3:2 尺寸/, [1536, 1024]],
  [/^2:3 尺寸/, [1024, 1536]],
  [/^2:5 竖屏/, [793, 1983]],
  [/^5:2 横屏/, [1983, 793]],
];

/**
 * The size that a model chooses by itself: by the words where it has no field, else the nearest of its three usual
 * shapes to the first image, or the square one.
 */
export function chosenSize(model: ImageModel, prompt: string, first: Size | undefined): Size {
  if (model.sizes === 'none' || model.sizes === 'presets') {
    const said = words.find(([pattern]) => pattern.test(prompt.trimStart()))?.[1];
    return (
      said ??
      (first
        ? nearest(
            words.map(([, size]) => size),
            first,
          )
        : [1254, 1254])
    );
  }
  const usual: Size[] = [
    [1024, 1024],
    [1536, 1024],
    [1024, 1536],
  ];
  return first ? nearest(usual, first) : [1024, 1024];
}

function nearest(sizes: readonly Size[], [width, height]: Size): Size {
  const distance = ([w, h]: Size) => Math.abs(Math.log((w * height) / (h * width)));
  return [...sizes].sort((a, b) => distance(a) - distance(b))[0] ?? [1024, 1024];
}
