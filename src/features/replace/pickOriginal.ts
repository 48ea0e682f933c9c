import { type QuickPickItem, QuickPickItemKind, Uri, window } from 'vscode';
import { type PossibleOriginal, possibleOriginals } from '../../core/edit/origins/possibleOriginals.ts';
import type { FileStore, Settings } from '../../core/ports.ts';
import { placeholder } from '../../core/save/fileNameTemplate.ts';
import { type Sentence, say, sentence, t } from '../../core/shared/l10n.ts';
import { folderOf, nameOf } from '../../core/uris.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import { reach } from '../../vscode/files/reach.ts';
import { imageExtensions, isImageName, nothingToEditSentence } from '../../vscode/images/imageNames.ts';
import { fileItem } from '../../vscode/images/pickImages.ts';

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
    title: t('Replace Original'),
    placeHolder:
      found.length === 0
        ? t('It is unknown what {name} was made from. Choose the image that it replaces', { name })
        : t('{name} does not say what it was made from. Choose the image that it replaces', { name }),
    matchOnDescription: true,
  });
  if (chosen === undefined) return undefined;
  return chosen.uri ?? pickFile(deps, result);
}

function itemsOf(found: readonly PossibleOriginal[]): OriginalItem[] {
  const elsewhere: OriginalItem = { label: t('Choose a File…'), alwaysShow: true };
  if (found.length === 0) return [elsewhere];
  const items = found.map((one) => ({ ...fileItem(one.uri), detail: whyItFits(one) }));
  return [...items, { label: '', kind: QuickPickItemKind.Separator }, elsewhere];
}

const reasons: Record<PossibleOriginal['by'], Sentence> = {
  record: sentence('The record names it'),
  name: sentence('The name fits'),
  shape: sentence('The same pixels and type, in the same folder'),
};

function whyItFits({ by, sameShape }: PossibleOriginal): string {
  if (by === 'record' && sameShape) return t('The record names it, and size and type fit');
  if (by === 'name' && sameShape) return t('The name fits, and so do size and type');
  return say(reasons[by]);
}

async function pickFile({ messages }: PickOriginalDeps, result: string): Promise<string | undefined> {
  const [file] =
    (await window.showOpenDialog({
      title: t('Replace With {name}', { name: nameOf(result) }),
      filters: { [t('Images')]: [...imageExtensions] },
      openLabel: t('Replace'),
      defaultUri: Uri.parse(folderOf(result)),
    })) ?? [];
  const chosen = file?.toString();
  if (chosen === undefined || (isImageName(nameOf(chosen)) && chosen !== result)) return chosen;
  const sentence =
    chosen === result
      ? t("{name} can't replace itself. Choose the image that it was made from.", { name: nameOf(result) })
      : nothingToEditSentence([nameOf(chosen)]);
  messages.tell('warning', sentence);
  return undefined;
}
