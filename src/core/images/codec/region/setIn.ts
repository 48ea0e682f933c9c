import type { PartFit, SetIn, SetInPart, SetInRequest } from '../../codecProtocol.ts';
import { intoOwnColours } from '../../colour/ownColours.ts';
import type { FitPlan, Rectangle } from '../../geometry.ts';
import type { OutputType, Size } from '../../imageTypes.ts';
import { toned } from '../../region/colourFit.ts';
import { type PlacedRegion, storedRegion } from '../../region/placedRegion.ts';
import { regionRows } from '../../region/regionRows.ts';
import { clipped } from '../../region/spans.ts';
import { sniff } from '../../sniff/sniff.ts';
import { inSrgb, toldColours } from '../inSrgb.ts';
import { levelOf, matteFor } from '../matte/matte.ts';
import { unmix } from '../matte/unmix.ts';
import { readPng } from '../png/pngFile.ts';
import { type OpenImage, openImage, runSharp } from '../read/openImage.ts';
import { countOutside, isRowwise } from './countOutside.ts';
import { encodeOwn } from './encodeOwn.ts';
import { fitPart } from './fitPart.ts';
import { type HeldPng, holdFor } from './heldPng.ts';
import { ownPixels } from './ownPixels.ts';
import type { Patch } from './patch.ts';
import { type SetAtOnce, setAtOnce } from './pngAtOnce.ts';
import { type Mapping, type Pixels, Resampler } from './resample.ts';
import { type SetIntoBlocks, setIntoJpeg } from './setIntoJpeg.ts';
import { setIntoPixels } from './setIntoPixels.ts';
import { formFor, type SetInto, setIntoPng } from './setIntoPng.ts';
import { storedPatch } from './sourcePatch.ts';

/**
 * Sets what came back for the parts of a region into the source: what lies outside stays as it is, in the source's
 * own bits, colours and transparency, as far as the type can keep it. The outcome is decoded again and counted.
 */
export async function setIn(request: SetInRequest, maxPixels: number): Promise<SetIn> {
  const { bytes, region, outputType, parts } = request;
  const source = await openImage(bytes, maxPixels);
  const held = await heldOf(source, request);
  const patches: Patch[] = [];
  const fits: PartFit[] = [];
  for (const part of parts) {
    const { patch, fit } = await patchOf(source, part, request, maxPixels, held);
    patches.push(patch);
    fits.push(fit);
  }
  const made = await runSharp(source.info.type, () => written(source, request, patches, held), outputType);
  const info = sniff(made.bytes);
  if (info === undefined) throw new Error('What was written is no picture.');
  const atOnce = 'counted' in made ? made.counted : undefined;
  const counted =
    atOnce ??
    (await countOutside(
      { bytes: source.bytes, info: source.info },
      { bytes: made.bytes, info },
      region,
      maxPixels,
      'cells' in made ? made.cells : undefined,
    ));
  const { width, height } = info;
  return {
    bytes: made.bytes,
    type: outputType,
    width,
    height,
    ...counted,
    widened: made.widened,
    fits,
    inBlocks: 'cells' in made,
  };
}

/** What is held of a PNG that stays one. */
async function heldOf(
  { info, bytes }: OpenImage,
  { region, outputType, parts }: SetInRequest,
): Promise<HeldPng | undefined> {
  if (outputType !== 'png' || !isRowwise(info)) return undefined;
  const looked = info.orientation === 1 ? parts.map(({ crop }) => crop) : [];
  return holdFor(readPng(bytes), storedRegion(region, info.orientation), looked);
}

async function written(
  source: OpenImage,
  { region, outputType, strip }: SetInRequest,
  patches: readonly Patch[],
  held: HeldPng | undefined,
): Promise<SetInto | SetAtOnce | SetIntoBlocks> {
  const { info } = source;
  if (outputType === 'png' && isRowwise(info)) {
    const stored = patches.map((patch) => storedPatch(patch, source.size, info.orientation));
    const isUpright = info.orientation === 1;
    const placed = storedRegion(region, info.orientation);
    const file = readPng(source.bytes);
    const chosen = await formFor(file, stored, placed);
    const isStripped = strip && isUpright;
    const atOnce =
      held && !chosen.isAnother ? await setAtOnce(held, chosen, stored, placed, isStripped) : undefined;
    return atOnce ?? setIntoPng(file, chosen, stored, placed, isStripped);
  }
  if (outputType === 'jpeg' && info.type === 'jpeg') {
    const stored = patches.map((patch) => storedPatch(patch, source.size, info.orientation));
    const made = await setIntoJpeg(source, stored, storedRegion(region, info.orientation));
    if (made) return made;
  }
  return setIntoWhole(source, region, outputType, patches);
}

async function setIntoWhole(
  source: OpenImage,
  region: PlacedRegion,
  type: OutputType,
  patches: readonly Patch[],
): Promise<SetInto> {
  const { pixels, widened } = setIntoPixels(await ownPixels(source), patches, region);
  // A lossy WebP stays one: without loss it would be several times as large.
  const lossless = source.info.type !== 'webp' || source.info.lossless === true;
  return { bytes: await encodeOwn(pixels, type, lossless), widened };
}

/** The answer to one part as rows of the source's own colours. */
async function patchOf(
  source: OpenImage,
  part: SetInPart,
  { region, keepAlpha, unaligned }: SetInRequest,
  maxPixels: number,
  held: HeldPng | undefined,
): Promise<{ patch: Patch; fit: PartFit }> {
  const { crop, inner, fit } = part;
  const answer = await rgbOf(await openImage(part.bytes, maxPixels));
  const size = { width: crop.width, height: crop.height };
  const fitted = await runSharp(source.info.type, () =>
    fitPart(source, crop, answer, mappingOf(fit, answer), region, { held: held?.rows, unaligned }),
  );
  const resampler = new Resampler(answer, fitted.mapping, size);
  const [reds, greens, blues] = fitted.tones;
  const intoOwn = intoOwnColours(await toldColours(source)) ?? (() => {});
  const tonedRow = (y: number, out: Float32Array, from = 0, to = crop.width) => {
    const rgb = resampler.row(y, from, to);
    for (let x = from; x < to; x += 1) {
      out[4 * x] = toned(reds, rgb[3 * x] as number);
      out[4 * x + 1] = toned(greens, rgb[3 * x + 1] as number);
      out[4 * x + 2] = toned(blues, rgb[3 * x + 2] as number);
      out[4 * x + 3] = 255;
    }
  };
  const out = new Float32Array(4 * crop.width);
  const unmixed = keepAlpha ? await unmixedPart(source, crop, tonedRow) : undefined;
  const { from, to } = columnsOf(region, crop);
  let last = -1;
  const patch: Patch = {
    box: crop,
    inner,
    row(y) {
      if (y === last) return out;
      last = y;
      if (unmixed) out.set(unmixed.subarray(out.length * y, out.length * (y + 1)));
      else tonedRow(y, out, from, to);
      for (let x = from; x < to; x += 1) intoOwn(out, 4 * x);
      return out;
    },
  };
  return { patch, fit: fitted.fit };
}

/** Of a part the columns between the region's first and its last: no others are asked for. */
function columnsOf(
  region: PlacedRegion,
  { left, top, width, height }: Rectangle,
): { from: number; to: number } {
  const rows = regionRows(region);
  let [from, to] = [width, 0];
  for (let y = top; y < top + height; y += 1) {
    const spans = clipped(rows.spans(y), left, left + width);
    from = Math.min(from, (spans[0] ?? left + width) - left);
    to = Math.max(to, (spans.at(-1) ?? left) - left);
  }
  return { from: Math.min(from, to), to };
}

/**
 * A part's new pixels with the source's transparency: red, green, blue and alpha of each, in sRGB. Undefined where the
 * source has none.
 */
async function unmixedPart(
  source: OpenImage,
  crop: Rectangle,
  tonedRow: (y: number, out: Float32Array) => void,
): Promise<Uint8Array | undefined> {
  if (!source.info.hasAlpha) return undefined;
  return runSharp(source.info.type, async () => {
    const matte = await matteFor(source);
    if (matte === undefined) return undefined;
    const decoded = (await inSrgb(source)).decode().ensureAlpha().extract(crop);
    const pixels: Uint8Array = await decoded.toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer();
    const rgb = new Uint8ClampedArray(3 * crop.width * crop.height);
    const row = new Float32Array(4 * crop.width);
    for (let y = 0; y < crop.height; y += 1) {
      tonedRow(y, row);
      for (let x = 0; x < crop.width; x += 1) {
        for (let channel = 0; channel < 3; channel += 1) {
          rgb[3 * (y * crop.width + x) + channel] = row[4 * x + channel] as number;
        }
      }
    }
    unmix(new Uint8Array(rgb.buffer), pixels, { width: crop.width, height: crop.height }, levelOf(matte));
    return pixels;
  });
}

async function rgbOf(image: OpenImage): Promise<Pixels> {
  return runSharp(image.info.type, async () => {
    const decoded = (await inSrgb(image)).decode().flatten({ background: '#ffffff' }).toColourspace('srgb');
    const { data, info } = await decoded.raw().toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  });
}

/** Where the pixels of what was sent lie in an answer: as `restore` does it, to fractions of a pixel. */
function mappingOf({ canvas, pad }: Pick<FitPlan, 'canvas' | 'pad'>, answer: Size): Mapping {
  const [across, down] = [answer.width / canvas.width, answer.height / canvas.height];
  // Shapes that hardly differ are brought together, others cut around their middle.
  const isAlike = Math.abs(Math.log(across / down)) <= 0.01;
  const least = Math.min(across, down);
  const axis = (length: number, whole: number, before: number, enlarge: number, scale: number) => ({
    start: length / 2 + (before - whole / 2) * scale,
    step: enlarge * scale,
  });
  const { enlarge = 1, left = 0, top = 0 } = pad ?? {};
  return {
    across: axis(answer.width, canvas.width, left, enlarge, isAlike ? across : least),
    down: axis(answer.height, canvas.height, top, enlarge, isAlike ? down : least),
  };
}
