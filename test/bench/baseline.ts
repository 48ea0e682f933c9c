import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '../vscode/paths.ts';
import { runNode } from './built.ts';

const run = promisify(execFile);

const builds = new Map<string, Promise<string>>();

/**
 * Builds the extension as it was at a commit, with the packages that are installed now; once for all that ask for it.
 * @returns the folder of the extension, as `startServer` takes it
 */
export function buildBaseline(commit: string, folder: string): Promise<string> {
  const extension = join(folder, `at-${commit}`);
  const known = builds.get(extension);
  if (known !== undefined) return known;
  const building = buildInto(extension, commit);
  builds.set(extension, building);
  return building;
}

async function buildInto(extension: string, commit: string): Promise<string> {
  await mkdir(extension, { recursive: true });
  const archive = `${extension}.tar`;
  await run('git', ['archive', '--output', archive, commit], { cwd: projectFolder });
  await run('tar', ['xf', archive, '-C', extension]);
  await symlink(join(projectFolder, 'node_modules'), join(extension, 'node_modules'), 'junction');
  await runNode([join(extension, 'esbuild.mjs'), '--production'], extension);
  return extension;
}
