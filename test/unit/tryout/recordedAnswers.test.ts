import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { EditingService } from '../../../src/core/edit/editingService.ts';
import { answerRecorded, recordedNote } from '../../../src/core/edit/recorded/recordedAnswers.ts';
import { recordedSettings } from '../../../src/core/edit/recorded/recordedSettings.ts';
import { answersName, sampleName } from '../../../src/core/edit/recorded/sampleFiles.ts';
import type { EditRequest } from '../../../src/core/editRequest.ts';
import { readRecord } from '../../../src/core/records/readRecord.ts';
import { unsetOptions } from '../../../src/core/shared/options.ts';
import type { Region } from '../../../src/core/shared/region/region.ts';
import { Journal } from '../../../src/core/storage/journal.ts';
import { sampleAnswers, sampleScene } from '../../sample/tryout.ts';
import { projectFolder } from '../../vscode/paths.ts';
import { EditingFixture } from '../edit/editingFixture.ts';
import { useCodecFixture } from '../images/useCodecFixture.ts';

const folder = join(projectFolder, 'media/sample');
const [evening, boat] = sampleAnswers().answers.map(({ prompt }) => prompt);
/** In pixels of the sample. */
const [moon, sail, sky] = [
  { left: 730, top: 134 },
  { left: 710, top: 490 },
  { left: 600, top: 20 },
];

async function pixel(bytes: Uint8Array, { left, top }: { left: number; top: number }): Promise<number[]> {
  const { data } = await sharp(bytes)
    .removeAlpha()
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

describe('The sample that the extension brings along', () => {
  it('is what the code draws, with the answers that the code draws', async () => {
    const pixels = (image: Sharp) => image.removeAlpha().raw().toBuffer();
    const [kept, drawn] = await Promise.all([
      pixels(sharp(join(folder, sampleName))),
      pixels(sharp(Buffer.from(sampleScene()))),
    ]);
    assert.equal(kept.length, drawn.length);
    // Its palette has 256 colours.
    const far = kept.filter((value, at) => Math.abs(value - (drawn[at] ?? 0)) > 24).length;
    assert.ok(far < kept.length / 200, `${far} values are another colour: run npm run sample`);
    assert.deepEqual(JSON.parse(await readFile(join(folder, answersName), 'utf8')), sampleAnswers());
  });
});

describe('A recorded answer', () => {
  let fixture: EditingFixture;
  let source: string;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    async (opened) => {
      fixture = opened;
      source = await fixture.put(sampleName, await readFile(join(folder, sampleName)));
    },
  );

  function service(): EditingService {
    const { files, codec, log: lines } = fixture;
    const write = (line: string) => void lines.push(line);
    const log = { debug: () => {}, info: write, warn: write, error: write };
    const deps = { files, codec, folder: pathToFileURL(folder).toString(), pause: async () => {} };
    return new EditingService({
      files,
      codec,
      log,
      secrets: { keyFor: () => assert.fail('a key is read') },
      settings: recordedSettings({ read: () => fixture.settings, readOwn: () => fixture.settings }),
      journal: new Journal({ files, log, owner: 1, isAlive: () => false }),
      newId: randomUUID,
      now: Date.now,
      tool: { name: 'Nano Banana for VS Code', version: '0.1.0' },
      workspaceFolderOf: () => fixture.workspaceFolder,
      answer: (...asked) => answerRecorded(deps, ...asked),
    });
  }

  const asked = (uri: string, prompt = '', more: Partial<EditRequest> = {}) =>
    fixture.request([uri], { prompt, options: { ...unsetOptions, model: 'recorded-answers' }, ...more });
  const failed = async (request: EditRequest, signal?: AbortSignal) => {
    const outcome = await fixture.run(request, signal && { signal }, service());
    assert.ok(!outcome.ok);
    assert.equal(outcome.failure.billed, 'no');
    return outcome.failure;
  };
  async function edited(request: EditRequest) {
    const outcome = await fixture.run(request, {}, service());
    assert.ok(outcome.ok, JSON.stringify(outcome));
    const { savedAs = '' } = outcome.value;
    return { result: outcome.value, uri: savedAs, bytes: await readFile(new URL(savedAs)) };
  }

  it('comes back without a request, a key or a cost, says what it is, and claims no model', async () => {
    const { result, uri, bytes } = await edited(asked(source, evening));
    assert.equal(fixture.standIn.requests.length, 0);
    assert.equal(result.cost, 0);
    assert.ok(result.notes.includes(recordedNote()));
    assert.match(uri, /harbour-edited\.png$/);
    const { width, height, format } = await sharp(bytes).metadata();
    assert.deepEqual([width, height, format], [1200, 750, 'png']);
    assert.deepEqual(await pixel(bytes, moon), [0xfd, 0xf3, 0xc8]);
    assert.equal((await readRecord(fixture.files, uri)).state, 'none');
    assert.doesNotMatch(bytes.toString('latin1'), /gemini|gpt-image/i);
  });

  it('goes on from an earlier one', async () => {
    const first = await edited(asked(source, boat));
    const second = await edited(asked(first.uri, ` ${evening?.toUpperCase()}  `));
    assert.deepEqual(await pixel(second.bytes, moon), [0xfd, 0xf3, 0xc8]);
    const [red = 0, green = 0, blue = 0] = await pixel(second.bytes, sail);
    assert.ok(red > green && red > blue, 'the sail is red in the evening, too');
  });

  it('changes nothing outside of a region', async () => {
    const shape = { kind: 'rectangle', mode: 'add', x: 560, y: 370, width: 260, height: 270 } as const;
    const region: Region = {
      shapes: [shape],
      of: { width: 1200, height: 750 },
      inverted: false,
      feather: 0,
      context: 'auto',
    };
    const { result, bytes } = await edited(asked(source, boat, { region }));
    assert.equal(result.region?.changed, 0);
    const [red = 0, green = 0] = await pixel(bytes, sail);
    assert.ok(red > green + 60);
    assert.deepEqual(await pixel(bytes, sky), await pixel(await readFile(new URL(source)), sky));
  });

  it('is given to its own instructions alone, which are told', async () => {
    const failure = await failed(asked(source, 'Make it pink'));
    assert.match(failure.sentence, /“Make it evening”, “Add a sailing boat”,? and “Translate the sign”/);
    assert.deepEqual(failure.nextSteps, ['setApiKey']);
  });

  it('is given to the sample alone', async () => {
    const png = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#789' } })
      .png()
      .toBuffer();
    const failure = await failed(asked(await fixture.put('other.png', png), evening));
    assert.match(failure.sentence, /only for the sample/);
  });

  it('can be stopped, and nothing was billed', async () => {
    const stop = new AbortController();
    const outcome = await fixture.run(
      asked(source, evening),
      { signal: stop.signal, onProgress: ({ phase }) => void (phase === 'waiting' && stop.abort()) },
      service(),
    );
    assert.ok(!outcome.ok);
    assert.deepEqual([outcome.failure.code, outcome.failure.billed], ['stopped', 'no']);
    assert.deepEqual(await fixture.names(), [sampleName]);
  });
});
