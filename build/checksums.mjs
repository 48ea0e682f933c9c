import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** The file that `sha256sum --check` reads. */
export const checksumsName = 'SHA256SUMS';

/**
 * Writes the SHA-256 of what a release consists of beside it: packages and their bills of materials.
 *
 * @param {string} folder
 * @returns {Promise<string[]>} the names of the files, in their order
 */
export async function writeChecksums(folder) {
  const names = (await readdir(folder)).filter((name) => /\.(vsix|tgz|cdx\.json)$/.test(name)).sort();
  if (names.length === 0) throw new Error(`Nothing of a release lies in ${folder}.`);
  const lines = await Promise.all(
    names.map(async (name) => `${await hashOf(path.join(folder, name))}  ${name}\n`),
  );
  await writeFile(path.join(folder, checksumsName), lines.join(''));
  return names;
}

async function hashOf(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
