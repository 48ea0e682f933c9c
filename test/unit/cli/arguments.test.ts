import assert from 'node:assert/strict';
import { readArguments } from '../../../src/cli/arguments.ts';
import { UsageError, usage } from '../../../src/cli/usage.ts';
import { assetSchema } from '../../../src/core/assets/manifest/schema.ts';

const gateway = ['build', '--base-url', 'https://gateway.example'];

describe('the words behind the name of the command line', () => {
  const wrong: [words: string[], sentence: RegExp][] = [
    [['chek'], /There is no command "chek"/],
    [['check', '--fast'], /--fast/],
    [['check', 'docs', 'more'], /Name one folder, not 2/],
    [['build', '--concurrency', '0'], /whole number from 1 to 20/],
    [['build', '--provider', 'me'], /--provider must be one of/],
    [['build', '--quality', 'best'], /--quality must be one of low, medium, high, xhigh, max/],
    [['build', '--size', '1024'], /--size must be one of 512, 1K, 2K, 4K, pixels as in 1536x1024/],
    [['build', '--background', ''], /--background must be one of transparent, transparent-twice, opaque/],
    [['build', '--metadata', 'some'], /--metadata must be one of keep, strip/],
    [['build', '--header', 'X-Team: docs'], /--header works only with the provider custom, not with apiyi/],
    [[...gateway, '--header', 'X-Team'], /takes a name, a colon and a value/],
    [
      [...gateway, '--header', 'X-Team: '],
      /"X-Team" has no value. If it contained \$\{…\}, the shell expanded it/,
    ],
    [[...gateway, '--header', 'X-Team: a', '--header', 'x-team: b'], /"x-team" is given twice/],
    [[...gateway, '--header', 'X Team: a'], /an invalid name. Fix --header/],
    [[...gateway, '--header', 'Host: elsewhere'], /is already set by the extension. Leave it out/],
    [[...gateway, '--header', 'Authorization: Bearer x'], /is already set by the extension. Leave it out/],
    [[...gateway, '--header', 'X-Team: two\r\nX-Evil: lines'], /a value that can't be sent/],
    [[...gateway, '--header', `X-Team: \${env:HOME}`], /a value that can't be sent/],
    [[...gateway, '--header', 'X-Api-Key: plain'], /Secrets on a command line.*NANO_BANANA_SECRET_NAME/],
    [[...gateway, '--header', 'X-Team: Basic'], /Secrets on a command line/],
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
      assert.ok(usage().includes(name));
  });

  it('name every option that a manifest can name, for the assets that name none', () => {
    const wanted = {
      aspectRatio: '16:9',
      size: '1536x1024',
      thinking: 'high',
      quality: 'low',
      complexity: 'medium',
      background: 'opaque',
      keepTransparency: true,
    };
    const flags = Object.entries(wanted).map(([key, value]) => {
      const flag = `--${key.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`)}`;
      assert.ok(usage().includes(flag), flag);
      return value === true ? [flag] : [flag, String(value)];
    });
    const args = readArguments(['build', ...flags.flat()], {});
    assert.deepEqual(args.command === 'build' && args.usual, wanted);
    const { model: _, pixels: __, format: ___, ...named } = assetSchema.shape;
    for (const key of Object.keys(wanted)) assert.ok(Object.hasOwn(named, key), key);
    const none = readArguments(['build'], {});
    assert.deepEqual(none.command === 'build' && none.usual, {});
  });

  it('name further headers of a gateway, as the setting does', () => {
    const words = ['--header', 'X-Team:docs: a', '--header', `X-Gateway: Basic \${secret:one}`];
    const args = readArguments([...gateway, ...words], {});
    assert.deepEqual(args.command === 'build' && args.connection.customHeaders, {
      'X-Team': 'docs: a',
      'X-Gateway': `Basic \${secret:one}`,
    });
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
