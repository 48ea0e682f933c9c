import { type QuickPickItem, QuickPickItemKind, Uri, window } from 'vscode';
import { type PossibleOriginal, possibleOriginals } from '../../core/edit/possibleOriginals.ts';
import type { FileStore, Settings } from '../../core/ports.ts';
import { placeholder } from '../../core/save/fileNameTemplate.ts';
import { folderOf, nameOf } from '../../core/uris.ts';
import { imageExtensions, isImageName, nothingToEditSentence } from '../../vscode/imageNames.ts';
import type { Messages } from '../../vscode/messages.ts';
import { fileItem } from '../../vscode/pickImages.ts';
import { reach } from '../../vscode/reach.ts';

export interface PickOriginalDeps {
  files: FileStore;
  settings: Pick<Settings, 'read'>;
  messages: Messages;
}

interface OriginalItem extends QuickPickItem {
  /** Undefined: a file from anywhere. */
  uri?: string;
}

/** The setting's default: a result may be from before the setting was changed. */
const usualTemplate = `${placeholder('sourceName')}-edited`;

/**
 * Lets the person choose the image that a result was made from: of those that fit, or any file.
 * @returns undefined when the person gave up
 */
export async function pickOriginal(deps: PickOriginalDeps, result: string): Promise<string | undefined> {
  const { files, settings } = deps;
  const templates = [...new Set([settings.read(result).outputFileName, usualTemplate])];
  const mayRead = (uri: string) => reach(uri, result) !== undefined;
  const found = await possibleOriginals({ files, templates, isImage: isImageName, mayRead }, result);
  const name = nameOf(result);
  const chosen = await window.showQuickPick(itemsOf(found), {
    title: 'Replace Original',
    placeHolder:
      found.length === 0
        ? `Nothing tells what ${name} was made from. Choose the image that it replaces`
        : `Nothing in ${name} says what it was made from. Choose the image that it replaces`,
    matchOnDescription: true,
  });
  if (chosen === undefined) return undefined;
  return chosen.uri ?? pickFile(deps, result);
}

function itemsOf(found: readonly PossibleOriginal[]): OriginalItem[] {
  const elsewhere: OriginalItem = { label: 'Choose a File…', alwaysShow: true };
  if (found.length === 0) return [elsewhere];
  const items = found.map((one) => ({ ...fileItem(one.uri), detail: whyItFits(one) }));
  return [...items, { label: '', kind: QuickPickItemKind.Separator }, elsewhere];
}

const reasons: Record<PossibleOriginal['by'], string> = {
  record: 'The record names it',
  name: 'The name fits',
  shape: 'The same pixels and type, in the same folder',
};

function whyItFits({ by, sameShape }: PossibleOriginal): string {
  return by === 'shape' || !sameShape ? reasons[by] : `${reasons[by]}, and so do pixels and type`;
}

async function pickFile({ messages }: PickOriginalDeps, result: string): Promise<string | undefined> {
  const [file] =
    (await window.showOpenDialog({
      title: `Replace With ${nameOf(result)}`,
      filters: { Images: [...imageExtensions] },
      openLabel: 'Replace',
      defaultUri: Uri.parse(folderOf(result)),
    })) ?? [];
  const chosen = file?.toString();
  if (chosen === undefined || (isImageName(nameOf(chosen)) && chosen !== result)) return chosen;
  const sentence =
    chosen === result
      ? `${nameOf(result)} can't replace itself. Choose the image that it was made from.`
      : nothingToEditSentence([nameOf(chosen)]);
  messages.tell('warning', sentence);
  return undefined;
}
