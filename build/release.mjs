/**
 * Makes all that a release consists of into a folder, and publishes nothing: the packages of the extension, the one of
 * the command line, for each its bill of materials, checksums, and the changelog's section as its notes.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeChecksums } from './checksums.mjs';
import { packCli } from './cli.mjs';
import { nativeTargets, ownTarget } from './native.mjs';
import { packExtension } from './package.mjs';
import { releaseNotes } from './releaseNotes.mjs';

const root = path.resolve(import.meta.dirname, '..');

const { values } = parseArgs({
  options: {
    // For every platform that has a native build; else for this machine's alone, beside the universal package.
    all: { type: 'boolean', default: false },
    out: { type: 'string', default: path.join(root, 'out/release') },
  },
});
const outdir = path.resolve(values.out);
const read = (name) => readFile(path.join(root, name), 'utf8');
const [manifest, lockfile] = (await Promise.all(['package.json', 'package-lock.json'].map(read))).map(
  (text) => JSON.parse(text),
);
const tag = `v${manifest.version}`;
const notes = releaseNotes({ tag, manifest, lockfile, changelog: await read('CHANGELOG.md') });

await rm(outdir, { recursive: true, force: true });
const own = await ownTarget();
const targets = values.all ? Object.keys(nativeTargets) : own ? [own] : [];
for (const target of [undefined, ...targets]) await packExtension({ target, outdir });
await packCli(outdir);
await writeFile(path.join(outdir, 'RELEASE_NOTES.md'), `${notes}\n`);
for (const name of await writeChecksums(outdir)) console.log(path.join(path.relative(root, outdir), name));
