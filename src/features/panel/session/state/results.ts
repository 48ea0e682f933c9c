import { shownLink } from '../../../../core/api/answer/links.ts';
import type { EditResult, KeptImage } from '../../../../core/editRequest.ts';
import { nameOf as typeName } from '../../../../core/images/imageTypes.ts';
import type { Inspection } from '../../../../core/inspect.ts';
import { formatNumber, t } from '../../../../core/shared/l10n.ts';
import { madeOnce } from '../../../../core/shared/madeOnce.ts';
import type { Picture, ResultView } from '../../../../core/shared/protocol/panelState.ts';
import type { Region } from '../../../../core/shared/region/region.ts';
import type { Draft } from '../../../../core/storage/drafts.ts';
import { nameOf } from '../../../../core/uris.ts';

/** One picture that came back, saved or still kept in the extension's storage. */
export interface SessionResult {
  readonly id: string;
  readonly jobId: string;
  /** The variants of one image in one press of Run have the same. */
  readonly runId: string;
  /** Its number among several results of one request; undefined for a single one. */
  readonly variant: number | undefined;
  /** What keeping it takes; undefined for all but variants that nobody has kept yet. */
  readonly draft: Draft | undefined;
  /** Which of two ways to keep an answer it is, while the person has to choose. */
  readonly choice: ResultView['choice'];
  /** The result that it goes on from. */
  readonly parentId: string | undefined;
  readonly prompt: string;
  /** The instructions that led to its parent, oldest first; they count also when the parent is gone. */
  readonly earlierPrompts: readonly string[];
  /** URI of the file that its line of steps began with; undefined for a generated or pasted image. */
  readonly originalUri: string | undefined;
  /** Of the bytes that its line of steps began with. */
  readonly sourceSha256: string | undefined;
  readonly role: 'final' | 'other';
  /** As it lies in the storage; only for what is not saved. */
  readonly image: KeptImage;
  readonly name: string;
  /** URI of the saved file. */
  readonly uri: string | undefined;
  /** The saved file's path below the workspace, as it is said to people. */
  readonly relativePath: string | undefined;
  /** URI of the folder to begin with in a save dialog. */
  readonly near: string | undefined;
  readonly preview: string | undefined;
  readonly thumbnail: string | undefined;
  /** The saved file is gone. */
  readonly missing: boolean;
  /** What it was made from, as it looked then; null where that was not kept, or it was made from words alone. */
  readonly before: Picture | null;
  /** The input that it was made from, and what that was like then; undefined where it is not known any more. */
  readonly madeOf: { readonly inputId: string; readonly inspection: Inspection | undefined } | undefined;
  /** Size and time of the file that is shown; undefined until something of it is. */
  readonly shownVersion: string | undefined;
  /** Where it might change; undefined: everywhere. */
  readonly region: Region | undefined;
  readonly made:
    | Pick<
        EditResult,
        'region' | 'changed' | 'words' | 'links' | 'notes' | 'cost' | 'tokens' | 'milliseconds'
      >
    | undefined;
  readonly thoughts: { texts: string[]; pictures: Picture[] };
}

/** The pictures of a session, oldest first; one of them is shown. */
export interface Results {
  /** By their ids; also those that were discarded or forgotten since: others go on from them. */
  readonly known: ReadonlyMap<string, SessionResult>;
  /** Ids of those that are listed. */
  readonly ids: readonly string[];
  readonly earlierIds: ReadonlySet<string>;
  readonly selectedId: string | undefined;
  /** Somebody looks at the selected one: what arrives does not push it away. */
  readonly isHeld: boolean;
}

export const noResults: Results = {
  known: new Map(),
  ids: [],
  earlierIds: new Set(),
  selectedId: undefined,
  isHeld: false,
};

/** What nobody has looked at yet. */
export const notShownYet = { preview: undefined, thumbnail: undefined, shownVersion: undefined };

export const listedResults = ({ known, ids }: Results): SessionResult[] =>
  ids.flatMap((id) => known.get(id) ?? []);

/** One that is listed. */
export const resultWith = ({ known, ids }: Results, id: string): SessionResult | undefined =>
  ids.includes(id) ? known.get(id) : undefined;

/** Also one that is not listed any more. */
const everWith = ({ known }: Results, id: string | undefined): SessionResult | undefined =>
  id === undefined ? undefined : known.get(id);

/** The instructions that led to a result, its own last. */
export function promptsTo(results: Results, id: string | undefined): string[] {
  const result = everWith(results, id);
  return result === undefined ? [] : [...result.earlierPrompts, result.prompt];
}

/** The result that a line of steps began with, when it had no original. */
export function firstOfLine(results: Results, result: SessionResult): SessionResult {
  const seen = new Set<SessionResult>();
  let first = result;
  for (let at = everWith(results, first.parentId); at && !seen.has(at); at = everWith(results, at.parentId)) {
    seen.add(at);
    first = at;
  }
  return first;
}

/** A kept image as the page shows it. */
export const pictureOfImage = (name: string, image: KeptImage, preview: string | undefined): Picture => ({
  name,
  preview: preview ?? null,
  thumbnail: null,
  width: image.width || null,
  height: image.height || null,
  bytes: image.byteLength,
  type: image.type === null ? '' : typeName(image.type),
  hasAlpha: image.hasAlpha,
});

/** What the page shows of the results. */
export const resultViews = (results: Results): ResultView[] =>
  listedResults(results).map((result) => resultView(result));

const resultView = madeOnce<SessionResult, [], ResultView>((result) => ({
  ...pictureOfImage(result.name, result.image, result.preview),
  thumbnail: result.thumbnail ?? null,
  id: result.id,
  jobId: result.jobId,
  runId: result.runId,
  variant: result.variant ?? null,
  isDraft: result.draft !== undefined,
  choice: result.draft === undefined ? null : result.choice,
  step: result.earlierPrompts.length + 1,
  parentId: result.parentId ?? null,
  prompt: result.prompt,
  role: result.role,
  savedAs: result.relativePath ?? null,
  before: result.before,
  replaces:
    result.uri === undefined || result.missing || !result.originalUri ? null : nameOf(result.originalUri),
  seconds: result.made ? result.made.milliseconds / 1000 : null,
  cost: result.made?.cost ?? null,
  usage:
    result.made?.tokens === undefined
      ? ''
      : t('{tokens} tokens', { tokens: formatNumber(result.made.tokens) }),
  region: result.region ?? null,
  outside: result.made?.region
    ? { pixels: result.made.region.outside, changed: result.made.region.changed }
    : null,
  changed: result.made?.changed ?? null,
  missing: result.missing,
  words: result.made?.words ?? '',
  links: (result.made?.links ?? []).map(shownLink),
  thoughts: result.thoughts,
  notes: result.made?.notes ?? [],
}));
