import { type DocumentSelector, type Position, Range, type TextDocument, Uri, workspace } from 'vscode';
import { manifestName } from '../../../core/assets/manifest/schema.ts';
import type * as problems from '../../../core/assets/yaml/problems.ts';
import { folderOf, nameOf } from '../../../core/uris.ts';

const manifestGlob = `**/${manifestName}`;
export const selector: DocumentSelector = { pattern: manifestGlob };

/** Versions in source control and the like are to be read, not to be built. */
export const isManifest = ({ uri }: TextDocument): boolean =>
  nameOf(uri.toString()) === manifestName && workspace.fs.isWritableFileSystem(uri.scheme) === true;

export const toRange = ({ start, end }: problems.Range): Range =>
  new Range(start.line, start.column, end.line, end.column);

export const toPosition = ({ line, character }: Position): problems.Position => ({ line, column: character });

/** URI of the folder that the assets of a manifest must not leave: the workspace's, else the manifest's own. */
export const rootOf = (manifest: Uri): string =>
  workspace.getWorkspaceFolder(manifest)?.uri.toString() ?? folderOf(manifest.toString());

/** `docs/nano-banana.yaml`, as people find it. */
export const placeOf = (uri: string): string => workspace.asRelativePath(Uri.parse(uri));
