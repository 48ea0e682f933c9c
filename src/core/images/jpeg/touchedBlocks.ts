import { type ComponentValue, channelsOf, componentValues } from './componentValues.ts';
import type { Component, Frame } from './frame.ts';
import type { JpegFile } from './jpegFile.ts';
import { coefficientsOf, samplesOf } from './transform.ts';

/** A part of a picture, in whole pixels from its top left corner as it is stored: before EXIF turns it. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What a part of a picture becomes. */
export interface ChangedPixels {
  /**
   * Row by row, as many bytes for each pixel as the picture has channels, in its own colours: grey, RGB, or CMYK
   * as the file tells them (Adobe's are inverted).
   */
  pixels: Uint8Array;
  /** One byte for each pixel: not 0 where it changes. */
  changed: Uint8Array;
}

/** Gives the pixels of a part; asked from top to bottom, each part once. */
export type PixelSource = (box: Box) => ChangedPixels;

/** Stands for a sample that does not change, among samples in units of 1/64. */
const unchanged = -32_768;
const unit = 64;
const blocksInChunk = 1024;

/** The blocks in which something changes: first as samples, then as coefficients. */
export class TouchedBlocks {
  readonly #file: JpegFile;
  readonly #values: ComponentValue[];
  /** For each component, the numbers of its touched blocks by their places; and the range of these places. */
  readonly #numbers: Map<number, number>[];
  readonly #ranges: [first: number, last: number][];
  readonly #chunks: Int16Array[] = [];
  readonly #settled: boolean[] = [];
  /** One byte for each MCU of the picture: 1 where a block of it is touched. */
  readonly cells: Uint8Array;

  constructor(file: JpegFile, box: Box, source: PixelSource) {
    const { frame, model } = file;
    this.#file = file;
    this.#values = componentValues(model);
    this.#numbers = frame.components.map(() => new Map());
    this.#ranges = frame.components.map(() => [Number.POSITIVE_INFINITY, -1]);
    this.cells = new Uint8Array(frame.mcusAcross * frame.mcusDown);
    this.#takeAll(within(frame, box), source);
  }

  get count(): number {
    return this.#settled.length;
  }

  /** The number of a touched block; undefined for all others. */
  numberOf(component: number, at: number): number | undefined {
    const [first, last] = this.#ranges[component] ?? [0, -1];
    return at < first || at > last ? undefined : this.#numbers[component]?.get(at);
  }

  /** The coefficients of a touched block, made from its old ones where that was not done yet; in zigzag order. */
  settle(component: number, number: number, old: Int16Array): Int16Array {
    const block = this.#block(number);
    const steps = this.#file.quantisation[component];
    if (this.#settled[number] || !steps) return block;
    this.#settled[number] = true;
    const samples = new Float64Array(64);
    // What stays is taken from the old block itself, not from pixels that were rounded and cut off.
    if (block.includes(unchanged)) samplesOf(old, steps, samples);
    for (const [at, value] of block.entries()) if (value !== unchanged) samples[at] = value / unit;
    coefficientsOf(samples, steps, block);
    return block;
  }

  #takeAll(box: Box, source: PixelSource): void {
    const { mcuHeight, height } = this.#file.frame;
    for (let top = box.top; top < box.top + box.height; top += mcuHeight) {
      const strip = { ...box, top, height: Math.min(mcuHeight, height - top) };
      const part = source(strip);
      const pixels = strip.width * strip.height;
      if (part.changed.length !== pixels || part.pixels.length !== pixels * channelsOf(this.#file.model)) {
        throw new RangeError('The pixels are not those of the part that was asked for.');
      }
      this.#takeStrip(strip, part);
    }
  }

  #takeStrip(strip: Box, part: ChangedPixels): void {
    const { mcuWidth, mcuHeight, mcusAcross, width, components } = this.#file.frame;
    for (let left = strip.left; left < strip.left + strip.width; left += mcuWidth) {
      const mcu = { ...strip, left, width: Math.min(mcuWidth, width - left) };
      if (!changesIn(mcu, strip, part.changed)) continue;
      const [x, y] = [left / mcuWidth, strip.top / mcuHeight];
      this.cells[y * mcusAcross + x] = 1;
      for (const [index, component] of components.entries()) {
        for (let v = y * component.down; v < Math.min((y + 1) * component.down, component.rows); v += 1) {
          for (
            let h = x * component.across;
            h < Math.min((x + 1) * component.across, component.columns);
            h += 1
          ) {
            this.#takeBlock(index, component, h, v, strip, part);
          }
        }
      }
    }
  }

  #takeBlock(
    index: number,
    component: Component,
    h: number,
    v: number,
    strip: Box,
    part: ChangedPixels,
  ): void {
    const { stepX, stepY, codedColumns } = component;
    const value = this.#values[index] ?? (() => 0);
    const channels = channelsOf(this.#file.model);
    const samples = new Int16Array(64).fill(unchanged);
    let changes = false;
    for (let at = 0; at < 64; at += 1) {
      const left = (8 * h + (at & 7)) * stepX - strip.left;
      const top = (8 * v + (at >> 3)) * stepY - strip.top;
      let [sum, count, isChanged] = [0, 0, false];
      for (let y = top; y < top + stepY; y += 1) {
        for (let x = left; x < left + stepX; x += 1) {
          // What lies beyond the picture's edge goes on like the edge.
          const pixel = Math.min(y, strip.height - 1) * strip.width + Math.min(x, strip.width - 1);
          sum += value(part.pixels, channels * pixel);
          count += 1;
          isChanged ||= part.changed[pixel] !== 0;
        }
      }
      if (isChanged) samples[at] = Math.round(unit * (sum / count - 128));
      changes ||= isChanged;
    }
    if (!changes) return;
    const place = v * codedColumns + h;
    const number = this.#settled.push(false) - 1;
    if (number % blocksInChunk === 0) this.#chunks.push(new Int16Array(64 * blocksInChunk));
    this.#block(number).set(samples);
    this.#numbers[index]?.set(place, number);
    const range = this.#ranges[index] ?? [0, 0];
    this.#ranges[index] = [Math.min(range[0], place), Math.max(range[1], place)];
  }

  #block(number: number): Int16Array {
    const start = 64 * (number % blocksInChunk);
    const chunk = this.#chunks[Math.floor(number / blocksInChunk)] ?? new Int16Array(0);
    return chunk.subarray(start, start + 64);
  }
}

/** The whole MCUs that a box meets, as far as they lie in the picture. */
function within({ width, height, mcuWidth, mcuHeight }: Frame, box: Box): Box {
  const left = Math.floor(Math.max(0, box.left) / mcuWidth) * mcuWidth;
  const top = Math.floor(Math.max(0, box.top) / mcuHeight) * mcuHeight;
  const right = Math.min(width, Math.ceil((box.left + box.width) / mcuWidth) * mcuWidth);
  const bottom = Math.min(height, Math.ceil((box.top + box.height) / mcuHeight) * mcuHeight);
  return { left, top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}

function changesIn(mcu: Box, strip: Box, changed: Uint8Array): boolean {
  for (let y = 0; y < mcu.height; y += 1) {
    const start = (mcu.top - strip.top + y) * strip.width + mcu.left - strip.left;
    for (let at = start; at < start + mcu.width; at += 1) if (changed[at] !== 0) return true;
  }
  return false;
}
