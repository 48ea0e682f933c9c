import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const read = (name) => readFile(join(root, name), 'utf8');

/**
 * What CHANGELOG.md says of the version that a tag names, for the page of the release.
 *
 * @param {{ tag: string, manifest: { version: string }, lockfile: { version: string }, changelog: string }} release
 * @returns {string}
 * @throws {Error} where tag, package.json, package-lock.json and CHANGELOG.md do not agree
 */
export function releaseNotes({ tag, manifest, lockfile, changelog }) {
  const { version } = manifest;
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, and package.json says version ${version}.`);
  if (lockfile.version !== version)
    throw new Error(`package-lock.json says version ${lockfile.version}. Run npm install.`);
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => text.split('\n')[0]?.trim().split(' ')[0] === version);
  const notes = section?.slice(section.indexOf('\n')).trim() ?? '';
  if (notes === '') throw new Error(`CHANGELOG.md says nothing under "## ${version}".`);
  return notes;
}

if (process.argv[1] === import.meta.filename) {
  const [manifest, lockfile, changelog] = await Promise.all(
    ['package.json', 'package-lock.json', 'CHANGELOG.md'].map(read),
  );
  try {
    const tag = process.argv[2] ?? '';
    console.log(
      releaseNotes({ tag, manifest: JSON.parse(manifest), lockfile: JSON.parse(lockfile), changelog }),
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
