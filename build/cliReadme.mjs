import { readFile } from 'node:fs/promises';
import path from 'node:path';

const docs = path.resolve(import.meta.dirname, '../docs');

/** The pages that the command line's package carries on one page, with the anchor of each there. */
const anchors = { cli: 'nano-banana', 'docs-assets': 'docs-assets', ci: 'in-ci' };

/**
 * The README of the command line's package: what it needs of the documents. Links among these pages lead to their
 * parts. The pictures stay behind.
 *
 * @returns {Promise<string>}
 */
export async function cliReadme() {
  const pages = Object.keys(anchors).map((name) => readFile(path.join(docs, `${name}.md`), 'utf8'));
  const [first = '', ...others] = await Promise.all(pages);
  const below = others.map((text) => text.replaceAll(/^(?=#+ )/gm, '#'));
  return [first.replace(/^# .*/, `# ${anchors.cli}`), ...below]
    .join('\n')
    .replaceAll(/^!\[.*\n\n/gm, '')
    .replaceAll(
      /\]\((cli|docs-assets|ci)\.md(#[\w-]+)?\)/g,
      (_, name, part) => `](${part ?? `#${anchors[name]}`})`,
    );
}
