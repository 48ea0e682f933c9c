import { type DocumentSelector, type TextDocument, Uri, workspace } from 'vscode';
import type { DocumentParts } from '../../../core/markdown/document/documentParts.ts';
import type { ImageLink } from '../../../core/markdown/document/imageLinks.ts';

export const languages: readonly string[] = ['markdown', 'mdx'];
export const selector: DocumentSelector = languages.map((language) => ({ language }));

/** Whether addresses in a document lead anywhere: one that was never saved lies in no folder. */
export const hasHome = ({ uri }: TextDocument): boolean =>
  uri.scheme === 'file' || workspace.getWorkspaceFolder(uri) !== undefined;

/** What a command is told of an image: which link in which document. */
export interface Mention {
  /** URI string of the document. */
  document: string;
  offset: number;
  /** As it stands in the document; undefined for a place without a link. */
  url?: string | undefined;
}

export const mentionOf = (document: TextDocument, { span, url }: ImageLink): Mention => ({
  document: document.uri.toString(),
  offset: span.start,
  url,
});

/** The link at an offset; its end counts, because that is where the cursor is after typing one. */
export const linkAt = ({ images }: DocumentParts, offset: number): ImageLink | undefined =>
  images.find(({ span }) => span.start <= offset && offset <= span.end);

/** The link that is meant, also when the document has changed since: of those with its address the nearest. */
export function linkOf(parts: DocumentParts, { offset, url }: Mention): ImageLink | undefined {
  if (url === undefined) return linkAt(parts, offset);
  const distance = ({ span }: ImageLink): number => Math.abs(span.start - offset);
  return parts.images.filter((image) => image.url === url).sort((a, b) => distance(a) - distance(b))[0];
}

export const openDocument = async (uri: string): Promise<TextDocument> =>
  workspace.openTextDocument(Uri.parse(uri));

/** So long nothing is typed before a document is read for what is only shown. */
const pauseMs = 200;

/**
 * Waits until nobody types. What is shown by itself asks first, so that a document is read once a pause and not at
 * each key.
 * @returns whether it is still the same text that was asked for
 */
export async function pausedTyping(
  document: TextDocument,
  token: { readonly isCancellationRequested: boolean },
): Promise<boolean> {
  const { version } = document;
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  return !token.isCancellationRequested && document.version === version && !document.isClosed;
}
