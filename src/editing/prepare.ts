import type { Provider } from '../api/providers.ts';
import type { RequestImage } from '../api/request.ts';
import { type Codec, needsPreparation } from '../images/codec.ts';
import { CodecError } from '../images/codecError.ts';
import type { ImageInfo } from '../images/imageTypes.ts';
import { mimeOf } from '../images/imageTypes.ts';
import { fail, type Outcome, succeed } from '../shared/failure.ts';
import type { EditRequest } from './editRequest.ts';
import { type Inspection, inspectInput, readInput, readProblem } from './inspect.ts';
import type { Plan } from './plan.ts';
import type { FileStore } from './ports.ts';

/** Transparency is flattened on this colour before sending; the models know no alpha channel. */
export const flattenColour = { hex: '#ffffff', name: 'white' };

export interface PreparedInputs {
  images: RequestImage[];
  /** "dashboard.png: rotated upright", for the person. */
  notes: string[];
  /** The edited image's bytes, kept when its transparency is to be put back. */
  alphaSource: Uint8Array | undefined;
}

/** Looks at all inputs again, as they are now; the first one that can't be used fails the request. */
export async function inspectAll(files: FileStore, request: EditRequest): Promise<Outcome<Inspection[]>> {
  const inspections: Inspection[] = [];
  for (const input of request.inputs) {
    const outcome = await inspectInput(files, input);
    if (!outcome.ok) return unusable(outcome.problem);
    inspections.push(outcome.value);
  }
  return succeed(inspections);
}

/**
 * Makes of each input what the provider takes. What needs nothing is sent from where it lies; the rest is
 * turned upright, converted, flattened, padded or shrunk by the codec, and what was done is told.
 */
export async function prepareInputs(
  deps: { files: FileStore; codec: Codec },
  request: EditRequest,
  inspections: readonly Inspection[],
  plan: Plan,
  provider: Provider,
  signal: AbortSignal,
): Promise<Outcome<PreparedInputs>> {
  const { files, codec } = deps;
  const largest = largestImage(
    inspections.map(({ byteLength }) => byteLength),
    provider,
  );
  const prepared: PreparedInputs = { images: [], notes: [], alphaSource: undefined };
  for (const [index, input] of request.inputs.entries()) {
    const inspection = inspections[index];
    if (inspection === undefined) continue;
    const isEdited = index === request.editedIndex;
    const pad = isEdited ? plan.fit?.pad : undefined;
    const keepsAlpha = isEdited && request.options.keepTransparency && plan.exact && inspection.info.hasAlpha;
    try {
      const wishes = { flattenOn: flattenColour.hex, maxBytes: largest, ...(pad && { pad }) };
      if (!keepsAlpha && !needsPreparation(inspection.info, inspection.byteLength, wishes)) {
        prepared.images.push(asItIs(files, request, index, inspection.info, inspection.byteLength));
        continue;
      }
      const bytes = await readInput(files, input);
      if (keepsAlpha) prepared.alphaSource = bytes;
      const made = await codec.prepare({ bytes, ...wishes }, signal);
      prepared.images.push(inMemory(made.bytes, mimeOf(made.type)));
      prepared.notes.push(...made.changes.map((change) => `${input.name}: ${change}.`));
    } catch (error) {
      signal.throwIfAborted();
      return unusable(codecProblem(input.name, error));
    }
  }
  return succeed(prepared);
}

/** Streams an untouched input from where it lies, so that it is never held whole. */
function asItIs(
  files: FileStore,
  { inputs }: EditRequest,
  index: number,
  { mimeType }: ImageInfo,
  byteLength: number,
): RequestImage {
  const source = inputs[index]?.source;
  if (source?.kind === 'file') return { mimeType, byteLength, open: () => files.open(source.uri) };
  return {
    mimeType,
    byteLength,
    async *open() {
      if (source) yield await files.readStored(source.name);
    },
  };
}

const inMemory = (bytes: Uint8Array, mimeType: string): RequestImage => ({
  mimeType,
  byteLength: bytes.byteLength,
  async *open() {
    yield bytes;
  },
});

/**
 * The most bytes that one image may have so that all fit the provider's limits: the images above it are
 * shrunk, the smaller ones stay as they are.
 */
export function largestImage(sizes: readonly number[], { limits }: Pick<Provider, 'limits'>): number {
  // base64 makes 4 bytes of 3; the prompt and the JSON around the images need little.
  const forImages = Math.floor((limits.bodyBytes - 200_000) * 0.75);
  let largest = limits.imageBytes ?? Number.POSITIVE_INFINITY;
  const ascending = sizes.map((size) => Math.min(size, largest)).sort((a, b) => a - b);
  let left = forImages;
  for (const [index, size] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (size > share) {
      largest = Math.min(largest, share);
      break;
    }
    left -= size;
  }
  return Math.min(largest, forImages);
}

const unusable = (sentence: string) =>
  fail({ code: 'input.unusable', sentence, nextSteps: [], billed: 'no' });

/** A sentence for an input that the codec could not read. */
function codecProblem(name: string, error: unknown): string {
  if (error instanceof CodecError) return `${name}: ${error.message}`;
  return readProblem(name, error);
}
