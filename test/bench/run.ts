/**
 * Prints the ratios of the budgets in one run and ends with code 1 when one is missed. Parts can be named:
 * `npm run bench -- wire codec`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchAnswers } from './answers.ts';
import { benchAssets } from './assets.ts';
import { benchBatch } from './batch.ts';
import { buildAll } from './built.ts';
import { benchCodec } from './codec.ts';
import { benchDifference } from './difference.ts';
import { benchDocs } from './docs.ts';
import { benchErrorBodies } from './errorBodies.ts';
import { benchFinish } from './finish.ts';
import { benchHuge } from './huge.ts';
import { benchLoad } from './load.ts';
import { describeMachine } from './machine.ts';
import { benchManifest } from './manifest.ts';
import { benchMarking } from './marking.ts';
import { benchMemory } from './memory.ts';
import { benchOpenai } from './openai.ts';
import { benchPanel } from './panel.ts';
import { benchRegion } from './region.ts';
import { Report } from './report.ts';
import { benchSelect } from './select.ts';
import { benchSizes } from './sizes.ts';
import { benchSoak } from './soak.ts';
import { benchWire } from './wire.ts';

const parts = {
  sizes: benchSizes,
  load: benchLoad,
  wire: benchWire,
  openai: benchOpenai,
  errors: benchErrorBodies,
  answers: benchAnswers,
  codec: benchCodec,
  finish: benchFinish,
  region: benchRegion,
  memory: benchMemory,
  difference: benchDifference,
  marking: benchMarking,
  panel: benchPanel,
  huge: benchHuge,
  select: benchSelect,
  batch: benchBatch,
  assets: benchAssets,
  manifest: benchManifest,
  docs: benchDocs,
  soak: benchSoak,
};

const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  throw new Error(
    `There is no part "${unknown.join('", "')}". Name some of ${Object.keys(parts).join(', ')}.`,
  );
}

const machine = describeMachine();
const folder = await mkdtemp(join(tmpdir(), 'nano-banana-bench-'));
const report = new Report();
console.log(machine);
try {
  const built = await buildAll(folder);
  for (const [name, bench] of Object.entries(parts)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    try {
      await bench(built, report);
    } catch (error) {
      // The other parts are measured all the same.
      console.error(error);
      const [firstLine = ''] = String(error).split('\n');
      report.check(`${name}: measured to its end`, false, firstLine, 'yes');
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
report.heading(machine);
report.printTable();
console.log(report.failed === 0 ? '\nEvery budget is kept.' : `\n${report.failed} budgets are missed.`);
process.exitCode = report.failed === 0 ? 0 : 1;
