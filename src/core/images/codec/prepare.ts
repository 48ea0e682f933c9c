import sharp, { type Sharp } from 'sharp';
import { formatPixels } from '../../shared/format.ts';
import { t } from '../../shared/l10n.ts';
import { tooManyPixels } from '../codecError.ts';
import type { Prepared, PrepareRequest } from '../codecProtocol.ts';
import type { Colours } from '../colour/colours.ts';
import { takesColours } from '../colour/fromSrgbPixels.ts';
import { type ImageInfo, nameOf, type Size } from '../imageTypes.ts';
import { besides } from '../leftOut.ts';
import { acceptedTypes, needsRewriting } from '../preparation.ts';
import { inSrgb, type SrgbImage } from './inSrgb.ts';
import { matteFor } from './matte/matte.ts';
import { openImage, runSharp } from './read/openImage.ts';
import { type Drawing, scaled, smallEnough } from './write/fitting.ts';

/** Makes of a source what the provider takes, and tells what it did. Needs nothing done: the same bytes. */
export async function prepare(request: PrepareRequest, maxPixels: number): Promise<Prepared> {
  const image = await openImage(request.bytes, maxPixels);
  const { info } = image;
  return runSharp(info.type, async () => {
    const found = await matteFor(image);
    const matte = request.flatten ? found && (request.matte ?? found) : undefined;
    const srgb = await inSrgb(image);
    const isRight = matte === undefined && srgb.colours === undefined;
    if (isRight && !needsRewriting(info, request.bytes.length, request)) {
      const { type, width, height } = info;
      return { bytes: request.bytes, type, width, height, changes: [] };
    }
    const changes = changesOf(info, srgb.colours);
    if (matte) changes.push(t('transparency flattened on {name}', { name: matte.name }));
    const size = request.crop ?? image.size;
    const canvas = padded(size, request);
    if (canvas.width * canvas.height > maxPixels) {
      throw tooManyPixels(canvas.width, canvas.height, maxPixels);
    }
    if (request.pad)
      changes.push(t('padded to {pixels}', { pixels: formatPixels(canvas.width, canvas.height) }));

    const keepsAlpha = found !== undefined && matte === undefined;
    const ground = keepsAlpha ? undefined : (matte?.hex ?? '#ffffff');
    const { overlay } = request;
    const [from, how] =
      overlay === undefined ? [srgb, request] : await marked(srgb, overlay, request, ground);
    const drawing: Drawing = { canvas, draw: (scale) => drawn(from, size, how, ground, scale) };
    const fitted = await smallEnough(drawing, info, request, keepsAlpha);
    const made = { ...fitted, ...(matte && { matte }) };
    if (made.limited !== undefined) changes.push(made.limited);
    const profile = srgb.colours?.kind === 'profile' ? srgb.colours.profile : undefined;
    if (profile === undefined || !takesColours(profile)) return { ...made, changes };
    return { ...made, changes, profile: new Uint8Array(profile) };
  });
}

/**
 * The part that is sent with a drawing over it, and what is left to be done with it.
 * @param ground what is put under the picture; undefined: its transparency stays
 */
async function marked(
  srgb: SrgbImage,
  overlay: string,
  request: PrepareRequest,
  ground: string | undefined,
): Promise<[SrgbImage, PrepareRequest]> {
  const { crop, ...rest } = request;
  const part = crop ? srgb.decode().extract(crop) : srgb.decode();
  const based = ground === undefined ? part.ensureAlpha() : part.flatten({ background: ground });
  const drawn = based.toColourspace('srgb').composite([{ input: Buffer.from(overlay) }]);
  const { data, info } = await (ground === undefined ? drawn : drawn.removeAlpha())
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const decode = () => sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
  return [{ colours: srgb.colours, decode }, rest];
}

function changesOf(info: ImageInfo, colours: Colours | undefined): string[] {
  const changes: string[] = [];
  const type = nameOf(info.type);
  if (!acceptedTypes.includes(info.type)) {
    changes.push(
      info.animated
        ? t('converted from {type} (first frame)', { type })
        : t('converted from {type}', { type }),
    );
  }
  if (acceptedTypes.includes(info.type) && info.animated) changes.push(t('first frame taken'));
  if (info.arithmetic) changes.push(t('arithmetic coding replaced, which hardly anything reads'));
  if (info.orientation !== 1) changes.push(t('rotated upright'));
  if (info.cmyk) changes.push(t('ink colours (CMYK) turned into screen colours'));
  else if (colours) changes.push(colourChange(colours));
  if ((info.bitDepth ?? 8) > 8)
    changes.push(t('{bitDepth} bits per colour reduced to 8', { bitDepth: info.bitDepth ?? 8 }));
  for (const what of besides(info)) changes.push(t('{what} left out', { what }));
  return changes;
}

function colourChange(colours: Colours): string {
  const name = colours.name || t('another colour profile');
  const isHdr = colours.kind === 'coded' && colours.hdr !== undefined;
  return isHdr
    ? t('HDR colours ({name}) brought down to sRGB', { name })
    : t('colours converted from {name} to sRGB', { name });
}

function padded({ width, height }: Size, { pad }: PrepareRequest): Size {
  if (!pad) return { width, height };
  return {
    width: width * pad.enlarge + pad.left + pad.right,
    height: height * pad.enlarge + pad.top + pad.bottom,
  };
}

/**
 * @param ground what is put under the picture; undefined: its transparency stays
 * @param scale of its canvas; below 1 it is shrunk as it is decoded
 */
function drawn(
  srgb: SrgbImage,
  size: Size,
  { crop, pad }: PrepareRequest,
  ground: string | undefined,
  scale: number,
): Sharp {
  let pipeline = srgb.decode();
  if (crop) pipeline = pipeline.extract(crop);
  if (ground !== undefined) pipeline = pipeline.flatten({ background: ground });
  const { enlarge, ...sides } = pad ?? { enlarge: 1, left: 0, top: 0, right: 0, bottom: 0 };
  const inner = { width: size.width * enlarge, height: size.height * enlarge };
  const whole = scaled(
    { width: inner.width + sides.left + sides.right, height: inner.height + sides.top + sides.bottom },
    scale,
  );
  const left = Math.round(sides.left * scale);
  const top = Math.round(sides.top * scale);
  const right = Math.round(sides.right * scale);
  const bottom = Math.round(sides.bottom * scale);
  if (scale !== 1 || enlarge > 1) {
    pipeline = pipeline.resize(whole.width - left - right, whole.height - top - bottom, { fit: 'fill' });
  }
  return pad ? pipeline.extend({ left, top, right, bottom, extendWith: 'copy' }) : pipeline;
}
