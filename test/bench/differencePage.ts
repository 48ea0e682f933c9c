/** Runs in the browser: two pictures compared by the page's own code, and in the plain way. */
import { DifferenceFinder, type Pixels } from '../../webview/compare/difference.ts';

export interface DifferenceCost {
  milliseconds: number;
  /** The longest time in which the page did nothing else. */
  gapMs: number;
  /** 0 to 1 of the pixels. */
  share: number;
}

export interface DifferenceCosts {
  /** From decoded pixels. */
  product: DifferenceCost;
  /** From image elements, as the page has them: with the browser's own decoding, once for each. */
  decoding: DifferenceCost;
  /** Another tolerance, as the slider asks for it. */
  repainted: DifferenceCost;
  plain: DifferenceCost;
}

const tolerance = 8;

async function decode(source: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = source;
  await image.decode();
  return image;
}

/** Without strips and without a worker: both drawn whole, read and compared where the page itself runs. */
async function comparePlainly(images: readonly ImageBitmap[]): Promise<number> {
  const [first, second] = images.map((image) => {
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d', {
      willReadFrequently: true,
    });
    context?.drawImage(image, 0, 0);
    return context?.getImageData(0, 0, image.width, image.height);
  });
  if (!first || !second) throw new Error('There is no room for the pixels.');
  const heat = new ImageData(first.width, first.height);
  let changed = 0;
  for (let at = 0; at < first.data.length; at += 4) {
    let most = 0;
    for (let channel = at; channel < at + 4; channel++) {
      most = Math.max(most, Math.abs((first.data[channel] ?? 0) - (second.data[channel] ?? 0)));
    }
    if (most <= tolerance) continue;
    changed++;
    heat.data[at] = 255;
    heat.data[at + 3] = most;
  }
  (await createImageBitmap(heat)).close();
  return changed / (first.width * first.height);
}

async function measure(work: () => Promise<number>): Promise<DifferenceCost> {
  let last = performance.now();
  let gapMs = 0;
  const tick = () => {
    const now = performance.now();
    gapMs = Math.max(gapMs, now - last);
    last = now;
  };
  const ticking = setInterval(tick, 1);
  // Whatever went on before is not counted.
  await new Promise((resolve) => setTimeout(resolve, 100));
  gapMs = 0;
  const started = performance.now();
  const share = await work();
  const milliseconds = performance.now() - started;
  await new Promise((resolve) => setTimeout(resolve, 20));
  clearInterval(ticking);
  return { milliseconds, gapMs, share };
}

async function compareProduct(first: Pixels, second: Pixels) {
  const finder = new DifferenceFinder();
  const paint = async (wanted: number) => {
    const { heat, share } = await finder.paint(wanted);
    heat.close();
    return share;
  };
  const cost = await measure(async () => {
    await finder.load(first, second);
    return paint(tolerance);
  });
  const repainted = await measure(() => paint(tolerance + 1));
  finder.close();
  return { cost, repainted };
}

/** @param sources addresses of two pictures of one size */
async function compareBoth(sources: readonly [string, string]): Promise<DifferenceCosts> {
  const first = await decode(sources[0]);
  const second = await decode(sources[1]);
  const bitmaps = () => Promise.all([createImageBitmap(first), createImageBitmap(second)]);
  const { cost: product, repainted } = await compareProduct(...(await bitmaps()));
  const { cost: decoding } = await compareProduct(first, second);
  const plainly = await bitmaps();
  return { product, decoding, repainted, plain: await measure(() => comparePlainly(plainly)) };
}

Reflect.set(globalThis, 'compareBoth', compareBoth);
