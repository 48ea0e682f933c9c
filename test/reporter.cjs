/** Mocha's `spec` for the eyes, and the counts as JSON in the file that NANO_BANANA_REPORT names. */
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

module.exports = class Reporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    // A test that passes at the second try passes; what went wrong at the first must be seen all the same.
    const retries = [];
    runner.on('retry', (test, { message }) => {
      console.log(`    tried again: ${test.title}: ${message}`);
      retries.push({ fullTitle: test.fullTitle(), err: { message } });
    });
    const path = process.env.NANO_BANANA_REPORT;
    if (!path) return;
    const failures = [];
    runner.on('fail', (test, { message, stack }) => {
      failures.push({ fullTitle: test.fullTitle(), err: { message: message || 'no message', stack } });
    });
    runner.once('end', () => {
      const { passes, pending } = runner.stats;
      writeFileSync(
        path,
        JSON.stringify({ stats: { passes, pending, failures: failures.length }, failures, retries }),
      );
    });
  }
};
