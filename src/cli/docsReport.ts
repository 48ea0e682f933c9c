import { pathToFileURL } from 'node:url';
import { filesOfManifests } from '../core/assets/compile/manifestFiles.ts';
import { measureImage } from '../core/edit/prepare/measureImage.ts';
import { longestText } from '../core/markdown/document/documentParts.ts';
import { reportOn } from '../core/markdown/report/docsFolder.ts';
import type { ReportFiles } from '../core/markdown/report/docsPlace.ts';
import type { Finding } from '../core/markdown/report/report.ts';
import { findingLine, type ReportHead, summaryOf } from '../core/markdown/report/reportText.ts';
import { longestConfig } from '../core/markdown/sites/folderTree.ts';
import type { FileStore } from '../core/ports.ts';
import { t } from '../core/shared/l10n.ts';
import { findingKinds } from '../core/shared/protocol/findings.ts';
import type { ReportArguments } from './arguments.ts';
import { openFiles } from './files.ts';
import { shown } from './report.ts';
import { say } from './terminal.ts';
import { namedFolder, repositoryOf } from './workspace.ts';

/** `nano-banana report` */
export async function runDocsReport({ folder, json, failOn }: ReportArguments): Promise<number> {
  const found = await lookAt(folder);
  const isFailed = found.findings.some(({ kind }) => failOn.includes(kind));
  const text = json
    ? JSON.stringify(reportJson(found, !isFailed), null, 2)
    : [...found.findings.map(lineOf), summaryOf(found.findings, found.head), found.head.limits]
        .filter((line) => line !== undefined)
        .join('\n');
  say(text);
  return isFailed ? 1 : 0;
}

export interface Found {
  /** URI of the folder that names are relative to. */
  workspace: string;
  findings: readonly Finding[];
  head: ReportHead;
}

/** What is wrong below a folder of the disk. */
export async function lookAt(folder: string): Promise<Found> {
  const real = await namedFolder(folder);
  const root = (await repositoryOf(real)) ?? real;
  const workspace = pathToFileURL(root).href;
  const files = reportFiles(openFiles(root), workspace);
  const looking = { tell: () => {}, isStopped: () => false };
  const found = await reportOn(files, pathOf(pathToFileURL(real).href), pathOf(workspace), looking);
  if (found === undefined) throw new Error(t('Checking the folder was stopped.'));
  return { workspace, ...found };
}

function reportFiles(files: FileStore, workspace: string): ReportFiles {
  const textAt = async (path: string, most: number): Promise<string | undefined> => {
    try {
      return new TextDecoder().decode(await files.read(uriOf(path), most));
    } catch {
      return undefined;
    }
  };
  return {
    uriOf,
    list: (path) => files.list(uriOf(path)),
    readText: (path) => textAt(path, longestConfig),
    readDocument: (path) => textAt(path, longestText),
    realPath: (path) => files.followLinks(uriOf(path)).then(pathOf, () => undefined),
    measure: (path) => measureImage(files, uriOf(path)),
    filesOfManifests: async (manifests) => filesOfManifests(manifests, workspace),
  };
}

const uriOf = (path: string): string => `file://${path.split('/').map(encodeURIComponent).join('/')}`;
const pathOf = (uri: string): string => decodeURIComponent(new URL(uri).pathname);

const lineOf = (finding: Finding): string => {
  const about = findingLine(finding, ({ uri }) => shown(uri));
  return `${finding.kind.padEnd(9)}  ${about}`;
};

/** For programs. Grows only by further fields while `version` stays. */
const reportJson = ({ workspace, findings, head }: Found, ok: boolean): object => ({
  version: 1,
  ok,
  workspace,
  folder: head.folder,
  documents: head.documents,
  images: head.images,
  limits: head.limits ?? null,
  ...Object.fromEntries(
    findingKinds.map((kind) => [kind, findings.filter((finding) => finding.kind === kind).map(entryOf)]),
  ),
});

const entryOf = ({ kind, link, image, words }: Finding): object => ({
  ...(link && { document: link.name, line: link.line, url: link.url }),
  ...(image && { image: image.name }),
  ...(image?.bytes !== undefined && {
    bytes: image.bytes,
    width: image.width ?? null,
    height: image.height ?? null,
  }),
  ...(kind === 'oversized' && { reason: words }),
});
