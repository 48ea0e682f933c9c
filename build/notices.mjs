import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { nativePackages } from './native.mjs';

const modules = path.resolve(import.meta.dirname, '../node_modules');

/** What reads Markdown and MDX. */
export const markdownReaders = [
  'character-entities',
  'character-entities-legacy',
  'character-reference-invalid',
  'decode-named-character-reference',
  'devlop',
  'estree-util-is-identifier-name',
  'estree-util-visit',
  'is-alphabetical',
  'is-alphanumerical',
  'is-decimal',
  'is-hexadecimal',
  'mdast-util-from-markdown',
  'mdast-util-gfm-footnote',
  'mdast-util-gfm-table',
  'mdast-util-mdx-expression',
  'mdast-util-mdx-jsx',
  'mdast-util-to-string',
  'micromark',
  'micromark-core-commonmark',
  'micromark-extension-gfm-footnote',
  'micromark-extension-gfm-table',
  'micromark-extension-mdx-expression',
  'micromark-extension-mdx-jsx',
  'micromark-factory-destination',
  'micromark-factory-label',
  'micromark-factory-mdx-expression',
  'micromark-factory-space',
  'micromark-factory-title',
  'micromark-factory-whitespace',
  'micromark-util-character',
  'micromark-util-chunked',
  'micromark-util-classify-character',
  'micromark-util-combine-extensions',
  'micromark-util-decode-numeric-character-reference',
  'micromark-util-decode-string',
  'micromark-util-edit-map',
  'micromark-util-events-to-acorn',
  'micromark-util-html-tag-name',
  'micromark-util-normalize-identifier',
  'micromark-util-resolve-all',
  'micromark-util-subtokenize',
  'parse-entities',
  'unist-util-position-from-estree',
  'unist-util-stringify-position',
  'vfile-message',
];

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
  { name: '@vscode/l10n' },
  { name: 'ignore' },
  ...markdownReaders.map((name) => ({ name })),
];

/**
 * Writes the licences of all that is carried into one file.
 *
 * @param {string} file
 * @param {{ names?: readonly string[], target?: string }} [options] names: of the packages; all unless told. target:
 *   whose native build is carried, too
 */
export async function writeNotices(file, { names, target } = {}) {
  const parts = ['# Third-party notices\n'];
  for (const { name, also = [] } of carried) {
    if (names && !names.includes(name)) continue;
    parts.push(...(await noticesOf(path.join(modules, name), also)));
  }
  // Its README lists the libraries inside, and their licences.
  for (const { folder } of target ? await nativePackages(target) : []) {
    parts.push(...(await noticesOf(folder, ['README.md'])));
  }
  await writeFile(file, parts.join('\n'));
}

async function noticesOf(folder, also) {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const texts = (await readdir(folder)).filter((entry) => /^licen[cs]e/i.test(entry));
  const contents = [...texts, ...also].map((text) => readFile(path.join(folder, text), 'utf8'));
  return [
    `## ${name} ${version} (${license})\n`,
    ...(await Promise.all(contents)).map((text) => `${text.trim()}\n`),
  ];
}
