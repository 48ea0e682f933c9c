/** Draws what the extension brings along for the first steps: `npm run sample` writes it into `media/`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { answersName, sampleName } from '../../src/core/edit/recorded/sampleFiles.ts';
import { projectFolder } from '../vscode/paths.ts';
import { sampleAnswers, sampleScene } from './tryout.ts';
import { walkthroughPictures } from './walkthrough.ts';

const folder = join(projectFolder, 'media/sample');
await mkdir(folder, { recursive: true });
const png = sharp(Buffer.from(sampleScene())).png({ palette: true, colours: 256, effort: 10 });
await writeFile(join(folder, sampleName), await png.toBuffer());
await writeFile(join(folder, answersName), `${JSON.stringify(sampleAnswers(), null, 2)}\n`);

const walkthrough = join(projectFolder, 'media/walkthrough');
await mkdir(walkthrough, { recursive: true });
for (const [name, svg] of Object.entries(walkthroughPictures()))
  await writeFile(join(walkthrough, name), svg);
