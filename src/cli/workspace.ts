import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile, type Project } from '../assets/compile.ts';
import { readManifest } from '../assets/manifest.ts';
import { manifestName } from '../assets/schema.ts';
import { UsageError } from './arguments.ts';

/** Folders that hold other people's files. */
const passedBy = new Set(['node_modules', '.git', '.hg', '.svn']);

export interface Workspace {
  /** Path of the folder that no asset leaves: the repository's, else the one that was named. */
  root: string;
  project: Project;
}

/** Reads every manifest in a folder and below it. */
export async function openWorkspace(folder: string): Promise<Workspace> {
  const named = path.resolve(folder);
  const found = await fs.stat(named).catch(() => undefined);
  if (!found?.isDirectory()) throw new UsageError(`There is no folder ${named}.`);
  // Links above the workspace are nobody's trick.
  const real = await fs.realpath(named);
  const root = (await repositoryOf(real)) ?? real;
  const files = (await manifestsBelow(real)).sort();
  if (files.length === 0) throw new UsageError(`There is no ${manifestName} in ${named} or below it.`);
  const manifests = await Promise.all(
    files.map(async (file) => readManifest(pathToFileURL(file).href, await fs.readFile(file, 'utf8'))),
  );
  return { root, project: compile(manifests, pathToFileURL(root).href) };
}

async function repositoryOf(folder: string): Promise<string | undefined> {
  for (let place = folder; ; place = path.dirname(place)) {
    if (await fs.stat(path.join(place, '.git')).catch(() => undefined)) return place;
    if (place === path.dirname(place)) return undefined;
  }
}

async function manifestsBelow(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = entries.filter((entry) => entry.isFile() && entry.name === manifestName);
  const folders = entries.filter((entry) => entry.isDirectory() && !passedBy.has(entry.name));
  const below = await Promise.all(folders.map(({ name }) => manifestsBelow(path.join(folder, name))));
  return [...found.map(({ name }) => path.join(folder, name)), ...below.flat()];
}
