import { align, type Box, type Size } from './align.ts';
import { differenceWorker, type WorkerAnswer, type WorkerOrder } from './differenceWorker.ts';

/** How much two pictures differ. The heat map is as large as the frame, and clear where they do not. */
export interface Difference {
  /** 0 to 1 of the frame's pixels. */
  share: number;
  tolerance: number;
  heat: ImageBitmap;
}

/** Larger frames are compared smaller, so that memory stays within bounds. */
const mostPixels = 4096 * 4096;
/** Drawn in one go; the page stays quick. */
const stripPixels = 2 ** 19;

const closed = 'The comparison was closed.';

/** Compares two pictures in a worker of its own, strip by strip. */
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
   * Takes the pictures in.
   * @throws when there is no room for them, or when `close` came first
   */
  async load(first: HTMLImageElement, second: HTMLImageElement): Promise<void> {
    const { frame, boxes } = fitted(sizeOf(first), sizeOf(second));
    this.#frame = frame;
    await this.#ask({ kind: 'begin', frame });
    const rows = Math.max(8, Math.floor(stripPixels / frame.width));
    for (let top = 0; top < frame.height; top += rows) {
      const height = Math.min(rows, frame.height - top);
      const pictures = [first, second].map((image, at) => {
        const box = boxes[at] ?? { x: 0, y: 0, ...frame };
        return cut(image, box, { width: frame.width, height }, top);
      });
      await this.#ask({ kind: 'strip', top, pictures }, pictures);
    }
  }

  /** @param tolerance 0 to 255 */
  async paint(tolerance: number): Promise<Difference> {
    const answer = await this.#ask({ kind: 'paint', tolerance });
    if (answer.kind !== 'painted') throw new Error('The worker answered something else.');
    const changed = answer.counts.slice(tolerance + 1).reduce((sum, count) => sum + count, 0);
    return { share: changed / (this.#frame.width * this.#frame.height), tolerance, heat: answer.heat };
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

const sizeOf = ({ naturalWidth, naturalHeight }: HTMLImageElement): Size => ({
  width: naturalWidth || 1,
  height: naturalHeight || 1,
});

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

function cut(image: HTMLImageElement, box: Box, strip: Size, top: number): ImageBitmap {
  const canvas = new OffscreenCanvas(strip.width, strip.height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('There is no room for the pixels.');
  context.drawImage(image, box.x, box.y - top, box.width, box.height);
  return canvas.transferToImageBitmap();
}
