import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildCodec } from '../../../build/sharpWasm.mjs';
import { type Codec, type CodecDeps, createCodec } from '../../../src/images/codec.ts';
import { startCodecWorker } from '../../../src/images/startCodecWorker.ts';

/** The real codec, built into a temporary folder far from any `node_modules`. */
export interface BuiltCodec {
  /** Folder of the built files. */
  folder: string;
  codec: Codec;
  /** Ends the worker and removes the folder. */
  remove(): Promise<void>;
}

export async function builtCodec(settings: Partial<CodecDeps> = {}): Promise<BuiltCodec> {
  const folder = await mkdtemp(path.join(tmpdir(), 'image-codec-'));
  await buildCodec({ outdir: folder, minify: false });
  const codec = createCodec({
    startWorker: () => startCodecWorker(path.join(folder, 'worker.cjs')),
    setTimer,
    ...settings,
  });
  const remove = async () => {
    codec.dispose();
    await rm(folder, { recursive: true });
  };
  return { folder, codec, remove };
}

export function setTimer(callback: () => void, milliseconds: number): () => void {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
}
