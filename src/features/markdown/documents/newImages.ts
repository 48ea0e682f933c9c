import { posix } from 'node:path';
import { type TextDocument, type Uri, languages as vscodeLanguages, workspace } from 'vscode';
import type { DocumentParts } from '../../../core/markdown/document/documentParts.ts';
import { fillDestination, usualFolder } from '../../../core/markdown/writing/copyDestination.ts';
import type { LinkedFiles } from './linkedFiles.ts';

/**
 * Where a new image of a document goes: where VS Code puts pasted ones, when the person has said so, else where
 * the document's other images are, else where its site has them. Never out of the workspace.
 */
export async function placeForNew(
  linked: Pick<LinkedFiles, 'targetOf' | 'usualFolderOf'>,
  document: TextDocument,
  parts: DocumentParts,
  fileName: string,
  now: Date,
): Promise<Uri> {
  const folder = workspace.getWorkspaceFolder(document.uri);
  const template = destinationFor(document);
  const context = { document: document.uri.path, workspaceFolder: folder?.uri.path, fileName, now };
  const wanted = template === undefined ? undefined : fillDestination(template, context);
  const targets = await Promise.all(parts.images.map((image) => linked.targetOf(document.uri, parts, image)));
  const images = targets.flatMap(({ file }) => file?.path ?? []);
  const usual =
    images.length > 0
      ? usualFolder(document.uri.path, images)
      : ((await linked.usualFolderOf(document.uri))?.path ?? posix.dirname(document.uri.path));
  for (const path of [wanted, posix.join(usual, fileName)]) {
    const uri = path === undefined ? undefined : document.uri.with({ path, query: '', fragment: '' });
    if (uri && isWithin(document.uri, uri)) return uri;
  }
  return document.uri.with({ path: posix.join(posix.dirname(document.uri.path), fileName) });
}

/** Whether a file may be made for a document: in a folder of the workspace, or beside it. */
export function isWithin(document: Uri, file: Uri): boolean {
  const isBeside = posix.dirname(file.path) === posix.dirname(document.path);
  return isBeside || workspace.getWorkspaceFolder(file) !== undefined;
}

/** The entry of the Markdown editor's own setting that is for this document. */
function destinationFor(document: TextDocument): string | undefined {
  const entries: unknown = workspace.getConfiguration('markdown', document).get('copyFiles.destination');
  if (typeof entries !== 'object' || entries === null) return undefined;
  for (const [pattern, destination] of Object.entries(entries)) {
    if (typeof destination !== 'string') continue;
    for (const glob of globsOf(pattern)) {
      if (vscodeLanguages.match({ pattern: glob }, document) > 0) return destination;
    }
  }
  return undefined;
}

/** As pasting has it: `/docs/*.md` begins at a workspace folder, all else can lie anywhere. */
function globsOf(pattern: string): string[] {
  if (!pattern.startsWith('/')) return [pattern.startsWith('**') ? pattern : `**/${pattern}`];
  return (workspace.workspaceFolders ?? []).map(({ uri }) => posix.join(uri.path, pattern));
}
