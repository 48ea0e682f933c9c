import { type SaveOthersDeps, saveOthers } from '../../edit/saveOthers.ts';
import type { KeptImage } from '../../editRequest.ts';
import { inCommas, plural } from '../../shared/l10n.ts';
import { folderOf, joinUri, nameOf, splitName } from '../../uris.ts';
import type { Asset } from '../compile/asset.ts';

/**
 * Saves the further pictures of an answer beside their asset, which has a place for one alone: all are paid for.
 * @param assets whose places are not taken
 * @returns what is to be told of them
 */
export async function saveFurther(
  deps: SaveOthersDeps,
  pictures: readonly KeptImage[],
  { uri }: Asset,
  assets: readonly Asset[],
): Promise<string[]> {
  const { uris, unsaved } = await saveOthers(deps, pictures, freeOf(uri, assets));
  return [...savedNote(uris.map(nameOf)), ...unsavedNote(unsaved)];
}

/** A name beside an asset with which the name of none begins, so that what is counted on from it is none's either. */
function freeOf(uri: string, assets: readonly Asset[]): string {
  const { base, extension } = splitName(nameOf(uri));
  const taken = assets.map((asset) => asset.uri.toLowerCase());
  let wanted = `${base}-other`;
  const begins = (): string => joinUri(folderOf(uri), wanted).toLowerCase();
  while (taken.some((one) => one.startsWith(begins()))) wanted += '-other';
  return joinUri(folderOf(uri), extension === '' ? wanted : `${wanted}.${extension}`);
}

function savedNote(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [
    plural(
      names.length,
      {
        one: 'The answer contained another picture, which is saved beside it: {names}.',
        other: 'The answer contained other pictures, which are saved beside it: {names}.',
      },
      { names: inCommas(names) },
    ),
  ];
}

const unsavedNote = (count: number): string[] =>
  count === 0
    ? []
    : [
        plural(count, {
          one: 'Another picture of the answer could not be saved beside it.',
          other: '{count} other pictures of the answer could not be saved beside it.',
        }),
      ];
