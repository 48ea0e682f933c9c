import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import sharp from 'sharp';
import { FileError } from '../../../../src/core/ports.ts';
import { Backups } from '../../../../src/core/save/backups.ts';
import { uriOf } from '../../edit/diskStore.ts';
import { unwrap } from '../../edit/editingFixture.ts';
import { builtCodec } from '../../images/builtCodec.ts';
import { DocsFixture, endOf, spelledEnds } from '../docsFixture.ts';

const three = `  - { output: a.png, prompt: tint blue, pixels: 320x180 }
  - { output: b.jpg, prompt: tint red, aspectRatio: "1:1", size: 512 }
  - { output: c.webp, prompt: grayscale, inputs: [shot.png] }
`;

describe('building the assets of the docs', () => {
  let fixture: DocsFixture;

  beforeEach(async () => {
    fixture = await DocsFixture.open(builtCodec);
    await fixture.picture('shot.png', '#3060c0');
  });
  afterEach(() => fixture.close());

  it('makes each in its place, type and size, and then finds nothing to do', async () => {
    await fixture.write(three);
    assert.deepEqual(await fixture.states(), ['a.png: missing', 'b.jpg: missing', 'c.webp: missing']);
    assert.deepEqual(await fixture.build(), ['a.png: made', 'b.jpg: made', 'c.webp: made']);
    const shapes = await Promise.all(
      ['a.png', 'b.jpg', 'c.webp'].map(async (name) => {
        const { format, width, height } = await sharp(await fixture.bytes(name)).metadata();
        return `${format} ${width}x${height}`;
      }),
    );
    assert.deepEqual(shapes, ['png 320x180', 'jpeg 512x512', 'webp 320x180']);
    assert.deepEqual(await fixture.states(true), []);
    assert.deepEqual(await fixture.build(), []);
    assert.equal(fixture.requests, 3);
    assert.deepEqual(await fixture.fixture.files.listStored(''), [], 'nothing is left in the storage');
  });

  it('makes anew just what a changed prompt and a changed input concern', async () => {
    await fixture.write(three);
    await fixture.build();
    const untouched = await fs.stat(fixture.file('b.jpg'));
    await fixture.write(three.replace('tint blue', 'tint green'));
    await fixture.picture('shot.png', '#a03060');
    assert.deepEqual(await fixture.states(), ['a.png: stale', 'c.webp: stale']);
    const { statuses } = await fixture.check();
    assert.deepEqual(
      statuses.flatMap(({ reasons }) => reasons.map(({ sentence }) => sentence)),
      ['The prompt was changed.', 'shot.png has changed.'],
    );
    assert.deepEqual(await fixture.build(), ['a.png: made', 'c.webp: made']);
    assert.deepEqual(await fixture.states(true), []);
    assert.equal((await fs.stat(fixture.file('b.jpg'))).mtimeMs, untouched.mtimeMs);
    assert.equal(fixture.requests, 5);
  });

  it('sees changed options, another size, and a type that the ending does not promise', async () => {
    await fixture.write(three);
    await fixture.build();
    await fixture.write(
      three
        .replace('320x180', '160x90')
        .replace('"1:1"', '"4:3"')
        .replace('grayscale,', 'grayscale, size: 1K,'),
    );
    const reasons = (await fixture.check()).statuses.map(({ reasons: all }) =>
      all.map(({ code }) => code).join(),
    );
    assert.deepEqual(reasons, ['pixels', 'aspectRatio', 'size']);
    await fixture.write(three);
    await fs.copyFile(fixture.file('b.jpg'), fixture.file('a.png'));
    assert.ok((await fixture.check()).statuses[0]?.reasons.some(({ code }) => code === 'type'));
  });

  it('keeps the place of an input out of it: one that only moved is the same', async () => {
    await fixture.write(three);
    await fixture.build();
    await fs.rename(fixture.file('shot.png'), fixture.file('moved.png'));
    await fixture.write(three.replace('shot.png', 'moved.png'));
    assert.deepEqual(await fixture.states(), []);
  });

  it('leaves alone what was edited by hand, and replaces it only when told, with a backup', async () => {
    await fixture.write(three);
    await fixture.build();
    await fixture.drawIn('a.png');
    const drawn = await fixture.bytes('a.png');
    assert.deepEqual(await fixture.states(), [], 'a short look reads no pixels');
    assert.deepEqual(await fixture.states(true), ['a.png: edited']);
    await fixture.write(three.replace('tint blue', 'tint green'));
    const plan = await fixture.plan();
    assert.deepEqual([plan.items.length, plan.left.length], [0, 1]);
    assert.deepEqual(await fixture.build(), []);
    assert.deepEqual(await fixture.bytes('a.png'), drawn);

    assert.deepEqual(await fixture.build({ overwriteEdited: true }), ['a.png: made']);
    const { files } = fixture.fixture;
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const backups = new Backups({ files, log, newId: () => 'x', now: Date.now });
    const [backup] = await backups.of(uriOf(fixture.file('a.png')));
    assert.ok(backup);
    assert.deepEqual(Buffer.from(await backups.read(backup)), drawn);
  });

  it('replaces just those that were edited by hand and asked for by name', async () => {
    await fixture.write(three);
    await fixture.build();
    await fixture.drawIn('a.png');
    await fixture.drawIn('b.jpg');
    const drawn = await fixture.bytes('a.png');
    const named = (name: string) => (asset: { name: string }) => asset.name.endsWith(name);
    const plan = await fixture.plan({ all: named('b.jpg'), overwriteEdited: named('b.jpg') });
    assert.deepEqual(
      plan.items.map(({ asset, because }) => `${asset.name} ${because}`),
      ['docs/b.jpg edited'],
    );
    assert.deepEqual(spelledEnds(unwrap(await fixture.run(plan))), ['b.jpg: made']);
    assert.deepEqual(await fixture.bytes('a.png'), drawn);
    assert.deepEqual(await fixture.states(true), ['a.png: edited']);
  });

  it('never writes over a picture that it did not make', async () => {
    await fixture.write(three);
    await fixture.picture('a.png', '#000000');
    const own = await fixture.bytes('a.png');
    assert.deepEqual(await fixture.states(), ['a.png: edited', 'b.jpg: missing', 'c.webp: missing']);
    assert.deepEqual(await fixture.build(), ['b.jpg: made', 'c.webp: made']);
    assert.deepEqual(await fixture.bytes('a.png'), own);
  });

  it('leaves alone what was edited between the plan and its turn', async () => {
    await fixture.write(three);
    await fixture.build();
    await fixture.write(three.replace('tint blue', 'tint green'));
    const plan = await fixture.plan();
    await fixture.drawIn('a.png');
    const drawn = await fixture.bytes('a.png');
    assert.deepEqual(spelledEnds(unwrap(await fixture.run(plan))), ['a.png: left']);
    assert.deepEqual(await fixture.bytes('a.png'), drawn);
    assert.equal(fixture.requests, 3);
  });

  it('saves nothing over what was changed while the answer was on its way, and loses no answer', async () => {
    await fixture.write(three);
    await fixture.build();
    await fixture.write(three.replace('tint blue', 'tint green'));
    const told = fixture.fixture.standIn.tell({ hold: 'beforeHeaders' });
    const running = fixture.plan().then((plan) => fixture.run(plan));
    await told.arrived;
    await fixture.drawIn('a.png');
    const drawn = await fixture.bytes('a.png');
    told.release();
    const end = endOf(unwrap(await running), 'a.png');
    assert.ok(end?.kind === 'failed' && end.kept, JSON.stringify(end));
    assert.match(
      end.failure.sentence,
      /a\.png was changed while the image was being made.*The new image is kept/,
    );
    assert.deepEqual(await fixture.bytes('a.png'), drawn);

    // Its author gives way, and what was paid for is saved without paying again.
    await fs.rm(fixture.file('a.png'));
    const plan = await fixture.plan();
    assert.equal(plan.cost, 0);
    assert.deepEqual(spelledEnds(unwrap(await fixture.run(plan))), ['a.png: recovered']);
    assert.deepEqual(await fixture.states(true), []);
    assert.equal(fixture.requests, 4);
    assert.deepEqual(await fixture.fixture.files.listStored('job-'), []);
  });

  it('brings into shape what came just before a crash, and pays nothing for it', async () => {
    // Nothing can be finished any more, as if the program ended there. What a manifest makes waits in the background.
    const finish = () => Promise.reject(new Error('the program ended'));
    const background = { ...builtCodec.background, finish };
    const crashing = await DocsFixture.open({ ...builtCodec, background });
    try {
      await crashing.picture('shot.png', '#3060c0');
      await crashing.write('  - { output: a.webp, prompt: invert, inputs: [shot.png] }\n');
      const first = endOf(unwrap(await crashing.run(await crashing.plan())), 'a.webp');
      assert.ok(first?.kind === 'failed' && first.kept);
      const recovering = new DocsFixture(crashing.fixture.withCodec(builtCodec));
      assert.deepEqual(await recovering.build(), ['a.webp: recovered']);
      const { format, width, height } = await sharp(await recovering.bytes('a.webp')).metadata();
      assert.deepEqual([format, width, height], ['webp', 320, 180]);
      assert.deepEqual(await recovering.states(true), []);
      assert.equal(recovering.requests, 1);
    } finally {
      await crashing.close();
    }
  });

  it('pays anew when what was kept is no longer what is wanted', async () => {
    await fixture.write('  - { output: a.png, prompt: tint blue }\n');
    const told = fixture.fixture.standIn.tell({ hold: 'beforeHeaders' });
    const running = fixture.plan().then((plan) => fixture.run(plan));
    await told.arrived;
    await fixture.picture('a.png', '#123456');
    told.release();
    assert.equal(endOf(unwrap(await running), 'a.png')?.kind, 'failed');
    await fs.rm(fixture.file('a.png'));
    await fixture.write('  - { output: a.png, prompt: tint red }\n');
    assert.deepEqual(await fixture.build(), ['a.png: made']);
    assert.equal(fixture.requests, 2);
  });

  it('says what it costs when what was kept no longer fits, also for a changed input', async () => {
    const wanted = '  - { output: a.png, prompt: tint blue, inputs: [shot.png] }\n';
    await fixture.write(wanted);
    const told = fixture.fixture.standIn.tell({ hold: 'beforeHeaders' });
    const running = fixture.plan().then((plan) => fixture.run(plan));
    await told.arrived;
    await fixture.picture('a.png', '#123456');
    told.release();
    await running;
    await fs.rm(fixture.file('a.png'));
    assert.equal((await fixture.plan()).cost, 0);
    await fixture.write(wanted.replace('blue', 'red'));
    assert.ok((await fixture.plan()).cost > 0);
    await fixture.write(wanted);
    await fixture.picture('shot.png', '#00ff00');
    assert.ok((await fixture.plan()).cost > 0);
  });

  it('makes the folders that are not there yet', async () => {
    await fixture.write('  - { output: "new/deep folder/a.png", prompt: tint blue }\n');
    assert.deepEqual(await fixture.build(), ['a.png: made']);
    assert.ok((await fs.stat(fixture.file('new/deep folder/a.png'))).size > 0);
  });

  it('makes the others when one can’t be saved, says why, and saves it later for nothing', async () => {
    await fixture.write(three);
    const error = new FileError('noSpace', 'there is no space left');
    fixture.fixture.files.faults.onCreateOf = { name: 'b.jpg', error };
    const first = unwrap(await fixture.run(await fixture.plan()));
    assert.deepEqual(spelledEnds(first), ['a.png: made', 'b.jpg: failed', 'c.webp: made']);
    const end = endOf(first, 'b.jpg');
    assert.ok(end?.kind === 'failed' && end.kept);
    const full = 'b.jpg could not be saved. The disk is full. The image is kept: save it elsewhere.';
    assert.equal(end.failure.sentence, full);
    fixture.fixture.files.faults.onCreateOf = undefined;
    assert.deepEqual(await fixture.build(), ['b.jpg: recovered']);
    assert.equal(fixture.requests, 3);
  });

  it('goes on when a folder can’t be made, because a file has its name', async () => {
    await fixture.write(`${three}  - { output: folder/d.png, prompt: tint blue }\n`);
    const plan = await fixture.plan();
    await fs.writeFile(fixture.file('folder'), 'a file');
    const result = unwrap(await fixture.run(plan));
    assert.deepEqual(spelledEnds(result), ['a.png: made', 'b.jpg: made', 'c.webp: made', 'd.png: failed']);
    const end = endOf(result, 'd.png');
    assert.ok(end?.kind === 'failed');
    assert.match(end.failure.sentence, /^d\.png could not be saved\..* The image is kept/);
  });

  it('tells of a request that was interrupted, and forgets it when the image is there', async () => {
    await fixture.write('  - { output: a.png, prompt: tint blue }\n');
    const plan = await fixture.plan();
    const told = fixture.fixture.standIn.tell({ hold: 'beforeHeaders' });
    const lost = fixture.run(plan);
    await told.arrived;
    const entries = await fixture.fixture.files.listStored('job-');
    const entry = await fixture.fixture.files.readStored(entries[0] ?? '');
    told.release();
    await lost;
    // As a crash leaves it: the entry, and no image.
    await fs.rm(fixture.file('a.png'));
    await fixture.fixture.files.writeStored(entries[0] ?? '', entry);
    const again = await fixture.plan();
    assert.equal(again.items[0]?.interrupted.length, 1);
    await fixture.run(again);
    assert.deepEqual(await fixture.fixture.files.listStored('job-'), []);
  });

  const chain = `  - { output: c.png, prompt: invert, inputs: [b.png, shot.png] }
  - { output: b.png, prompt: grayscale, inputs: [a.png] }
  - { output: a.png, prompt: tint blue, pixels: 320x180 }
`;

  it('makes what others are made from first, and what follows from a change after it', async () => {
    await fixture.write(chain);
    const order: string[] = [];
    const noting = {
      onEnd: ({ asset }: { asset: { name: string } }) => order.push(path.basename(asset.name)),
    };
    await fixture.build({}, noting);
    assert.deepEqual(order, ['a.png', 'b.png', 'c.png']);
    assert.deepEqual(await fixture.states(true), []);
    await fixture.write(chain.replace('tint blue', 'tint green'));
    assert.deepEqual(await fixture.states(), ['a.png: stale']);
    const plan = await fixture.plan();
    assert.deepEqual(
      plan.items.map(({ because }) => because),
      ['stale', 'follows', 'follows'],
    );
    await fixture.run(plan);
    assert.deepEqual(await fixture.states(true), []);
    assert.equal(fixture.requests, 6);
  });

  it('begins nothing that is made from what failed', async () => {
    await fixture.write(chain);
    fixture.fixture.standIn.tell({ block: 'SAFETY' });
    const result = unwrap(await fixture.run(await fixture.plan()));
    assert.deepEqual(spelledEnds(result), ['a.png: failed', 'b.png: notBegun', 'c.png: notBegun']);
    assert.equal(fixture.requests, 1);
  });

  it('goes on where it was stopped, and makes nothing twice', async () => {
    const many = Array.from(
      { length: 6 },
      (_, n) => `  - { output: n${n}.png, prompt: tint blue ${n}, size: 512 }\n`,
    );
    await fixture.write(many.join(''));
    const stop = new AbortController();
    const first = unwrap(
      await fixture.run(
        await fixture.plan(),
        {},
        { stop: stop.signal, onEnd: () => stop.abort() },
        { concurrency: 1 },
      ),
    );
    const kinds = spelledEnds(first).map((end) => end.split(': ')[1]);
    const made = kinds.filter((kind) => kind === 'made').length;
    assert.ok(made >= 1 && made < 6, kinds.join());
    assert.equal(fixture.requests, made);
    // The manifest is saved half-way while it goes on: what counts is the plan.
    const plan = await fixture.plan();
    const rest = fixture.run(plan);
    await fs.writeFile(fixture.file('nano-banana.yaml'), 'version: 1\nassets: [');
    unwrap(await rest);
    await fixture.write(many.join(''));
    assert.deepEqual(await fixture.states(true), []);
    assert.equal(fixture.requests, 6);
  });

  it('is refused while another build of the same manifest runs, until that one is gone', async () => {
    await fixture.write(three);
    const plan = await fixture.plan();
    const other = await fixture.locksOf(2).hold([uriOf(fixture.file('nano-banana.yaml'))]);
    const outcome = await fixture.run(plan);
    assert.ok(!outcome.ok);
    assert.match(outcome.failure.sentence, /being built already/);
    assert.equal(fixture.requests, 0);
    await other?.release();
    assert.equal(unwrap(await fixture.run(plan)).ends.size, 3);
    // One that crashed holds nothing any more.
    await fixture.locksOf(3).hold([uriOf(fixture.file('nano-banana.yaml'))]);
    assert.ok((await fixture.run(plan)).ok);
  });

  it('makes each once when two builds of one plan are started together', async () => {
    await fixture.write(three);
    const plan = await fixture.plan();
    const outcomes = await Promise.all([
      fixture.run(plan),
      fixture.run(plan, {}, {}, { locks: fixture.locksOf(2) }),
    ]);
    assert.deepEqual(outcomes.map(({ ok }) => ok).sort(), [false, true]);
    assert.deepEqual(spelledEnds(unwrap(await fixture.run(plan))), [
      'a.png: alreadyThere',
      'b.jpg: alreadyThere',
      'c.webp: alreadyThere',
    ]);
    assert.equal(fixture.requests, 3);
  });

  it('begins no more when every request would fail alike', async () => {
    fixture.fixture.settings = { ...fixture.fixture.settings, customAuth: 'bearer' };
    const many = Array.from({ length: 9 }, (_, n) => `  - { output: n${n}.png, prompt: tint blue ${n} }\n`);
    await fixture.write(many.join(''));
    const result = unwrap(await fixture.run(await fixture.plan(), {}, {}, { concurrency: 1 }));
    const kinds = spelledEnds(result).map((end) => end.split(': ')[1]);
    assert.ok(kinds.filter((kind) => kind === 'failed').length <= 2, kinds.join());
    assert.equal(fixture.requests, 0);
  });

  it('estimates the whole before anything is sent', async () => {
    fixture.fixture.settings = { ...fixture.fixture.settings, provider: 'apiyi' };
    await fixture.write(`${three}  - { output: d.png, prompt: x, model: some-new-model }\n`);
    const plan = await fixture.plan();
    assert.equal(plan.items.length, 4);
    assert.equal(plan.unpriced, 1);
    assert.ok(plan.cost > 0);
    assert.equal(fixture.requests, 0);
  });

  it('sees another size also behind a long record', async () => {
    const prompt = 'tint blue '.repeat(1500);
    await fixture.write(`  - { output: a.jpg, prompt: "${prompt}", pixels: 320x180 }\n`);
    await fixture.build();
    assert.deepEqual(await fixture.states(), []);
    await fixture.write(`  - { output: a.jpg, prompt: "${prompt}", pixels: 160x90 }\n`);
    const { statuses } = await fixture.check();
    assert.deepEqual(
      statuses[0]?.reasons.map(({ code }) => code),
      ['pixels'],
    );
    assert.ok((statuses[0]?.bytesRead ?? 0) <= 65_536);
  });

  it('writes through no link that was put on the way after the plan', async () => {
    const outside = await fs.mkdtemp(path.join(fixture.fixture.folder, '..', 'nano-banana-outside-'));
    try {
      await fixture.write('  - { output: images/a.png, prompt: x }\n');
      const plan = await fixture.plan();
      await fs.symlink(outside, fixture.file('images'));
      assert.deepEqual(spelledEnds(unwrap(await fixture.run(plan))), ['a.png: left']);
      assert.deepEqual(await fs.readdir(outside), []);
      assert.equal(fixture.requests, 0);
    } finally {
      await fs.rm(outside, { recursive: true });
    }
  });

  it('builds nothing while something in the manifest is wrong', async () => {
    await fixture.write(`${three}  - { output: ../../out.png, prompt: x }\n`);
    const outcome = await fixture.run(await fixture.plan());
    assert.ok(!outcome.ok);
    assert.equal(fixture.requests, 0);
  });

  it('refuses links on the way and inputs that are not there, and reads and writes nothing through them', async () => {
    const outside = await fs.mkdtemp(path.join(fixture.fixture.folder, '..', 'nano-banana-outside-'));
    try {
      await fs.symlink(outside, fixture.file('linked'));
      await fs.symlink(path.join(outside, 'x.png'), fixture.file('x.png'));
      await fixture.write(`  - { output: linked/a.png, prompt: x }
  - { output: x.png, prompt: x }
  - { output: b.png, prompt: x, inputs: [linked/secret.png] }
  - { output: c.png, prompt: x, inputs: [none.png] }
  - { output: d.png, prompt: x, inputs: ["."] }
`);
      const plan = await fixture.plan();
      assert.deepEqual(
        plan.problems.map(({ range, sentence }) => `${range.start.line + 1} ${sentence}`),
        [
          '3 docs/linked/a.png goes through the symbolic link docs/linked. Use the real path.',
          '4 docs/x.png goes through the symbolic link docs/x.png. Use the real path.',
          '5 linked/secret.png goes through the symbolic link docs/linked. Use the real path.',
          '6 none.png is missing. Add it, or change the input.',
          '7 . is missing. Add it, or change the input.',
        ],
      );
      assert.deepEqual(await fs.readdir(outside), []);
    } finally {
      await fs.rm(outside, { recursive: true });
    }
  });
});
