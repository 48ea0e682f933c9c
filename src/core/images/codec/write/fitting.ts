import sharp, { type Sharp } from 'sharp';
import { formatBytes, formatPixels } from '../../../shared/format.ts';
import { t } from '../../../shared/l10n.ts';
import { doesNotFit } from '../../codecError.ts';
import type { PrepareRequest } from '../../codecProtocol.ts';
import { type ImageInfo, type ImageType, nameOf, type OutputType, type Size } from '../../imageTypes.ts';
import { acceptedTypes } from '../../preparation.ts';
import { encode } from './encode.ts';
import { encodePng, mostHeld } from './encodePng.ts';

/** A picture as it shall be sent, before it is encoded. */
export interface Drawing {
  /** Its pixels at scale 1. */
  canvas: Size;
  /** A new pipeline with the pixels of `scaled(canvas, scale)`; each decodes the source. */
  draw(scale: number): Sharp;
}

interface Attempt extends Size {
  bytes: Uint8Array;
  type: OutputType;
}

/** What is sent, and what the limit made of it, in words to follow the picture's name. */
export interface Fitted extends Attempt {
  limited?: string;
}

/** How an attempt went, at a share of the canvas's width and height. */
interface Tried {
  scale: number;
  made: Attempt;
}

const qualities = { first: 95, second: 88 };
const maxTries = 12;
/** Further attempts would hardly bring more pixels. */
const goodTries = 4;
/** Of the limit: what is aimed at, and what is good enough. */
const [aim, good] = [0.95, 0.85];
/** So many pixels are kept decoded while sizes are tried: 50 MB. */
const workingPixels = 4096 * 4096;
/** A file that is compressed well and so many times as large as the limit fits in no quality at its full size. */
const hopeless = 8;
const compressed: readonly ImageType[] = ['png', 'jpeg', 'webp', 'gif', 'avif', 'heic'];

export const scaled = ({ width, height }: Size, scale: number): Size => ({
  width: Math.max(1, Math.round(width * scale)),
  height: Math.max(1, Math.round(height * scale)),
});

/**
 * Encodes without loss where the source had none, gives that up for the limit, and only then pixels: no more of
 * them than the limit asks for. What is tried more than once is decoded once.
 * @param keepsAlpha the picture is sent with its transparency
 */
export async function smallEnough(
  drawing: Drawing,
  info: ImageInfo,
  { bytes, maxBytes = Number.POSITIVE_INFINITY, accept = acceptedTypes }: PrepareRequest,
  keepsAlpha: boolean,
): Promise<Fitted> {
  const fits = (made: Attempt) => made.bytes.length <= maxBytes;
  const told = (made: Attempt, pixels?: string): Fitted => {
    const values = { type: nameOf(compact), limit: formatBytes(maxBytes) };
    return { ...made, limited: limitWords(values, compact !== type, pixels) };
  };
  const compact: OutputType = keepsAlpha ? (accept.includes('webp') ? 'webp' : 'png') : 'jpeg';
  const type: OutputType = ['jpeg', 'heic'].includes(info.type) ? compact : 'png';
  const { canvas } = drawing;
  const pixels = new Pixels(drawing, bytes.length > maxBytes);

  if (!isHopeless(info, bytes.length, maxBytes)) {
    const first = await write(await pixels.at(1), type, canvas, qualities.first);
    if (fits(first)) return first;
  }
  const attempt = async (scale: number): Promise<Tried> => ({
    scale,
    made: await write(await pixels.at(scale, true), compact, scaled(canvas, scale), qualities.second),
  });
  const tried = [await attempt(pixels.scale)];
  // What is too large with fewer pixels is too large with all of them.
  if (pixels.scale < 1 && tried.every(({ made }) => fits(made))) tried.push(await attempt(1));
  const whole = tried.find(({ scale }) => scale === 1);
  if (whole && fits(whole.made)) {
    return told(whole.made);
  }
  const best = await largestThatFits(tried, canvas, maxBytes, attempt);
  if (best === undefined) throw doesNotFit(maxBytes);
  return told(best.made, formatPixels(best.made.width, best.made.height));
}

/** What was done for the limit, without a full stop. */
function limitWords(values: { type: string; limit: string }, isOtherType: boolean, pixels?: string): string {
  if (pixels === undefined) {
    return isOtherType
      ? t('sent as {type} to fit the provider’s limit of {limit}', values)
      : t('sent compressed more to fit the provider’s limit of {limit}', { limit: values.limit });
  }
  return isOtherType
    ? t('sent at {pixels} as {type} to fit the provider’s limit of {limit}', { ...values, pixels })
    : t('sent at {pixels} to fit the provider’s limit of {limit}', { limit: values.limit, pixels });
}

function isHopeless({ type, width, height }: ImageInfo, byteLength: number, maxBytes: number): boolean {
  // A PNG can hold its pixels as they are.
  const isCompressed = compressed.includes(type) && byteLength < 2.9 * width * height;
  return isCompressed && byteLength > hopeless * maxBytes;
}

/** Looks for the scale whose bytes come near the limit from below; undefined: nothing fits. */
async function largestThatFits(
  tried: readonly Tried[],
  canvas: Size,
  maxBytes: number,
  attempt: (scale: number) => Promise<Tried>,
): Promise<Tried | undefined> {
  const all = [...tried];
  const lengthOf = ({ made }: Tried) => made.bytes.length;
  const bestOf = () =>
    all
      .filter((one) => lengthOf(one) <= maxBytes)
      .reduce<Tried | undefined>((best, one) => (best && best.scale >= one.scale ? best : one), undefined);
  for (let tries = 0; tries < maxTries; tries += 1) {
    const best = bestOf();
    if (best && (lengthOf(best) >= good * maxBytes || tries >= goodTries)) return best;
    const above = Math.min(...all.filter((one) => lengthOf(one) > maxBytes).map(({ scale }) => scale));
    const guess = guessed(all, aim * maxBytes);
    const next = best
      ? Math.min(Math.max(guess, best.scale * 1.01), (best.scale + 3 * above) / 4)
      : Math.min(guess, above * 0.95);
    const size = scaled(canvas, next);
    if (all.some(({ made }) => made.width === size.width && made.height === size.height)) return best;
    all.push(await attempt(next));
  }
  return bestOf();
}

/** Bytes go with a power of the scale: its square where a picture is the same at all sizes, more where there is grain. */
function guessed(tried: readonly Tried[], wanted: number): number {
  const lengthOf = ({ made }: Tried) => made.bytes.length;
  const [near, other] = tried.toSorted(
    (one, two) => Math.abs(Math.log(lengthOf(one) / wanted)) - Math.abs(Math.log(lengthOf(two) / wanted)),
  );
  if (near === undefined) throw new Error('Nothing was tried.');
  const measured = other && Math.log(lengthOf(near) / lengthOf(other)) / Math.log(near.scale / other.scale);
  const power = Math.min(Math.max(measured ?? 2, 0.5), 6);
  return near.scale * (wanted / lengthOf(near)) ** (1 / power);
}

/** The pixels that attempts are made of: decoded for each, or once where several attempts are to be expected. */
class Pixels {
  readonly #drawing: Drawing;
  readonly #expectsMore: boolean;
  /** Of what is kept decoded. */
  readonly scale: number;
  #kept:
    | Promise<{ data: Buffer; info: { width: number; height: number; channels: 1 | 2 | 3 | 4 } }>
    | undefined;

  constructor(drawing: Drawing, expectsMore: boolean) {
    this.#drawing = drawing;
    this.#expectsMore = expectsMore;
    const { width, height } = drawing.canvas;
    this.scale = Math.min(1, Math.sqrt(workingPixels / (width * height)));
  }

  async at(scale: number, isRepeated = this.#expectsMore): Promise<Sharp> {
    if (scale > this.scale || !isRepeated) return this.#drawing.draw(scale);
    this.#kept ??= this.#drawing.draw(this.scale).raw().toBuffer({ resolveWithObject: true });
    const { data, info } = await this.#kept;
    const { width, height, channels } = info;
    const drawn = sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
    const size = scaled(this.#drawing.canvas, scale);
    if (size.width === width && size.height === height) return drawn;
    return drawn.resize(size.width, size.height, { fit: 'fill' });
  }
}

async function write(pipeline: Sharp, type: OutputType, size: Size, quality: number): Promise<Attempt> {
  if (type === 'png' && size.width * size.height * 4 <= mostHeld) {
    const { data, info } = await pipeline.raw().toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    return { bytes: await encodePng({ data, width, height, channels }), type, width, height };
  }
  const { data, info } = await encode(pipeline, type, size, quality).toBuffer({ resolveWithObject: true });
  return { bytes: data, type, width: info.width, height: info.height };
}
