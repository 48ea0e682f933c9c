import { type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { t } from '../../core/shared/l10n.ts';
import { folderOf, nameOf } from '../../core/uris.ts';
import { imageExtensions } from './imageNames.ts';
import { findImages, type ImageItem, itemsOf } from './pickImages.ts';

/** What an image can be compared with: its last committed version, or another file. */
export type Partner = { kind: 'head' } | { kind: 'file'; uri: string };

interface PartnerItem extends QuickPickItem {
  partner?: Partner | 'elsewhere';
}

const elsewhere = (): PartnerItem => ({
  label: t('Choose a File…'),
  partner: 'elsewhere',
  alwaysShow: true,
});

/** Lets the person choose one image of the workspace, or a file from anywhere. */
export async function pickImage(title = t('Image to Compare')): Promise<string | undefined> {
  const partner = await pick(title, async () => [...fileItems(itemsOf(await findImages())), elsewhere()]);
  return partner?.kind === 'file' ? partner.uri : undefined;
}

/**
 * Lets the person choose what to compare an image with. Those beside it come before the others.
 * @param isCommitted whether it has a committed version
 */
export function pickPartner(uri: string, isCommitted: () => Promise<boolean>): Promise<Partner | undefined> {
  return pick(t('Compare {name} With', { name: nameOf(uri) }), async () => {
    const [found, committed] = await Promise.all([findImages(), isCommitted()]);
    const others = itemsOf(found.filter((other) => other.toString() !== uri));
    const folder = folderOf(uri);
    const isBeside = (item: ImageItem) => folderOf(item.uri.toString()) === folder;
    return [
      ...(committed ? [headItem()] : []),
      ...group(t('In the same folder'), others.filter(isBeside)),
      ...group(
        t('In other folders'),
        others.filter((item) => !isBeside(item)),
      ),
      separator(''),
      elsewhere(),
    ];
  });
}

const headItem = (): PartnerItem => ({
  label: t('Last committed version'),
  description: 'HEAD',
  partner: { kind: 'head' },
});

const separator = (label: string): PartnerItem => ({ label, kind: QuickPickItemKind.Separator });

const fileItems = (items: readonly ImageItem[]): PartnerItem[] =>
  items.map(({ label, description, uri }) => ({
    label,
    ...(description !== undefined && { description }),
    partner: { kind: 'file', uri: uri.toString() },
  }));

function group(label: string, items: readonly ImageItem[]): PartnerItem[] {
  return items.length === 0 ? [] : [separator(label), ...fileItems(items)];
}

async function pick(title: string, items: () => Promise<PartnerItem[]>): Promise<Partner | undefined> {
  const chosen = await window.showQuickPick(items(), {
    title,
    placeHolder: t('Choose an image'),
    matchOnDescription: true,
  });
  if (chosen?.partner !== 'elsewhere') return chosen?.partner;
  const [file] =
    (await window.showOpenDialog({
      filters: { [t('Images')]: [...imageExtensions] },
      openLabel: t('Compare'),
    })) ?? [];
  return file && { kind: 'file', uri: file.toString() };
}
