import * as z from 'zod/mini';
import type { ReceivedImage } from './api/answer/response.ts';
import type { Thumbnail } from './images/codec.ts';
import { type ImageType, outputTypes, type Size } from './images/imageTypes.ts';
import type { ScratchFile } from './ports.ts';
import type { RecordDraft } from './records/draft.ts';
import type { Failure } from './shared/failure.ts';
import type { JobPhase } from './shared/jobPhases.ts';
import { keptOptionsSchema, type MadeFormat, madeFormats } from './shared/options.ts';
import { markupSchema, regionSchema } from './shared/region/region.ts';
import { folderOf, nameOf, splitName } from './uris.ts';

/** Where an input's bytes are: in a file of the workspace, or in the extension's storage (pasted, dropped, drawn). */
const inputSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), uri: z.string() }),
  z.object({ kind: z.literal('stored'), name: z.string() }),
]);

/** One input image. */
const editInputSchema = z.object({
  /** What people call it; for a stored input the name it came with. */
  name: z.string(),
  source: inputSourceSchema,
  /** An SVG drawn by the page: the name of the stored PNG that is sent in its place. */
  drawnAs: z.optional(z.string()),
  /** The original that this one goes on from: results are named after it, not after each other. */
  nameAs: z.optional(z.string()),
});
export type EditInput = z.infer<typeof editInputSchema>;

/** Whether two inputs are the same file or the same stored bytes. */
export const sameSource = ({ source: one }: EditInput, { source: other }: EditInput): boolean =>
  one.kind === 'file'
    ? other.kind === 'file' && one.uri === other.uri
    : other.kind === 'stored' && one.name === other.name;

/** True for an SVG that the page has drawn. */
export const isDrawn = (input: EditInput): boolean => input.drawnAs !== undefined;

/** The name that a result gets. */
const wantedNameSchema = z.object({
  /** Without its ending. */
  base: z.string(),
  /** Decides the result's type; undefined: the bytes decide it. */
  ending: z.optional(z.string()),
});
export type WantedName = z.infer<typeof wantedNameSchema>;

const sizeSchema = z.object({ width: z.number(), height: z.number() });

/** The types that a file can be asked for in: those that pictures are converted to, and those that a model makes. */
const targetTypes = [...outputTypes, ...madeFormats] as const;
export type TargetType = (typeof targetTypes)[number];
export const isMade = (type: string): type is MadeFormat => madeFormats.some((made) => made === type);

/** The very file that a result is for, whose folder and name are decided. */
export const exactTargetSchema = z.object({
  kind: z.literal('file'),
  uri: z.string(),
  type: z.enum(targetTypes),
  /** The exact size; undefined: as without a target. */
  pixels: z.optional(sizeSchema),
  /** SHA-256 of the content that may be replaced; undefined: nothing may lie there. */
  replaces: z.optional(z.string()),
});
export type ExactTarget = z.infer<typeof exactTargetSchema>;

/** Where a result goes, and under which name; without a name the setting makes one. */
export const wantedTargetSchema = z.discriminatedUnion('kind', [
  // Beside the edited image. What has none of its own lies in `otherwise`; without that the person is asked.
  z.object({
    kind: z.literal('beside'),
    otherwise: z.optional(z.string()),
    name: z.optional(wantedNameSchema),
  }),
  // In that folder, wherever the edited image lies; with an exact size or as its source asks for.
  z.object({
    kind: z.literal('folder'),
    folder: z.string(),
    name: z.optional(wantedNameSchema),
    pixels: z.optional(sizeSchema),
  }),
  // The result becomes that file; nobody is asked.
  exactTargetSchema,
]);
export type WantedTarget = z.infer<typeof wantedTargetSchema>;

/**
 * One instruction with 0 to 16 inputs: what a person asks for, before anything is decided. The journal, the
 * history and the tools keep and read it in this form.
 */
export const editRequestSchema = z.object({
  prompt: z.string(),
  inputs: z.array(editInputSchema),
  /** Index of the edited image, which decides shape, name and target; -1 without inputs. */
  editedIndex: z.int(),
  options: keptOptionsSchema,
  /** Names of the options that were not asked for this image, but for all of a build. */
  usual: z.optional(z.array(z.string())),
  /** Where the edited image may change; absent: everywhere. */
  region: z.optional(regionSchema),
  /** Marks on the edited image that tell the model where and what. */
  markup: z.optional(markupSchema),
  target: wantedTargetSchema,
});
export type EditRequest = z.infer<typeof editRequestSchema>;

/** A file name as the name of a result: its ending decides the type. */
export function wantedNameOf(fileName: string | undefined): WantedName | undefined {
  if (fileName === undefined) return undefined;
  const { base, extension } = splitName(fileName);
  return { base, ending: extension };
}

/** The wanted name as it is written, where it has an ending. */
export const fileNameOf = (target: WantedTarget): string | undefined =>
  target.kind !== 'file' && target.name?.ending !== undefined
    ? [target.name.base, ...(target.name.ending === '' ? [] : [target.name.ending])].join('.')
    : undefined;

/** A request whose result becomes one very file. */
export type ExactRequest = EditRequest & { target: ExactTarget };

/** Whether a request's result becomes one very file. */
export const isExact = (request: EditRequest): request is ExactRequest => request.target.kind === 'file';

/** The exact size that a result has to have, where the request says one. */
export const pixelsWanted = ({ target }: EditRequest): Size | undefined =>
  target.kind === 'beside' ? undefined : target.pixels;

/** What of a request decides where its result belongs. */
type Situated = Pick<EditRequest, 'inputs' | 'editedIndex' | 'target'>;

/** URI of the folder that a result belongs to; undefined when only the person can say. */
export function folderFor({ inputs, editedIndex, target }: Situated): string | undefined {
  if (target.kind === 'file') return folderOf(target.uri);
  if (target.kind === 'folder') return target.folder;
  const source = inputs[editedIndex]?.source;
  return source?.kind === 'file' ? folderOf(source.uri) || undefined : target.otherwise;
}

/** The ending that a result's name has for sure, as far as the request says one. */
export const endingWanted = ({ target }: EditRequest): string | undefined =>
  target.kind === 'file' ? splitName(nameOf(target.uri)).extension : target.name?.ending;

/** URI of the file or folder whose settings count for a request. */
export function scopeOf(request: Situated): string | undefined {
  const source = request.inputs[request.editedIndex]?.source;
  if (request.target.kind === 'file') return request.target.uri;
  return source?.kind === 'file' ? source.uri : folderFor(request);
}

/** One of several results of one request. */
export const variantSchema = z.object({
  /** The variants of one image in one press of Run have the same. */
  runId: z.string(),
  /** From 1, in the order asked. */
  number: z.int(),
});
export type Variant = z.infer<typeof variantSchema>;

/** One request on its way. */
export interface Job {
  id: string;
  /** Who asked for it: a panel, or one of those in `sessions.ts`; the journal keeps it. */
  sessionId: string;
  request: EditRequest;
  /** Set: nothing is saved before the person keeps it. */
  variant?: Variant | undefined;
}

/** What a running job tells. */
export interface JobProgress {
  phase: JobPhase;
  /** One sentence more: "Busy. Trying again in 4 s (2 of 4)."; null: nothing. */
  note: string | null;
}

/** Whoever asked for a job. */
export interface JobHooks {
  signal: AbortSignal;
  onProgress(progress: JobProgress): void;
  /**
   * Shows what is still being drawn, by its name in the storage: it lies there until this is settled, and is never
   * a result. Absent: nobody looks.
   */
  onPartial?(stored: string, count: number): Promise<void>;
  /** Asks the person for a target; undefined when they don't choose one now. */
  chooseTarget(suggestedName: string): Promise<string | undefined>;
  /** True where a page shows the result, on which a person can choose. */
  shows?: boolean;
}

/** An image of an answer, still in the extension's storage as it came. */
export interface KeptImage {
  /** Name in the storage. */
  stored: string;
  /** Null when the bytes are no image that is known here. */
  type: ImageType | null;
  width: number;
  height: number;
  byteLength: number;
  hasAlpha: boolean;
  /** What made it, for the record that goes with it wherever it is saved; undefined where that is not known. */
  record?: RecordDraft | undefined;
}

/** A source and what was made of it, both decoded; of a saved picture, what the file says when it is read back. */
export interface RegionProof {
  /** Pixels outside the region. */
  outside: number;
  /** How many of them are not the source's. */
  changed: number;
  /** In a JPEG: the blocks under the region were coded anew as a whole, and count as inside. */
  inBlocks?: boolean;
}

/** How much of a whole picture is not its source's. */
export interface ChangedPart {
  /** Of its pixels, 0 to 1. */
  share: number;
  /** The largest difference of a channel that does not count, in steps of 255. */
  tolerance: number;
}

export interface EditResult {
  /** The finished image. */
  image: KeptImage;
  /** URI of the saved file; undefined for a draft, and when it could not be saved, and then `unsaved` says why. */
  savedAs: string | undefined;
  unsaved: Failure | undefined;
  /** It is not saved before the person keeps it: a variant, or one beside which answers lie as they came. */
  isDraft?: boolean | undefined;
  /**
   * Answers as they came, where they show something else than the source around the region: the person chooses
   * between the draft, which has them set in, and these.
   */
  wholes?: KeptImage[] | undefined;
  /** Name to offer in a save dialog. */
  suggestedName: string;
  /** The same as steps below the result's folder, the last one without its ending. */
  nameSteps?: string[] | undefined;
  /** Further pictures of the answer, not saved. */
  others: KeptImage[];
  thoughts: { texts: string[]; pictures: KeptImage[] };
  words: string;
  /** Addresses (https) of further pictures, or that the words name; nobody has asked for any of them. */
  links: string[];
  notes: string[];
  /** USD; undefined when unknown. */
  cost: number | undefined;
  /** All tokens of the answer, as the provider counts them; undefined when it did not say. */
  tokens: number | undefined;
  /** From leaving the queue to the finished picture, in milliseconds, as its record says. */
  milliseconds: number;
  /**
   * What the saved file says of the pixels outside the request's region, and a draft of itself; undefined without a
   * region, and where the file could not be read back.
   */
  region?: RegionProof | undefined;
  /** What changed of a picture that was edited as a whole; undefined with a region, or where it has another size. */
  changed?: ChangedPart | undefined;
  /** What a page shows of a huge one, where it was asked for and is of the saved file. */
  shown?: Thumbnail | undefined;
}

export type Received = ReceivedImage<ScratchFile>;
