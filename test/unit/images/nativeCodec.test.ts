import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildCodec } from '../../../build/codec.mjs';
import { ownTarget } from '../../../build/native.mjs';
import { type Codec, type CodecWorker, createCodec } from '../../../src/core/images/codec.ts';
import { startCodecWorker } from '../../../src/core/images/startCodecWorker.ts';
import { hasNativeCodec, startCodecProcess } from '../../../src/node/codec/startCodecProcess.ts';
import { bytesOf, decoded, halfTransparent, marked, noise } from './pictures.ts';
import { setTimer } from './setTimer.ts';

describe('the native codec', () => {
  const codecs: Codec[] = [];
  const processes: CodecWorker[] = [];
  const told: string[] = [];
  let folder: string;
  let native: Codec;
  let wasm: Codec;

  const open = (file: string, startNative?: () => CodecWorker): Codec => {
    const startWorker = () => startCodecWorker(file);
    const tell = (line: string) => told.push(line);
    const codec = createCodec({ startWorker, setTimer, tell, ...(startNative && { startNative }) });
    codecs.push(codec);
    return codec;
  };

  before(async function () {
    const target = await ownTarget();
    // sharp ships nothing for this machine.
    if (target === undefined) this.skip();
    folder = await mkdtemp(path.join(tmpdir(), 'native-codec-'));
    await buildCodec({ outdir: folder, minify: false, target });
    const file = path.join(folder, 'worker.cjs');
    wasm = open(file);
    native = open(file, () => {
      const started = startCodecProcess(file, process);
      processes.push(started);
      return started;
    });
  });

  after(async () => {
    for (const codec of codecs) codec.dispose();
    if (folder) await rm(folder, { recursive: true });
  });

  it('makes the same pixels as WebAssembly where nothing is scaled, and the same sizes where it is', async () => {
    const grain = await bytesOf(noise(97, 61).png());
    const photo = await bytesOf(noise(160, 90).jpeg());
    const icon = await bytesOf(halfTransparent(64, 64).png());
    const crop = { left: 11, top: 7, width: 60, height: 40 };
    const exact = [
      (codec: Codec) => codec.thumbnail({ bytes: grain }),
      (codec: Codec) => codec.prepare({ bytes: icon, flatten: true }),
      (codec: Codec) => codec.finish({ bytes: photo, outputType: 'png' }),
      (codec: Codec) => codec.finish({ bytes: grain, restoring: { crop, resize: crop }, outputType: 'webp' }),
      (codec: Codec) => codec.finish({ bytes: icon, outputType: 'tiff' }),
    ];
    for (const [index, run] of exact.entries()) {
      const [one, other] = [await run(native), await run(wasm)];
      const changed = await differing(one.bytes, other.bytes);
      // A lossy type is decoded by one build and written by the other as well as that goes.
      assert.ok(index === 3 ? changed < 0.2 : changed === 0, `${index}: ${changed} of the pixels differ`);
    }
    const resize = { width: 48, height: 32 };
    const scaled = await native.finish({ bytes: grain, restoring: { crop, resize }, outputType: 'png' });
    assert.deepEqual([scaled.width, scaled.height], [48, 32]);
    assert.equal(processes.length, 1);
    assert.deepEqual(told, []);
  });

  it('gives bytes that are right already, and errors with their code, back from its process', async () => {
    const bytes = await bytesOf(marked(20, 10).png());
    assert.equal((await native.finish({ bytes, outputType: 'png' })).bytes, bytes);
    await assert.rejects(native.check({ bytes: bytes.subarray(0, 60) }), { code: 'image.damaged' });
    told.length = 0;
  });

  it('may crash: the picture is read by WebAssembly, and the extension host stays', async () => {
    const bytes = await bytesOf(noise(900, 900).png());
    const checked = native.check({ bytes });
    await processes.at(-1)?.terminate();
    assert.deepEqual(await checked, { width: 900, height: 900 });
    assert.match(told.join('\n'), /native build is not used any more: .*SIGKILL/);
    await native.check({ bytes });
    assert.equal(processes.length, 1);
  });

  it('is replaced by WebAssembly where it does not load, and the log says why', async () => {
    await writeFile(path.join(folder, 'native/index.cjs'), "throw new Error('GLIBC_2.99 not found');");
    const file = path.join(folder, 'worker.cjs');
    assert.equal(hasNativeCodec(file), true);
    const codec = open(file, () => startCodecProcess(file, process));
    const bytes = await bytesOf(marked(20, 10).png());
    assert.deepEqual(await codec.check({ bytes }), { width: 20, height: 10 });
    assert.match(told.join('\n'), /GLIBC_2\.99 not found/);
  });
});

/** The share of pixels that are another colour in one picture than in the other. */
async function differing(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [first, second] = [await decoded(one), await decoded(other)];
  assert.deepEqual([first.width, first.height], [second.width, second.height]);
  let changed = 0;
  for (let y = 0; y < first.height; y += 1) {
    for (let x = 0; x < first.width; x += 1) {
      if (first.at(x, y).join() !== second.at(x, y).join()) changed += 1;
    }
  }
  return changed / (first.width * first.height);
}
