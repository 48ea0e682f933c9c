import { writeFile } from 'node:fs/promises';
import * as mochaModule from 'mocha';
import type { MochaReport } from '../report.ts';

// Of what `require` gives, Node 22 of older releases of VS Code has the class under its name alone.
const { Mocha }: { Mocha: typeof import('mocha') } = Object(mochaModule);

class Silent extends Mocha.reporters.Base {
  override epilogue(): void {}
}

/**
 * Runs the tests inside the extension host.
 * @param load evaluates the test files, which register themselves with mocha
 * @throws when a test failed, which VS Code turns into an exit code
 */
export async function runHostTests(load: () => void): Promise<void> {
  const { NANO_BANANA_REPORT: reportPath, NANO_BANANA_GREP: grep } = process.env;
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 120_000,
    reporter: Silent,
    ...(grep ? { fgrep: grep } : {}),
  });
  mocha.suite.emit('pre-require', globalThis, 'host tests', mocha);
  load();
  const report: MochaReport = { stats: { passes: 0, failures: 0, pending: 0 }, failures: [] };
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => {
      report.stats.passes++;
      console.log(`[test] ✔ ${test.fullTitle()} (${test.duration} ms)`);
    });
    runner.on('pending', () => {
      report.stats.pending++;
    });
    runner.on('fail', (test, error: Error) => {
      report.stats.failures++;
      report.failures.push({
        fullTitle: test.fullTitle(),
        err: { message: error.message || 'no message', stack: error.stack },
      });
      console.log(`[test] ✖ ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
  });
  if (reportPath) await writeFile(reportPath, JSON.stringify(report));
  if (report.stats.failures > 0) throw new Error(`${report.stats.failures} host tests failed.`);
}
