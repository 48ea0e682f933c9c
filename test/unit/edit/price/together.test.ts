import assert from 'node:assert/strict';
import sharp from 'sharp';
import { quoteRun } from '../../../../src/core/edit/price/quote.ts';
import type { EditRequest, EditResult, JobProgress } from '../../../../src/core/editRequest.ts';
import { findRecord } from '../../../../src/core/records/findRecord.ts';
import type { Outcome } from '../../../../src/core/shared/failure.ts';
import { type EditOptions, unsetOptions } from '../../../../src/core/shared/options.ts';
import { storedNames } from '../../../../src/core/storage/names.ts';
import { bytesOf, marked } from '../../images/pictures.ts';
import { rectangle } from '../../images/regions.ts';
import { useCodecFixture } from '../../images/useCodecFixture.ts';
import { EditingFixture, unwrap } from '../editingFixture.ts';

const flare = 'gpt-image-2.6-flare';

describe('Variants of one request', () => {
  let fixture: EditingFixture;
  let uri: string;

  useCodecFixture(
    async (codec) => {
      const opened = await EditingFixture.open(codec);
      opened.settings = { ...opened.settings, customProtocol: 'openai-images' };
      uri = await opened.put('shot.png', await bytesOf(marked(160, 96).png()));
      return opened;
    },
    (opened) => {
      fixture = opened;
    },
  );

  const request = (more: Partial<EditOptions> = {}, changes: Partial<EditRequest> = {}): EditRequest =>
    fixture.request([uri], { options: { ...unsetOptions, model: flare, ...more }, ...changes });

  interface Running {
    outcomes: Promise<Outcome<EditResult>[]>;
    stops: AbortController[];
    phases: JobProgress['phase'][][];
  }
  let runs = 0;
  /** Runs requests as a panel does. */
  function start(requests: readonly EditRequest[], stopped: readonly number[] = []): Running {
    const service = fixture.service();
    const together = service.together(requests);
    const stops = requests.map(() => new AbortController());
    for (const index of stopped) stops[index]?.abort();
    const phases = requests.map((): JobProgress['phase'][] => []);
    runs++;
    const outcomes = requests.map((asked, index) =>
      service.run(
        { id: `run${runs}-${index}`, sessionId: 'session', request: asked },
        {
          signal: stops[index]?.signal ?? AbortSignal.abort(),
          onProgress: ({ phase }) => void phases[index]?.push(phase),
          chooseTarget: async () => undefined,
        },
        together[index],
      ),
    );
    return { outcomes: Promise.all(outcomes), stops, phases };
  }
  const asked = () => fixture.standIn.requests.map(({ form }) => form?.scalars.get('n'));
  const failures = (outcomes: readonly Outcome<EditResult>[]) =>
    outcomes.map((outcome) => (outcome.ok ? 'made' : outcome.failure.code));
  const nameOf = (saved = '') => decodeURIComponent(saved.split('/').at(-1) ?? '');
  async function noTrace(): Promise<void> {
    assert.deepEqual(await fixture.files.listStored(storedNames.job), []);
  }

  it('are one request where the model draws several, and each is saved under a name with a record of its own', async () => {
    const one = request();
    const results = (await start([one, one, one]).outcomes).map(unwrap);
    assert.deepEqual(asked(), ['3']);
    assert.deepEqual(results.map(({ savedAs }) => nameOf(savedAs)).sort(), [
      'shot-edited-2.png',
      'shot-edited-3.png',
      'shot-edited.png',
    ]);
    const pixels = await Promise.all(
      results.map(async ({ savedAs }) =>
        (
          await sharp(await fixture.read(nameOf(savedAs)))
            .raw()
            .toBuffer()
        ).toString('base64'),
      ),
    );
    assert.equal(new Set(pixels).size, 3, 'three different pictures');
    const records = await Promise.all(results.map(({ savedAs = '' }) => findRecord(fixture.files, savedAs)));
    const costs = records.map((found) => (found.state === 'found' ? (found.record.cost ?? 0) : 0));
    const whole = costs.reduce((sum, cost) => sum + cost, 0);
    for (const cost of costs) assert.ok(Math.abs(cost - whole / 3) < 0.0001, `${costs}`);
    assert.deepEqual(
      results.map(({ cost }) => cost),
      costs,
    );
    await noTrace();
  });

  it('are requests of their own where it draws one, where each is watched, and for an SVG or a region', async () => {
    const region = rectangle([20, 20, 30, 30], { width: 160, height: 96 });
    const svg = { prompt: 'A boat', inputs: [], editedIndex: -1 };
    for (const one of [
      request({ model: 'gpt-image-2-all' }),
      request({ partialImages: 1 }),
      request({ format: 'svg' }, svg),
      request({}, { region }),
    ]) {
      fixture.standIn.reset();
      unwrap((await start([one, one]).outcomes)[0] as Outcome<EditResult>);
      assert.equal(fixture.standIn.requests.length, 2);
      assert.ok(asked().every((n) => n === undefined));
    }
    fixture.standIn.reset();
    fixture.settings = { ...fixture.settings, customProtocol: 'any' };
    const one = request();
    await start([one, one]).outcomes;
    fixture.settings = { ...fixture.settings, customProtocol: 'openai-images' };
    assert.deepEqual(asked(), [undefined, undefined], 'nobody has said what the endpoint takes');
  });

  it('are as few requests as the model allows, and other requests are asked by themselves', async () => {
    const one = request({ model: 'gpt-image-2.6-all' });
    const other = request({ model: 'gpt-image-2.6-all' });
    const results = await start([one, one, one, one, one, other]).outcomes;
    assert.ok(results.every(({ ok }) => ok));
    assert.deepEqual(asked().sort(), ['4', undefined, undefined]);
    // A flat price is that of one picture.
    assert.ok(results.every((outcome) => unwrap(outcome).cost === undefined));
  });

  it('of which fewer come are told of one by one, and what came is kept', async () => {
    fixture.standIn.tell({ images: 'fewerImages' });
    const one = request();
    const outcomes = await start([one, one, one]).outcomes;
    assert.deepEqual(failures(outcomes), ['made', 'made', 'answer.tooFew']);
    const [, , last] = outcomes;
    assert.ok(last && !last.ok);
    assert.match(last.failure.sentence, /3 pictures were requested at once, but only 2 came/);
    assert.deepEqual([last.failure.billed, last.failure.nextSteps], ['maybe', ['runAgain']]);
    await noTrace();
  });

  it('of which more come leave the further one beside the last', async () => {
    fixture.standIn.tell({ images: 'further' });
    const one = request();
    const results = (await start([one, one]).outcomes).map(unwrap);
    assert.deepEqual(
      results.map(({ others }) => others.length),
      [0, 1],
    );
  });

  it('fail together when the request does, and leave nothing behind', async () => {
    fixture.standIn.tell({ error: 'moderation_blocked-output' });
    const one = request();
    const outcomes = await start([one, one]).outcomes;
    assert.equal(new Set(failures(outcomes)).size, 1);
    assert.ok(outcomes.every(({ ok }) => !ok));
    assert.equal(fixture.standIn.requests.length, 1);
    await noTrace();
  });

  it('that come as addresses are all fetched', async () => {
    const picture = await bytesOf(marked(64, 48).png());
    fixture.standIn.tell({ images: 'url', link: 'https://cdn.example/1.png' });
    fixture.linksLeadTo = () => fixture.standIn.keepPicture(picture, 'png');
    const one = request({ model: 'gpt-image-2.6-all' });
    assert.deepEqual(failures(await start([one, one]).outcomes), ['made', 'made']);
  });

  it('of which one is stopped before it is sent are asked without it', async () => {
    const one = request();
    assert.deepEqual(failures(await start([one, one, one], [1]).outcomes), ['made', 'stopped', 'made']);
    assert.deepEqual(asked(), ['2']);
    await noTrace();
  });

  it('of which one is stopped on the way go on, and its picture lies beside another', async () => {
    const told = fixture.standIn.tell({ hold: 'beforeHeaders' });
    const one = request();
    const { outcomes, stops } = start([one, one]);
    await told.arrived;
    stops[0]?.abort();
    told.release();
    const [stopped, made] = await outcomes;
    assert.ok(stopped && !stopped.ok && made);
    assert.equal(stopped.failure.code, 'stopped');
    assert.match(stopped.failure.sentence, /together with the other variants/);
    assert.equal(unwrap(made).others.length, 1);
    await noTrace();
  });

  it('that are all stopped stop the request', async () => {
    const told = fixture.standIn.tell({ hold: 'beforeHeaders' });
    const one = request();
    const { outcomes, stops } = start([one, one]);
    await told.arrived;
    for (const stop of stops) stop.abort();
    assert.deepEqual(failures(await outcomes), ['stopped', 'stopped']);
    assert.equal(await fixture.standIn.requests.at(-1)?.ended, 'aborted');
    told.release();
    await noTrace();
  });

  it('are estimated as pictures, and told how many requests they are', () => {
    const quoted = { edited: { width: 160, height: 96 }, inputs: 1 };
    const words = (model: string, count: number) =>
      quoteRun(fixture.settings, { ...unsetOptions, model }, 10, Array(count).fill(quoted)).words ?? '';
    assert.match(words(flare, 3), /^3 images in one request, about \$/);
    assert.match(words('gpt-image-2-2026-04-21', 8), /^8 images in one request, about \$/);
    assert.match(words('gemini-3-pro-image', 3), /^3 requests, about \$/);
    const usd = (count: number) =>
      quoteRun(fixture.settings, { ...unsetOptions, model: flare }, 10, Array(count).fill(quoted)).usd ?? 0;
    assert.ok(Math.abs(usd(3) - 3 * usd(1)) < 1e-9);
  });
});
