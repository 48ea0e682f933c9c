import { nameOf as typeName } from '../../images/imageTypes.ts';
import { infoOf, sniffHead } from '../../images/sniff/sniff.ts';
import { FileError, type FileStore } from '../../ports.ts';
import { says } from '../../records/containers/bytes.ts';
import type { Content } from '../../records/content.ts';
import { findRecord } from '../../records/findRecord.ts';
import { lfsPointerOid, mostOfPointer } from '../../records/lfsPointer.ts';
import { type FoundRecord, readRecord, usualBudget } from '../../records/readRecord.ts';
import type { ImageRecord } from '../../records/record.ts';
import { hashesOf } from '../../save/observe.ts';
import { formatPixels } from '../../shared/format.ts';
import { plural, t } from '../../shared/l10n.ts';
import { unsetOptions } from '../../shared/options.ts';
import { regionOfWritten } from '../../shared/region/writtenRegion.ts';
import { folderOf, nameOf } from '../../uris.ts';
import type { Asset } from '../compile/asset.ts';
import type { InputHashes } from './inputHashes.ts';
import { ShortLook } from './shortLook.ts';

export const assetStates = ['missing', 'stale', 'notDownloaded', 'edited', 'upToDate'] as const;
/**
 * - `missing`: there is no file;
 * - `stale`: prompt, options, or the content of an input are not those that it was made with;
 * - `notDownloaded`: a Git LFS pointer lies in its place, so that nobody knows;
 * - `edited`: it is not what was made, or nobody knows how it was made: never overwritten without asking;
 * - `upToDate`: made just so.
 */
export type AssetState = (typeof assetStates)[number];

/** Why an asset is not up to date. */
export interface Reason {
  code: // Another format is another type of the file.
    | Exclude<keyof Asset['options'], 'format'>
    | 'prompt'
    | 'model'
    | 'region'
    | 'inputCount'
    | 'inputChanged'
    | 'inputMissing'
    | 'type'
    | 'pixels'
    | 'letterCase'
    | 'notDownloaded'
    | 'conflict'
    | 'noPicture'
    | 'noRecord'
    | 'handEdited'
    | 'longRecord';
  sentence: string;
}

export interface AssetStatus {
  asset: Asset;
  state: AssetState;
  /** For `edited`: that it is, and besides what would make it stale. */
  reasons: Reason[];
  /** URIs of the inputs that can't be sent: they are not there, or only as a Git LFS pointer. */
  lackingInputs: string[];
  /** How it was made; undefined when that is not known. */
  record: ImageRecord | undefined;
  /** Bytes of the file and its record that were read, its pixels aside. */
  bytesRead: number;
  /** Of the whole file, at the moment at which its pixels were compared; undefined without. */
  sha256: string | undefined;
}

export type StateFiles = Pick<FileStore, 'stat' | 'readRange' | 'readHead' | 'open' | 'list'>;

/** Whether something is to be made anew; an image that was edited by hand can be stale as well. */
export const needsBuild = ({ state, reasons }: AssetStatus): boolean =>
  state === 'missing' || state === 'stale' || (state === 'edited' && reasons.some(isAboutMaking));

/** Whether nobody knows if an image is what it should be: its record is gone, or it was not downloaded. */
export const isUnknown = ({ reasons }: Pick<AssetStatus, 'reasons'>): boolean =>
  reasons.some(({ code }) => code === 'noRecord' || code === 'notDownloaded');

const isAboutMaking = ({ code }: Reason): boolean => code !== 'noRecord' && code !== 'handEdited';

/**
 * Finds the state of an asset, by its file and the record of it alone. Reads at most 64 KB of it.
 * @param full compares the pixels too, for which the whole file is read. Without, an image that was edited by
 * hand by a program that keeps the record counts as if it was not.
 */
export async function stateOf(
  asset: Asset,
  deps: { files: StateFiles; hashes: InputHashes },
  { full = false } = {},
): Promise<AssetStatus> {
  const look = new ShortLook(deps.files);
  const status = (state: AssetState, reasons: Reason[], record?: ImageRecord): AssetStatus => ({
    asset,
    state,
    reasons,
    lackingInputs,
    record,
    bytesRead: look.bytesRead,
    sha256,
  });
  let sha256: string | undefined;
  const inputs = await Promise.all(asset.inputs.map(({ uri }) => deps.hashes.of(uri)));
  const lackingInputs = asset.inputs.flatMap(({ uri }, index) =>
    inputs[index] === undefined || inputs[index].isPointer ? [uri] : [],
  );
  let size: number;
  try {
    size = await look.begin(asset.uri);
  } catch (error) {
    if (error instanceof FileError && error.code === 'notFound')
      return status('missing', await otherLetterCase(deps.files, asset.uri));
    throw error;
  }
  const wholeFile = async (withPixels: boolean) => {
    const { content, pixels } = await hashesOf(deps.files.open(asset.uri), withPixels);
    sha256 = content.fileSha256;
    return pixels;
  };
  const oid = size <= mostOfPointer ? lfsPointerOid(look.head()) : undefined;
  if (oid !== undefined) {
    if (full) await wholeFile(false);
    const beside = await readRecord(look, asset.uri, { size });
    // What is hashed as a whole the pointer tells of as well as the file would.
    if (beside.state !== 'found' || beside.record.pixelHash !== oid)
      return status('notDownloaded', [notDownloaded]);
    const { record } = beside;
    const reasons = [...changedOptions(asset, record), ...changedInputs(asset, record, inputs)];
    return status(reasons.length > 0 ? 'stale' : 'upToDate', reasons, record);
  }
  let found: FoundRecord = await readRecord(look, asset.uri, { size });
  if (found.state === 'needsMore' && full) found = await findRecord(deps.files, asset.uri);
  if (found.state === 'needsMore') return status('stale', [longRecord]);
  if (found.state !== 'found') {
    if (full) await wholeFile(false);
    const why = found.state === 'unreadable' ? found.why : undefined;
    if (why === 'conflict' || says(look.head(), 0, '<<<<<<< ')) return status('edited', [conflict]);
    if (why === 'pointer') return status('notDownloaded', [recordNotDownloaded]);
    const { state: sniffed } = sniffHead(look.head(), size);
    if (sniffed !== 'known' && sniffed !== 'needsMore') return status('edited', [noPicture]);
    return status('edited', [noRecord(found.state === 'unreadable')]);
  }
  const { record } = found;
  const reasons = [
    ...changedOptions(asset, record),
    ...changedInputs(asset, record, inputs),
    ...(await wrongShape(asset, look, size)),
  ];
  if (full) {
    if ((await wholeFile(true)) !== record.pixelHash)
      return status('edited', [handEdited, ...reasons], record);
  }
  return status(reasons.length > 0 ? 'stale' : 'upToDate', reasons, record);
}

/** That a file lies there whose name differs in nothing but letter case: what was meant, most likely. */
async function otherLetterCase(files: Pick<StateFiles, 'list'>, uri: string): Promise<Reason[]> {
  const wanted = nameOf(uri);
  const names = await files.list(folderOf(uri)).catch(() => undefined);
  const name = [...(names ?? [])].find(
    ([one, kind]) => kind !== 'folder' && one !== wanted && one.toLowerCase() === wanted.toLowerCase(),
  )?.[0];
  if (name === undefined) return [];
  return [
    {
      code: 'letterCase',
      sentence: t('Only the letter case differs: the file is called {name}.', { name }),
    },
  ];
}

function changedOptions({ prompt, model, options, region }: Asset, record: ImageRecord): Reason[] {
  const reasons: Reason[] = [];
  if (prompt !== record.prompt) reasons.push({ code: 'prompt', sentence: t('The prompt was changed.') });
  const before = record.model.replace(/^models\//, '');
  if (model !== undefined && model !== before) {
    reasons.push({
      code: 'model',
      sentence: t('The model was {before} and is {model} now.', { before, model }),
    });
  }
  const spoken = {
    aspectRatio: t('The aspect ratio was changed.'),
    size: t('The size was changed.'),
    thinking: t('The thinking level was changed.'),
    quality: t('The quality was changed.'),
    complexity: t('The complexity was changed.'),
    background: t('The background was changed.'),
    keepTransparency: t('Keep transparency was changed.'),
  };
  for (const code of keysOf(spoken)) {
    if (options[code] === record.options[code]) continue;
    if (options[code] === unsetOptions[code] && record.usual?.includes(code)) continue;
    reasons.push({ code, sentence: spoken[code] });
  }
  const shapes = region && regionOfWritten(region).shapes;
  if (JSON.stringify(shapes) !== JSON.stringify(record.region?.shapes)) {
    reasons.push({ code: 'region', sentence: t('The region was changed.') });
  }
  return reasons;
}

const keysOf = <Key extends string>(values: Readonly<Record<Key, unknown>>): Key[] =>
  Object.keys(values).filter((key): key is Key => Object.hasOwn(values, key));

/** Content decides, not the name: an input that only moved is the same. */
function changedInputs(
  { inputs }: Asset,
  record: ImageRecord,
  now: readonly (Content | undefined)[],
): Reason[] {
  const reasons: Reason[] = [];
  for (const [index, content] of now.entries()) {
    const path = inputs[index]?.path ?? '';
    const before = record.inputs[index]?.sha256;
    if (content === undefined)
      reasons.push({ code: 'inputMissing', sentence: t('{path} is missing.', { path }) });
    else if (inputs.length === record.inputs.length && !content.same.has(before ?? '')) {
      reasons.push({ code: 'inputChanged', sentence: t('{path} has changed.', { path }) });
    }
  }
  if (inputs.length !== record.inputs.length) {
    const sentence = t('It was made from {before} and now has {now}.', {
      before: counted(record.inputs.length),
      now: counted(inputs.length),
    });
    reasons.push({ code: 'inputCount', sentence });
  }
  return reasons;
}

/** The file's own type and pixels, as far as a short look tells. */
async function wrongShape({ uri, type, pixels }: Asset, look: ShortLook, size: number): Promise<Reason[]> {
  let sniffed = sniffHead(look.head(), size);
  if (pixels && sniffed.state === 'needsMore') {
    // Behind a long record; what may still be read of the file has to do.
    const rest = Math.min(sniffed.bytes, usualBudget - look.bytesRead);
    sniffed = sniffHead(await look.readRange(uri, 0, rest), size);
  }
  const info = infoOf(sniffed);
  if (info === undefined) return [];
  if (info.type !== type) {
    const sentence = t('The file contains a picture of type {type}, not {wanted}.', {
      type: typeName(info.type),
      wanted: typeName(type),
    });
    return [{ code: 'type', sentence }];
  }
  if (pixels && (info.width !== pixels.width || info.height !== pixels.height)) {
    const is = formatPixels(info.width, info.height);
    return [
      {
        code: 'pixels',
        sentence: t('It has {is} pixels instead of {pixels}.', {
          is,
          pixels: formatPixels(pixels.width, pixels.height),
        }),
      },
    ];
  }
  return [];
}

const counted = (inputs: number): string =>
  inputs === 0 ? t('no inputs') : plural(inputs, { one: 'one input', other: '{count} inputs' });

const noRecord = (unreadable: boolean): Reason => ({
  code: 'noRecord',
  sentence: unreadable
    ? t('The record of how it was made can’t be read, so it counts as made by hand.')
    : t(
        'It has no record of how it was made: it was put there by hand, or an image optimiser removed the record. Whether it is up to date is unknown.',
      ),
});

const conflict: Reason = {
  code: 'conflict',
  get sentence() {
    return t(
      'A merge left a conflict in the image or in its record. Keep one side, or make the image again.',
    );
  },
};

const noPicture: Reason = {
  code: 'noPicture',
  get sentence() {
    return t('The file is not a readable picture: it is empty, cut off, or something else under this name.');
  },
};

export const notDownloaded: Reason = {
  code: 'notDownloaded',
  get sentence() {
    return t(
      'Only a Git LFS pointer is here. Run “git lfs pull” to download the image; until then its state is unknown.',
    );
  },
};

const recordNotDownloaded: Reason = {
  code: 'notDownloaded',
  get sentence() {
    return t(
      'Its record is a Git LFS pointer. Run “git lfs pull” to download it; until then its state is unknown.',
    );
  },
};

const handEdited: Reason = {
  code: 'handEdited',
  get sentence() {
    return t('It was edited by hand: its pixels differ from those that were made.');
  },
};

const longRecord: Reason = {
  code: 'longRecord',
  get sentence() {
    return t('Its record is too long for a quick check. A check that also compares pixels reads it.');
  },
};
