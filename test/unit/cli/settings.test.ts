import assert from 'node:assert/strict';
import { readArguments } from '../../../src/cli/arguments.ts';
import { CliSettings } from '../../../src/cli/settings.ts';

describe('the settings of a build on the command line', () => {
  it('keep the metadata of sources unless --metadata strips it', () => {
    const metadata = (...words: string[]) => {
      const args = readArguments(['build', ...words], {});
      assert.ok(args.command === 'build');
      return new CliSettings(args).read().outputMetadata;
    };
    assert.deepEqual(
      [metadata(), metadata('--metadata', 'keep'), metadata('--metadata', 'strip')],
      ['keep', 'keep', 'strip'],
    );
  });
});
