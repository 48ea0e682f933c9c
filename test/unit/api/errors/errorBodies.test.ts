import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mayRepeat } from '../../../../src/core/api/connection/retry.ts';
import { httpFailure } from '../../../../src/core/api/errors/httpErrors.ts';
import { projectFolder } from '../../../vscode/paths.ts';

describe('error bodies', () => {
  const lines = readFileSync(join(projectFolder, 'test/unit/api/errors/errorBodies.tsv'), 'utf8').split('\n');
  let group = '';
  for (const line of lines) {
    if (line.startsWith('# ')) group = line.slice(2);
    if (line.startsWith('#') || line === '') continue;
    const [status, code, billed, again, what, body = ''] = line.split('\t');
    it(`${group}: ${status} ${what}`, () => {
      const from = { providerName: 'Example', model: 'gemini-x', key: undefined, now: 0 };
      const failure = httpFailure({ ...from, status: Number(status), body });
      const told = `${failure.code}: ${failure.sentence}`;
      assert.equal(failure.code, code, told);
      assert.equal(failure.billed, billed, told);
      assert.equal(mayRepeat(failure), again === 'repeated', told);
      assert.equal(/may still have been billed/.test(failure.sentence), billed === 'maybe', told);
      assert.doesNotMatch(failure.sentence.replace(/“.*”/, ''), /[{}]/, told);
      if (/^(?:refused|billing)\./.test(failure.code)) {
        assert.doesNotMatch(failure.sentence, /change the options|too many requests/i);
        assert.equal(mayRepeat(failure), false, 'neither money nor a refusal comes right by itself');
      }
    });
  }
});
