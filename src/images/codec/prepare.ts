import sharp, { type Sharp } from 'sharp';
import { formatBytes, formatPixels } from '../../shared/format.ts';
import { doesNotFit, tooManyPixels } from '../codecError.ts';
import type { Prepared, PrepareRequest } from '../codecProtocol.ts';
import type { Colours } from '../colour/colours.ts';
import { takesColours } from '../colour/fromSrgbPixels.ts';
import type { Padding } from '../geometry.ts';
import { type ImageInfo, nameOf, type OutputType, type Size } from '../imageTypes.ts';
import { besides } from '../leftOut.ts';
import { acceptedTypes, needsRewriting } from '../preparation.ts';
import { encode } from './encode.ts';
import { inSrgb, type SrgbImage } from './inSrgb.ts';
import { matteFor } from './matte.ts';
import { openImage, runSharp } from './openImage.ts';

interface Attempt extends Size {
  bytes: Uint8Array;
  type: OutputType;
}

const qualities = { first: 95, second: 88 };
const maxShrinks = 12;

/** Makes of a source what the provider takes, and tells what it did. Needs nothing done: the same bytes. */
export async function prepare(request: PrepareRequest, maxPixels: number): Promise<Prepared> {
  const image = await openImage(request.bytes, maxPixels);
  const { info } = image;
  return runSharp(info.type, async () => {
    const found = await matteFor(image);
    const matte = request.flatten ? found : undefined;
    const srgb = await inSrgb(image);
    const isRight = matte === undefined && srgb.colours === undefined;
    if (isRight && !needsRewriting(info, request.bytes.length, request)) {
      const { type, width, height } = info;
      return { bytes: request.bytes, type, width, height, changes: [] };
    }
    const changes = changesOf(info, srgb.colours);
    if (matte) changes.push(`transparency flattened on ${matte.name}`);
    const canvas = padded(image.size, request);
    if (canvas.width * canvas.height > maxPixels) {
      throw tooManyPixels(canvas.width, canvas.height, maxPixels);
    }
    if (request.pad) changes.push(`padded to ${formatPixels(canvas.width, canvas.height)}`);

    const keepsAlpha = found !== undefined && matte === undefined;
    const ground = keepsAlpha ? undefined : (matte?.hex ?? '#ffffff');
    const draw = (): Sharp => drawn(srgb, image.size, request.pad, ground);
    const made = await smallEnough(draw, canvas, info, request, keepsAlpha, changes);
    const profile = srgb.colours?.kind === 'profile' ? srgb.colours.profile : undefined;
    if (profile === undefined || !takesColours(profile)) return { ...made, changes };
    return { ...made, changes, profile: new Uint8Array(profile) };
  });
}

function changesOf(info: ImageInfo, colours: Colours | undefined): string[] {
  const changes: string[] = [];
  const frame = info.animated ? ' (first frame)' : '';
  if (!acceptedTypes.includes(info.type)) changes.push(`converted from ${nameOf(info.type)}${frame}`);
  else if (info.animated) changes.push('first frame taken');
  if (info.arithmetic) changes.push('arithmetic coding replaced, which hardly anything reads');
  if (info.orientation !== 1) changes.push('rotated upright');
  if (info.cmyk) changes.push('ink colours (CMYK) turned into screen colours');
  else if (colours) changes.push(colourChange(colours));
  if ((info.bitDepth ?? 8) > 8) changes.push(`${info.bitDepth} bits for each colour reduced to 8`);
  for (const what of besides(info)) changes.push(`${what} left out`);
  return changes;
}

function colourChange(colours: Colours): string {
  const name = colours.name || 'another colour profile';
  const isHdr = colours.kind === 'coded' && colours.hdr !== undefined;
  return isHdr ? `HDR colours (${name}) brought down to sRGB` : `colours converted from ${name} to sRGB`;
}

function padded({ width, height }: Size, { pad }: PrepareRequest): Size {
  if (!pad) return { width, height };
  return {
    width: width * pad.enlarge + pad.left + pad.right,
    height: height * pad.enlarge + pad.top + pad.bottom,
  };
}

/** @param ground what is put under the picture; undefined: its transparency stays */
function drawn(srgb: SrgbImage, size: Size, pad: Padding | undefined, ground: string | undefined): Sharp {
  let pipeline = srgb.decode();
  if (ground !== undefined) pipeline = pipeline.flatten({ background: ground });
  if (!pad) return pipeline;
  const { enlarge, left, top, right, bottom } = pad;
  if (enlarge > 1) {
    pipeline = pipeline.resize(size.width * enlarge, size.height * enlarge, { fit: 'fill' });
  }
  return pipeline.extend({ left, top, right, bottom, extendWith: 'copy' });
}

/** Encodes without loss where the source had none, gives that up for the limit, and only then pixels. */
async function smallEnough(
  draw: () => Sharp,
  canvas: Size,
  info: ImageInfo,
  { maxBytes = Number.POSITIVE_INFINITY, accept = acceptedTypes, pad }: PrepareRequest,
  keepsAlpha: boolean,
  changes: string[],
): Promise<Attempt> {
  const fits = ({ bytes }: Attempt) => bytes.length <= maxBytes;
  const tell = (what: string) =>
    changes.push(`${what} to fit the provider’s limit of ${formatBytes(maxBytes)}`);
  const compact: OutputType = keepsAlpha ? (accept.includes('webp') ? 'webp' : 'png') : 'jpeg';
  const type: OutputType = ['jpeg', 'heic'].includes(info.type) ? compact : 'png';
  const first = await write(draw(), type, qualities.first);
  if (fits(first)) return first;
  const second = await write(draw(), compact, qualities.second);
  const sentAs = compact === type ? '' : `sent as ${nameOf(compact)}`;
  if (fits(second)) {
    tell(sentAs || 'compressed more');
    return second;
  }

  let made = second;
  let scale = 1;
  for (let tries = 0; tries < maxShrinks; tries += 1) {
    scale *= Math.min(0.9, Math.sqrt(maxBytes / made.bytes.length) * 0.95);
    const width = Math.max(1, Math.round(canvas.width * scale));
    const height = Math.max(1, Math.round(canvas.height * scale));
    made = await shrunk(draw, { width, height }, compact, pad !== undefined);
    if (fits(made)) {
      tell(`${sentAs && `${sentAs} and `}shrunk to ${formatPixels(width, height)}`);
      return made;
    }
  }
  throw doesNotFit(maxBytes);
}

/** Padding comes after resizing within one pipeline, so a padded picture is passed on as pixels. */
async function shrunk(draw: () => Sharp, size: Size, type: OutputType, isPadded: boolean): Promise<Attempt> {
  if (!isPadded) {
    return write(draw().resize(size.width, size.height, { fit: 'fill' }), type, qualities.second);
  }
  const { data, info } = await draw().raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  return write(sharp(data, { raw }).resize(size.width, size.height, { fit: 'fill' }), type, qualities.second);
}

async function write(pipeline: Sharp, type: OutputType, quality: number): Promise<Attempt> {
  const { data, info } = await encode(pipeline, type, quality).toBuffer({ resolveWithObject: true });
  return { bytes: data, type, width: info.width, height: info.height };
}
