import { type QuickPickItem, RelativePattern, Uri, window, workspace } from 'vscode';
import { formatNumber, t } from '../../core/shared/l10n.ts';
import { nameOf } from '../../core/uris.ts';
import type { Messages } from '../dialogs/messages.ts';
import { imageExtensions, imageGlob } from './imageNames.ts';

export const mostFound = 5000;

export interface ImageItem extends QuickPickItem {
  uri: Uri;
}

/**
 * Lets the person choose images of the workspace, or files from anywhere where there are none.
 * @returns URI strings; empty when the person gave up
 */
export async function pickImages(messages: Messages, title = t('Images to Edit')): Promise<string[]> {
  const found = await findImages();
  if (found.length === 0) return pickElsewhere(messages);
  const chosen = await window.showQuickPick(itemsOf(found), {
    title,
    placeHolder:
      found.length < mostFound
        ? t('Choose one or more images')
        : t('The first {most} images of the workspace. Choose one or more', {
            most: formatNumber(mostFound),
          }),
    canPickMany: true,
    matchOnDescription: true,
  });
  return (chosen ?? []).map(({ uri }) => uri.toString());
}

/** A file of the workspace in a list. */
export function fileItem(uri: string): QuickPickItem & { uri: string } {
  const path = workspace.asRelativePath(Uri.parse(uri));
  return { uri, label: nameOf(uri), description: path.slice(0, path.lastIndexOf('/') + 1) };
}

/** The images of the workspace, or of a folder, up to a limit. */
export async function findImages(folder?: Uri): Promise<Uri[]> {
  const within = folder ? new RelativePattern(folder, imageGlob) : imageGlob;
  return workspace.findFiles(within, '**/node_modules/**', mostFound);
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
  const choose = t('Choose Files…');
  const where =
    workspace.workspaceFolders === undefined
      ? t('No folder is open. Choose image files to edit.')
      : t('This workspace has no images. Choose image files to edit.');
  const pressed = await messages.ask('information', where, choose);
  if (pressed !== choose) return [];
  const chosen = await window.showOpenDialog({
    canSelectMany: true,
    filters: { [t('Images')]: [...imageExtensions] },
    openLabel: t('Edit'),
  });
  return (chosen ?? []).map((uri) => uri.toString());
}
