import { LineCounter, parseDocument } from 'yaml';
import { compile } from '../../src/core/assets/compile/compile.ts';
import { readManifest } from '../../src/core/assets/manifest/manifest.ts';
import type { Built } from './built.ts';
import { median, milliseconds, type Report, ratio } from './report.ts';

const rounds = 11;
const assets = 2000;

/** What it costs to understand a long manifest after each pause in typing, against its YAML alone. */
export async function benchManifest(_built: Built, report: Report): Promise<void> {
  const entries = Array.from(
    { length: assets },
    (_, n) => `  - { output: images/n${n}.png, prompt: Number ${n}, pixels: 64x64 }\n`,
  );
  const text = `version: 1\nassets:\n${entries.join('')}`;
  const yaml: number[] = [];
  const whole: number[] = [];
  let understood = 0;
  for (let round = 0; round < rounds; round++) {
    yaml.push(timed(() => parseDocument(text, { lineCounter: new LineCounter(), uniqueKeys: false })));
    whole.push(
      timed(() => {
        const project = compile([readManifest('file:///docs/nano-banana.yaml', text)], 'file:///docs');
        understood = project.assets.length;
      }),
    );
  }
  report.heading(`Reading a manifest of ${assets} assets: ${rounds} rounds, medians`);
  report.detail(`${milliseconds(median(whole))}; its YAML alone ${milliseconds(median(yaml))}`);
  report.check('manifest: all understood', understood === assets, String(understood), String(assets));
  report.atMost('manifest: reading it, against YAML alone', median(whole) / median(yaml), 2, ratio);
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
