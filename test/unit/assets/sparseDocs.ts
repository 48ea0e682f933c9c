import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { sha256Of } from '../../../src/core/records/compare.ts';
import { completeRecord } from '../../../src/core/records/draft.ts';
import { unsetOptions } from '../../../src/core/shared/options.ts';
import { uriOf } from '../edit/diskStore.ts';
import { endingOf, SparsePictures, sparseKinds } from './sparse.ts';

export interface SparseDocs {
  assets: number;
  inputs: number;
  /** Bytes of each asset, and of each input. */
  assetBytes: number;
  inputBytes: number;
}

/**
 * Writes a docs folder whose assets are all up to date: a manifest with one entry for each, inputs that they
 * share, and large files with real records at head or tail.
 */
export async function writeSparseDocs(folder: string, docs: SparseDocs): Promise<void> {
  const pictures = await SparsePictures.prepare();
  await fs.mkdir(path.join(folder, 'inputs'), { recursive: true });
  const hashes: string[] = [];
  for (let n = 0; n < docs.inputs; n++) {
    const bytes = Buffer.alloc(docs.inputBytes, n + 1);
    await fs.writeFile(path.join(folder, 'inputs', `${n}.png`), bytes);
    hashes.push(sha256Of(bytes));
  }
  const entries: string[] = [];
  for (let n = 0; n < docs.assets; n++) {
    const kind = sparseKinds[n % sparseKinds.length] ?? 'headPng';
    const below = `images/${n % 100}`;
    const name = `picture-${n}.${endingOf[kind]}`;
    const input = n % docs.inputs;
    const prompt = `Number ${n}: the dashboard in the evening, with the name blurred`;
    entries.push(
      `  - output: ${below}/${name}\n    prompt: "${prompt}"\n    inputs: [inputs/${input}.png]\n`,
    );
    if (n < 100) await fs.mkdir(path.join(folder, below), { recursive: true });
    const record = completeRecord(
      {
        kind: 'edited',
        tool: { name: 'Nano Banana command line', version: '0.1.0' },
        prompt,
        instructions: [],
        inputs: [
          {
            name: `${input}.png`,
            uri: uriOf(path.join(folder, 'inputs', `${input}.png`)),
            sha256: hashes[input] ?? '',
            role: 'edited',
          },
        ],
        provider: 'apiyi',
        model: 'gemini-3.1-flash-image-preview',
        options: unsetOptions,
        sent: { aspectRatio: '16:9', size: '1K' },
        usage: { promptTokens: 300, candidatesTokens: 1300, totalTokens: 1600 },
        cost: 0.055,
        milliseconds: 9000,
        madeAt: '2026-02-03T04:05:06.789Z',
        parent: undefined,
      },
      { folder: uriOf(path.join(folder, below)), within: uriOf(folder), pixelHash: 'd'.repeat(64) },
    );
    await pictures.write(path.join(folder, below, name), kind, record, docs.assetBytes);
  }
  await fs.writeFile(path.join(folder, 'nano-banana.yaml'), `version: 1\nassets:\n${entries.join('')}`);
}
