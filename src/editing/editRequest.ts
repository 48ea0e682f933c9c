import type { ReceivedImage } from '../api/response.ts';
import type { Thumbnail } from '../images/codec.ts';
import type { ImageType, OutputType, Size } from '../images/imageTypes.ts';
import type { RecordDraft } from '../records/draft.ts';
import type { Failure } from '../shared/failure.ts';
import type { EditOptions } from '../shared/options.ts';
import type { JobPhase } from '../shared/panelState.ts';
import type { ScratchFile } from './ports.ts';
import { folderOf, nameOf, splitName } from './uris.ts';

/** One input image: a file of the workspace, or bytes that the extension keeps (pasted, dropped, drawn). */
export interface EditInput {
  /** What people call it; for a stored input the name it came with. */
  name: string;
  source: { kind: 'file'; uri: string } | { kind: 'stored'; name: string };
  /** An SVG drawn by the page: the name of the stored PNG that is sent in its place. */
  drawnAs?: string | undefined;
  /** The original that this one goes on from: results are named after it, not after each other. */
  nameAs?: string | undefined;
}

/** Whether two inputs are the same file or the same stored bytes. */
export const sameSource = ({ source: one }: EditInput, { source: other }: EditInput): boolean =>
  one.kind === 'file'
    ? other.kind === 'file' && one.uri === other.uri
    : other.kind === 'stored' && one.name === other.name;

/** True for an SVG that the page has drawn. */
export const isDrawn = (input: EditInput): boolean => input.drawnAs !== undefined;

/** The name that a result gets. */
export interface WantedName {
  /** Without its ending. */
  base: string;
  /** Decides the result's type; undefined: the bytes decide it. */
  ending?: string | undefined;
}

/** A file name as the name of a result: its ending decides the type. */
export function wantedNameOf(fileName: string | undefined): WantedName | undefined {
  if (fileName === undefined) return undefined;
  const { base, extension } = splitName(fileName);
  return { base, ending: extension };
}

/** The wanted name as it is written, where it has an ending. */
export const fileNameOf = (place: WantedPlace): string | undefined =>
  place.kind !== 'file' && place.name?.ending !== undefined
    ? [place.name.base, ...(place.name.ending === '' ? [] : [place.name.ending])].join('.')
    : undefined;

/** The very file that a result is for, whose place and name are decided. */
export interface ExactTarget {
  kind: 'file';
  uri: string;
  type: OutputType;
  /** The exact size; undefined: as without a target. */
  pixels?: Size | undefined;
  /** SHA-256 of the content that may be replaced; undefined: nothing may lie there. */
  replaces?: string | undefined;
}

/** Where a result goes, and under which name; without a name the setting makes one. */
export type WantedPlace =
  /** Beside the edited image. What has none of its own lies in `otherwise`; without that the person is asked. */
  | { kind: 'beside'; otherwise?: string | undefined; name?: WantedName | undefined }
  /** In that folder, wherever the edited image lies; with an exact size or as its source asks for. */
  | { kind: 'folder'; folder: string; name?: WantedName | undefined; pixels?: Size | undefined }
  /** The result becomes that file; nobody is asked. */
  | ExactTarget;

/** One instruction with 0 to 14 inputs: what a person asks for, before anything is decided. */
export interface EditRequest {
  prompt: string;
  inputs: EditInput[];
  /** Index of the edited image, which decides shape, name and place; -1 without inputs. */
  editedIndex: number;
  options: EditOptions;
  place: WantedPlace;
}

/** A request whose result becomes one very file. */
export type ExactRequest = EditRequest & { place: ExactTarget };

/** Whether a request's result becomes one very file. */
export const isExact = (request: EditRequest): request is ExactRequest => request.place.kind === 'file';

/** The exact size that a result has to have, where the request says one. */
export const pixelsWanted = ({ place }: EditRequest): Size | undefined =>
  place.kind === 'beside' ? undefined : place.pixels;

/** URI of the folder that a result belongs to; undefined when only the person can say. */
export function folderFor({ inputs, editedIndex, place }: EditRequest): string | undefined {
  if (place.kind === 'file') return folderOf(place.uri);
  if (place.kind === 'folder') return place.folder;
  const source = inputs[editedIndex]?.source;
  return source?.kind === 'file' ? folderOf(source.uri) || undefined : place.otherwise;
}

/** The ending that a result's name has for sure, as far as the request says one. */
export const endingWanted = ({ place }: EditRequest): string | undefined =>
  place.kind === 'file' ? splitName(nameOf(place.uri)).extension : place.name?.ending;

/** URI of the file or folder whose settings count for a request. */
export function scopeOf(request: EditRequest): string | undefined {
  const source = request.inputs[request.editedIndex]?.source;
  if (request.place.kind === 'file') return request.place.uri;
  return source?.kind === 'file' ? source.uri : folderFor(request);
}

/** One request on its way. */
export interface Job {
  id: string;
  /** Who asked for it: a panel, or one of those in `sessions.ts`; the journal keeps it. */
  sessionId: string;
  request: EditRequest;
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
  /** Asks the person for a place; undefined when they don't choose one now. */
  choosePlace(suggestedName: string): Promise<string | undefined>;
  /** True where a page shows the result. */
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

export interface EditResult {
  /** The finished image. */
  image: KeptImage;
  /** URI of the saved file; undefined when it could not be saved, and then `unsaved` says why. */
  savedAs: string | undefined;
  unsaved: Failure | undefined;
  /** Name to offer in a save dialog. */
  suggestedName: string;
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
  /** What a page shows of a huge one, where it was asked for and is of the saved file. */
  shown?: Thumbnail | undefined;
}

export type Received = ReceivedImage<ScratchFile>;
