import { type QuickPickItem, type Uri, window, workspace } from 'vscode';
import { nameOf } from '../editing/uris.ts';
import type { Messages } from '../vscode/messages.ts';
import { imageExtensions, imageGlob } from './imageNames.ts';

const mostShown = 5000;

export interface ImageItem extends QuickPickItem {
  uri: Uri;
}

/**
 * Lets the person choose images of the workspace, or files from anywhere where there are none.
 * @returns URI strings; empty when the person gave up
 */
export async function pickImages(messages: Messages): Promise<string[]> {
  const found = await findImages();
  if (found.length === 0) return pickElsewhere(messages);
  const chosen = await window.showQuickPick(itemsOf(found), {
    title: 'Images to Edit',
    placeHolder:
      found.length < mostShown
        ? 'Choose one image or several'
        : `The first ${mostShown} images of the workspace. Choose one or several`,
    canPickMany: true,
    matchOnDescription: true,
  });
  return (chosen ?? []).map(({ uri }) => uri.toString());
}

/** The images of the workspace, up to a limit. */
export async function findImages(): Promise<Uri[]> {
  return workspace.findFiles(imageGlob, '**/node_modules/**', mostShown);
}

/** One line for each, sorted by path. */
export function itemsOf(uris: readonly Uri[]): ImageItem[] {
  const items = uris.map((uri) => {
    const path = workspace.asRelativePath(uri);
    return {
      path,
      uri,
      label: nameOf(uri.toString()),
      description: path.slice(0, path.lastIndexOf('/') + 1),
    };
  });
  return items.sort((a, b) => a.path.localeCompare(b.path, undefined, { numeric: true }));
}

async function pickElsewhere(messages: Messages): Promise<string[]> {
  const choose = 'Choose Files…';
  const where =
    workspace.workspaceFolders === undefined ? 'No folder is open' : 'This workspace has no images';
  const pressed = await messages.ask('information', `${where}. Choose image files to edit.`, choose);
  if (pressed !== choose) return [];
  const chosen = await window.showOpenDialog({
    canSelectMany: true,
    filters: { Images: [...imageExtensions] },
    openLabel: 'Edit',
  });
  return (chosen ?? []).map((uri) => uri.toString());
}
