import type { TextDocument, Uri } from 'vscode';
import type { DocumentParts } from '../../../core/markdown/document/documentParts.ts';
import type { ImageLink } from '../../../core/markdown/document/imageLinks.ts';
import { lacksAlt } from '../../../core/markdown/report/report.ts';
import { darkOf, isDark, pairFormOf } from '../../../core/markdown/writing/darkVariant.ts';
import { t } from '../../../core/shared/l10n.ts';
import { nameOf } from '../../../core/uris.ts';
import { isImageName } from '../../../vscode/images/imageNames.ts';
import { hasHome, type Mention, mentionOf } from '../documents/documents.ts';
import type { LinkedFiles } from '../documents/linkedFiles.ts';
import { isWithin } from '../documents/newImages.ts';
import { changedSentence, type Sources } from '../documents/sources.ts';

/** Something that can be done with an image of a document. */
export interface Offer {
  title: string;
  command: string;
  argument: Mention | string;
  /** Mends what is wrong, rather than making something new. */
  mends: boolean;
  /**
   * When there is a line of its own above the image for it: always; only while a person wants to see all; never.
   */
  lens: 'missing' | 'all' | 'never';
}

export interface OfferDeps {
  linked: Pick<LinkedFiles, 'targetOf' | 'rulesOf' | 'imagesOf'>;
  sources: Pick<Sources, 'sourceOf'>;
}

/** What can be done with one image of a document, the first thing first. */
export async function offersFor(
  { linked, sources }: OfferDeps,
  document: TextDocument,
  parts: DocumentParts,
  link: ImageLink,
): Promise<Offer[]> {
  const offers: Offer[] = [];
  if (!hasHome(document)) return offers;
  const { state, file } = await linked.targetOf(document.uri, parts, link);
  const argument = mentionOf(document, link);
  const offer = (title: string, name: string, mends: boolean, lens: Offer['lens']) =>
    offers.push({ title, command: `nanoBanana.${name}`, argument, mends, lens });
  if (file && isImageName(nameOf(file.toString()))) {
    if (state === 'missing') {
      if (isWithin(document.uri, file))
        offer(t('Generate Missing Image…'), 'generateLinkedImage', true, 'missing');
    } else {
      if (state === 'caseDiffers')
        offer(
          t('Only the Letter Case Differs: Write {name}', { name: nameOf(file.toString()) }),
          'correctCase',
          true,
          'missing',
        );
      offer(t('Edit with Nano Banana…'), 'editLinkedImage', false, 'all');
      const redo = await redoOf(sources, file);
      if (redo) offers.push(redo);
      const form = pairFormOf(parts, link, await linked.rulesOf(document.uri));
      const hasDark = isDark(parts, link) || darkOf(parts, link) !== undefined;
      if (form !== undefined && !hasDark) offer(t('Make Dark Variant…'), 'makeDarkVariant', false, 'never');
    }
  }
  if (link.altPlace && link.alt.trim() === '')
    offer(t('Suggest Alt Text…'), 'suggestAltText', lacksAlt(link), lacksAlt(link) ? 'all' : 'never');
  return offers;
}

async function redoOf(sources: OfferDeps['sources'], file: Uri): Promise<Offer | undefined> {
  const uri = file.toString();
  const source = await sources.sourceOf(uri);
  if (!source?.changed) return undefined;
  return {
    title: t('{changed}: Redo This Edit…', { changed: changedSentence(source.uri, uri) }),
    command: 'nanoBanana.redoEdit',
    argument: uri,
    mends: true,
    lens: 'missing',
  };
}
