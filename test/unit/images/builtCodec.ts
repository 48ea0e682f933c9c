import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildCodec } from '../../../build/codec.mjs';
import { ownTarget } from '../../../build/native.mjs';
import { createCodec } from '../../../src/core/images/codec.ts';
import { startCodecWorker } from '../../../src/core/images/startCodecWorker.ts';
import { startCodecProcess } from '../../../src/node/codec/startCodecProcess.ts';
import { setTimer } from './setTimer.ts';

/** Where the codec is built: a temporary folder far from any `node_modules`. */
export const builtCodecFolder = mkdtempSync(path.join(tmpdir(), 'image-codec-'));

const worker = path.join(builtCodecFolder, 'worker.cjs');

/** Whether the tests run on the native build, as `npm run test:native` does, in place of WebAssembly. */
const isNative = process.env.NANO_BANANA_CODEC === 'native';

/** The real codec, one for all tests of the process: to build and to start it takes half a second. */
export const builtCodec = createCodec({
  startWorker: () => (isNative ? startCodecProcess(worker, process) : startCodecWorker(worker)),
  setTimer,
});

before(async () => {
  const target = isNative ? await ownTarget() : undefined;
  if (isNative) assert(target, 'sharp’s native build for this machine is installed');
  await buildCodec({ outdir: builtCodecFolder, minify: false, target });
});

after(async () => {
  builtCodec.dispose();
  await rm(builtCodecFolder, { recursive: true });
});
