import { type TextDocument, type Uri, window } from 'vscode';
import * as z from 'zod/mini';
import { type DocumentParts, longestText } from '../../../core/markdown/document/documentParts.ts';
import type { ImageLink } from '../../../core/markdown/document/imageLinks.ts';
import { inARow, t } from '../../../core/shared/l10n.ts';
import type { Messages } from '../../../vscode/dialogs/messages.ts';
import { hasHome, languages, linkOf, openDocument } from './documents.ts';
import type { LinkedFiles, LinkTarget } from './linkedFiles.ts';

const mentionSchema = z.object({
  document: z.string(),
  offset: z.int().check(z.gte(0)),
  url: z.optional(z.string()),
});

/** A place in a document that a command works on. */
export interface Location {
  document: TextDocument;
  parts: DocumentParts;
  offset: number;
  /** The image there. */
  link: ImageLink | undefined;
}

/** A link to a file of the workspace, which may be there or not. */
export interface LinkedLocation extends Location {
  link: ImageLink;
  state: LinkTarget['state'];
  file: Uri;
}

export interface LocationDeps {
  messages: Messages;
  linked: Pick<LinkedFiles, 'partsOf' | 'targetOf'>;
}

/** Where a command was called: from a lens or an action, else where the cursor is. Tells why there is nothing. */
export async function locationOf(
  given: unknown,
  { messages, linked }: LocationDeps,
): Promise<Location | undefined> {
  const mention = mentionSchema.safeParse(given);
  const editor = window.activeTextEditor;
  const document = mention.success ? await openDocument(mention.data.document) : editor?.document;
  if (document === undefined || !languages.includes(document.languageId)) {
    messages.tell(
      'information',
      t('Open a Markdown document and put the cursor where the image is or goes.'),
    );
    return undefined;
  }
  if (!hasHome(document)) {
    messages.tell('information', t('Save the document first: its links are relative to where it is saved.'));
    return undefined;
  }
  if (document.getText().length > longestText) {
    messages.tell('information', t('This document is too long to work on here. Split it first.'));
    return undefined;
  }
  const parts = await linked.partsOf(document);
  const cursor = editor?.document === document ? document.offsetAt(editor.selection.active) : 0;
  const asked = mention.success ? mention.data : { document: '', offset: cursor };
  return { document, parts, offset: asked.offset, link: linkOf(parts, asked) };
}

/** As `spotOf`, where there has to be an image of the workspace. */
export async function linkedLocationOf(
  given: unknown,
  deps: LocationDeps,
): Promise<LinkedLocation | undefined> {
  const { messages, linked } = deps;
  const location = await locationOf(given, deps);
  if (location === undefined) return undefined;
  const { link, document, parts } = location;
  const target = link && (await linked.targetOf(document.uri, parts, link));
  if (link && target?.file) return { ...location, link, state: target.state, file: target.file };
  messages.tell(
    'information',
    inARow(whyNot(target), t('Put the cursor on a link to an image in the workspace.')),
  );
  return undefined;
}

function whyNot(target: LinkTarget | undefined): string {
  if (target === undefined) return t('There is no image here.');
  if (target.state === 'web') return t('This image is on the web.');
  if (target.state === 'missing')
    return t('This image is missing, and only the site knows where it would look for it.');
  return t('Which image this is is decided when the site is built.');
}
