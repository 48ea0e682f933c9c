import { httpFailure } from '../../src/core/api/errors/httpErrors.ts';
import type { Built } from './built.ts';
import { type Report, ratio } from './report.ts';

const megabyte = 1_000_000;
const rounds = 5;

/** What a proxy, a firewall or nobody's friend may answer; each stands for patterns that once went back and forth. */
const bodies: Readonly<Record<string, string>> = {
  'white space': ' '.repeat(megabyte),
  'opening brackets': '<'.repeat(megabyte),
  'line breaks': '\n'.repeat(megabyte),
  'a page without end': `<html><title>${'a '.repeat(megabyte / 2)}`,
  'half tags': '<a <b '.repeat(megabyte / 6),
  'quoted JSON': JSON.stringify({ error: { message: ' \t'.repeat(megabyte / 2) } }),
  'open objects': '{"error":'.repeat(megabyte / 9),
  'digits and points': '1.'.repeat(megabyte / 2),
};

/** How long an error of 1 MB holds the event loop, beside splitting the same text once at its white space. */
export async function benchErrorBodies(_built: Built, report: Report): Promise<void> {
  report.heading(`The reading of an error of 1 MB: ${rounds} rounds, the fastest of each`);
  for (const [name, body] of Object.entries(bodies)) {
    const read = fastest(() =>
      httpFailure({ status: 500, body, providerName: 'APIYI', key: 'sk-key', now: 0 }),
    );
    report.atMost(`an error body of ${name}: processor time`, read, 20, (ms) => `${ms.toFixed(1)} ms`);
  }
  const plain = `{"error":{"code":"x","message":"${'word '.repeat(megabyte / 5)}"}}`;
  const read = fastest(() =>
    httpFailure({ status: 500, body: plain, providerName: 'APIYI', key: 'sk-key', now: 0 }),
  );
  report.atMost(
    'an error body of plain words, against JSON.parse and one search',
    read /
      fastest(() => {
        JSON.stringify(JSON.parse(plain)).toLowerCase().split(/\s+/);
      }),
    3,
    ratio,
  );
}

/** In milliseconds. */
function fastest(work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const started = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(started);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}
