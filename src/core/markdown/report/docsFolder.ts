import { formatNumber, inARow, plural, t } from '../../shared/l10n.ts';
import { DocsPlace, type ReportFiles } from './docsPlace.ts';
import { Mentions } from './mentions.ts';
import { DocsReport, type Finding, type ReportedImage } from './report.ts';
import type { ReportHead } from './reportText.ts';
import { Turns } from './turns.ts';

/** How a look at a folder is followed and ended early. */
export interface Looking {
  tell(sentence: string): void;
  isStopped(): boolean;
}

/** More than any docs folder has; a larger workspace is looked at in parts. */
const mostDocuments = 20_000;
const mostImages = 20_000;
const mostOthers = 30_000;
const atOnce = 8;

/**
 * What is wrong with the images of a folder, the same in the editor and on the command line. Documents of the whole
 * root are read, because they may link the folder's images too.
 *
 * @param root decoded path of the folder that addresses never lead out of: the workspace's or the repository's;
 *   undefined: the repository's, else the folder itself
 * @returns undefined when it was ended early
 */
export async function reportOn(
  files: ReportFiles,
  folder: string,
  root: string | undefined,
  { tell, isStopped }: Looking,
): Promise<{ findings: Finding[]; head: ReportHead } | undefined> {
  tell(t('Looking for documents'));
  const turns = new Turns();
  const place = await DocsPlace.of(files, folder, root, turns);
  const whole = await place.walk(place.root, isStopped);
  const own = place.folder === place.root ? whole : await place.walk(place.folder, isStopped);
  const report = new DocsReport({
    resolver: place.resolver,
    realPath: (path) => place.realPath(path),
    uriOf: (path) => files.uriOf(path),
    nameOf: (path) => place.nameOf(path),
    turns,
  });

  const inFolder = new Set(own.documents.map(({ realPath }) => realPath));
  const elsewhere = whole.documents.filter(({ realPath }) => !inFolder.has(realPath));
  const documents = [...own.documents, ...elsewhere].slice(0, mostDocuments);
  const mentions = new Mentions(
    own.images.map(({ realPath }) => realPath),
    turns,
  );
  let skipped = 0;
  await inTurns(documents, isStopped, async (file, index) => {
    await turns.rest();
    if (index % 20 === 0) tell(t('Document {number} of {all}', { number: index + 1, all: documents.length }));
    const text = await files.readDocument(file.path);
    if (text === undefined) {
      skipped++;
      // Too long to be read as Markdown; what it names is named all the same.
      await mentions.addDocument(file.realPath, (await files.readText(file.path)) ?? '');
      return;
    }
    const read = { path: file.path, places: place.placesOf(file, whole, text) };
    const parts = await place.read(file.path, text);
    await mentions.addDocument(file.realPath, text);
    if (inFolder.has(file.realPath)) await report.addDocument(read, parts);
    else await report.addLinks(read, parts);
  });

  const unnamed = own.images.filter(
    ({ realPath }) => !report.isLinked(realPath) && !mentions.isNamed(realPath),
  );
  const others = unnamed.length === 0 ? [] : whole.others.slice(0, mostOthers);
  await inTurns(others, isStopped, async ({ path, realPath }, index) => {
    if (index % 100 === 0) tell(t('Other file {number} of {all}', { number: index + 1, all: others.length }));
    const text = await files.readText(path);
    if (text !== undefined) await mentions.add(realPath, text);
  });
  await report.addUsed(own.images.map(({ realPath }) => realPath).filter((image) => mentions.isNamed(image)));

  const known: ReportedImage[] = [];
  const images = own.images.slice(0, mostImages);
  await inTurns(images, isStopped, async ({ path, realPath }, index) => {
    if (index % 50 === 0) tell(t('Image {number} of {all}', { number: index + 1, all: images.length }));
    const measured = await files.measure(path);
    if (measured) known.push({ path, realPath, ...measured });
  });
  if (isStopped()) return undefined;
  await report.addUsed(await place.manifestFiles(whole, own));
  const order = new Map(images.map(({ path }, index) => [path, index]));
  known.sort((a, b) => (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0));
  const isWhole = whole.isWhole && own.isWhole;
  const limits = limitsOf({
    documents: documents.length,
    images: images.length,
    others: others.length,
    skipped,
    isWhole,
  });
  const head = {
    folder: place.nameOf(place.folder),
    documents: report.documents,
    images: known.length,
    limits,
  };
  return { findings: report.finish(known), head };
}

interface Looked {
  documents: number;
  images: number;
  /** Files that are no documents. */
  others: number;
  /** Documents that could not be read. */
  skipped: number;
  isWhole: boolean;
}

function limitsOf({ documents, images, others, skipped, isWhole }: Looked): string | undefined {
  const sentences = inARow(
    documents === mostDocuments &&
      t('Only the first {most} documents were read: an image reported as unlinked may have a link.', {
        most: formatNumber(mostDocuments),
      }),
    images === mostImages &&
      t('Only the first {most} images were looked at.', { most: formatNumber(mostImages) }),
    others === mostOthers &&
      t('Only the first {most} other files were read: an image reported as unlinked may have a link.', {
        most: formatNumber(mostOthers),
      }),
    !isWhole && t('There are more folders than were searched.'),
    skipped > 0 &&
      plural(skipped, {
        one: '{count} too long or unreadable document was left out.',
        other: '{count} too long or unreadable documents were left out.',
      }),
  );
  return sentences === '' ? undefined : sentences;
}

/** A few at a time, so that neither memory nor the file system is filled; ends early when the person gives up. */
async function inTurns<T>(
  all: readonly T[],
  isStopped: () => boolean,
  work: (one: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < all.length && !isStopped()) {
      const index = next++;
      const one = all[index];
      if (one !== undefined) await work(one, index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
