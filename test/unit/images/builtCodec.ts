import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildCodec } from '../../../build/sharpWasm.mjs';
import { createCodec } from '../../../src/core/images/codec.ts';
import { startCodecWorker } from '../../../src/core/images/startCodecWorker.ts';

/** Where the codec is built: a temporary folder far from any `node_modules`. */
export const builtCodecFolder = mkdtempSync(path.join(tmpdir(), 'image-codec-'));

/** The real codec, one for all tests of the process: to build and to start it takes half a second. */
export const builtCodec = createCodec({
  startWorker: () => startCodecWorker(path.join(builtCodecFolder, 'worker.cjs')),
  setTimer,
});

before(async () => {
  await buildCodec({ outdir: builtCodecFolder, minify: false });
});

after(async () => {
  builtCodec.dispose();
  await rm(builtCodecFolder, { recursive: true });
});

export function setTimer(callback: () => void, milliseconds: number): () => void {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
}
