import type { PartFit } from '../../codecProtocol.ts';
import type { Rectangle } from '../../geometry.ts';
import type { Size } from '../../imageTypes.ts';
import { align } from '../../region/align.ts';
import { fitTone, sameTone, type Tone } from '../../region/colourFit.ts';
import { type Alignment, aligned } from '../../region/comparedPixels.ts';
import type { PlacedRegion } from '../../region/placedRegion.ts';
import type { Pair } from '../../region/planes.ts';
import { regionRows } from '../../region/regionRows.ts';
import { isMismatch, unexplained } from '../../region/ringMatch.ts';
import { inSrgb, toldColours } from '../inSrgb.ts';
import { matteFor } from '../matte/matte.ts';
import { readPng } from '../png/pngFile.ts';
import { pngRows } from '../png/pngRows.ts';
import type { StoredRows } from '../png/storedRows.ts';
import type { OpenImage } from '../read/openImage.ts';
import { isRowwise } from './countOutside.ts';
import { greyOf } from './ownSamples.ts';
import { type AxisMapping, type Mapping, type Pixels, Resampler } from './resample.ts';

/** How an answer is laid over its part of the source. */
export interface Fitted {
  mapping: Mapping;
  /** For red, green and blue. */
  tones: readonly [Tone, Tone, Tone];
  fit: PartFit;
}

/** More pixels make an alignment no better. */
const workingPixels = 1_200_000;
const fittedPixels = 10_000;
/** Next to the region a model changes things, too: so many pixels are left out. */
const margin = 2;

/**
 * Fits an answer to its source by what both show around the region: where it lies, and its colours.
 * @param mapping where the answer lies if the model moved nothing
 * @param how held: rows of the source, with those of the part
 */
export async function fitPart(
  source: OpenImage,
  crop: Rectangle,
  answer: Pixels,
  mapping: Mapping,
  region: PlacedRegion,
  { held, unaligned = false }: { held?: StoredRows | undefined; unaligned?: boolean | undefined } = {},
): Promise<Fitted> {
  const scale = Math.min(1, Math.sqrt(workingPixels / (crop.width * crop.height)));
  const size = {
    width: Math.max(1, Math.round(crop.width * scale)),
    height: Math.max(1, Math.round(crop.height * scale)),
  };
  const ring = ringOf(region, crop, size);
  const own = await sourcePixels(source, crop, size, held);
  const there = resampled(answer, scaledMapping(mapping, crop, size), size);
  const pair: Pair = { ...size, source: luminance(own), answer: there, ring };
  const found = unaligned ? aligned : align(pair, crop.width / size.width);
  const share = unexplained(pair, found);
  const isMoved = found !== aligned;
  const moved = isMoved ? movedMapping(mapping, crop, size, found) : mapping;
  const laid = new Resampler(answer, scaledMapping(moved, crop, size), size);
  const tones = isMismatch(share) ? undefined : tonesOf(own, laid, ring, size);
  const by = crop.width / size.width;
  return {
    mapping: moved,
    tones: tones ?? [sameTone(), sameTone(), sameTone()],
    fit: {
      shiftX: found.shiftX * by,
      shiftY: found.shiftY * by,
      scale: (found.scaleX + found.scaleY) / 2,
      colours: tones ? 'fitted' : 'asTheyCame',
      isSomethingElse: isMismatch(share),
    },
  };
}

/** 1 for each pixel around the region that can be compared. */
function ringOf(region: PlacedRegion, crop: Rectangle, size: Size): Uint8Array {
  const rows = regionRows(region);
  const ring = new Uint8Array(size.width * size.height).fill(1);
  const [across, down] = [crop.width / size.width, crop.height / size.height];
  for (let y = 0; y < crop.height; y += 1) {
    const spans = rows.spans(crop.top + y);
    if (spans.length === 0) continue;
    const first = Math.max(0, Math.floor((y - margin) / down));
    const last = Math.min(size.height - 1, Math.floor((y + margin) / down));
    for (let at = 0; at + 1 < spans.length; at += 2) {
      const left = Math.floor(((spans[at] ?? 0) - crop.left - margin) / across);
      const right = Math.ceil(((spans[at + 1] ?? 0) - crop.left + margin) / across);
      if (right <= 0 || left >= size.width) continue;
      for (let row = first; row <= last; row += 1) {
        const start = row * size.width;
        ring.fill(0, start + Math.max(0, left), start + Math.min(size.width, right));
      }
    }
  }
  return ring;
}

/** What was sent, in the colours in which it was. */
async function sourcePixels(
  source: OpenImage,
  crop: Rectangle,
  size: Size,
  held: StoredRows | undefined,
): Promise<Uint8Array> {
  const plain = size.width === crop.width ? await plainCrop(source, crop, held) : undefined;
  if (plain) return plain;
  const matte = await matteFor(source);
  const decoded = (await inSrgb(source)).decode().extract({ ...crop });
  const opaque = decoded.flatten({ background: matte?.hex ?? '#ffffff' });
  const small =
    size.width === crop.width && size.height === crop.height
      ? opaque
      : opaque.resize(size.width, size.height, { fit: 'fill', kernel: 'cubic' });
  return small.toColourspace('srgb').raw().toBuffer();
}

/** The part of a PNG that is RGB of 8 bits in sRGB already; undefined for all others. The rows below are not read. */
async function plainCrop(
  source: OpenImage,
  crop: Rectangle,
  held: StoredRows | undefined,
): Promise<Uint8Array | undefined> {
  const { info } = source;
  if (!isRowwise(info) || info.orientation !== 1 || (await toldColours(source))) return undefined;
  const file = readPng(source.bytes);
  if (file.colour !== 2 || file.bitDepth !== 8 || file.transparency || file.interlaced) return undefined;
  const length = 3 * crop.width;
  const pixels = new Uint8Array(length * crop.height);
  if (held) {
    let line = 0;
    for (const row of held.unfiltered(crop.top, crop.top + crop.height)) {
      pixels.set(row.subarray(3 * crop.left, 3 * crop.left + length), line * length);
      line += 1;
    }
    return pixels;
  }
  let y = -crop.top;
  for await (const { raw } of pngRows(file)) {
    if (y >= 0) pixels.set(raw.subarray(3 * crop.left, 3 * crop.left + length), y * length);
    y += 1;
    if (y === crop.height) break;
  }
  return pixels;
}

/** How bright an answer is where the source's pixels lie in it: grey as large as it came would be held for that alone. */
function resampled(answer: Pixels, mapping: Mapping, size: Size): Float32Array {
  const resampler = new Resampler(answer, mapping, size);
  const values = new Float32Array(size.width * size.height);
  for (let y = 0; y < size.height; y += 1) luminance(resampler.row(y), values, y * size.width);
  return values;
}

function luminance(
  pixels: ArrayLike<number>,
  values = new Float32Array(pixels.length / 3),
  start = 0,
): Float32Array {
  for (let at = 0; 3 * at < pixels.length; at += 1) {
    const from = 3 * at;
    values[start + at] = greyOf(
      pixels[from] as number,
      pixels[from + 1] as number,
      pixels[from + 2] as number,
    );
  }
  return values;
}

const scaledMapping = ({ across, down }: Mapping, crop: Size, size: Size): Mapping => ({
  across: { start: across.start, step: (across.step * crop.width) / size.width },
  down: { start: down.start, step: (down.step * crop.height) / size.height },
});

function movedMapping({ across, down }: Mapping, crop: Size, size: Size, found: Alignment): Mapping {
  const axis = ({ start, step }: AxisMapping, length: number, shift: number, scale: number): AxisMapping => ({
    start: start + step * (shift - (scale * length) / 2),
    step: step * (1 + scale),
  });
  return {
    across: axis(across, crop.width, (found.shiftX * crop.width) / size.width, found.scaleX),
    down: axis(down, crop.height, (found.shiftY * crop.height) / size.height, found.scaleY),
  };
}

/** Undefined where a channel can't be fitted: then none is, or a tint would come of it. */
function tonesOf(
  source: Uint8Array,
  laid: Resampler,
  ring: Uint8Array,
  { width, height }: Size,
): [Tone, Tone, Tone] | undefined {
  let all = 0;
  for (let at = 0; at < ring.length; at += 1) all += ring[at] as number;
  // A few are as good as all: of some rows every so many pixels.
  const rowStep = Math.max(1, Math.floor(Math.sqrt(all / fittedPixels)));
  const step = Math.max(1, Math.floor(all / fittedPixels / rowStep));
  const most = Math.ceil(all / step);
  const mine = [0, 1, 2].map(() => new Float32Array(most));
  const its = [0, 1, 2].map(() => new Float32Array(most));
  let [count, seen] = [0, 0];
  for (let y = 0; y < height; y += rowStep) {
    const row = laid.row(y);
    for (let x = 0; x < width; x += 1) {
      const pixel = y * width + x;
      if (ring[pixel] === 0) continue;
      seen += 1;
      if (seen % step !== 0) continue;
      for (let channel = 0; channel < 3; channel += 1) {
        (mine[channel] as Float32Array)[count] = source[3 * pixel + channel] as number;
        (its[channel] as Float32Array)[count] = row[3 * x + channel] as number;
      }
      count += 1;
    }
  }
  const tones: Tone[] = [];
  for (const channel of [0, 1, 2]) {
    const tone = fitTone(
      (mine[channel] as Float32Array).subarray(0, count),
      (its[channel] as Float32Array).subarray(0, count),
    );
    if (tone === undefined) return undefined;
    tones.push(tone);
  }
  return tones as [Tone, Tone, Tone];
}
