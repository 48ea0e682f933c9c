import { align, type Box, type Size } from './align.ts';
import { differenceWorker, type WorkerAnswer, type WorkerOrder } from './differenceWorker.ts';

/** A picture to compare. */
export type Pixels = HTMLImageElement | ImageBitmap;

/** How much two pictures differ. The heat map is as large as the frame, and clear where they do not. */
export interface Difference {
  /** 0 to 1 of the frame's pixels. */
  share: number;
  tolerance: number;
  heat: ImageBitmap;
}

/** A picture as a grid: which of its cells have changed, row by row. */
export interface Cells {
  columns: number;
  rows: number;
  changed: readonly boolean[];
}

/** A model draws all of a picture anew: what differs by no more than that, or in a few pixels, is no change to show. */
const noise = 28;
const leastOfCell = 0.06;
const cellsAcross = 160;

/** Larger frames are compared smaller, so that memory stays within bounds. */
const mostPixels = 4096 * 4096;
const closed = 'The comparison was closed.';

/** Compares two pictures in a worker of its own. */
export class DifferenceFinder {
  readonly #worker: Worker;
  #frame: Size = { width: 1, height: 1 };
  #isClosed = false;
  #last: Promise<unknown> = Promise.resolve();
  #refuse: (reason: Error) => void = () => {};

  constructor() {
    const program = new Blob([`(${differenceWorker})()`], { type: 'text/javascript' });
    const address = URL.createObjectURL(program);
    this.#worker = new Worker(address);
    URL.revokeObjectURL(address);
  }

  /**
   * Takes the pictures in. A bitmap is given away; an element's picture is decoded for it, which the browser does
   * in the page, once for each.
   * @throws when there is no room for them, or when `close` came first
   */
  async load(first: Pixels, second: Pixels): Promise<void> {
    const { frame, boxes } = fitted(sizeOf(first), sizeOf(second));
    this.#frame = frame;
    const pictures: ImageBitmap[] = [];
    for (const [at, image] of [first, second].entries()) {
      pictures.push(await bitmapOf(image, boxes[at] ?? frame));
      // One after the other, with room for what the page has to do besides.
      await new Promise((resolve) => setTimeout(resolve));
    }
    await this.#ask({ kind: 'begin', frame, boxes, pictures }, pictures);
  }

  /** @param tolerance 0 to 255 */
  async paint(tolerance: number): Promise<Difference> {
    const answer = await this.#ask({ kind: 'paint', tolerance });
    if (answer.kind !== 'painted') throw new Error('The worker answered something else.');
    const changed = answer.counts.slice(tolerance + 1).reduce((sum, count) => sum + count, 0);
    return { share: changed / (this.#frame.width * this.#frame.height), tolerance, heat: answer.heat };
  }

  /**
   * Where the pictures differ by more than noise, roughly: as cells, row by row.
   * @throws as `load`
   */
  async cells(): Promise<Cells> {
    const { width, height } = this.#frame;
    const cell = Math.max(4, Math.round(Math.max(width, height) / cellsAcross));
    const answer = await this.#ask({ kind: 'gather', tolerance: noise, cell });
    if (answer.kind !== 'gathered') throw new Error('The worker answered something else.');
    const { columns, rows, counts } = answer;
    const least = Math.max(1, cell * cell * leastOfCell);
    return { columns, rows, changed: Array.from(counts, (count) => count >= least) };
  }

  close(): void {
    this.#isClosed = true;
    this.#worker.terminate();
    this.#refuse(new Error(closed));
  }

  /** One order at a time. */
  #ask(order: WorkerOrder, transfer: Transferable[] = []): Promise<WorkerAnswer> {
    const answer = this.#last.then(
      () =>
        new Promise<WorkerAnswer>((resolve, reject) => {
          if (this.#isClosed) throw new Error(closed);
          this.#refuse = reject;
          this.#worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => resolve(data);
          this.#worker.onerror = ({ message }) => reject(new Error(message || 'The worker failed.'));
          this.#worker.postMessage(order, transfer);
        }),
    );
    this.#last = answer.catch(() => {});
    return answer;
  }
}

const sizeOf = (image: Pixels): Size =>
  image instanceof ImageBitmap
    ? { width: image.width, height: image.height }
    : { width: image.naturalWidth || 1, height: image.naturalHeight || 1 };

function fitted(first: Size, second: Size): { frame: Size; boxes: readonly Box[] } {
  const { frame, boxes } = align(first, second);
  const scale = Math.min(1, Math.sqrt(mostPixels / (frame.width * frame.height)));
  if (scale === 1) return { frame, boxes };
  const scaled = ({ x, y, width, height }: Box): Box => ({
    x: x * scale,
    y: y * scale,
    width: width * scale,
    height: height * scale,
  });
  return {
    frame: { width: Math.floor(frame.width * scale), height: Math.floor(frame.height * scale) },
    boxes: boxes.map(scaled),
  };
}

/** Its pixels for the worker, no more of them than are compared. Taking them whole is the quickest by far. */
async function bitmapOf(image: Pixels, { width, height }: Size): Promise<ImageBitmap> {
  const own = sizeOf(image);
  if (own.width > Math.ceil(width) || own.height > Math.ceil(height)) {
    const size = { resizeWidth: Math.ceil(width), resizeHeight: Math.ceil(height) };
    return createImageBitmap(image, { ...size, resizeQuality: 'medium' });
  }
  if (image instanceof ImageBitmap) return image;
  try {
    return await createImageBitmap(image);
  } catch {
    // A drawing without a size of its own has no pixels until it is drawn.
    const canvas = new OffscreenCanvas(Math.ceil(width), Math.ceil(height));
    const context = canvas.getContext('2d');
    if (!context) throw new Error('There is no room for the pixels.');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.transferToImageBitmap();
  }
}
