import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile, type Project } from '../core/assets/compile/compile.ts';
import { readManifest } from '../core/assets/manifest/manifest.ts';
import { isMisnamed, misnamed } from '../core/assets/manifest/manifestNames.ts';
import { manifestName } from '../core/assets/manifest/schema.ts';
import { gitIgnoreIn } from '../core/markdown/report/gitIgnore.ts';
import { t } from '../core/shared/l10n.ts';
import { UsageError } from './usage.ts';

/** Folders that hold other people's files. */
const passedBy = new Set(['node_modules', '.git', '.hg', '.svn']);

export interface Workspace {
  /** Path of the folder that no asset leaves: the repository's, else the one that was named. */
  root: string;
  project: Project;
}

/** Reads every manifest in a folder and below it, but what Git ignores: sites are built into such folders, with copies. */
export async function openWorkspace(folder: string): Promise<Workspace> {
  const real = await namedFolder(folder);
  const root = (await repositoryOf(real)) ?? real;
  const isIgnored = await ignoring(real);
  const files = (await manifestsBelow(real, isIgnored)).sort();
  if (files.length === 0)
    throw new UsageError(
      t('There is no {name} in {folder} or below it, apart from what Git ignores.', {
        name: manifestName,
        folder: path.resolve(folder),
      }),
    );
  const manifests = await Promise.all(
    files.map(async (file) => {
      const uri = pathToFileURL(file).href;
      return isMisnamed(path.basename(file))
        ? misnamed(uri)
        : readManifest(uri, await fs.readFile(file, 'utf8'));
    }),
  );
  return { root, project: compile(manifests, pathToFileURL(root).href) };
}

/** Links above what was named are nobody's trick. */
export async function namedFolder(folder: string): Promise<string> {
  const named = path.resolve(folder);
  const found = await fs.stat(named).catch(() => undefined);
  if (!found?.isDirectory()) throw new UsageError(t('There is no folder {name}.', { name: named }));
  return fs.realpath(named);
}

export async function repositoryOf(folder: string): Promise<string | undefined> {
  for (let place = folder; ; place = path.dirname(place)) {
    if (await isRepository(place)) return place;
    if (place === path.dirname(place)) return undefined;
  }
}

const isRepository = (folder: string): Promise<boolean> =>
  fs.stat(path.join(folder, '.git')).then(
    () => true,
    () => false,
  );

type IsIgnored = (file: string, isFolder: boolean) => Promise<boolean>;

async function ignoring(folder: string): Promise<IsIgnored> {
  const slashed = (file: string): string => file.replaceAll(path.sep, '/');
  const git = await gitIgnoreIn(slashed(folder), {
    readText: (file) => fs.readFile(file, 'utf8').catch(() => undefined),
    isRepository,
  });
  return (file, isFolder) => (isFolder ? git.ignoresFolder(slashed(file)) : git.ignoresFile(slashed(file)));
}

async function manifestsBelow(folder: string, isIgnored: IsIgnored): Promise<string[]> {
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
  const below = await Promise.all(
    entries.map(async (entry): Promise<string[]> => {
      const { name } = entry;
      const file = path.join(folder, name);
      const isManifest = entry.isFile() && (name === manifestName || isMisnamed(name));
      const isOpen = isManifest || (entry.isDirectory() && !passedBy.has(name));
      if (!isOpen || (await isIgnored(file, entry.isDirectory()))) return [];
      return isManifest ? [file] : manifestsBelow(file, isIgnored);
    }),
  );
  return below.flat();
}
