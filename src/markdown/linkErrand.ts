import { env, Uri } from 'vscode';
import { resolveAddress } from '../docs/addresses.ts';
import { findPlace, type Place, sameAddress } from '../docs/findAgain.ts';
import type { DocumentParts } from '../docs/readDocument.ts';
import type { Edit } from '../docs/spans.ts';
import { escapeAlt, insertImage, writeAddress } from '../docs/writeLinks.ts';
import type { Log } from '../editing/ports.ts';
import { nameOf } from '../editing/uris.ts';
import type { Errand } from '../session/errand.ts';
import type { Messages } from '../vscode/messages.ts';
import { addressIn, homeOf, openDocument, partsOf } from './documents.ts';
import { editDocument } from './editDocument.ts';

export interface LinkErrandDeps {
  messages: Messages;
  log: Log;
}

/** What a result does in its document. */
export interface LinkErrandPlan {
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
  write?(parts: DocumentParts, url: string): Edit[] | undefined;
}

/**
 * Brings the results of a panel into the document that it was opened from: the first at once, each further one
 * when the person says so. The document may have changed meanwhile, so every place is looked for anew.
 */
export function linkErrand(deps: LinkErrandDeps, plan: LinkErrandPlan): Errand {
  const { document, note, fileName } = plan;
  const name = nameOf(document);
  let shown = plan.write ? undefined : plan.url;
  let isFirst = true;
  let before = Promise.resolve();

  const take = async (uri: string): Promise<void> => {
    const asks = plan.asksFirst || !isFirst;
    isFirst = false;
    if (asks && !(await agrees(uri))) return;
    const text = await openDocument(document);
    const parts = partsOf(text);
    const file = Uri.parse(uri);
    const url = addressIn(text.uri, parts, file);
    if (shown !== undefined && resolveAddress(homeOf(text.uri), shown)?.path === file.path) return;
    const edits = shown === undefined ? plan.write?.(parts, url) : pointTo(parts, shown, url);
    if (edits === undefined || !(await editDocument(text, edits))) await offerLink(uri, url);
    else shown = url;
  };

  const agrees = async (uri: string): Promise<boolean> => {
    const show = 'Show It There';
    const question = `Saved ${nameOf(uri)}. Shall ${name} show it?`;
    return (await deps.messages.ask('information', question, show)) === show;
  };

  const offerLink = async (uri: string, url: string): Promise<void> => {
    const copy = 'Copy Link';
    const sentence = `${name} has changed, and the place for ${nameOf(uri)} is not there any more. Copy the link and put it where it belongs.`;
    if ((await deps.messages.ask('warning', sentence, copy)) !== copy) return;
    await env.clipboard.writeText(`![${escapeAlt(plan.alt)}](${url})`);
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

/** Lets every link with one address lead to another, each with the suffix it has. */
function pointTo(parts: DocumentParts, from: string, to: string): Edit[] | undefined {
  const links = sameAddress(parts, from);
  return links.length === 0 ? undefined : links.map((link) => writeAddress(link, to + suffixOf(link.url)));
}

/** Like `#gh-dark-mode-only`. */
const suffixOf = (url: string): string => /[?#].*/s.exec(url)?.[0] ?? '';

/** Puts the image where a place was. */
export const writeAtPlace =
  (place: Place, alt: string) =>
  (parts: DocumentParts, url: string): Edit[] | undefined => {
    const offset = findPlace(parts.text, place);
    return offset === undefined ? undefined : insertImage(parts, offset, { url, alt });
  };
