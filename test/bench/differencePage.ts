/** Runs in the browser: two pictures compared by the page's own code, and in the plain way. */
import { DifferenceFinder } from '../../webview/compare/difference.ts';

export interface DifferenceCost {
  milliseconds: number;
  /** The longest time in which the page did nothing else. */
  gapMs: number;
  /** 0 to 1 of the pixels. */
  share: number;
}

export interface DifferenceCosts {
  product: DifferenceCost;
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
async function comparePlainly(images: readonly HTMLImageElement[]): Promise<number> {
  const [first, second] = images.map((image) => {
    const context = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext('2d', {
      willReadFrequently: true,
    });
    context?.drawImage(image, 0, 0);
    return context?.getImageData(0, 0, image.naturalWidth, image.naturalHeight);
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

/** @param sources addresses of two pictures of one size */
async function compareBoth(sources: readonly [string, string]): Promise<DifferenceCosts> {
  const [first, second] = await Promise.all([decode(sources[0]), decode(sources[1])]);
  if (!first || !second) throw new Error('A picture is missing.');
  const finder = new DifferenceFinder();
  const paint = async (wanted: number) => {
    const { heat, share } = await finder.paint(wanted);
    heat.close();
    return share;
  };
  const product = await measure(async () => {
    await finder.load(first, second);
    return paint(tolerance);
  });
  const repainted = await measure(() => paint(tolerance + 1));
  finder.close();
  return { product, repainted, plain: await measure(() => comparePlainly([first, second])) };
}

Reflect.set(globalThis, 'compareBoth', compareBoth);
