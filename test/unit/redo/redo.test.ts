import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import sharp from 'sharp';
import { FileError } from '../../../src/core/ports.ts';
import { isPanels } from '../../../src/core/storage/sessions.ts';
import { later } from '../../../src/features/redo/later.ts';
import { RedoRecovery } from '../../../src/features/redo/recovery.ts';
import { sumWords } from '../../../src/features/redo/words.ts';
import { until } from '../../vscode/until.ts';
import { EditingFixture, owner } from '../edit/editingFixture.ts';
import { useCodecFixture } from '../images/useCodecFixture.ts';
import { RedoFixture } from './redoFixture.ts';

describe('doing an edit again, as a person goes through it', () => {
  let fixture: EditingFixture;
  let redo: RedoFixture;
  let edited: string;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    async (opened) => {
      fixture = opened;
      redo = new RedoFixture(fixture);
      edited = await redo.edit(await redo.shoot('#204060'), 'wide');
    },
  );

  /** Requests since the first image was made. */
  const again = () => redo.requests - 1;

  it('saves a new file beside the present one, and replaces it only when the person says so', async () => {
    await redo.shoot('#ffffff', 'shot.png', 400, 300);
    const before = await fixture.read('wide.png');
    const stored = await fixture.files.listStored('scratch-');
    await redo.redoing.redo(edited);
    assert.deepEqual(
      redo.questions.map(({ question }) => question),
      ['Do the edit of wide.png again?'],
    );
    assert.match(
      redo.questions[0]?.detail ?? '',
      /^From shot\.png as it is now, with Nano Banana 2\. This costs about \$0\.\d+\.$/,
    );
    assert.deepEqual(redo.pair, ['wide.png', 'wide-2.png']);
    assert.match(
      redo.reviews[0]?.review.view?.sentence ?? '',
      /^Made again from shot\.png as it is now, for \$0\.\d+\. Resized from 600 × 448 to the source's 400 × 300\. The model says: “Here/,
    );
    assert.deepEqual(await fixture.read('wide.png'), before);
    redo.agrees = false;
    await redo.act('replace');
    assert.deepEqual(redo.pair, ['wide.png', 'wide-2.png'], 'still to be chosen about');
    redo.agrees = true;
    await redo.act('replace');
    assert.equal(redo.pair, undefined);
    const { width, height } = await sharp(await fixture.read('wide.png')).metadata();
    assert.deepEqual([width, height], [400, 300], 'the new source’s shape');
    assert.equal(await redo.brightness('wide.png'), 0);
    assert.deepEqual((await fixture.names()).sort(), ['shot.png', 'wide.png']);
    assert.deepEqual(redo.replaceWarnings, []);
    assert.deepEqual(await fixture.files.listStored('scratch-'), stored);
  });

  it('keeps both, or takes the new one away and brings it back on Undo', async () => {
    await redo.shoot('#ffffff');
    await redo.redoing.redo(edited);
    await redo.act('keepBoth');
    assert.deepEqual(redo.told, ['Kept wide-2.png beside wide.png.']);
    await redo.redoing.redo(edited);
    assert.deepEqual(redo.pair, ['wide.png', 'wide-3.png']);
    await redo.act('discard');
    assert.deepEqual((await fixture.names()).sort(), ['shot.png', 'wide-2.png', 'wide.png']);
    redo.press = 'Undo';
    await redo.redoing.redo(edited);
    await redo.act('discard');
    await until('the file to be back', async () => (await fixture.names()).includes('wide-3.png'));
  });

  it('leaves the new file where it is when the comparison is closed without a choice', async () => {
    await redo.shoot('#ffffff');
    await redo.redoing.redo(edited);
    redo.reviews[0]?.close();
    assert.deepEqual((await fixture.names()).sort(), ['shot.png', 'wide-2.png', 'wide.png']);
    assert.deepEqual(redo.told, ['Kept wide-2.png beside wide.png.']);
    await redo.redoing.redo(edited);
    assert.equal(redo.reviews.length, 2);
  });

  it('has the new one beside the present one again when replacing is taken back', async () => {
    await redo.shoot('#ffffff');
    await redo.redoing.redo(edited);
    const made = await fixture.read('wide-2.png');
    await redo.act('replace');
    assert.deepEqual((await fixture.names()).sort(), ['shot.png', 'wide.png']);
    await redo.undo?.();
    assert.deepEqual((await fixture.names()).sort(), ['shot.png', 'wide-2.png', 'wide.png']);
    assert.deepEqual(await fixture.read('wide-2.png'), made);
  });

  it('tells what was chosen also when the comparison is closed meanwhile', async () => {
    await redo.shoot('#ffffff');
    await redo.redoing.redo(edited);
    redo.whileReplacing = async () => redo.reviews[0]?.close();
    await redo.act('replace');
    assert.deepEqual(redo.told, []);
    assert.deepEqual((await fixture.names()).sort(), ['shot.png', 'wide.png']);
  });

  it('says what goes too when the present one was edited by hand, also meanwhile', async () => {
    await redo.shoot('#ffffff');
    await redo.redoing.redo(edited);
    // Also when the source is gone by then, and when whoever drew in it dropped the record.
    await fs.rm(new URL(`${fixture.docs}/shot.png`));
    const drawn = sharp(await fixture.read('wide.png')).blur(3);
    await fixture.put('wide.png', await drawn.clone().keepMetadata().toBuffer());
    redo.agrees = false;
    await redo.act('replace');
    await fixture.put('wide.png', await drawn.toBuffer());
    redo.agrees = true;
    await redo.act('replace');
    const warning = 'wide.png was edited by hand since it was made. That edit is lost.';
    assert.deepEqual(redo.replaceWarnings, [warning, warning]);
    assert.equal(await redo.brightness('wide.png'), 0);
  });

  it('asks first where nothing changed, and sends nothing without a yes', async () => {
    redo.agrees = false;
    await redo.redoing.redo(edited);
    assert.match(redo.questions[0]?.question ?? '', /^Nothing changed since wide\.png was made\./);
    assert.match(redo.questions[0]?.detail ?? '', /about \$0\.\d+/);
    assert.equal(again(), 0);
    redo.agrees = true;
    await redo.redoing.redo(edited);
    assert.equal(redo.questions.length, 2, 'asked once, not again for the cost');
    assert.equal(again(), 1);
  });

  it('says so where the source itself should be done again first', async () => {
    const narrow = await redo.edit(edited, 'narrow');
    await redo.shoot('#ffffff');
    redo.agrees = false;
    await redo.redoing.redo(narrow);
    assert.match(
      redo.questions[0]?.detail ?? '',
      /^What wide\.png was made from has changed, so redo that one first\. wide\.png is unchanged\. A new result will differ/,
    );
  });

  it('asks above the limit, and shows what is asked for in a workspace that nobody vouched for', async () => {
    await redo.shoot('#ffffff');
    redo.agrees = false;
    fixture.settings = { ...fixture.settings, confirmAboveCost: 0.01 };
    await redo.redoing.redo(edited);
    assert.match(redo.questions[0]?.detail ?? '', /more than the limit you set \(\$0\.01\)/);
    fixture.settings = { ...fixture.settings, confirmAboveCost: 5 };
    redo.isTrusted = false;
    await redo.redoing.redo(edited);
    assert.match(
      redo.questions[1]?.detail ?? '',
      /not trusted this workspace[\s\S]*“invert” with shot\.png, to Nano Banana 2\./,
    );
    assert.equal(again(), 0);
  });

  it('asks for the key that is missing', async () => {
    await redo.shoot('#ffffff');
    fixture.settings = { ...fixture.settings, customAuth: 'bearer' };
    await redo.redoing.redo(edited);
    assert.deepEqual(redo.told, ['Nothing was sent: there is no API key yet.']);
    redo.givesKey = 'a-key';
    await redo.redoing.redo(edited);
    assert.equal(again(), 1);
  });

  it('says why it can’t be done', async () => {
    await redo.redoing.redo(`${fixture.docs}/shot.png`);
    assert.match(redo.told[0] ?? '', /shot\.png has no record/);
    await fs.rm(new URL(`${fixture.docs}/shot.png`));
    await redo.redoing.redo(edited);
    assert.match(redo.told[1] ?? '', /shot\.png can't be found\. Put it back/);
    assert.equal(again(), 0);
  });

  it('is not billed twice by a double click, and shows what waits for a choice', async () => {
    await redo.shoot('#ffffff');
    await Promise.all([redo.redoing.redo(edited), redo.redoing.redo(edited)]);
    assert.deepEqual(redo.told, ['wide.png is already being made again.']);
    await redo.redoing.redo(edited);
    assert.deepEqual([again(), redo.reviews.length, redo.reviews[0]?.reveals], [1, 1, 1]);
  });

  it('offers what helps after a failure: to run again, or to save elsewhere what is paid for', async () => {
    await redo.shoot('#ffffff');
    redo.onRun = (stop) => stop();
    await redo.redoing.redo(edited);
    assert.match(redo.offered[0]?.failure.sentence ?? '', /^Stopped before anything was sent/);
    redo.onRun = () => {};
    fixture.files.faults.onCreate = new FileError('noSpace', 'full');
    await redo.offered[0]?.take('runAgain');
    assert.match(redo.offered[1]?.failure.sentence ?? '', /The disk is full\. The image is kept/);
    assert.deepEqual(redo.pair, undefined);
    delete fixture.files.faults.onCreate;
    redo.chosenTarget = `${fixture.docs}/elsewhere.png`;
    await redo.offered[1]?.take('saveElsewhere');
    assert.deepEqual(redo.pair, ['wide.png', 'elsewhere.png']);
    assert.equal(again(), 1);
    assert.deepEqual(await fixture.files.listStored('job-'), []);
  });

  it('lets what is out come to its end at the first stop, and breaks off at the second', async () => {
    await redo.shoot('#ffffff');
    let stop = (): void => {};
    redo.onRun = (stopIt) => {
      stop = stopIt;
    };
    const first = fixture.standIn.tell({ hold: 'beforeHeaders' });
    const running = redo.redoing.redo(edited);
    await first.arrived;
    stop();
    assert.match(redo.steps.at(-1) ?? '', /^waiting for wide\.png, which is already paid for\. Cancel again/);
    first.release();
    await running;
    assert.deepEqual(redo.pair, ['wide.png', 'wide-2.png']);
    await redo.act('discard');
    const second = fixture.standIn.tell({ hold: 'beforeHeaders' });
    const broken = redo.redoing.redo(edited);
    await second.arrived;
    stop();
    stop();
    await broken;
    assert.match(redo.offered[0]?.failure.sentence ?? '', /may/);
    assert.equal(redo.reviews.length, 1);
  });

  it('saves the further pictures of an answer, which are paid for too, beside the new one', async () => {
    await redo.shoot('#ffffff');
    fixture.standIn.tell({ answer: 'several' });
    await redo.redoing.redo(edited);
    assert.match(
      redo.reviews[0]?.review.view?.sentence ?? '',
      /Other pictures in the answer: wide-2\.jpg, wide-2-2\.jpg\./,
    );
    assert.ok((await fixture.names()).some((name) => name === 'wide-2-2.jpg'));
    assert.deepEqual(await fixture.files.listStored('job-'), []);
  });

  it('tells what goes wrong after a message’s button, and does not only write it down', async () => {
    const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
    later({ log, messages: redo.messages }, () => Promise.reject(new Error('the disk is gone.')));
    await until('it to be told', async () => redo.told.length > 0);
    assert.deepEqual(redo.told, [
      'That did not work (the disk is gone). Try again; the log has the details.',
    ]);
  });

  it('adds up what is known of the costs, and says what is not', () => {
    assert.equal(sumWords([{ usd: 0.04 }, { usd: 0.05 }]), 'about $0.09');
    assert.equal(sumWords([{ usd: 0.04 }, { usd: undefined }]), 'at least $0.04, 1 unknown');
    assert.equal(sumWords([{ usd: undefined }]), 'cost unknown');
  });

  it('only tells where the present one is gone when the new one comes', async () => {
    await redo.shoot('#ffffff');
    redo.onRun = () => void fs.rm(new URL(edited));
    await redo.redoing.redo(edited);
    assert.deepEqual(redo.reviews, []);
    assert.match(redo.told[0] ?? '', /^Saved wide\.png\. Made again from shot\.png/);
  });

  it('does nothing to a pair that the person does not see yet', async () => {
    await redo.edit(`${fixture.docs}/shot.png`, 'b');
    await redo.shoot('#ffffff');
    await redo.redoing.redoStale([edited, `${fixture.docs}/b.png`], 'docs');
    const review = redo.reviews[0]?.review;
    const seen = review?.view?.pair ?? '';
    await Promise.all([review?.take('discard', seen), review?.take('discard', seen)]);
    await review?.take('discard', seen);
    assert.equal(review?.view?.count, 1);
    assert.deepEqual((await fixture.names()).sort(), ['b-2.png', 'b.png', 'shot.png', 'wide.png']);
  });

  describe('for all stale ones', () => {
    const all = async () => (await fixture.names()).map((name) => `${fixture.docs}/${name}`).sort();
    const stale = async () => redo.redoing.redoStale(await all(), 'docs');

    it('lists what changed and what it costs, and goes through the new ones', async () => {
      for (const name of ['b', 'c', 'd']) await redo.edit(`${fixture.docs}/shot.png`, name);
      await redo.edit(await redo.shoot('#102030', 'other.png'), 'fresh');
      await redo.shoot('#ffffff');
      redo.ticks = ['b.png', 'c.png', 'd.png'];
      await stale();
      const [list] = redo.lists;
      assert.deepEqual(
        list?.lines.map(({ label, description }) => [label, description]),
        ['b.png', 'c.png', 'd.png', 'wide.png'].map((name) => [name, 'docs/']),
      );
      assert.match(list?.lines[0]?.detail ?? '', /^shot\.png changed · about \$0\.\d+$/);
      assert.match(list?.title ?? '', /^Redo Stale Edits: 3 of 4, about \$0\.\d+$/);
      assert.deepEqual(redo.pair, ['b.png', 'b-2.png']);
      assert.equal(redo.reviews[0]?.review.view?.position, '1 of 3');
      await redo.act('previous');
      assert.deepEqual(redo.pair, ['d.png', 'd-2.png']);
      await redo.act('discard');
      await redo.act('keepBoth');
      assert.deepEqual(redo.pair, ['b.png', 'b-2.png']);
      await redo.act('replaceAll');
      assert.match(
        redo.told.at(-1) ?? '',
        /^Made 3 images again for \$0\.\d+: 1 replaced, 1 kept beside, 1 discarded\.$/,
      );
      assert.equal(await redo.brightness('b.png'), 0);
      assert.notEqual(await redo.brightness('wide.png'), 0);
      assert.ok(!(await fixture.names()).includes('b-2.png'));
    });

    it('says so where none is, and does nothing when the person gives up', async () => {
      await stale();
      assert.match(
        redo.told[0] ?? '',
        /^No edit in docs is stale: of 2 images, none was made from one that changed/,
      );
      await redo.shoot('#ffffff');
      redo.agrees = false;
      await stale();
      redo.agrees = true;
      redo.ticks = [];
      await stale();
      redo.onRun = (stop) => stop();
      await stale();
      assert.deepEqual([again(), redo.reviews.length], [0, 0]);
    });

    it('says why what is stale can’t be done', async () => {
      const other = await redo.shoot('#102030', 'other.png');
      const target = { kind: 'folder', folder: fixture.docs, name: { base: 'two', ending: 'png' } } as const;
      await fixture.run(fixture.request([`${fixture.docs}/shot.png`, other], { prompt: 'both', target }));
      await redo.shoot('#ffffff');
      await fs.rm(new URL(other));
      await redo.redoing.redoStale([`${fixture.docs}/two.png`], 'docs');
      assert.deepEqual(redo.told, [
        "The edit of two.png can't be redone: other.png can't be found. Put it back, or start a new edit.",
      ]);
      assert.deepEqual(redo.lists, []);
    });

    it('does what was made from each other in its order', async () => {
      await redo.edit(edited, 'narrow');
      await redo.shoot('#ffffff');
      await stale();
      assert.deepEqual(
        redo.lists[0]?.lines.map(({ label }) => label),
        ['wide.png'],
      );
      assert.match(redo.lists[0]?.placeholder ?? '', /1 more image made from these can be done after them/);
      redo.press = 'Redo These Too…';
      await redo.act('replace');
      await until('the next list', async () => redo.reviews.length === 2);
      assert.deepEqual(redo.pair, ['narrow.png', 'narrow-2.png']);
      await redo.act('replace');
      assert.deepEqual([await redo.brightness('wide.png'), await redo.brightness('narrow.png')], [0, 255]);
      redo.lists.length = 0;
      await stale();
      assert.deepEqual(redo.lists, []);
    });

    it('leaves out what was made aside of one that is kept, and says so', async () => {
      const shot = `${fixture.docs}/shot.png`;
      for (const name of ['view', 'view', 'view']) await redo.edit(shot, name);
      for (const name of ['used', 'used']) await redo.edit(shot, name);
      await redo.edit(`${fixture.docs}/used-2.png`, 'last');
      const target = { kind: 'folder', folder: fixture.docs, name: { base: 'view', ending: 'png' } } as const;
      await fixture.run(fixture.request([shot], { prompt: 'invert, please', target }));
      await redo.shoot('#ffffff');
      redo.agrees = false;
      await stale();
      assert.deepEqual(
        redo.lists[0]?.lines.map(({ label }) => label),
        ['used-2.png', 'view-4.png', 'view.png', 'wide.png'],
      );
      assert.match(
        redo.lists[0]?.placeholder ?? '',
        /1 more image made from these can be done after them\. Left out: 3 variants made aside, which Redo This Edit… makes again\.$/,
      );
      const names = (await all()).filter((uri) => !uri.endsWith('/view.png'));
      redo.lists.length = 0;
      await redo.redoing.redoStale(names, 'docs');
      assert.ok(
        redo.lists[0]?.lines.some(({ label }) => label === 'view-2.png'),
        'all that is left is kept',
      );
    });

    it('passes by what took the place of its own source', async () => {
      await fixture.put('shot.png', await fixture.read('wide.png'));
      await fs.rm(new URL(edited));
      await stale();
      assert.deepEqual(redo.lists, []);
      await redo.redoing.redo(`${fixture.docs}/shot.png`);
      assert.match(redo.told.at(-1) ?? '', /shot\.png replaced the image that it was made from/);
    });

    it('tells alike failures once, and offers those again', async () => {
      await redo.edit(`${fixture.docs}/shot.png`, 'b');
      await redo.shoot('#ffffff');
      fixture.settings = { ...fixture.settings, maxConcurrentRequests: 1 };
      fixture.standIn.tell({ error: 'insufficient_user_quota' });
      const before = redo.requests;
      await stale();
      assert.equal(redo.requests - before, 1, 'what fails for want of money fails for all');
      assert.deepEqual([redo.reviews.length, redo.offered.length], [0, 1]);
      assert.match(redo.offered[0]?.failure.sentence ?? '', /^2 of 2 edits failed\./);
      await redo.offered[0]?.take('runAgain');
      assert.deepEqual(redo.pair, ['b.png', 'b-2.png']);
    });
  });

  describe('that an earlier window did not bring to its end', () => {
    /** What a later window finds, and tells. */
    async function recover(): Promise<void> {
      const { journal } = fixture.service(owner + 1);
      const entries = await journal.leftovers();
      assert.ok(entries.length > 0 && entries.every(({ sessionId }) => !isPanels(sessionId)));
      const messages = redo.messages;
      const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
      new RedoRecovery({
        redoing: redo.redoing,
        journal,
        files: fixture.files,
        messages,
        log,
        window: redo.window,
      }).recover(entries);
    }

    it('may have been billed, which is told once, with a way to do it again', async () => {
      await redo.shoot('#ffffff');
      const told = fixture.standIn.tell({ hold: 'beforeHeaders' });
      let stop = (): void => {};
      redo.onRun = (stopIt) => {
        stop = stopIt;
      };
      const running = redo.redoing.redo(edited);
      await told.arrived;
      const second = new RedoFixture(fixture);
      const first = redo;
      redo = second;
      second.press = 'Redo…';
      await recover();
      await until('it to be done again', async () => second.pair !== undefined);
      assert.equal(second.told[0], 'Making wide.png again was interrupted and may have been billed.');
      assert.deepEqual(second.pair, ['wide.png', 'wide-2.png']);
      assert.deepEqual(await fixture.service(owner + 1).journal.leftovers(), []);
      stop();
      stop();
      await running;
      assert.equal(first.reviews.length, 0);
    });

    it('is done again as a list where it was several, also those whose source is the same', async () => {
      const b = await redo.edit(`${fixture.docs}/shot.png`, 'b');
      await redo.redoing.redoAll([edited, b]);
      assert.deepEqual(
        redo.lists[0]?.lines.map(({ label, detail }) => [label, detail.split(' · ')[0]]),
        [
          ['wide.png', 'nothing changed'],
          ['b.png', 'nothing changed'],
        ],
      );
      assert.equal(redo.reviews[0]?.review.view?.count, 2);
    });

    it('is told once for several, and can be discarded', async () => {
      const b = await redo.edit(`${fixture.docs}/shot.png`, 'b');
      await redo.shoot('#ffffff');
      fixture.files.faults.onCreate = new FileError('noSpace', 'full');
      await redo.redoing.redoStale([edited, b], 'docs');
      delete fixture.files.faults.onCreate;
      redo.told.length = 0;
      redo.press = 'Discard All';
      await recover();
      const { journal } = fixture.service(owner + 1);
      await until('them to be gone', async () => (await journal.leftovers()).length === 0);
      assert.match(redo.told.join(), /^2 images were made again earlier and are not saved yet/);
      assert.match(redo.questions.at(-1)?.question ?? '', /^Discard 2 images, not saved yet\?/);
    });

    it('is saved where the person says, when it came back', async () => {
      await redo.shoot('#ffffff');
      fixture.files.faults.onCreate = new FileError('noSpace', 'full');
      await redo.redoing.redo(edited);
      delete fixture.files.faults.onCreate;
      await recover();
      assert.match(redo.told[0] ?? '', /^wide\.png was made again earlier and is not saved yet\. It is kept/);
      redo.press = 'Save As…';
      redo.chosenTarget = `${fixture.docs}/wide.png`;
      await recover();
      await until('the comparison', async () => redo.pair !== undefined);
      assert.deepEqual(redo.pair, ['wide.png', 'wide-2.png']);
      assert.deepEqual(await fixture.service(owner + 1).journal.leftovers(), []);
      assert.equal(again(), 1);
    });
  });
});
