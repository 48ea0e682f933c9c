import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readPackages } from './carried.mjs';

/**
 * Writes the licences of packages that are carried into one file. A package of sharp's lists the libraries inside it
 * and their licences in its README; the text of the LGPL is libheif's.
 *
 * @param {string} file
 * @param {Iterable<string>} folders of the packages
 */
export async function writeNotices(file, folders) {
  const parts = ['# Third-party notices\n'];
  for (const { folder, manifest } of await readPackages(folders)) {
    const { name, version, license } = manifest;
    const own = (await readdir(folder)).filter((entry) => /^(licen[cs]e|notice)/i.test(entry));
    const texts = [...own, ...alsoOf(name)].map((text) => readFile(path.join(folder, text), 'utf8'));
    parts.push(`## ${name} ${version} (${license})\n`);
    parts.push(...(await Promise.all(texts)).map((text) => `${text.trim()}\n`));
  }
  await writeFile(file, parts.join('\n'));
}

const also = {
  'libheif-js': ['libheif-wasm/LICENSE'],
  // It has no text of its own, and that one is by the same people and under the same licence.
  '@vscode/l10n': ['../codicons/LICENSE-CODE'],
};

/** Files that say more of a package's licences. */
function alsoOf(name) {
  if (name.startsWith('@img/sharp-')) return ['README.md'];
  return also[name] ?? [];
}
