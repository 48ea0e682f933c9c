import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readDocument } from '../../../../src/core/markdown/reading/readDocument.ts';
import { ReadingThread } from '../../../../src/core/markdown/reading/readingThread.ts';
import { projectFolder } from '../../../vscode/paths.ts';

describe('reading a long document in another thread', () => {
  const file = join(projectFolder, 'src/core/markdown/reading/readingWorker.ts');

  it('says the same, for each of several at once', async () => {
    const thread = new ReadingThread(file);
    try {
      const texts = ['# A\n\n![a](a.png)\n'.repeat(100), '<Card>![b](b.png)</Card>\n'];
      const read = await Promise.all(texts.map((text, index) => thread.read(text, index === 1)));
      assert.deepEqual(
        read,
        texts.map((text, index) => readDocument(text, index === 1)),
      );
    } finally {
      thread.dispose();
    }
  });

  it('fails with a reason where there is no such thread, and when it is closed', async () => {
    await assert.rejects(new ReadingThread(join(projectFolder, 'none.cjs')).read('x', false), /none\.cjs/);
    const closed = new ReadingThread(file);
    const waiting = closed.read('x', false);
    closed.dispose();
    await assert.rejects(waiting, /closed/);
  });
});
