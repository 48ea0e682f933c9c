/** Edits, replaces and builds on and on, until somebody kills it. */
import * as path from 'node:path';
import { createCodec } from '../../../src/core/images/codec.ts';
import { startCodecWorker } from '../../../src/core/images/startCodecWorker.ts';
import { Replacements } from '../../../src/core/save/replacements.ts';
import type { StandIn } from '../../standin/standIn.ts';
import { DocsFixture } from '../assets/docsFixture.ts';
import { uriOf } from '../edit/diskStore.ts';
import { EditingFixture } from '../edit/editingFixture.ts';
import { setTimer } from '../images/setTimer.ts';
import { ways } from './phases.ts';
import { requestOf } from './scene.ts';

const [folder = '', url = '', worker = ''] = process.argv.slice(2);
const codec = createCodec({ startWorker: () => startCodecWorker(worker), setTimer });
const fixture = new EditingFixture(folder, { url } as StandIn, codec);
const service = fixture.service(process.pid);

async function edit(): Promise<void> {
  for (let count = 0; ; count += 1) {
    const way = ways[count % ways.length];
    if (way)
      await service.run(
        {
          id: `edit${count}`,
          sessionId: 'session',
          request: { ...requestOf(folder, way), prompt: `invert number ${count}.` },
        },
        { signal: new AbortController().signal, onProgress: () => {}, chooseTarget: async () => undefined },
      );
  }
}

async function replace(): Promise<void> {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const { files } = fixture;
  const replacements = new Replacements({
    files,
    log,
    newId: () => crypto.randomUUID(),
    now: Date.now,
    codec,
  });
  const original = uriOf(path.join(folder, 'replaced', 'dashboard.png'));
  for (let count = 0; ; count += 1) {
    const name = count % 2 ? 'one.png' : 'other.png';
    await replacements.replaceOriginal({ original, result: { kind: 'stored', name } });
  }
}

async function build(): Promise<void> {
  const docs = new DocsFixture(fixture);
  for (let count = 0; ; count += 1) {
    await docs.write(assetsOf(count));
    await docs.build();
  }
}

/** What a docs manifest says in its nth version. */
const assetsOf = (count: number): string =>
  ['a', 'b']
    .map((name) => `  - { output: ${name}.png, prompt: "A harbour, ${name}, version ${count}" }\n`)
    .join('');

process.send?.('begins');
await Promise.all([edit(), replace(), build()]);
