import { type CancellationToken, type Progress, RelativePattern, type Uri, workspace } from 'vscode';
import { imageGlob } from '../commands/imageNames.ts';
import { type DocumentParts, emptyParts } from '../docs/documentParts.ts';
import { mayHaveImages } from '../docs/imageLinks.ts';
import { ImageResolver } from '../docs/imageResolver.ts';
import { DocsReport, type Finding, type ReportedImage, type ReportHead } from '../docs/report.ts';
import { writingRulesOf } from '../docs/writingRules.ts';
import { inspectInput } from '../editing/inspect.ts';
import type { FileStore } from '../editing/ports.ts';
import { nameOf } from '../editing/uris.ts';
import { longestText } from './documents.ts';
import { filesBeside, placeOf } from './linkedFiles.ts';

/** More than any docs folder has; a larger workspace is looked at in parts. */
const mostDocuments = 5000;
const mostImages = 20_000;
const atOnce = 8;

const documentGlob = '**/*.{md,markdown,mdx,MD}';
const leftOut = '**/node_modules/**';

export type Step = Progress<{ message?: string }>;

/** What was found in a folder; undefined when the person gave up. */
export async function readDocs(
  files: FileStore,
  folder: Uri,
  token: CancellationToken,
  step: Step,
): Promise<{ findings: Finding[]; head: ReportHead } | undefined> {
  const root = workspace.getWorkspaceFolder(folder)?.uri ?? folder;
  step.report({ message: 'Looking for documents' });
  const documents = await workspace.findFiles(
    new RelativePattern(root, documentGlob),
    leftOut,
    mostDocuments,
    token,
  );
  const images = await workspace.findFiles(
    new RelativePattern(folder, imageGlob),
    leftOut,
    mostImages,
    token,
  );
  const resolver = new ImageResolver(filesBeside(files, folder));
  const report = new DocsReport(resolver);
  let skipped = 0;
  await inTurns(documents, token, async (uri, index) => {
    step.report({ message: `Document ${index + 1} of ${documents.length}` });
    const parts = await partsAt(files, resolver, uri);
    if (parts === undefined) {
      skipped++;
      return;
    }
    const place = placeOf(uri, parts.text);
    if (!isBelow(uri, folder)) await report.addLinks(place, parts);
    else await report.addDocument({ uri: uri.toString(), name: workspace.asRelativePath(uri), place }, parts);
  });
  const known: ReportedImage[] = [];
  await inTurns(images, token, async (uri, index) => {
    if (index % 50 === 0) step.report({ message: `Image ${index + 1} of ${images.length}` });
    const image = await lookAt(files, uri);
    if (image) known.push(image);
  });
  if (token.isCancellationRequested) return undefined;
  step.report({ message: 'Following the links' });
  known.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  const findings = report.finish(known);
  const limits = limitsOf(documents.length, images.length, skipped);
  const head = {
    folder: workspace.asRelativePath(folder),
    documents: report.documents,
    images: known.length,
    limits,
  };
  return { findings, head };
}

function limitsOf(documents: number, images: number, skipped: number): string | undefined {
  const sentences = [
    documents === mostDocuments
      ? `Only the first ${mostDocuments} documents were read: an image that is said to have no link may have one.`
      : '',
    images === mostImages ? `Only the first ${mostImages} images were looked at.` : '',
    skipped > 0
      ? `${skipped} too long or unreadable ${skipped === 1 ? 'document was' : 'documents were'} left out.`
      : '',
  ].filter((sentence) => sentence !== '');
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

/** A few at a time, so that neither memory nor the file system is filled; ends early when the person gives up. */
async function inTurns<T>(
  all: readonly T[],
  token: CancellationToken,
  work: (one: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < all.length && !token.isCancellationRequested) {
      const index = next++;
      const one = all[index];
      if (one !== undefined) await work(one, index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** An open document counts as it stands in the editor. */
async function partsAt(
  files: FileStore,
  resolver: ImageResolver,
  uri: Uri,
): Promise<DocumentParts | undefined> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  try {
    const text = open?.getText() ?? new TextDecoder().decode(await files.read(uri.toString(), longestText));
    if (!mayHaveImages(text)) return emptyParts(text, false);
    const { own } = await resolver.sitesOf(placeOf(uri, text));
    const { readDocument } = await import('../docs/reading.ts');
    return readDocument(text, writingRulesOf(own, uri.path).isMdx);
  } catch {
    return undefined;
  }
}

async function lookAt(files: FileStore, uri: Uri): Promise<ReportedImage | undefined> {
  const address = uri.toString();
  try {
    const { size } = await files.stat(address);
    const input = { name: nameOf(address), source: { kind: 'file', uri: address } } as const;
    const inspected = await inspectInput(files, input);
    const info = inspected.ok ? inspected.value.info : undefined;
    // A drawing is as sharp at every size: its pixels say nothing of what readers load.
    const { width, height } =
      info === undefined || info.type === 'svg' ? { width: undefined, height: undefined } : info;
    return { uri: address, name: workspace.asRelativePath(uri), path: uri.path, bytes: size, width, height };
  } catch {
    // It went away meanwhile.
    return undefined;
  }
}

const isBelow = (uri: Uri, folder: Uri): boolean => uri.path.startsWith(`${folder.path.replace(/\/$/, '')}/`);
