import type { Box, Size } from './align.ts';

/** What the worker is asked: to compare two pictures, once, and then to paint, as often as wanted. */
export type WorkerOrder =
  /** @param boxes where each picture lies in the frame */
  | { kind: 'begin'; frame: Size; boxes: readonly Box[]; pictures: ImageBitmap[] }
  /** @param tolerance 0 to 255: the largest difference of a channel that does not count */
  | { kind: 'paint'; tolerance: number }
  /** Where something changed, in square cells of this many pixels, the last ones cut. */
  | { kind: 'gather'; tolerance: number; cell: number };

export type WorkerAnswer =
  | { kind: 'ready' }
  /** Pixels by the largest difference of their channels, 256 numbers; and the heat map. */
  | { kind: 'painted'; tolerance: number; counts: Uint32Array; heat: ImageBitmap }
  /** For each cell, row by row, how many of its pixels differ by more. */
  | { kind: 'gathered'; columns: number; rows: number; counts: Uint32Array };

/**
 * The worker's whole program. Its text is what the worker runs: it uses nothing from outside itself.
 * It reads the pictures strip by strip and keeps one byte for each pixel.
 */
export function differenceWorker(): void {
  const rowsAtOnce = 256;
  let size: Size = { width: 0, height: 0 };
  let depths = new Uint8Array(0);
  const counts = new Uint32Array(256);

  const context = (width: number, height: number): OffscreenCanvasRenderingContext2D => {
    const made = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!made) throw new Error('There is no room for the pixels.');
    return made;
  };

  const compareStrip = (first: Uint32Array, second: Uint32Array, from: number) => {
    let equal = 0;
    for (let at = 0; at < first.length; at++) {
      const a = first[at] as number;
      const b = second[at] as number;
      if (a === b) {
        equal++;
        continue;
      }
      let most = 0;
      for (let shift = 0; shift < 32; shift += 8) {
        const depth = ((a >>> shift) & 255) - ((b >>> shift) & 255);
        const distance = depth < 0 ? -depth : depth;
        if (distance > most) most = distance;
      }
      depths[from + at] = most;
      counts[most] = (counts[most] as number) + 1;
    }
    counts[0] = (counts[0] as number) + equal;
  };

  const compare = (pictures: readonly ImageBitmap[], boxes: readonly Box[]) => {
    const strips = pictures.map(() => context(size.width, rowsAtOnce));
    for (let top = 0; top < size.height; top += rowsAtOnce) {
      const rows = Math.min(rowsAtOnce, size.height - top);
      const [first, second] = strips.map((strip, at) => {
        const picture = pictures[at];
        const box = boxes[at];
        strip.clearRect(0, 0, size.width, rowsAtOnce);
        if (picture && box) strip.drawImage(picture, box.x, box.y - top, box.width, box.height);
        return new Uint32Array(strip.getImageData(0, 0, size.width, rows).data.buffer);
      });
      if (first && second) compareStrip(first, second, top * size.width);
    }
    for (const picture of pictures) picture.close();
  };

  /** From yellow (little) to a deep pink (much), the bytes as they lie in memory: ABGR. */
  const heatColours = (tolerance: number): Uint32Array => {
    const colours = new Uint32Array(256);
    for (let depth = tolerance + 1; depth < 256; depth++) {
      const share = Math.sqrt(depth / 255);
      const red = 255 - 35 * share;
      const green = 214 * (1 - share);
      const blue = 30 + 90 * share;
      colours[depth] = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
    }
    return colours;
  };

  const paint = (tolerance: number): ImageBitmap => {
    const colours = heatColours(tolerance);
    const whole = new OffscreenCanvas(size.width, size.height);
    const drawing = whole.getContext('2d', { willReadFrequently: true });
    if (!drawing) throw new Error('There is no room for the picture.');
    for (let top = 0; top < size.height; top += rowsAtOnce) {
      const rows = Math.min(rowsAtOnce, size.height - top);
      const strip = new ImageData(size.width, rows);
      const pixels = new Uint32Array(strip.data.buffer);
      const from = top * size.width;
      for (let at = 0; at < pixels.length; at++) pixels[at] = colours[depths[from + at] as number] as number;
      drawing.putImageData(strip, 0, top);
    }
    return whole.transferToImageBitmap();
  };

  const gather = (tolerance: number, cell: number): WorkerAnswer => {
    const columns = Math.ceil(size.width / cell);
    const rows = Math.ceil(size.height / cell);
    const found = new Uint32Array(columns * rows);
    for (let y = 0, at = 0; y < size.height; y++) {
      const row = Math.floor(y / cell) * columns;
      for (let x = 0; x < size.width; x++, at++) {
        if ((depths[at] as number) <= tolerance) continue;
        const index = row + Math.floor(x / cell);
        found[index] = (found[index] as number) + 1;
      }
    }
    return { kind: 'gathered', columns, rows, counts: found };
  };

  addEventListener('message', ({ data: order }: MessageEvent<WorkerOrder>) => {
    if (order.kind === 'paint') {
      const heat = paint(order.tolerance);
      const answer: WorkerAnswer = { kind: 'painted', tolerance: order.tolerance, counts, heat };
      postMessage(answer, { transfer: [heat] });
      return;
    }
    if (order.kind === 'gather') {
      postMessage(gather(order.tolerance, order.cell));
      return;
    }
    size = order.frame;
    depths = new Uint8Array(size.width * size.height);
    counts.fill(0);
    compare(order.pictures, order.boxes);
    postMessage({ kind: 'ready' } satisfies WorkerAnswer);
  });
}
