import type { KeptImage } from '../editing/editRequest.ts';
import type { Log } from '../editing/ports.ts';
import { folderOf, joinUri, nameOf, splitName } from '../editing/uris.ts';
import type { Asset } from './asset.ts';
import type { AssetEditing } from './ports.ts';

/** What became of the further pictures of an answer. */
export interface SavedFurther {
  /** What is to be told of them. */
  notes: string[];
  unsaved: ReadonlySet<KeptImage>;
}

/**
 * Saves the further pictures of an answer beside their asset, which has a place for one alone: all are paid for.
 * @param assets whose places are not taken
 */
export async function saveFurther(
  { editing, log }: { editing: Pick<AssetEditing, 'saveKept'>; log: Log },
  pictures: readonly KeptImage[],
  { uri, name }: Asset,
  assets: readonly Asset[],
): Promise<SavedFurther> {
  const names: string[] = [];
  const unsaved = new Set<KeptImage>();
  const chosen = freeOf(uri, assets);
  for (const picture of pictures) {
    const saved = await editing.saveKept(picture, chosen, undefined);
    if (saved.ok) names.push(nameOf(saved.value.uri));
    else {
      unsaved.add(picture);
      log.warn(`A further picture of ${name} stays in the storage: ${saved.failure.sentence}`);
    }
  }
  return { notes: [...savedNote(names), ...unsavedNote(unsaved.size)], unsaved };
}

/** A name beside an asset with which the name of none begins, so that what is counted on from it is none's either. */
function freeOf(uri: string, assets: readonly Asset[]): string {
  const { base, extension } = splitName(nameOf(uri));
  const taken = assets.map((asset) => asset.uri.toLowerCase());
  let wished = `${base}-other`;
  const begins = (): string => joinUri(folderOf(uri), wished).toLowerCase();
  while (taken.some((one) => one.startsWith(begins()))) wished += '-other';
  return joinUri(folderOf(uri), extension === '' ? wished : `${wished}.${extension}`);
}

function savedNote(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const pictures = names.length === 1 ? 'another picture, which is' : 'other pictures, which are';
  return [`The answer held ${pictures} saved beside it: ${names.join(', ')}.`];
}

const unsavedNote = (count: number): string[] =>
  count === 0
    ? []
    : [
        count === 1
          ? 'Another picture of the answer could not be saved beside it.'
          : `${count} other pictures of the answer could not be saved beside it.`,
      ];
