import { createHash } from 'node:crypto';
import { glob, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { cachedFolder } from '../vscode/cache.ts';
import { documents } from './documents.ts';
import { architecture } from './pictures/architecture.ts';
import { dashboard } from './pictures/dashboard.ts';
import { flow } from './pictures/flow.ts';
import { harbour } from './pictures/harbour.ts';
import { icon } from './pictures/icon.ts';
import { berths, oldLogo, tideFrame, tideFrames } from './pictures/small.ts';
import { team, teamSize } from './pictures/team.ts';

/** The sample's pictures by their paths. */
async function renderPictures(): Promise<Record<string, Buffer>> {
  const dusk = await draw(harbour()).png().toBuffer();
  return {
    'docs/images/dashboard.png': await draw(dashboard()).png().toBuffer(),
    'docs/images/architecture.png': await draw(architecture()).png().toBuffer(),
    'docs/images/harbour.jpg': await sharp(dusk).jpeg({ quality: 88 }).toBuffer(),
    'docs/images/team photo.jpg': await teamPhoto(dusk),
    'docs/images/flow.svg': Buffer.from(flow()),
    'docs/images/anim.gif': await animation(),
    'docs/images/berths.webp': await draw(berths()).webp({ quality: 88 }).toBuffer(),
    'docs/images/OLD-LOGO.PNG': await draw(oldLogo()).png({ palette: true, colours: 32 }).toBuffer(),
    'media/icon.png': await sharp(Buffer.from(icon())).png().toBuffer(),
  };
}

/**
 * Writes the sample workspace: the docs of a made-up product, with a screenshot, a diagram, photos, an icon with
 * alpha and one picture of every other kind. The bytes are the same on every run.
 *
 * @returns the paths written, relative to `folder`, with forward slashes
 */
export async function makeSampleWorkspace(folder: string): Promise<string[]> {
  const write = async (path: string, content: string | Buffer) => {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
    return path;
  };
  const written: string[] = [];
  for (const [path, text] of Object.entries(documents)) {
    written.push(await write(path, text));
  }
  const pictures = await picturesFolder();
  for (const entry of await readdir(pictures, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const from = join(entry.parentPath, entry.name);
    written.push(await write(relative(pictures, from).replaceAll('\\', '/'), await readFile(from)));
  }
  return written;
}

/** Drawn once for the sources as they are now: it takes a processor some seconds. */
async function picturesFolder(): Promise<string> {
  const sources: string[] = [];
  for await (const source of glob('**/*.ts', { cwd: import.meta.dirname })) sources.push(source);
  const hash = createHash('sha256').update(JSON.stringify(sharp.versions));
  for (const source of sources.sort()) hash.update(await readFile(join(import.meta.dirname, source)));
  const folder = await cachedFolder({
    name: `sample-${hash.digest('hex').slice(0, 12)}`,
    build: async (into) => {
      for (const [path, bytes] of Object.entries(await renderPictures())) {
        const target = join(into, 'pictures', path);
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, bytes);
      }
    },
    log: () => {},
  });
  return join(folder, 'pictures');
}

/** Without an alpha channel: screenshots and photos have none. */
function draw(svg: string): Sharp {
  return sharp(Buffer.from(svg)).flatten({ background: '#fff' });
}

/** As a phone held upright stores it: the pixels lie on their side and orientation 6 tells how to turn them. */
async function teamPhoto(behind: Buffer): Promise<Buffer> {
  const background = await sharp(behind)
    .resize(teamSize.width, teamSize.height, { fit: 'cover', position: 'left' })
    .blur(14)
    .png()
    .toBuffer();
  const upright = await sharp(background)
    .composite([{ input: Buffer.from(team()) }])
    .png()
    .toBuffer();
  return await sharp(upright)
    .rotate(270)
    .withExif({ IFD0: { Make: 'Example', Model: 'Phone' } })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 88 })
    .toBuffer();
}

async function animation(): Promise<Buffer> {
  const frames = await Promise.all(
    Array.from({ length: tideFrames }, (_, frame) => draw(tideFrame(frame)).png().toBuffer()),
  );
  return await sharp(frames, { join: { animated: true } })
    .gif({ delay: frames.map(() => 120), loop: 0 })
    .toBuffer();
}

const started = process.argv[1];
if (started !== undefined && import.meta.url === pathToFileURL(started).href) {
  const folder = process.argv[2];
  if (folder === undefined) {
    throw new Error('Name the folder to write to: node test/sample/make.ts <folder>');
  }
  console.log((await makeSampleWorkspace(folder)).join('\n'));
}
