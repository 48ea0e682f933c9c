import assert from 'node:assert/strict';
import { helpFor } from '../failureHelp.ts';

describe('What is said of a failed test', () => {
  it('names the kind that was seen before, how to run it alone, and its picture', () => {
    const failure = {
      fullTitle: 'What a reload brings back news of a job',
      err: { message: 'Timed out waiting for the notification "An edit was interrupted".\nmore' },
    };
    const lines = helpFor(failure, 'ui');
    assert.equal(lines[0], '✖ What a reload brings back news of a job');
    assert.match(lines[2] ?? '', /^ {2}Seen before: A notification did not come/);
    assert.match(lines[3] ?? '', /npm test -- ui --grep "What a reload brings back news of a job"$/);
    assert.match(lines[4] ?? '', /out\/ui\/failed-What-a-reload-brings-back-news-of-a-job\.png$/);
  });

  it('says so when nothing like it was seen', () => {
    const lines = helpFor({ fullTitle: 'a sum', err: { message: '1 is not 2' } }, 'unit');
    assert.equal(lines[2], '  Of a kind that was not seen before.');
    assert.equal(lines.length, 4);
  });
});
