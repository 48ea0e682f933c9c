/** How far around a pixel the subject is looked for. */
const reach = 16;
/** A pixel is solid where it and all around it within this distance are. */
const inside = 2;
const opaque = 252;

/** For each pixel the nearest one that is surely all subject. */
export class NearestSolid {
  readonly #nearest: Int32Array;
  readonly #width: number;

  /** @param rough alpha of each pixel, 0 to 255 */
  constructor(rough: Uint8Array, width: number, height: number) {
    this.#width = width;
    const solid = eroded(rough, width, height);
    const nearest = new Int32Array(width * height).fill(-1);
    for (let pixel = 0; pixel < nearest.length; pixel += 1) if (solid[pixel] === 1) nearest[pixel] = pixel;
    // Twice over the picture, down and up: each pixel asks those that were visited before it.
    const ask = (pixel: number, other: number) => {
      const found = nearest[other] ?? -1;
      if (found < 0) return;
      const distance = farBetween(pixel, found, width);
      const known = nearest[pixel] ?? -1;
      if (distance <= reach && (known < 0 || distance < farBetween(pixel, known, width)))
        nearest[pixel] = found;
    };
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) visit(y * width + x, x, y > 0 ? -width : 0, -1);
      for (let x = width - 1; x >= 0; x -= 1) visit(y * width + x, x, 0, 1);
    }
    for (let y = height - 1; y >= 0; y -= 1) {
      for (let x = width - 1; x >= 0; x -= 1) visit(y * width + x, x, y < height - 1 ? width : 0, 1);
      for (let x = 0; x < width; x += 1) visit(y * width + x, x, 0, -1);
    }
    this.#nearest = nearest;

    function visit(pixel: number, x: number, row: number, side: number): void {
      if (solid[pixel] === 1) return;
      if (x + side >= 0 && x + side < width) ask(pixel, pixel + side);
      if (row === 0) return;
      ask(pixel, pixel + row);
      if (x > 0) ask(pixel, pixel + row - 1);
      if (x + 1 < width) ask(pixel, pixel + row + 1);
    }
  }

  /** -1: there is none in reach. */
  of(pixel: number): number {
    return this.#nearest[pixel] ?? -1;
  }

  /** Whether a pixel is as near as the smoothed edge of a subject is. */
  isBeside(pixel: number): boolean {
    const found = this.of(pixel);
    return found >= 0 && farBetween(pixel, found, this.#width) <= inside + 2;
  }
}

function farBetween(one: number, other: number, width: number): number {
  const [x, y] = [(one % width) - (other % width), Math.floor(one / width) - Math.floor(other / width)];
  return Math.hypot(x, y);
}

/** 1 for pixels that are opaque with all around them; beyond the picture's edge all is. */
function eroded(rough: Uint8Array, width: number, height: number): Uint8Array {
  const across = new Uint8Array(rough.length);
  const both = new Uint8Array(rough.length);
  for (let y = 0; y < height; y += 1) {
    let run = inside;
    for (let x = 0; x < width + inside; x += 1) {
      run = x >= width || (rough[y * width + x] ?? 0) >= opaque ? run + 1 : 0;
      if (x >= inside && run > 2 * inside) across[y * width + x - inside] = 1;
    }
  }
  for (let x = 0; x < width; x += 1) {
    let run = inside;
    for (let y = 0; y < height + inside; y += 1) {
      run = y >= height || across[y * width + x] === 1 ? run + 1 : 0;
      if (y >= inside && run > 2 * inside) both[(y - inside) * width + x] = 1;
    }
  }
  return both;
}
