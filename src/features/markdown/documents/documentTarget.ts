import { env, type TextDocument, Uri } from 'vscode';
import { suffixOf } from '../../../core/markdown/document/addressParts.ts';
import type { DocumentParts } from '../../../core/markdown/document/documentParts.ts';
import { findPlace, type Place, sameAddress } from '../../../core/markdown/document/findAgain.ts';
import { type FormOfLink, formOf, type ImageLink } from '../../../core/markdown/document/imageLinks.ts';
import type { Edit } from '../../../core/markdown/document/spans.ts';
import {
  escapeAlt,
  formOfStyle,
  insertImage,
  linkStyleOf,
  writeAddress,
} from '../../../core/markdown/writing/writeLinks.ts';
import type { WritingRules } from '../../../core/markdown/writing/writingRules.ts';
import type { Log } from '../../../core/ports.ts';
import { t } from '../../../core/shared/l10n.ts';
import { nameOf } from '../../../core/uris.ts';
import type { Messages } from '../../../vscode/dialogs/messages.ts';
import type { ResultTarget } from '../../resultTarget.ts';
import { openDocument } from './documents.ts';
import { editDocument } from './editDocument.ts';
import type { LinkedFiles } from './linkedFiles.ts';

export interface DocumentTargetDeps {
  messages: Messages;
  log: Log;
  linked: Pick<
    LinkedFiles,
    'partsOf' | 'rulesOf' | 'targetOf' | 'addressFor' | 'moduleFor' | 'usualFolderOf'
  >;
}

/** What a result is written with. */
export interface Written {
  file: Uri;
  rules: WritingRules;
  /** The result's address, as the document's site wants it in this form of link. */
  address(form: FormOfLink, replaced?: ImageLink): Promise<string>;
}

/** What a result does in its document. */
export interface DocumentTargetPlan {
  /** URI string of the document. */
  document: string;
  fileName?: string;
  note: string;
  /** Nothing is written before the person agrees. */
  asksFirst: boolean;
  /** The address that shows the result, once there is one: later results take its place. */
  url: string | undefined;
  alt: string;
  /**
   * What is written for the first result; undefined where its place is gone. Left out where the address above
   * is already in the document.
   */
  write?(parts: DocumentParts, result: Written): Promise<Edit[] | undefined>;
}

/**
 * Brings the results of a panel into the document that it was opened from: the first at once, each further one
 * when the person says so. The document may have changed meanwhile, so every place is looked for anew.
 */
export function documentTarget(deps: DocumentTargetDeps, plan: DocumentTargetPlan): ResultTarget {
  const { document, note, fileName } = plan;
  const { linked } = deps;
  const name = nameOf(document);
  let shown = plan.write ? undefined : plan.url;
  let isFirst = true;
  let before = Promise.resolve();

  const take = async (uri: string): Promise<void> => {
    const asks = plan.asksFirst || !isFirst;
    isFirst = false;
    if (asks && !(await agrees(uri))) return;
    const text = await openDocument(document);
    const parts = await linked.partsOf(text);
    const file = Uri.parse(uri);
    const result: Written = {
      file,
      rules: await linked.rulesOf(text.uri),
      address: (form, replaced) => linked.addressFor(text.uri, parts, file, form, replaced),
    };
    const known = shown === undefined ? [] : sameAddress(parts, shown);
    for (const link of known) {
      if ((await linked.targetOf(text.uri, parts, link)).file?.path === file.path) return;
    }
    const edits = shown === undefined ? await plan.write?.(parts, result) : await pointTo(known, result);
    if (edits === undefined || !(await editDocument(text, parts, edits)))
      await offerLink(uri, await result.address('markdown'));
    else shown = await shownAs(text, file);
  };

  /** The address that leads to a file now; undefined where the document shows it in no form that is read. */
  const shownAs = async (text: TextDocument, file: Uri): Promise<string | undefined> => {
    const parts = await linked.partsOf(text);
    for (const link of parts.images) {
      const target = await linked.targetOf(text.uri, parts, link);
      if (target.file?.path === file.path) return link.url;
    }
    return undefined;
  };

  const agrees = async (uri: string): Promise<boolean> => {
    const show = t('Show It There');
    const question = t('Saved {name}. Show it in {document}?', { name: nameOf(uri), document: name });
    return (await deps.messages.ask('information', question, show)) === show;
  };

  const offerLink = async (uri: string, url: string): Promise<void> => {
    const copy = t('Copy Link');
    const sentence = t(
      "{document} can't be changed automatically to show {name}: the place is gone, or its site would not accept it. Copy the link and put it where it belongs.",
      { document: name, name: nameOf(uri) },
    );
    if ((await deps.messages.ask('warning', sentence, copy)) !== copy) return;
    const alt = escapeAlt(plan.alt, { isMdx: true, inTable: false });
    await env.clipboard.writeText(`![${alt}](${url})`);
  };

  return {
    note,
    ...(fileName !== undefined && { fileName }),
    saved: (uri) => {
      before = before
        .then(() => take(uri))
        .catch((error: unknown) => deps.log.error(`${name} could not be changed: ${String(error)}`));
    },
  };
}

/** Lets every link with one address lead to another, each in its own form and with the suffix it has. */
async function pointTo(links: readonly ImageLink[], result: Written): Promise<Edit[] | undefined> {
  if (links.length === 0) return undefined;
  return Promise.all(
    links.map(async (link) => {
      const url = await result.address(formOf(link), link);
      return writeAddress(link, url + suffixOf(link.url));
    }),
  );
}

/** Puts the image where a place was. */
export const writeAtPlace =
  (place: Place, alt: string) =>
  async (parts: DocumentParts, result: Written): Promise<Edit[] | undefined> => {
    const offset = findPlace(parts.text, place);
    if (offset === undefined) return undefined;
    const style = linkStyleOf(parts, result.rules);
    const url = await result.address(formOfStyle(style));
    // Raw HTML shows by a relative address what Markdown would, only where the site rewrites it.
    const isSafe = style !== 'html' || result.rules.showsRawImages || url.startsWith('/');
    return insertImage(parts, offset, { url, alt }, isSafe ? style : 'inline');
  };
