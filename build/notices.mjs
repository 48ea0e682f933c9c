import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const modules = path.resolve(import.meta.dirname, '../node_modules');

/** What is carried in the bundles. The codec's package lists the libraries inside its wasm in its README. */
const carried = [
  { name: 'sharp' },
  { name: '@img/sharp-wasm32', also: ['README.md'] },
  { name: '@emnapi/runtime' },
  { name: 'libheif-js', also: ['libheif-wasm/LICENSE'] },
  { name: 'agent-base' },
  { name: 'debug' },
  { name: 'http-proxy-agent' },
  { name: 'https-proxy-agent' },
  { name: 'ms' },
  { name: 'proxy-from-env' },
  { name: 'zod' },
  { name: 'yaml' },
  { name: 'lit' },
  { name: '@vscode-elements/elements' },
  { name: '@vscode/codicons' },
  { name: 'mdast-util-from-markdown' },
  { name: 'mdast-util-to-string' },
  { name: 'micromark' },
  { name: 'micromark-core-commonmark' },
  { name: 'micromark-factory-destination' },
  { name: 'micromark-factory-label' },
  { name: 'micromark-factory-space' },
  { name: 'micromark-factory-title' },
  { name: 'micromark-factory-whitespace' },
  { name: 'micromark-util-character' },
  { name: 'micromark-util-chunked' },
  { name: 'micromark-util-classify-character' },
  { name: 'micromark-util-combine-extensions' },
  { name: 'micromark-util-decode-numeric-character-reference' },
  { name: 'micromark-util-decode-string' },
  { name: 'micromark-util-edit-map' },
  { name: 'micromark-util-html-tag-name' },
  { name: 'micromark-util-normalize-identifier' },
  { name: 'micromark-util-resolve-all' },
  { name: 'micromark-util-subtokenize' },
  { name: 'character-entities' },
  { name: 'decode-named-character-reference' },
  { name: 'unist-util-stringify-position' },
];

/**
 * Writes the licences of all that is carried into one file.
 *
 * @param {string} file
 * @param {readonly string[]} [names] of the packages; all unless told
 */
export async function writeNotices(file, names) {
  const parts = ['# Third-party notices\n'];
  for (const { name, also = [] } of carried) {
    if (names && !names.includes(name)) continue;
    const folder = path.join(modules, name);
    const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    parts.push(`## ${name} ${version} (${license})\n`);
    const texts = (await readdir(folder)).filter((entry) => /^licen[cs]e/i.test(entry));
    for (const text of [...texts, ...also]) {
      parts.push(`${(await readFile(path.join(folder, text), 'utf8')).trim()}\n`);
    }
  }
  await writeFile(file, parts.join('\n'));
}
