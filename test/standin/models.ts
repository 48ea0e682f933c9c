/** What the stand-in knows about one model, kept apart from the product's own table so that a slip there shows. */
export interface StandInModel {
  id: string;
  displayName: string;
  /** Whether Google still serves the id; the reseller serves all of them. */
  atGoogle: boolean;
  /** Pixel table by ratio at 1K, in the order the ratios are listed in messages. */
  pixels: Readonly<Record<string, readonly [number, number]>>;
  /** Sizes it takes with the tokens of one image. Empty: the field is refused, the key `fixed` is charged. */
  sizes: Readonly<Record<string, number>>;
  fixedTokens?: number;
  /** Levels in lower case; `none` refuses any thinkingConfig, `fixed` refuses only a level. */
  thinking: readonly string[] | 'none' | 'fixed';
  output: 'jpeg' | 'png';
  /** Whether image parts carry a thoughtSignature, and model turns must give it back. */
  signs: boolean;
}

const tenRatios = {
  '1:1': [1024, 1024],
  '2:3': [848, 1264],
  '3:2': [1264, 848],
  '3:4': [896, 1200],
  '4:3': [1200, 896],
  '4:5': [928, 1152],
  '5:4': [1152, 928],
  '9:16': [768, 1376],
  '16:9': [1376, 768],
  '21:9': [1584, 672],
} as const;

const fourteenRatios = {
  ...tenRatios,
  '1:4': [512, 2048],
  '1:8': [384, 3072],
  '4:1': [2048, 512],
  '8:1': [3072, 384],
} as const;

const firstRatios = {
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
} as const;

const flash = {
  pixels: fourteenRatios,
  sizes: { '512': 747, '1K': 1120, '2K': 1680, '4K': 2520 },
  thinking: ['minimal', 'high'],
  output: 'jpeg',
  signs: true,
} as const;

const pro = {
  pixels: tenRatios,
  sizes: { '1K': 1120, '2K': 1120, '4K': 2000 },
  thinking: 'fixed',
  output: 'jpeg',
  signs: true,
} as const;

export const models: readonly StandInModel[] = [
  {
    id: 'gemini-3.1-flash-image-preview',
    displayName: 'Nano Banana 2 Preview',
    atGoogle: false,
    ...flash,
  },
  { id: 'gemini-3.1-flash-image', displayName: 'Nano Banana 2', atGoogle: true, ...flash },
  { id: 'gemini-3-pro-image-preview', displayName: 'Nano Banana Pro Preview', atGoogle: false, ...pro },
  { id: 'gemini-3-pro-image', displayName: 'Nano Banana Pro', atGoogle: true, ...pro },
  {
    id: 'gemini-nano-banana-2.1',
    displayName: 'Nano Banana 2.1',
    atGoogle: true,
    ...flash,
    sizes: { '1K': 1120, '2K': 1680, '4K': 3780 },
    thinking: ['minimal', 'medium', 'high'],
  },
  {
    id: 'gemini-3.1-flash-lite-image',
    displayName: 'Nano Banana 2 Lite',
    atGoogle: true,
    ...flash,
    sizes: {},
    fixedTokens: 1120,
  },
  {
    id: 'gemini-2.5-flash-image',
    displayName: 'Nano Banana',
    atGoogle: true,
    pixels: firstRatios,
    sizes: {},
    fixedTokens: 1290,
    thinking: 'none',
    output: 'png',
    signs: false,
  },
];

const factors: Readonly<Record<string, number>> = { '512': 0.5, '1K': 1, '2K': 2, '4K': 4 };

/** Pixels of the official table. `21:9` at `512` is as printed there, although it is not 21:9. */
export function outputPixels(model: StandInModel, ratio: string, size: string): [number, number] {
  if (ratio === '21:9' && size === '512') {
    return [792, 168];
  }
  const [width, height] = model.pixels[ratio] ?? [1024, 1024];
  const factor = model.fixedTokens === undefined ? (factors[size] ?? 1) : 1;
  return [width * factor, height * factor];
}

/** The ratio whose shape is nearest to width x height, measured as a proportion. */
export function nearestRatio(model: StandInModel, width: number, height: number): string {
  const distance = ([w, h]: readonly [number, number]) => Math.abs(Math.log(w / h / (width / height)));
  const sorted = Object.entries(model.pixels).sort((a, b) => distance(a[1]) - distance(b[1]));
  return sorted[0]?.[0] ?? '1:1';
}
