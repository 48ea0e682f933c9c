import type { ModelCapabilities } from '../../capabilities.ts';
import { fitPlan, type Rectangle, ratioDifference } from '../../images/geometry.ts';
import type { Size } from '../../images/imageTypes.ts';
import { type PlacedRegion, placeRegion, regionBox } from '../../images/region/placedRegion.ts';
import { formatPixels } from '../../shared/format.ts';
import { t } from '../../shared/l10n.ts';
import type { AspectRatio, EditOptions } from '../../shared/options.ts';
import type { Region } from '../../shared/region/region.ts';
import { type Plan, planEdit } from './plan.ts';
import { boxesApart, cheapestParts } from './regionParts.ts';

/** One part of the edited image that is sent by itself. */
export interface RegionPart {
  /** In pixels of the upright picture. */
  crop: Rectangle;
  /** The box of what of the region this part is sent for. */
  inner: Rectangle;
  /** For the crop, as if it were the whole picture. */
  plan: Plan;
}

/** What of the edited image is sent for a region. */
export interface RegionPlan {
  /** On the upright picture. */
  region: PlacedRegion;
  /** The whole picture is sent: a part would be most of it. */
  whole: boolean;
  parts: readonly RegionPart[];
}

export type PlannedRegion = { ok: true; value: RegionPlan } | { ok: false; sentence: string };

/** What is sent around a region's box at least, on each side: pixels, and a share of the box. */
const [leastContext, contextShare] = [64, 1 / 3];
/** Of the picture: a larger part is not worth a cut. */
const mostOfPicture = 0.7;

/**
 * Decides which part of a picture is sent for a region: its box with context around it, widened within the picture
 * to the nearest ratio that the model takes. A ratio that was chosen counts for what is sent; the result has the
 * picture's own shape whatever is chosen.
 * @param source pixels of the upright picture
 * @param priceOf USD of a part, for the cheapest way to send what lies far apart; without it all goes as one crop
 */
export function planRegion(
  region: Region,
  options: EditOptions,
  capabilities: ModelCapabilities,
  source: Size,
  priceOf?: (plan: Plan) => number | undefined,
): PlannedRegion {
  const placed = placeRegion(region, source);
  if (placed === undefined) {
    const drawnOn = region.of ? formatPixels(region.of.width, region.of.height) : '';
    return no(
      t(
        'the region was marked on a picture of {drawnOn} pixels, but this one has a different shape ({pixels}). Mark it again.',
        { drawnOn, pixels: formatPixels(source.width, source.height) },
      ),
    );
  }
  const box = regionBox(placed);
  if (box === undefined) return no(t('the region is outside the picture. Mark it again.'));
  const model = withRatio(capabilities, options.aspectRatio);
  const isFree = model.freeSizes !== undefined && options.aspectRatio === 'auto';
  const ratios = isFree ? { ...model, aspectRatios: [] } : model;
  const partOf = (inner: Rectangle): RegionPart => {
    const crop = cropFor(inner, region.context, ratios, source);
    const whole = area(crop) > mostOfPicture * area(source);
    return partFor(whole ? { left: 0, top: 0, ...source } : crop, inner, options, model);
  };
  const apart = boxesApart(placed, (inner) => withContext(inner, region.context, source));
  const boxes =
    priceOf && apart.length > 1 ? cheapestParts(apart, (inner) => priceOf(partOf(inner).plan)) : [box];
  const all = boxes.map(partOf);
  // What is drawn of one part is seen; of the others it would only be paid for.
  const parts =
    all.length > 1
      ? all.map((part, index) => (index === 0 ? part : withoutPartials(part)))
      : all.map((part) => ({ ...part, inner: part.crop }));
  const whole = parts.some(({ crop }) => area(crop) === area(source));
  return { ok: true, value: { region: placed, whole, parts } };
}

/** The plan of a part: its ratio is the model's nearest, and its answer comes back to its exact pixels. */
function partFor(
  crop: Rectangle,
  inner: Rectangle,
  options: EditOptions,
  model: ModelCapabilities,
): RegionPart {
  const size = { width: crop.width, height: crop.height };
  const plan = planEdit({ ...options, aspectRatio: 'auto' }, model, size);
  const isOwn = plan.fit?.source.width === size.width && plan.fit.source.height === size.height;
  // Where pixels were chosen the part is brought into their shape.
  const fit = isOwn ? plan.fit : plan.asked && fitPlan(size, plan.asked);
  return { crop, inner, plan: { ...plan, fit, exact: true } };
}

const withoutPartials = (part: RegionPart): RegionPart => ({
  ...part,
  plan: { ...part.plan, partialImages: 0 },
});

const no = (sentence: string): PlannedRegion => ({ ok: false, sentence });

const withRatio = (capabilities: ModelCapabilities, ratio: EditOptions['aspectRatio']): ModelCapabilities =>
  ratio === 'auto' ? capabilities : { ...capabilities, aspectRatios: [ratio] };

/** The part of a picture around a box: with context, and of a ratio that the model takes where the picture has room. */
function cropFor(
  box: Rectangle,
  context: Region['context'],
  { aspectRatios, pixels, defaultSize }: ModelCapabilities,
  source: Size,
): Rectangle {
  const wanted = withContext(box, context, source);
  const sizes = aspectRatios.map((ratio) =>
    widened(wanted, ratioOf(ratio, pixels(ratio, defaultSize)), source),
  );
  const best = sizes.reduce<Widened | undefined>(
    (one, other) => (one && isBetter(one, other) ? one : other),
    undefined,
  );
  if (best === undefined) return wanted;
  return {
    left: placedWithin(wanted.left, wanted.width, best.width, source.width),
    top: placedWithin(wanted.top, wanted.height, best.height, source.height),
    width: best.width,
    height: best.height,
  };
}

/** A box with what is sent around it at least, as far as the picture reaches. */
function withContext(box: Rectangle, context: Region['context'], source: Size): Rectangle {
  const around = (length: number) =>
    context === 'auto' ? Math.max(leastContext, Math.ceil(length * contextShare)) : Math.ceil(context);
  const [across, down] = [around(box.width), around(box.height)];
  const left = Math.max(0, box.left - across);
  const top = Math.max(0, box.top - down);
  return {
    left,
    top,
    width: Math.min(source.width, box.left + box.width + across) - left,
    height: Math.min(source.height, box.top + box.height + down) - top,
  };
}

/** A size, and by how much it misses its ratio. */
interface Widened extends Size {
  miss: number;
}

/** Within a per cent a ratio is met, so that nothing has to be padded; then less is better. */
function isBetter(one: Widened, other: Widened): boolean {
  const [first, second] = [one, other].map(({ miss }) => Math.max(0.01, miss));
  return first === second ? area(one) <= area(other) : (first ?? 0) < (second ?? 0);
}

/** The ratio as the model answers it; a table that says something else than its name is not believed. */
function ratioOf(ratio: AspectRatio, answered: Size): number {
  const [across = 1, down = 1] = ratio.split(':').map(Number);
  const isMisprint = ratioDifference({ width: across, height: down }, answered) > 0.05;
  return isMisprint ? across / down : answered.width / answered.height;
}

/** The smallest size of a ratio that holds another one, as far as the picture reaches. */
function widened({ width, height }: Size, ratio: number, source: Size): Widened {
  const wide = {
    width: Math.min(source.width, Math.max(width, Math.round(height * ratio))),
    height: Math.min(source.height, Math.max(height, Math.round(width / ratio))),
  };
  return { ...wide, miss: ratioDifference(wide, { width: ratio, height: 1 }) };
}

/** Where a longer stretch begins so that the shorter one lies in its middle, as far as the picture allows. */
const placedWithin = (start: number, length: number, wanted: number, whole: number): number =>
  Math.min(Math.max(0, Math.round(start + (length - wanted) / 2)), whole - wanted);

const area = ({ width, height }: Size): number => width * height;
