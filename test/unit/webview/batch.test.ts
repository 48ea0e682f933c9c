import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { NextStep } from '../../../src/core/shared/failure.ts';
import type { JobView } from '../../../src/core/shared/protocol/panelState.ts';
import { batchRows, choiceOf, rowsThatFit, windowOf } from '../../../webview/batch.ts';
import {
  actionsOf,
  attemptsOf,
  failureGroups,
  hasRunLine,
  isBatch,
  ownActions,
  pictureOf,
  soleAttempt,
} from '../../../webview/jobs.ts';
import { eachDone, eachRunning } from '../../ui/page/states/batch.ts';
import { input, job, picture, result } from '../../ui/page/states/parts.ts';
import { variants } from '../../ui/page/states/variants.ts';

const failed = (id: string, label: string, sentence: string) =>
  job(id, 'failed', { label, failure: { sentence, actions: [], jobId: id } });

describe('A batch as the page counts it', () => {
  it('tells each reason once, whatever image, request or time it names, the most frequent first', () => {
    const groups = failureGroups([
      failed('1', 'c.png', 'Refused.'),
      failed('2', 'a.png', 'a.png is too large. (Request req_0042x)'),
      failed('3', 'b.png', 'b.png is too large. (Request req_0817y)'),
      job('4', 'stopped', { failure: { sentence: 'Stopped.', actions: [], jobId: '4' } }),
    ]);
    assert.deepEqual(
      groups.map(({ sentence, jobs }) => [sentence, jobs.length]),
      [
        ['a.png is too large. (Request req_0042x)', 2],
        ['Refused.', 1],
      ],
    );
  });

  it('draws the rows in sight, wherever one has scrolled, and few others', () => {
    fc.assert(
      fc.property(
        fc.nat(2000),
        fc.nat(100_000),
        fc.integer({ min: 100, max: 2000 }),
        (count, top, height) => {
          const rowHeight = 52;
          const scrollTop = Math.min(top, Math.max(0, count * rowHeight - height));
          const [from, to] = windowOf(count, { rowHeight, scrollTop, height });
          assert.ok(from >= 0 && to <= count && from <= to);
          if (count > 0) assert.ok(from * rowHeight <= scrollTop);
          assert.ok(to === count || to * rowHeight >= scrollTop + height);
          assert.ok(to - from <= height / rowHeight + 15);
        },
      ),
    );
  });

  it('has a row for each edit, with what came of it and what can be done with it', () => {
    const rows = batchRows(eachDone);
    assert.equal(rows.length, 16);
    assert.deepEqual(
      [rows[0]?.source?.name, rows[0]?.result?.id, rows[0]?.cost],
      ['scenery-01.jpg', 'r0', '$0.055'],
    );
    assert.deepEqual([rows[9]?.source?.name, rows[9]?.result], ['scenery-10.jpg', undefined]);
    const open = rowsThatFit(batchRows(eachRunning), 'open');
    assert.equal(open.length, 8);
    const choice = choiceOf(rows, new Set(['job-0', 'job-9', 'job-12']));
    assert.deepEqual(choice, { runAgain: ['job-9'], keep: [], discard: ['r0', 'r12'] });
  });

  it('shows of each edit the image that it edits, also of equal names and when it is not listed any more', () => {
    const inputs = ['a', 'b'].map((id) => input(id, picture('photo.png', id)));
    const jobs = [
      job('1', 'failed', { label: 'photo.png', inputId: 'b' }),
      job('2', 'failed', { label: 'photo.png', inputId: null, before: picture('photo.png', 'c') }),
      job('3', 'failed', { label: 'photo.png', inputId: null }),
    ];
    const state = { ...eachDone, inputs, jobs, results: [] };
    const previews = ['/preview/b.svg', '/preview/c.svg', undefined];
    assert.deepEqual(
      batchRows(state).map(({ source }) => source?.preview),
      previews,
    );
    assert.deepEqual(
      jobs.map((one) => pictureOf(state, one)?.preview),
      previews,
    );
  });

  it('offers for a reason what helps all of its jobs, and what helps one where it is alone', () => {
    const action = (step: NextStep) => ({ step, label: step });
    const refused = (id: string, ...steps: NextStep[]) =>
      job(id, 'failed', { failure: { sentence: 'No.', actions: steps.map(action), jobId: id } });
    const offered = (...jobs: JobView[]) =>
      failureGroups(jobs).map((group) => actionsOf(group).map(({ step, jobId }) => [step, jobId]));
    const alone = refused('1', 'runAgain', 'fetchPicture', 'openLink', 'showLog');
    assert.deepEqual(offered(alone), [
      [
        ['fetchPicture', '1'],
        ['openLink', '1'],
        ['showLog', null],
      ],
    ]);
    assert.deepEqual(offered(alone, refused('2', 'runAgain', 'fetchPicture', 'openLink', 'showLog')), [
      [['showLog', null]],
    ]);
    assert.deepEqual(offered(refused('1', 'openLink'), refused('2', 'openLink')), [[['openLink', '1']]]);
    assert.deepEqual(
      ownActions(alone).map(({ step }) => step),
      ['fetchPicture', 'openLink'],
    );
  });

  it('is no attempt any more once its result is there, before the job says that it is done', () => {
    const saving = { jobs: [job('j', 'saving')], results: [] };
    assert.equal(soleAttempt(saving)?.id, 'j');
    assert.deepEqual(attemptsOf({ ...saving, results: [result('r', { jobId: 'j' })] }), []);
  });

  it('is several images, not several variants of one', () => {
    assert.deepEqual([isBatch(eachDone), isBatch(variants)], [true, false]);
    assert.deepEqual([hasRunLine(eachDone), hasRunLine(variants)], [true, true]);
    assert.equal(hasRunLine({ ...variants, jobs: variants.jobs.slice(0, 2) }), false);
  });
});
