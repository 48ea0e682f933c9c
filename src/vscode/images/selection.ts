import { FileType, TabInputCustom, TabInputText, Uri, window, workspace } from 'vscode';
import { nameOf } from '../../core/uris.ts';
import { isImageName } from './imageNames.ts';

/** The files that a menu handed over, the clicked one first, each once. Anything else is left out. */
export function selectedUris(clicked: unknown, selected: unknown): Uri[] {
  const all: unknown[] = [clicked, ...(Array.isArray(selected) ? selected : [])];
  const uris = all.filter((candidate) => candidate instanceof Uri);
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

/** The files of the changes that a source control menu handed over, each once. Anything else is left out. */
export function changedUris(given: readonly unknown[]): Uri[] {
  const uris = given.map((one) =>
    typeof one === 'object' && one !== null && 'resourceUri' in one ? one.resourceUri : undefined,
  );
  return selectedUris(undefined, uris);
}

/** The file of the tab in front, where it is one and an image. */
export function imageOfActiveTab(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  const uri = input instanceof TabInputCustom || input instanceof TabInputText ? input.uri : undefined;
  return uri !== undefined && isImageName(nameOf(uri.toString())) ? uri : undefined;
}

/** Parts a selection into the images, and the names of what can't be edited: other files and folders. */
export async function partSelection(uris: readonly Uri[]): Promise<{ images: string[]; leftOut: string[] }> {
  const images: string[] = [];
  const leftOut: string[] = [];
  const verdicts = await Promise.all(uris.map(isImageFile));
  for (const [at, uri] of uris.entries()) {
    const address = uri.toString();
    if (verdicts[at]) images.push(address);
    else leftOut.push(nameOf(address));
  }
  return { images, leftOut };
}

/** A folder can be called `icons.png`. What can't be looked at counts as an image: opening it tells why. */
async function isImageFile(uri: Uri): Promise<boolean> {
  if (!isImageName(nameOf(uri.toString()))) return false;
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.Directory) === 0;
  } catch {
    return true;
  }
}
