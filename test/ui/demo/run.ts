/**
 * `npm run demo`: works in a real VS Code by itself, in a headless browser, and makes the pictures of the README and of
 * the documents in `media/readme/`. With names only these parts: `npm run demo -- region variants`.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../vscode/paths.ts';
import { docsDemo } from '../docsDemo.ts';
import { type Fixture, type Services, startServices } from '../setUp.ts';
import type { Film } from './film.ts';
import { filmMainJob } from './mainJob.ts';
import { filmRegion } from './region.ts';
import { inWindow, type Look, out, readmeFolder } from './scene.ts';
import { showBatch, showComparison, showGallery, showManifest, showReport, showVariants } from './stills.ts';

const viewport = { width: 1200, height: 760 };

const parts: Readonly<Record<string, (services: Services) => Promise<void>>> = {
  docs: buildDocs,
  main: (services) => keepFilm(services, 'edit', { theme: 'light', viewport }, filmMainJob),
  region: (services) => keepFilm(services, 'region', { theme: 'dark', viewport }, filmRegion),
  variants: (services) => inWindow(services, { theme: 'dark', viewport }, showVariants),
  batch: (services) => inWindow(services, { theme: 'light', viewport }, showBatch),
  gallery: (services) => inWindow(services, { theme: 'dark', viewport }, showGallery),
  report: (services) => inWindow(services, { theme: 'light', viewport }, showReport),
  compare: (services) => inWindow(services, { theme: 'light', viewport }, showComparison),
  manifest: (services) => inWindow(services, { theme: 'dark', viewport }, showManifest),
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in parts));
if (unknown !== undefined) throw new Error(`"${unknown}" is none of ${Object.keys(parts).join(', ')}.`);

await rm(out, { recursive: true, force: true });
await Promise.all([out, readmeFolder].map((folder) => mkdir(folder, { recursive: true })));
if (spawnSync(process.execPath, ['esbuild.mjs'], { cwd: projectFolder, stdio: 'inherit' }).status !== 0) {
  throw new Error('The build failed.');
}
const services = await startServices();
try {
  for (const [name, make] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.log(name);
    await make(services);
  }
} finally {
  await services.end();
}
console.log(`The pictures are in ${readmeFolder}, the edited files in ${out}`);

/** The command line builds the docs assets of the sample workspace; what was typed and said is kept. */
async function buildDocs(): Promise<void> {
  const { transcript } = await docsDemo(join(out, 'docs'));
  await writeFile(join(out, 'docs-build.txt'), transcript);
}

async function keepFilm(
  services: Services,
  name: string,
  look: Look,
  make: (fixture: Fixture) => Promise<Film>,
): Promise<void> {
  await inWindow(services, look, async (fixture) => {
    const film = await make(fixture);
    const { bytes } = await film.save(join(readmeFolder, `${name}.webp`));
    console.log(`  ${name}.webp: ${film.seconds.toFixed(1)} s, ${Math.round(bytes / 1000)} kB`);
  });
}
