import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docsDemo } from '../../ui/docsDemo.ts';

describe('the docs site of the sample workspace', () => {
  it('is built, and after a changed prompt and a changed input just those two are built anew', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nano-banana-site-'));
    try {
      const { transcript, requests } = await docsDemo(folder);
      assert.deepEqual(requests, [0, 5, 0, 0, 2, 0], transcript);
      const lists = transcript.split('\n').filter((line) => /^(stale|\d+ images:)/.test(line));
      assert.deepEqual(lists, [
        '5 images: 5 missing.',
        '5 images: 5 up to date.',
        'stale           site/images/overview.webp  The prompt was changed.',
        'stale           site/images/berths.jpg  ../docs/images/berths.webp has changed.',
        '5 images: 2 stale, 3 up to date.',
        'stale           site/images/overview.webp  The prompt was changed.',
        'stale           site/images/berths.jpg  ../docs/images/berths.webp has changed.',
        '5 images: 5 up to date.',
      ]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
