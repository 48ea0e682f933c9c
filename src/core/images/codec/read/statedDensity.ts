import type { Metadata } from 'sharp';
import { readPng } from '../png/pngFile.ts';
import type { OpenImage } from './openImage.ts';

const physical = 'pHYs';
/** The unit of `pHYs` is the metre; with 0 it tells the shape of a pixel (PNG specification, third edition, §11.3.4.3). */
const metre = 1;

/**
 * Dots per inch that a picture states. sharp also tells some where there is only the shape of a pixel, and where
 * nothing is stated.
 */
export function statedDensity(
  { bytes, info }: Pick<OpenImage, 'bytes' | 'info'>,
  { density, resolutionUnit }: Metadata,
): number | undefined {
  // What sharp reads may be a PNG that stands for another type.
  if (info.type !== 'png') return resolutionUnit === undefined ? undefined : density;
  const said = readPng(bytes).before.find(({ name }) => name === physical);
  return said?.body[8] === metre ? density : undefined;
}

/** A PNG that says nothing of dots per inch: sharp writes them always, be they known or not. */
export function withoutDensity(png: Uint8Array): Uint8Array {
  const body = readPng(png).before.find(({ name }) => name === physical)?.body;
  if (body === undefined) return png;
  const [from, to] = [
    body.byteOffset - png.byteOffset - 8,
    body.byteOffset - png.byteOffset + body.length + 4,
  ];
  return Buffer.concat([png.subarray(0, from), png.subarray(to)]);
}
