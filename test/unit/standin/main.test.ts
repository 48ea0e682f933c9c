import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { allBehaviours } from '../../standin/behaviours.ts';

const main = fileURLToPath(new URL('../../standin/main.ts', import.meta.url));

describe('the stand-in from the command line', () => {
  it('prints its URL, serves there with the key it was given, and ends when asked', async () => {
    const child = spawn(process.execPath, [main, '--key', 'sk-1'], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [url] = await once(createInterface(child.stdout), 'line');
      assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.equal((await fetch(`${url}/v1/models`)).status, 401);
      const headers = { Authorization: 'Bearer sk-1' };
      assert.equal((await fetch(`${url}/v1/models`, { headers })).status, 200);
    } finally {
      child.kill('SIGTERM');
    }
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
  });

  it('lists what it can be told', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [main, '--list']);
    assert.equal(stdout.trim().split('\n').length, allBehaviours.length);
    assert.match(stdout, /^\[standin: error=429-limit-0\] +HTTP 429: the free tier/m);
  });
});
