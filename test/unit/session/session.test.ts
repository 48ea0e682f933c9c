import assert from 'node:assert/strict';
import * as path from 'node:path';
import sharp from 'sharp';
import { FileError } from '../../../src/core/ports.ts';
import { decodeSession, sessionFileName } from '../../../src/features/panel/session/stored/sessionFile.ts';
import { uriOf } from '../edit/diskStore.ts';
import { type EditingFixture, owner } from '../edit/editingFixture.ts';
import { bytesOf, halfTransparent, marked } from '../images/pictures.ts';
import { openSession } from './sessionFixture.ts';
import { useShots } from './useShots.ts';

describe('a session', () => {
  let fixture: EditingFixture;

  const put = useShots((opened) => {
    fixture = opened;
  });

  it('shows the result beside its original and says where it lies', async () => {
    const { host, state, run } = await openSession(fixture, { uris: await put('shot.png') });
    await run();
    assert.deepEqual(host.endings, [{ sentence: 'Saved shot-edited.png', failed: false }]);
    const { status, results, selectedResultId, jobs } = state();
    assert.equal(status, 'Saved shot-edited.png');
    assert.equal(results[0]?.id, selectedResultId);
    assert.equal(results[0]?.savedAs, 'docs/shot-edited.png');
    assert.equal(results[0]?.before?.name, 'shot.png');
    assert.equal(results[0]?.bytes, (await fixture.read('shot-edited.png')).byteLength);
    assert.ok(results[0]?.preview && results[0].cost !== null && results[0].seconds !== null);
    assert.equal(jobs[0]?.phase, 'done');
  });

  it('starts one job for a double press', async () => {
    const { session, host } = await openSession(fixture, { uris: await put('shot.png') });
    await Promise.all([session.run('invert'), session.run('invert')]);
    await host.until(() => host.settledTimes === 1);
    assert.equal(fixture.standIn.requests.length, 1);
  });

  it('asks before a run that costs more than the limit', async () => {
    fixture.settings = { ...fixture.settings, confirmAboveCost: 0.01 };
    const { host, state, run } = await openSession(fixture, { uris: await put('shot.png') });
    await run();
    assert.match(
      host.asked[0] ?? '',
      /^This run costs about \$0\.\d+, more than the limit you set \(\$0\.01\)\.$/,
    );
    assert.equal(fixture.standIn.requests.length, 0);
    host.answers.confirm = true;
    await run();
    assert.equal(state().results.length, 1);
  });

  it('marks what a workspace makes dearer, asks once, and is silent when the person chose otherwise', async () => {
    fixture.ownSettings = fixture.settings;
    fixture.settings = { ...fixture.settings, model: 'gemini-3-pro-image', defaultSize: '2K' };
    const { session, host, state, run } = await openSession(fixture, { uris: await put('shot.png') });
    assert.match(
      state().notes[0] ?? '',
      /workspace asks for Nano Banana Pro, 2K: about \$0\.\d+ per image instead/,
    );
    await run();
    assert.equal(fixture.standIn.requests.length, 0);
    host.answers.confirm = true;
    await run();
    await run();
    assert.equal(host.asked.length, 2);
    assert.equal(state().results.length, 2);
    session.setOptions({ size: '1K' });
    assert.doesNotMatch(state().notes.join(), /workspace/);
  });

  it('shows a generated image without a place before it asks for one, and Escape is no failure', async () => {
    const { session, host, state, run } = await openSession(fixture, { kind: 'generate', folder: null });
    const shown: (string | null)[][] = [];
    host.onTargetAsked = () => shown.push(state().results.map(({ name, preview }) => preview && name));
    await run('a red lighthouse');
    assert.deepEqual(shown, [['a-red-lighthouse.jpg']]);
    assert.equal(state().alert, null);
    assert.match(state().status, /^a-red-lighthouse\.jpg is kept and not saved yet: Save As… saves it/);
    assert.deepEqual(
      state().jobs.map(({ phase, failure }) => [phase, failure]),
      [['done', null]],
    );
    host.answers.target = uriOf(path.join(fixture.folder, 'docs', 'lighthouse.jpg'));
    await session.saveResult(state().results[0]?.id ?? '');
    assert.equal(state().status, 'Saved lighthouse.jpg');
    assert.ok((await fixture.names()).includes('lighthouse.jpg'));
    assert.deepEqual(await fixture.service(owner + 1).journal.leftovers(), []);
  });

  it('asks for the places of several one after the other, until the person wants no more of it', async () => {
    const { session, host, state, run } = await openSession(fixture, { kind: 'generate', folder: null });
    fixture.settings = { ...fixture.settings, outputVariants: 'saveAll' };
    session.setVariants(3);
    host.answers.target = uriOf(path.join(fixture.folder, 'docs', 'one.jpg'));
    host.onTargetAsked = () => {
      if (host.asked.length > 1) delete host.answers.target;
    };
    await run('a red lighthouse');
    assert.equal(host.asked.length, 2);
    assert.equal(state().results.filter(({ savedAs }) => savedAs === null).length, 2);
    assert.match(state().status, /^2 images are kept and not saved yet/);
    assert.equal((await fixture.service(owner + 1).journal.leftovers()).length, 2);
  });

  it('edits each of several, lists what failed, and runs only that again', async () => {
    const uris = await put('a.png', 'b.png', 'c.png');
    const { session, state, run } = await openSession(fixture, { uris });
    assert.deepEqual(state().several?.mode, 'combine');
    session.setSeveral('each');
    assert.match(state().estimate ?? '', /^3 requests, about \$/);
    fixture.standIn.tell({ block: 'SAFETY' });
    await run();
    assert.equal(state().status, 'Saved 2 of 3; 1 failed.');
    const failed = state().jobs.find(({ phase }) => phase === 'failed');
    assert.ok(failed?.failure);
    await session.runner.runAgain([failed.id]);
    await session.runner.whenSettled(() => {});
    assert.equal(fixture.standIn.requests.length, 4);
    assert.deepEqual(
      state().jobs.map(({ phase, label }) => [label, phase]),
      [
        ['a.png', 'done'],
        ['b.png', 'done'],
        ['c.png', 'done'],
      ],
    );
    assert.equal((await fixture.names()).length, 6);
  });

  it('offers only Edit each above the model’s limit, with the reason', async () => {
    const uris = await put(...Array.from({ length: 15 }, (_, index) => `shot-${index}.png`));
    const { state } = await openSession(fixture, { uris });
    assert.deepEqual(state().several, {
      mode: 'each',
      canCombine: false,
      reason: 'Nano Banana 2.1 accepts at most 14 images in one request.',
    });
  });

  it('takes back to Auto what another model can’t take, and says so', async () => {
    const { session, state } = await openSession(fixture, { uris: await put('shot.png') });
    session.setOptions({ model: 'gemini-3.1-flash-image-preview' });
    session.setOptions({ aspectRatio: '1:8', size: '512', thinking: 'high', includeThoughts: true });
    session.setOptions({ model: 'gemini-2.5-flash-image' });
    const { options, choices, status } = state();
    assert.deepEqual(
      [options.aspectRatio, options.size, options.thinking, options.includeThoughts],
      ['auto', 'auto', '', false],
    );
    assert.deepEqual([choices.sizes, choices.thinking], [[], []]);
    assert.match(status, /1:8.*512.*high/s);
  });

  it('keeps of an unknown model what is offered for it at this endpoint, by the protocol that is spoken there', async () => {
    fixture.settings = { ...fixture.settings, customProtocol: 'openai-images' };
    const { session, state } = await openSession(fixture, { uris: await put('shot.png') });
    session.setOptions({ model: 'gemini-3.1-flash-image-preview', aspectRatio: '16:9', size: '4K' });
    session.setOptions({ model: 'flux-2-pro' });
    const { options, choices, status } = state();
    assert.deepEqual([options.aspectRatio, options.size], ['auto', 'auto']);
    const offered = [choices.aspectRatios, choices.sizes].map((all) => all.map(({ value }) => value));
    assert.deepEqual(offered, [
      ['auto', '1:1', '3:2', '2:3'],
      ['auto', '1K'],
    ]);
    assert.match(status, /16:9.*4K/s);
  });

  it('says before Run what happens to the pictures', async () => {
    const uris = [await fixture.put('icon.png', await bytesOf(halfTransparent(64, 64).png()))];
    const { session, state } = await openSession(fixture, { uris });
    assert.match(state().notes.join(' '), /icon\.png: transparency is flattened on white/);
    assert.ok(state().choices.keepTransparency);
    session.setOptions({ keepTransparency: true });
    assert.match(state().notes.join(' '), /put back on the result/);
  });

  it('says before Run that a white picture is sent on grey, and that colours of a profile are converted', async () => {
    const raw = { width: 64, height: 64, channels: 4 } as const;
    const white = Buffer.alloc(64 * 64 * 4, 255).fill(0, 0, 64 * 32 * 4);
    const uris = [
      await fixture.put('white.png', await bytesOf(sharp(white, { raw }).png())),
      await fixture.put('p3.png', await bytesOf(marked(64, 64).withIccProfile('p3').png())),
    ];
    const { state } = await openSession(fixture, { uris });
    assert.match(state().notes.join(' '), /white\.png: transparency is flattened on grey/);
    const notes = state().inputs.flatMap((input) => input.notes);
    assert.ok(notes.includes('Its colours (Display P3) are converted to sRGB.'), `${notes}`);
  });

  it('says before Run that a photo tells where it was taken', async () => {
    const place = { IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' } };
    const uris = [
      await fixture.put('photo.jpg', await bytesOf(marked(64, 48).withExif(place).jpeg())),
      await fixture.put('photo.avif', await bytesOf(marked(64, 48).withExif(place).avif({ effort: 0 }))),
      await fixture.put('plain.jpg', await bytesOf(marked(64, 48).jpeg())),
    ];
    const { state } = await openSession(fixture, { uris });
    const told = 'It contains the place where it was taken (GPS). That is not sent.';
    assert.deepEqual(
      state().inputs.map(({ notes }) => notes.includes(told)),
      [true, true, false],
    );
  });

  it('can’t run while an input can’t be used, and says why', async () => {
    const [gone] = await put('gone.png');
    const { rm } = await import('node:fs/promises');
    await rm(path.join(fixture.folder, 'docs', 'gone.png'));
    const { state } = await openSession(fixture, { uris: [gone ?? ''] });
    assert.match(state().blocked ?? '', /gone\.png is gone/);
  });

  it('keeps a result that can’t be saved, offers it, and saves it where the person says', async () => {
    const { session, host, state, run } = await openSession(fixture, { uris: await put('shot.png') });
    fixture.files.faults.onCreate = new FileError('noSpace', 'full');
    await run();
    const { alert, results } = state();
    assert.match(alert?.sentence ?? '', /could not be saved/);
    assert.equal(results[0]?.savedAs, null);
    delete fixture.files.faults.onCreate;
    host.answers.target = uriOf(path.join(fixture.folder, 'docs', 'other.png'));
    await session.takeStep('saveElsewhere', alert?.jobId ?? null);
    assert.equal(state().status, 'Saved other.png');
    assert.equal(state().results[0]?.bytes, (await fixture.read('other.png')).byteLength);
    assert.equal(state().alert, null);
    assert.equal(state().jobs[0]?.phase, 'done');
    assert.deepEqual((await fixture.names()).sort(), ['other.png', 'shot.png']);
  });

  it('tells of a request that a reload interrupted, and runs it again', async () => {
    const uris = await put('shot.png');
    const told = fixture.standIn.tell({ hold: 'beforeHeaders' });
    const first = await openSession(fixture, { uris });
    await first.session.run('invert');
    await told.arrived;
    await first.session.save();

    const service = fixture.service(owner + 1);
    const second = await openSession(fixture, { service, id: first.session.id });
    const record = decodeSession(await fixture.files.readStored(sessionFileName(first.session.id)));
    assert.ok(record);
    await second.session.restoration.restore(record);
    for (const entry of await service.journal.leftovers()) await second.session.runner.adopt(entry);
    const { jobs, alert, prompt } = second.state();
    assert.equal(prompt, 'invert');
    assert.equal(jobs[0]?.phase, 'interrupted');
    assert.match(alert?.sentence ?? '', /interrupted and may have been billed/);
    await second.session.runner.runAgain(null);
    await second.session.runner.whenSettled(() => {});
    assert.equal(second.state().status, 'Saved shot-edited.png');
    assert.deepEqual(await service.journal.leftovers(), []);
    first.session.runner.stop(null);
    await first.host.until(() => first.host.settledTimes === 1);
  });

  it('trusts what it wrote down before a reload more than an older draft of the page', async () => {
    const { session, state } = await openSession(fixture, { uris: await put('shot.png') });
    const options = { ...state().options };
    session.setOptions({ aspectRatio: '21:9' });
    session.setPrompt('Make it bright');
    await session.save();
    const record = decodeSession(await fixture.files.readStored(sessionFileName(session.id)));
    assert.ok(record);
    const revived = await openSession(fixture);
    await revived.session.restoration.restore(record);
    revived.session.restoration.awaitDraft();
    revived.session.restoration.takeDraft({ prompt: 'Make it brighter', options });
    assert.equal(revived.state().options.aspectRatio, '21:9');
    assert.equal(revived.state().prompt, 'Make it brighter');
    revived.session.restoration.takeDraft({ prompt: 'Make it brighter still', options });
    assert.equal(revived.state().prompt, 'Make it brighter');

    const older = await openSession(fixture);
    await older.session.restoration.restore(record);
    older.session.restoration.awaitDraft();
    older.session.restoration.takeDraft({ prompt: 'Make', options });
    assert.equal(older.state().prompt, 'Make it bright');

    const unwritten = await openSession(fixture, { uris: [] });
    unwritten.session.restoration.awaitDraft();
    unwritten.session.restoration.takeDraft({ prompt: 'Lost', options: { ...options, size: '2K' } });
    assert.deepEqual([unwritten.state().prompt, unwritten.state().options.size], ['Lost', '2K']);
  });

  it('goes on without its page, and tells what it is doing', async () => {
    const told = fixture.standIn.tell({ hold: 'beforeHeaders' });
    const { session, state } = await openSession(fixture, { uris: await put('shot.png') });
    await session.run('invert');
    const words: string[] = [];
    const settled = session.runner.whenSettled((status) => words.push(status));
    await told.arrived;
    told.release();
    await settled;
    assert.ok(words.includes('Receiving the image…'));
    assert.equal(state().status, 'Saved shot-edited.png');
  });

  it('stops all that runs', async () => {
    const told = fixture.standIn.tell({ hold: 'beforeHeaders' });
    const { session, state, host } = await openSession(fixture, { uris: await put('shot.png') });
    await session.run('invert');
    await told.arrived;
    session.runner.stop(null);
    await host.until(() => host.settledTimes === 1);
    assert.equal(state().jobs[0]?.phase, 'stopped');
    assert.match(state().status, /may still have been billed/);
    assert.deepEqual(host.endings, [], 'who stopped it knows');
  });

  it('has the page draw an SVG and sends the drawing', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32"><text>a</text></svg>';
    const uris = [await fixture.put('flow.svg', new TextEncoder().encode(svg))];
    const asked: unknown[] = [];
    const draw = async ({ source, width, height }: { source: string; width: number; height: number }) => {
      asked.push([
        Buffer.from(source.replace('data:image/svg+xml;base64,', ''), 'base64').toString(),
        width,
        height,
      ]);
      return bytesOf(marked(width, height).png());
    };
    const { state, run } = await openSession(fixture, { uris, draw });
    assert.deepEqual(asked, [[svg, 1024, 512]]);
    assert.deepEqual([state().inputs[0]?.width, state().inputs[0]?.type], [1024, 'SVG']);
    await run();
    assert.deepEqual((await fixture.names()).sort(), ['flow-edited.png', 'flow.svg']);
  });

  it('names an SVG that the page can’t draw, with the reason', async () => {
    const uris = [
      await fixture.put('flow.svg', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')),
    ];
    const { state } = await openSession(fixture, { uris, draw: async () => new Uint8Array([1, 2, 3]) });
    assert.match(state().blocked ?? '', /flow\.svg/);
  });

  it('makes a new image in the folder, named by the prompt', async () => {
    const { state, run } = await openSession(fixture, { kind: 'generate' });
    await run('A lighthouse at dusk');
    assert.equal(state().status, 'Saved a-lighthouse-at-dusk.jpg');
    assert.equal(state().results[0]?.before, null);
  });

  it('shows thoughts apart, and offers further pictures without saving them', async () => {
    const { session, host, state, run } = await openSession(fixture, { uris: await put('shot.png') });
    session.setOptions({ includeThoughts: true });
    fixture.standIn.tell({ answer: 'thoughts' });
    await run();
    assert.ok((state().results[0]?.thoughts.pictures.length ?? 0) > 0);
    fixture.standIn.tell({ answer: 'drafts' });
    await run();
    const drafts = state().results.filter(({ role }) => role === 'other');
    assert.equal(drafts.length, 2);
    assert.equal((await fixture.names()).length, 3);
    host.answers.target = uriOf(path.join(fixture.folder, 'docs', 'draft.png'));
    await session.saveResult(drafts[0]?.id ?? '');
    assert.equal((await fixture.names()).length, 4);
  });

  it('leaves nothing in the storage when it ends, but what was not saved', async () => {
    const { session, run } = await openSession(fixture, { uris: await put('shot.png') });
    fixture.standIn.tell({ answer: 'drafts' });
    await run();
    await session.end();
    const left = (await fixture.files.listStored('')).filter((name) => !name.startsWith('history-'));
    assert.deepEqual(left, ['recent-prompts.json']);
  });
});
