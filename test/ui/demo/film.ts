import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { scale } from './scene.ts';

interface Point {
  x: number;
  y: number;
}

interface Frame {
  /** The window as a PNG. */
  picture: Buffer;
  pointer: Point;
  milliseconds: number;
}

/** How long the pointer is at each point of its way, and about how far apart these are. */
const [stepMs, stepPixels] = [45, 70];

const arrow = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="${22 * scale}" height="${30 * scale}" viewBox="-2 -2 22 30">` +
    '<path d="M0 0V21L5 16.500L8.500 24.500L12 23L8.600 15.200H15.500Z" fill="#111" stroke="#fff" ' +
    'stroke-width="1.800" stroke-linejoin="round"/></svg>',
);

/**
 * A moving picture of a window. Each frame is taken when the window is in a state, never after a while; how long it is
 * seen is said beside it. A browser's picture has no pointer, so one is drawn where the mouse is.
 */
export class Film {
  readonly #page: Page;
  readonly #frames: Frame[] = [];
  #pointer: Point;

  private constructor(page: Page, pointer: Point) {
    this.#page = page;
    this.#pointer = pointer;
  }

  /** Begins with the pointer at a place. */
  static async start(page: Page, pointer: Point): Promise<Film> {
    await page.mouse.move(pointer.x, pointer.y);
    return new Film(page, pointer);
  }

  /** The window as it is now. */
  async show(milliseconds: number): Promise<void> {
    const picture = await this.#page.screenshot({ animations: 'disabled' });
    this.#frames.push({ picture, pointer: this.#pointer, milliseconds });
  }

  /** The pointer goes to the middle of something over the last picture; then the window is seen with it there. */
  async point(target: Locator | Point, milliseconds = stepMs): Promise<void> {
    const to = 'x' in target ? target : await middleOf(target);
    const from = this.#pointer;
    const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / stepPixels);
    const picture = this.#frames.at(-1)?.picture;
    for (let step = 1; picture && step < steps; step++) {
      // Slow, fast, slow, as a hand moves.
      const share = (1 - Math.cos((Math.PI * step) / steps)) / 2;
      const pointer = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
      this.#frames.push({ picture, pointer, milliseconds: stepMs });
    }
    await this.#page.mouse.move(to.x, to.y);
    this.#pointer = to;
    await this.show(milliseconds);
  }

  /** Points at something and clicks it. What comes of it is for the next `show`. */
  async click(target: Locator, button: 'left' | 'right' = 'left'): Promise<void> {
    await this.point(target, 220);
    await this.#page.mouse.click(this.#pointer.x, this.#pointer.y, { button });
  }

  /** Drags from one point to another, with a picture at each step of the way. */
  async drag(from: Point, ...through: readonly Point[]): Promise<void> {
    await this.point(from, 160);
    await this.#page.mouse.down();
    for (const to of through) {
      const start = this.#pointer;
      const steps = Math.ceil(Math.hypot(to.x - start.x, to.y - start.y) / 36);
      for (let step = 1; step <= steps; step++) {
        const share = step / steps;
        this.#pointer = { x: start.x + (to.x - start.x) * share, y: start.y + (to.y - start.y) * share };
        await this.#page.mouse.move(this.#pointer.x, this.#pointer.y);
        await this.show(stepMs);
      }
    }
    await this.#page.mouse.up();
  }

  /** Types some words at a time. */
  async type(field: Locator, text: string): Promise<void> {
    let typed = '';
    for (const piece of text.match(/.{1,6}/gs) ?? []) {
      typed += piece;
      await field.fill(typed);
      await this.show(70);
    }
  }

  /** Seconds from the first frame to the last. */
  get seconds(): number {
    return this.#frames.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  }

  /** Writes an animated WebP that begins anew for ever. */
  async save(path: string): Promise<{ bytes: number }> {
    const frames: Buffer[] = [];
    for (const { picture, pointer } of this.#frames) {
      const [left, top] = [pointer.x, pointer.y].map((at) => Math.round((at - 2) * scale));
      frames.push(
        await sharp(picture)
          .composite([{ input: arrow, left, top }])
          .png()
          .toBuffer(),
      );
    }
    const { size } = await sharp(frames, { join: { animated: true } })
      .webp({
        quality: 82,
        effort: 5,
        minSize: true,
        loop: 0,
        delay: this.#frames.map(({ milliseconds }) => milliseconds),
      })
      .toFile(path);
    return { bytes: size };
  }
}

async function middleOf(target: Locator): Promise<Point> {
  const box = await target.boundingBox();
  if (!box) throw new Error(`Nothing to point at: ${target}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
