import assert from 'node:assert/strict';
import { readArguments, UsageError, usage } from '../../../src/cli/arguments.ts';

describe('the words behind the name of the command line', () => {
  const wrong: [words: string[], sentence: RegExp][] = [
    [['chek'], /There is no command "chek"/],
    [['check', '--fast'], /--fast/],
    [['check', 'docs', 'more'], /Name one folder, not 2/],
    [['build', '--concurrency', '0'], /whole number from 1 to 20/],
    [['build', '--provider', 'me'], /--provider must be one of/],
    [['build', '--metadata', 'some'], /--metadata must be one of keep, strip/],
    [['report', '--fail-on', 'missing,broken'], /--fail-on must be one of missing, caseOnly, noAlt/],
    [['report', '--fail-on', ''], /--fail-on must be one of/],
  ];
  for (const [words, sentence] of wrong) {
    it(`are refused with the reason: ${words.join(' ')}`, () => {
      assert.throws(() => readArguments(words, {}), UsageError);
      assert.throws(() => readArguments(words, {}), sentence);
    });
  }

  it('ask for help in every usual way', () => {
    for (const words of [[], ['--help'], ['-h'], ['help'], ['check', '--help'], ['build', '--help']]) {
      assert.deepEqual(readArguments(words, {}), { command: 'help' }, words.join(' '));
    }
    for (const name of ['check', 'build', 'report', '--yes', '--strict', '--fail-on'])
      assert.ok(usage.includes(name));
  });

  it('say which findings of a report are failures', () => {
    const failOn = (...words: string[]) => {
      const args = readArguments(['report', ...words], {});
      return args.command === 'report' ? args.failOn.join() : undefined;
    };
    assert.equal(failOn(), '');
    assert.equal(failOn('--fail-on', 'missing, caseOnly', '--fail-on=noAlt'), 'missing,caseOnly,noAlt');
    assert.equal(failOn('--fail-on', 'all'), 'missing,caseOnly,noAlt,oversized,unlinked');
  });
});
