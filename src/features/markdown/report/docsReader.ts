import { type CancellationToken, type Progress, Uri, workspace } from 'vscode';
import type { filesOfManifests } from '../../../core/assets/compile/manifestFiles.ts';
import { measureImage } from '../../../core/edit/prepare/measureImage.ts';
import { longestText } from '../../../core/markdown/document/documentParts.ts';
import { reportOn } from '../../../core/markdown/report/docsFolder.ts';
import type { ReportFiles } from '../../../core/markdown/report/docsPlace.ts';
import type { Finding } from '../../../core/markdown/report/report.ts';
import type { ReportHead } from '../../../core/markdown/report/reportText.ts';
import type { FileStore } from '../../../core/ports.ts';
import { filesBeside } from '../documents/linkedFiles.ts';

/** What the report needs is loaded at once with this. */
export { ReportPanel } from './reportPanel.ts';

export type Step = Progress<{ message?: string }>;

/** Loaded when there is a manifest. */
type FilesOfManifests = (...asked: Parameters<typeof filesOfManifests>) => Promise<string[]>;

export interface DocsReaderDeps {
  files: FileStore;
  /** The decoded paths of what docs manifests make and of what they make it from. */
  filesOfManifests: FilesOfManifests;
  /** Reads Markdown in a thread of its own. */
  readParts: NonNullable<ReportFiles['readParts']>;
}

/** What was found in a folder; undefined when the person gave up. */
export function readDocs(
  deps: DocsReaderDeps,
  folder: Uri,
  token: CancellationToken,
  step: Step,
): Promise<{ findings: Finding[]; head: ReportHead } | undefined> {
  const root = workspace.getWorkspaceFolder(folder)?.uri;
  return reportOn(reportFiles(deps, folder, root ?? folder), folder.path, root?.path, {
    tell: (message) => step.report({ message }),
    isStopped: () => token.isCancellationRequested,
  });
}

/** Open documents count as they stand in the editor. */
function reportFiles(
  { files, filesOfManifests, readParts }: DocsReaderDeps,
  beside: Uri,
  root: Uri,
): ReportFiles {
  const uriOf = (path: string): string => beside.with({ path, query: '', fragment: '' }).toString();
  return {
    ...filesBeside(files, beside),
    uriOf,
    realPath: async (path) => {
      try {
        return Uri.parse(await files.followLinks(uriOf(path))).path;
      } catch {
        return undefined;
      }
    },
    readDocument: async (path) => {
      const uri = uriOf(path);
      const open = workspace.textDocuments.find((document) => document.uri.toString() === uri);
      try {
        return open?.getText() ?? new TextDecoder().decode(await files.read(uri, longestText));
      } catch {
        return undefined;
      }
    },
    readParts,
    measure: (path) => measureImage(files, uriOf(path)),
    filesOfManifests: async (manifests) =>
      manifests.length === 0 ? [] : filesOfManifests(manifests, root.toString()),
  };
}
