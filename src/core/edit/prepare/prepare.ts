import { capabilitiesAt } from '../../api/models/models.ts';
import { limitsFor, type Provider, type ProviderLimits } from '../../api/providers.ts';
import type { EditInput, EditRequest } from '../../editRequest.ts';
import { type Codec, type Matte, needsPreparation } from '../../images/codec.ts';
import { CodecError } from '../../images/codecError.ts';
import type { Rectangle } from '../../images/geometry.ts';
import { type ImageInfo, mimeOf } from '../../images/imageTypes.ts';
import { svgDrawingSize } from '../../images/svg/svg.ts';
import { type Inspection, inspectInput, readInput, readProblem } from '../../inspect.ts';
import type { FileStore } from '../../ports.ts';
import { fail, type Outcome, succeed } from '../../shared/failure.ts';
import { t } from '../../shared/l10n.ts';
import type { Plan } from '../plan/plan.ts';
import { bareInput, inMemory, type PreparedImage } from './bareInput.ts';
import type { Preparation, Preparations } from './preparations.ts';
import { drawnSvg, type SvgDeps } from './svgForPage.ts';

/** An image whose transparency is put back on its result. */
export interface AlphaSource {
  bytes: Uint8Array;
  /** What it was flattened on; undefined where it has no transparent pixel. */
  sentOn: Matte | undefined;
}

export interface PreparedInputs {
  images: PreparedImage[];
  /** "dashboard.png: rotated upright", for the person. */
  notes: string[];
  /** Those of them that the provider's limits are the reason of. */
  limited: string[];
  /** The edited image, kept when its transparency is to be put back. */
  alphaSource: AlphaSource | undefined;
  /** The edited image's colour profile, which the result gets back. */
  profile: Uint8Array | undefined;
}

/** Looks at all inputs again, as they are now; the first one that can't be used fails the request. */
export async function inspectAll(files: FileStore, request: EditRequest): Promise<Outcome<Inspection[]>> {
  const inspections: Inspection[] = [];
  for (const input of request.inputs) {
    const outcome = await inspectInput(files, input);
    if (!outcome.ok) return unusable(outcome.problem);
    const { info, byteLength } = outcome.value;
    // An SVG is sent in the pixels in which it is drawn, whoever draws it.
    const sent = info.type === 'svg' ? { ...info, ...svgDrawingSize(info) } : info;
    inspections.push({ info: sent, byteLength });
  }
  return succeed(inspections);
}

/**
 * Makes of each input what the provider takes, without any metadata but the colour profile. What needs nothing
 * more is sent from where it lies; the rest is turned upright, converted, flattened, padded or shrunk by the codec, and what was done is told.
 * @param wanted the part of the edited image that is sent, where it is not all of it, and what transparency is flattened
 * on, where that is not chosen here
 */
export async function prepareInputs(
  deps: PrepareDeps,
  request: EditRequest,
  inspections: readonly Inspection[],
  plan: Plan,
  provider: Provider,
  signal: AbortSignal,
  { crop, matte: ground }: { crop?: Rectangle | undefined; matte?: Matte | undefined } = {},
): Promise<Outcome<PreparedInputs>> {
  const limits = limitsFor(provider, capabilitiesAt(provider, request.options.model));
  const room = roomForImages(limits, request.prompt);
  const most = limits.imageBytes;
  const sources = new Map<number, Promise<Source>>();
  const prepare = async (index: number, maxBytes: number): Promise<Outcome<PreparedInput>> => {
    const name = request.inputs[index]?.name ?? '';
    const open = (input: EditInput, info: ImageInfo) => {
      const source = (info.type === 'svg' && sources.get(index)) || openSource(deps, input, info, signal);
      // A browser draws once, however often the drawing is prepared.
      if (info.type === 'svg') sources.set(index, source);
      return source;
    };
    try {
      return succeed(
        await prepareInput(deps, open, request, index, inspections, plan, crop, ground, maxBytes, signal),
      );
    } catch (error) {
      signal.throwIfAborted();
      return unusable(codecProblem(name, error), error instanceof CodecError ? error.detail : undefined);
    }
  };
  const made: PreparedInput[] = [];
  const largest = largestImage(
    inspections.map(({ byteLength }) => byteLength),
    room,
    most,
  );
  for (const index of request.inputs.keys()) {
    const outcome = await prepare(index, largest);
    if (!outcome.ok) return outcome;
    made.push(outcome.value);
  }
  // Converting and padding make some images larger than their files were.
  const share = largestImage(
    made.map(({ image }) => image.byteLength),
    room,
    most,
  );
  for (const [index, { image }] of made.entries()) {
    if (image.byteLength <= share) continue;
    const outcome = await prepare(index, share);
    if (!outcome.ok) return outcome;
    made[index] = outcome.value;
  }
  return succeed({
    images: made.map(({ image }) => image),
    notes: made.flatMap(({ notes }) => notes),
    limited: made.flatMap(({ limited }) => limited ?? []),
    alphaSource: made[request.editedIndex]?.alphaSource,
    profile: made[request.editedIndex]?.profile,
  });
}

export interface PrepareDeps extends SvgDeps {
  files: FileStore;
  codec: Codec;
  preparations: Preparations;
}

/** What an input is prepared from. */
interface Source {
  bytes: Uint8Array;
  /** The browser that drew it. */
  drawnBy: string | undefined;
}

/** The input's own bytes, or a browser's drawing of an SVG that the codec would draw otherwise. */
export async function openSource(
  deps: PrepareDeps,
  input: EditInput,
  info: ImageInfo,
  signal: AbortSignal,
): Promise<Source> {
  const bytes = await readInput(deps.files, input);
  if (info.type !== 'svg' || input.drawnAs !== undefined) return { bytes, drawnBy: undefined };
  const drawn = await drawnSvg(deps, bytes, info, signal);
  return drawn ? { bytes: drawn.png, drawnBy: drawn.by } : { bytes, drawnBy: undefined };
}

interface PreparedInput {
  image: PreparedImage;
  notes: string[];
  limited: string | undefined;
  alphaSource: AlphaSource | undefined;
  profile: Uint8Array | undefined;
}

async function prepareInput(
  deps: PrepareDeps,
  open: (input: EditInput, info: ImageInfo) => Promise<Source>,
  request: EditRequest,
  index: number,
  inspections: readonly Inspection[],
  plan: Plan,
  editedCrop: Rectangle | undefined,
  ground: Matte | undefined,
  maxBytes: number,
  signal: AbortSignal,
): Promise<PreparedInput> {
  const { files, codec } = deps;
  const input = request.inputs[index];
  const inspection = inspections[index];
  if (input === undefined || inspection === undefined) throw new Error(`there is no input ${index}`);
  const { info, byteLength } = inspection;
  const isEdited = index === request.editedIndex;
  const pad = isEdited ? plan.fit?.pad : undefined;
  const crop = isEdited ? editedCrop : undefined;
  const keepsAlpha = isEdited && request.options.keepTransparency && plan.exact && info.hasAlpha;
  // The models know no alpha channel.
  const wanted = {
    flatten: true,
    maxBytes,
    ...(ground && { matte: ground }),
    ...(pad && { pad }),
    ...(crop && { crop }),
  };
  const isReady = !keepsAlpha && !needsPreparation(info, byteLength, wanted);
  const bare = isReady ? await bareInput(files, input, info.type, byteLength) : undefined;
  if (bare) {
    // What is cut off would be paid for all the same.
    await codec.check({ bytes: await readInput(files, input) }, signal);
    return { image: bare, notes: [], limited: undefined, alphaSource: undefined, profile: undefined };
  }
  const make = async (until: AbortSignal): Promise<Preparation> => {
    const { bytes, drawnBy } = await open(input, info);
    const prepared = await codec.prepare({ bytes, ...wanted, rewrite: isReady }, until);
    return { ...prepared, drawnBy, untouched: prepared.bytes === bytes };
  };
  const isDear = info.type !== 'svg' && mayExceed(inspection, isEdited ? plan : undefined, maxBytes);
  const prepared = isDear
    ? await deps.preparations.of(await nameOf(files, input, { ...wanted, isReady }), make, signal)
    : await make(signal);
  const { bytes, type, changes, limited, profile, matte, drawnBy, untouched } = prepared;
  const isAsItLies = untouched && drawnBy === undefined;
  const image = isAsItLies ? await bareInput(files, input, type, byteLength) : undefined;
  const isStuck = untouched && image === undefined;
  const sent = isStuck ? await codec.prepare({ bytes, ...wanted, rewrite: true }, signal) : prepared;
  const notes = drawnBy === undefined ? changes : [t('drawn by {name}', { name: drawnBy }), ...changes];
  const named = (change: string) => `${input.name}: ${change}.`;
  return {
    image: image ?? inMemory(sent.bytes, mimeOf(sent.type)),
    notes: notes.map(named),
    limited: limited === undefined ? undefined : named(limited),
    alphaSource: keepsAlpha ? { bytes: (await open(input, info)).bytes, sentOn: matte } : undefined,
    profile,
  };
}

/**
 * Whether an image that has to be prepared may be too large then, by its header: only the limit decides how many
 * of its pixels are sent.
 * @param plan of the edited image
 */
export const mayExceed = (
  { info, byteLength }: Inspection,
  plan: Plan | undefined,
  maxBytes: number,
): boolean => {
  const { width, height } = plan?.fit?.canvas ?? info;
  return byteLength > maxBytes || 3 * width * height > maxBytes;
};

/** Names an input as it is now, and what is asked of it. */
async function nameOf(files: FileStore, { source, drawnAs }: EditInput, wanted: object): Promise<string> {
  const stored = drawnAs ?? (source.kind === 'stored' ? source.name : undefined);
  const file = source.kind === 'file' && stored === undefined ? await files.stat(source.uri) : undefined;
  return JSON.stringify([stored, source, file, wanted]);
}

const promptStep = 16_384;

/**
 * The bytes that all images of one request may have together, before base64 makes 4 of 3. The prompt is
 * counted as JSON spells it; what else is around the images needs little.
 */
export function roomForImages({ bodyBytes }: ProviderLimits, prompt: string): number {
  const spelled = new TextEncoder().encode(JSON.stringify(prompt)).byteLength;
  // In steps, so that the images need not be prepared anew for each letter.
  const words = Math.ceil(spelled / promptStep) * promptStep;
  return Math.max(0, Math.floor((bodyBytes - words - 100_000) * 0.75));
}

/**
 * The most bytes that one image may have so that all fit: the images above it are shrunk, the smaller ones
 * stay as they are.
 * @param room for all images together
 * @param most for one image; undefined: as many as there is room
 */
export function largestImage(
  sizes: readonly number[],
  room: number,
  most = Number.POSITIVE_INFINITY,
): number {
  const ascending = sizes.map((size) => Math.min(size, most)).sort((a, b) => a - b);
  let left = room;
  for (const [index, size] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (size > share) return Math.min(most, share);
    left -= size;
  }
  return Math.min(most, room);
}

export const unusable = (sentence: string, detail?: string) =>
  fail({
    code: 'input.unusable',
    sentence,
    nextSteps: [],
    billed: 'no',
    ...(detail !== undefined && { detail }),
  });

/** A sentence for an input that the codec could not read. */
function codecProblem(name: string, error: unknown): string {
  if (error instanceof CodecError) return `${name}: ${error.message}`;
  return readProblem(name, error);
}
