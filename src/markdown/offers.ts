import type { TextDocument, Uri } from 'vscode';
import { isImageName } from '../commands/imageNames.ts';
import { darkOf, isDark } from '../docs/darkVariant.ts';
import type { ImageLink } from '../docs/imageLinks.ts';
import { lacksAlt } from '../docs/report.ts';
import { nameOf } from '../editing/uris.ts';
import { hasHome, type Mention, mentionOf, partsOf, targetOf } from './documents.ts';
import type { LinkedFiles } from './linkedFiles.ts';
import { isWithin } from './newImages.ts';
import { changedSentence, type Sources } from './sources.ts';

/** Something that can be done with an image of a document. */
export interface Offer {
  title: string;
  command: string;
  argument: Mention | string;
  /** Mends what is wrong, rather than making something new. */
  mends: boolean;
  /** Worth a line of its own above the image. */
  isShown: boolean;
}

export interface OfferDeps {
  linked: Pick<LinkedFiles, 'exists'>;
  sources: Pick<Sources, 'sourceOf'>;
}

/** What can be done with one image of a document, the first thing first. */
export async function offersFor(
  { linked, sources }: OfferDeps,
  document: TextDocument,
  link: ImageLink,
): Promise<Offer[]> {
  const offers: Offer[] = [];
  const file = hasHome(document) ? targetOf(document.uri, link.url) : undefined;
  const argument = mentionOf(document, link);
  const offer = (title: string, name: string, kind: { mends?: boolean; isShown?: boolean } = {}) =>
    offers.push({
      title,
      command: `nanoBanana.${name}`,
      argument,
      mends: kind.mends ?? false,
      isShown: kind.isShown ?? true,
    });
  if (file && isImageName(nameOf(file.toString()))) {
    if (await linked.exists(file)) {
      offer('Edit with Nano Banana…', 'editLinkedImage');
      const redo = await redoOf(sources, file);
      if (redo) offers.push(redo);
      const hasDark = isDark(link) || darkOf(partsOf(document), link) !== undefined;
      if (!hasDark) offer('Make Dark Variant…', 'makeDarkVariant', { isShown: false });
    } else if (isWithin(document.uri, file)) {
      offer('Generate Missing Image…', 'generateLinkedImage', { mends: true });
    }
  }
  if (link.altPlace && link.alt.trim() === '')
    offer('Suggest Alt Text…', 'suggestAltText', { mends: lacksAlt(link), isShown: lacksAlt(link) });
  return offers;
}

async function redoOf(sources: OfferDeps['sources'], file: Uri): Promise<Offer | undefined> {
  const uri = file.toString();
  const source = await sources.sourceOf(uri);
  if (!source?.changed) return undefined;
  return {
    title: `${changedSentence(source.uri, uri)}: Redo This Edit…`,
    command: 'nanoBanana.redoEdit',
    argument: uri,
    mends: true,
    isShown: true,
  };
}
