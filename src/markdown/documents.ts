import { type DocumentSelector, type TextDocument, Uri, workspace } from 'vscode';
import { addressOf, addressStyleOf, type Home, resolveAddress } from '../docs/addresses.ts';
import type { ImageLink } from '../docs/imageLinks.ts';
import { type DocumentParts, readDocument } from '../docs/readDocument.ts';

export const languages: readonly string[] = ['markdown', 'mdx'];
export const selector: DocumentSelector = languages.map((language) => ({ language }));

/** A longer text is no documentation, and reading it at every key would be felt. */
export const longestText = 300_000;

const known = new WeakMap<TextDocument, { version: number; parts: DocumentParts }>();

/** What a document says now; read once for each of its versions. */
export function partsOf(document: TextDocument): DocumentParts {
  const cached = known.get(document);
  if (cached?.version === document.version) return cached.parts;
  const text = document.getText();
  const isMdx = document.languageId === 'mdx';
  const parts = readDocument(text.length > longestText ? '' : text, isMdx);
  known.set(document, { version: document.version, parts });
  return parts;
}

/** Whether addresses in a document lead anywhere: one that was never saved lies in no folder. */
export const hasHome = ({ uri }: TextDocument): boolean =>
  uri.scheme === 'file' || workspace.getWorkspaceFolder(uri) !== undefined;

export const homeOf = (uri: Uri): Home => ({
  document: uri.path,
  root: workspace.getWorkspaceFolder(uri)?.uri.path,
});

/** The file that an address in a document leads to; undefined for one in the web. */
export function targetOf(document: Uri, url: string): Uri | undefined {
  const target = resolveAddress(homeOf(document), url);
  return target && document.with({ path: target.path, query: '', fragment: '' });
}

/** The address of a file for a document, in the document's own style. */
export function addressIn(document: Uri, { images }: DocumentParts, file: Uri): string {
  return addressOf(homeOf(document), file.path, addressStyleOf(images.map(({ url }) => url)));
}

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
