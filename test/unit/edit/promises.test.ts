import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { WantedTarget } from '../../../src/core/editRequest.ts';
import { sniff } from '../../../src/core/images/sniff/sniff.ts';
import { FileError } from '../../../src/core/ports.ts';
import { bareBytes } from '../../../src/core/records/bareImage.ts';
import type { JobPhase } from '../../../src/core/shared/jobPhases.ts';
import { type Behaviour, behaviours } from '../../standin/behaviours.ts';
import { builtCodec } from '../images/builtCodec.ts';
import { bytesOf, marked } from '../images/pictures.ts';
import { uriOf } from './diskStore.ts';
import { defaultOptions, EditingFixture, owner, unwrap } from './editingFixture.ts';

describe('the promises of editing', () => {
  let fixture: EditingFixture;
  let png: Uint8Array;
  let jpeg: Uint8Array;

  before(async () => {
    png = await bytesOf(marked(320, 180).png());
    jpeg = await bytesOf(marked(320, 180).jpeg());
  });
  beforeEach(async () => {
    fixture = await EditingFixture.open(builtCodec);
  });
  afterEach(() => fixture.close());

  /** A job that the stand-in holds at a place of its answer, and what it has come to. */
  async function held(behaviour: Behaviour) {
    const told = fixture.standIn.tell(behaviour);
    const controller = new AbortController();
    const phases: JobPhase[] = [];
    const uri = await fixture.put('shot.png', png);
    const outcome = fixture.run(fixture.request([uri]), {
      signal: controller.signal,
      onProgress: ({ phase }) => phases.push(phase),
    });
    await told.arrived;
    return { told, controller, phases, outcome };
  }

  describe('the request', () => {
    const sent = () => fixture.standIn.requests[0]?.body;
    /** An image as it is sent: without its metadata. */
    const data = (bytes: Uint8Array) =>
      Buffer.from(bareBytes(sniff(bytes)?.type ?? '', bytes) ?? []).toString('base64');
    const options = { ...defaultOptions, aspectRatio: '16:9', size: '2K', imageOnly: true } as const;

    it("equals the seed's first sample, field by field, with two PNGs", async () => {
      const uris = [await fixture.put('one.png', png), await fixture.put('two.png', png)];
      const prompt = 'Combine the people from these two images into one office scene, making funny faces';
      unwrap(await fixture.run(fixture.request(uris, { prompt, options })));
      assert.deepEqual(sent(), {
        contents: [
          {
            role: 'user',
            parts: [
              { text: prompt },
              { inlineData: { mimeType: 'image/png', data: data(png) } },
              { inlineData: { mimeType: 'image/png', data: data(png) } },
            ],
          },
        ],
        generationConfig: {
          responseModalities: ['IMAGE'],
          imageConfig: { aspectRatio: '16:9', imageSize: '2K' },
        },
      });
    });

    it('equals its Python sample with one JPEG', async () => {
      const uri = await fixture.put('input.jpg', jpeg);
      const prompt = 'Please blur the background to highlight the person in the foreground';
      unwrap(await fixture.run(fixture.request([uri], { prompt, options })));
      assert.deepEqual(sent(), {
        contents: [
          {
            role: 'user',
            parts: [{ text: prompt }, { inlineData: { mimeType: 'image/jpeg', data: data(jpeg) } }],
          },
        ],
        generationConfig: {
          responseModalities: ['IMAGE'],
          imageConfig: { aspectRatio: '16:9', imageSize: '2K' },
        },
      });
    });

    it('names neither ratio nor size when nothing is edited and both are Auto', async () => {
      unwrap(await fixture.run(fixture.request([], { prompt: 'A harbour' })));
      assert.deepEqual(sent(), {
        contents: [{ role: 'user', parts: [{ text: 'A harbour' }] }],
        generationConfig: { responseModalities: ['TEXT', 'IMAGE'] },
      });
      assert.deepEqual(await fixture.names(), ['a-harbour.jpg']);
    });
  });

  it('saves twenty results of one name at once under twenty names, overwriting nothing', async () => {
    const uri = await fixture.put('shot.png', png);
    await fixture.put('shot-edited.png', new Uint8Array([1, 2, 3]));
    const service = fixture.service();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => fixture.run(fixture.request([uri]), {}, service)),
    );
    const names = outcomes.map((outcome) => unwrap(outcome).savedAs);
    assert.equal(new Set(names).size, 20);
    assert.equal((await fixture.names()).length, 22);
    assert.deepEqual([...(await fixture.read('shot-edited.png'))], [1, 2, 3]);
  });

  it('asks no more at once than the setting allows, in the order in which they came', async () => {
    fixture.settings = { ...fixture.settings, maxConcurrentRequests: 2 };
    const told = fixture.standIn.tell({ hold: 'beforeHeaders', times: 5 });
    const service = fixture.service();
    const uri = await fixture.put('shot.png', png);
    const queued = new AbortController();
    const running = Array.from({ length: 5 }, (_, index) =>
      fixture.run(
        fixture.request([uri], { prompt: `invert ${index}` }),
        index === 4 ? { signal: queued.signal } : {},
        service,
      ),
    );
    await told.arrived;
    queued.abort();
    const stopped = await running[4];
    assert.ok(stopped && !stopped.ok && stopped.failure.code === 'stopped');
    assert.equal(stopped.failure.billed, 'no');
    assert.ok(fixture.standIn.requests.length <= 2);
    told.release();
    for (const outcome of running.slice(0, 4)) unwrap(await outcome);
    assert.equal(fixture.standIn.requests.length, 4);
  });

  describe('a paid result', () => {
    for (const [why, code] of [
      ['the disk is full', 'noSpace'],
      ['the folder may not be written', 'noPermission'],
    ] as const) {
      it(`is kept when ${why}, and saved elsewhere after a restart`, async () => {
        const uri = await fixture.put('shot.png', png);
        fixture.files.faults.onCreate = new FileError(code, 'no');
        const result = unwrap(await fixture.run(fixture.request([uri])));
        assert.equal(result.savedAs, undefined);
        assert.match(result.unsaved?.sentence ?? '', /could not be saved.*is kept/);
        assert.deepEqual(result.unsaved?.nextSteps[0], 'saveElsewhere');
        assert.deepEqual(await fixture.names(), ['shot.png']);

        delete fixture.files.faults.onCreate;
        const restarted = fixture.service(owner + 1);
        const [left] = await restarted.journal.leftovers();
        assert.equal(left?.kept?.suggestedName, 'shot-edited.png');
        const chosen = uriOf(path.join(fixture.folder, 'docs', 'rescued.png'));
        assert.ok(left?.kept);
        assert.equal(unwrap(await restarted.saveKept(left.kept.image, chosen, left.jobId)).uri, chosen);
        assert.deepEqual(await restarted.journal.leftovers(), []);
      });
    }

    it('is kept as it came when it can’t be read, and said so', async () => {
      fixture.standIn.tell({ answer: 'brokenImage' });
      const uri = await fixture.put('shot.png', png);
      const result = unwrap(await fixture.run(fixture.request([uri])));
      assert.match(result.unsaved?.sentence ?? '', /can't be read/);
      assert.ok((await fixture.files.readStored(result.image.stored)).byteLength > 0);
      assert.deepEqual(await fixture.names(), ['shot.png']);
    });

    it('is saved as it came when it can’t be brought into shape, which the person and the log are told', async () => {
      const chosen = uriOf(path.join(fixture.folder, 'docs', 'rescued.png'));
      for (const [isSourceThere, why] of [
        [true, /The log says why\.$/],
        [false, /shot\.png/],
      ] as const) {
        fixture.standIn.tell({ answer: 'brokenImage' });
        const uri = await fixture.put('shot.png', png);
        unwrap(await fixture.run(fixture.request([uri])));
        if (!isSourceThere) await fs.rm(path.join(fixture.folder, 'docs', 'shot.png'));
        const restarted = fixture.service(owner + 1);
        const [left] = await restarted.journal.leftovers();
        assert.ok(left?.kept);
        const { notes } = unwrap(await restarted.saveKept(left.kept.image, chosen, left.jobId));
        assert.match(notes[0] ?? '', /^It was saved as it came back, not in the shape of its source\./);
        assert.match(notes[0] ?? '', why);
        assert.match(fixture.log.at(-1) ?? '', /^A kept answer is saved as it came: /);
      }
    });

    it('is saved where the person says when it can’t lie beside its source', async () => {
      fixture.files.faults.readOnly = true;
      const uri = await fixture.put('shot.png', png);
      const place = uriOf(path.join(fixture.folder, 'docs', 'elsewhere.png'));
      const asked: string[] = [];
      const chooseTarget = async (name: string) => {
        asked.push(name);
        return place;
      };
      assert.equal(unwrap(await fixture.run(fixture.request([uri]), { chooseTarget })).savedAs, place);
      assert.deepEqual(asked, ['shot-edited.png']);
      const declined = unwrap(await fixture.run(fixture.request([uri])));
      assert.equal(declined.unsaved?.nextSteps[0], 'saveElsewhere');
    });

    it('leaves nothing behind in the storage once it is saved', async () => {
      const uri = await fixture.put('shot.png', png);
      const result = unwrap(await fixture.run(fixture.request([uri])));
      assert.deepEqual(await fixture.files.listStored(''), [result.image.stored]);
    });
  });

  it('tells when nothing can be received because the storage is full, and hangs on nothing', async () => {
    fixture.files.faults.onScratch = new FileError('noSpace', 'no space left');
    const uri = await fixture.put('shot.png', png);
    const outcome = await fixture.run(fixture.request([uri]));
    assert.ok(!outcome.ok);
    assert.notEqual(outcome.failure.billed, 'no');
    assert.deepEqual(await fixture.names(), ['shot.png']);
  });

  it('remembers a request that was out when the host died, and only that', async () => {
    const { outcome, controller } = await held({ hold: 'beforeHeaders' });
    const next = fixture.service(owner + 1);
    const [left, ...more] = await next.journal.leftovers();
    assert.equal(left?.request.prompt, 'invert');
    assert.equal(left?.kept, undefined);
    assert.deepEqual(more, []);
    // The same, seen from another window while this one lives.
    assert.deepEqual(await fixture.service(owner + 1, () => true).journal.leftovers(), []);
    controller.abort();
    await outcome;
    assert.deepEqual(await next.journal.leftovers(), []);
  });

  it('goes where whoever asks says, under the name they say, also when it is run again after a restart', async () => {
    const uri = await fixture.put('shot.png', png);
    const target = { kind: 'folder', folder: `${fixture.docs}/made`, name: { base: 'wide: one' } } as const;
    const request = fixture.request([uri], { target });
    fixture.files.faults.onCreate = new FileError('noSpace', 'no');
    unwrap(await fixture.run(request));
    delete fixture.files.faults.onCreate;
    const [left] = await fixture.service(owner + 1).journal.leftovers();
    assert.ok(left);
    assert.deepEqual(left.request.target, target);
    const { savedAs } = unwrap(await fixture.run(left.request));
    assert.equal(savedAs, uriOf(path.join(fixture.folder, 'docs', 'made', 'wide one.png')));
    assert.deepEqual((await fixture.names()).sort(), ['made', 'shot.png']);
  });

  it('still reads what the first version wrote of a job, which named its target in other fields', async () => {
    const { target: _, ...request } = fixture.request([await fixture.put('shot.png', png)]);
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    const folder = fixture.docs;
    const target = { uri: `${folder}/a.webp`, type: 'webp', replaces: 'abc' };
    const earlier: [object, WantedTarget][] = [
      [{ folder }, { kind: 'beside', otherwise: folder }],
      [
        { folder, fileName: 'a.png' },
        { kind: 'beside', otherwise: folder, name: { base: 'a', ending: 'png' } },
      ],
      [{ output: { folder, name: 'a' } }, { kind: 'folder', folder, name: { base: 'a' } }],
      [
        { folder, target },
        { ...target, kind: 'file', type: 'webp' },
      ],
    ];
    for (const [fields, target] of earlier) {
      const entry = { version: 1, jobId: 'one', sessionId: 's', owner: 1, startedAt: 1 };
      const text = JSON.stringify({ ...entry, request: { ...request, ...fields } });
      await fixture.files.writeStored('job-one.json', new TextEncoder().encode(text));
      const [left] = await fixture.service(owner + 1).journal.leftovers();
      assert.deepEqual(plain(left?.request), plain({ ...request, target }), text);
    }
  });

  it('leaves a journal entry that it can’t read, and logs it', async () => {
    await fixture.files.writeStored('job-broken.json', new TextEncoder().encode('{"version":'));
    assert.deepEqual(await fixture.service().journal.leftovers(), []);
    assert.match(fixture.log.join('\n'), /job-broken\.json/);
    assert.deepEqual(await fixture.files.listStored('job-'), ['job-broken.json']);
  });

  describe('Stop', () => {
    for (const hold of ['beforeRead', 'beforeHeaders', 'midBody'] as const) {
      it(`ends a request that is held ${hold}, writes nothing, and says what may be billed`, async () => {
        const { controller, outcome } = await held({ hold });
        controller.abort();
        const stopped = await outcome;
        assert.ok(!stopped.ok);
        assert.equal(stopped.failure.code, 'stopped');
        if (hold !== 'beforeRead') assert.equal(stopped.failure.billed, 'maybe');
        assert.deepEqual(await fixture.names(), ['shot.png']);
        assert.deepEqual(await fixture.files.listStored(''), []);
      });
    }

    it('does not take away what is here already', async () => {
      const controller = new AbortController();
      const uri = await fixture.put('shot.png', png);
      const onProgress = ({ phase }: { phase: JobPhase }) => {
        if (phase === 'finishing') controller.abort();
      };
      unwrap(await fixture.run(fixture.request([uri]), { signal: controller.signal, onProgress }));
      assert.deepEqual((await fixture.names()).sort(), ['shot-edited.png', 'shot.png']);
    });
  });

  it('goes through its phases in order', async () => {
    const { told, phases, outcome } = await held({ hold: 'midBody' });
    told.release();
    unwrap(await outcome);
    assert.deepEqual(phases, [
      'queued',
      'preparing',
      'sending',
      'waiting',
      'receiving',
      'finishing',
      'saving',
    ]);
  });

  it('starts the codec as soon as the answer begins to come', async () => {
    const phases: JobPhase[] = [];
    const warmedIn: (JobPhase | undefined)[] = [];
    const warm = async () => {
      warmedIn.push(phases.at(-1));
    };
    const uri = await fixture.put('shot.png', png);
    const onProgress = ({ phase }: { phase: JobPhase }) => phases.push(phase);
    const other = fixture.withCodec({ ...builtCodec, warm });
    unwrap(await other.run(other.request([uri]), { onProgress }));
    assert.deepEqual(warmedIn, ['waiting']);
  });

  it('ends by the deadline what would never end, and leaves nothing of it', async () => {
    fixture.settings = { ...fixture.settings, timeoutSeconds: 1, maxConcurrentRequests: 9 };
    const endless = behaviours.filter(({ ends }) => ends === 'never');
    for (const { behaviour } of endless) fixture.standIn.tell(behaviour);
    const uri = await fixture.put('shot.png', png);
    const service = fixture.service();
    const outcomes = await Promise.all(endless.map(() => fixture.run(fixture.request([uri]), {}, service)));
    for (const outcome of outcomes) {
      assert.ok(!outcome.ok);
      assert.equal(outcome.failure.billed, 'maybe');
      assert.ok(outcome.failure.nextSteps.includes('runAgain'));
    }
    assert.deepEqual(await fixture.files.listStored(''), []);
  });

  it('writes the key nowhere, also when the server repeats it', async () => {
    const key = 'sk-canary-3f9d2c';
    await fixture.close();
    fixture = await EditingFixture.open(builtCodec, key);
    const uri = await fixture.put('shot.png', png);
    unwrap(await fixture.run(fixture.request([uri])));
    const echo = behaviours.find(({ name }) => /echo/i.test(name));
    assert.ok(echo, 'the stand-in can repeat the key');
    fixture.standIn.tell(echo.behaviour);
    const outcome = await fixture.run(fixture.request([uri]));
    assert.ok(!outcome.ok);
    const holders = fixture.standIn.requests.map(({ headers }) =>
      headers.filter(([, value]) => value.includes(key)),
    );
    assert.deepEqual(
      holders.map((found) => found.length),
      [1, 1],
    );
    const everything = [JSON.stringify(outcome), ...fixture.log];
    for (const file of await fs.readdir(fixture.folder, { recursive: true, withFileTypes: true })) {
      if (file.isFile()) everything.push(await fs.readFile(path.join(file.parentPath, file.name), 'latin1'));
    }
    assert.ok(!everything.join('\n').includes(key));
  });
});
