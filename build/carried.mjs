import { readFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** The folder of the npm package that a file belongs to: the innermost, where packages have packages of their own. */
const packageFolder = /^(?:.*[\\/])?node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/**
 * The npm packages whose code is in bundles. What was left out of them, as nobody uses it, does not count.
 *
 * @param {import('esbuild').Metafile} metafile of a build with the project's folder as its `absWorkingDir`
 * @param {{ except?: readonly string[] }} [options] files whose content was replaced by the project's own
 * @returns {string[]} their folders
 */
export function packagesIn({ outputs }, { except = [] } = {}) {
  const folders = new Set();
  for (const { inputs } of Object.values(outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const [folder] = packageFolder.exec(file) ?? [];
      if (folder === undefined || bytesInOutput === 0) continue;
      if (!except.includes(path.join(root, file))) folders.add(path.join(root, folder));
    }
  }
  return [...folders];
}

/**
 * What npm says of the packages in folders, each once and in the order of their names.
 *
 * @param {Iterable<string>} folders
 * @returns {Promise<{ folder: string, manifest: { name: string, version: string, license: string } }[]>}
 */
export async function readPackages(folders) {
  const found = await Promise.all(
    [...new Set(folders)].map(async (folder) => ({
      folder,
      manifest: JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')),
    })),
  );
  return found.sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
}
