import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import sharp from 'sharp';
import { isExact } from '../../../src/core/editRequest.ts';
import { sniff } from '../../../src/core/images/sniff/sniff.ts';
import { FileError, type SettingsValues } from '../../../src/core/ports.ts';
import { pixelHash, sha256Of } from '../../../src/core/records/compare.ts';
import { findRecord } from '../../../src/core/records/findRecord.ts';
import type { ImageRecord } from '../../../src/core/records/record.ts';
import { uriOf } from '../edit/diskStore.ts';
import { defaultOptions, EditingFixture, owner, unwrap } from '../edit/editingFixture.ts';
import { builtCodec } from '../images/builtCodec.ts';
import { bytesOf, decoded, marked, withChunk } from '../images/pictures.ts';
import { foreignParts } from '../records/parts.ts';

describe('the record of a result', () => {
  let fixture: EditingFixture;

  beforeEach(async () => {
    fixture = await EditingFixture.open(builtCodec);
  });
  afterEach(() => fixture.close());

  const set = (changes: Partial<SettingsValues>) => {
    fixture.settings = { ...fixture.settings, ...changes };
  };
  const uriIn = (...steps: string[]): string => uriOf(path.join(fixture.folder, ...steps));
  const found = (uri: string | undefined) => findRecord(fixture.files, uri ?? assert.fail('it is not saved'));
  const recordOf = async (uri: string | undefined): Promise<ImageRecord> => {
    const there = await found(uri);
    return there.state === 'found' ? there.record : assert.fail(`the record is ${there.state}`);
  };
  const edit = async (...[uris, changes]: Parameters<EditingFixture['request']>) =>
    unwrap(await fixture.run(fixture.request(uris, changes)));
  const ofRecords = (notes: readonly string[]) => notes.filter((note) => /record|beside/i.test(note));
  /** Makes the next result one that is not touched: the model answers in the very pixels and type. */
  const answer = (bytes: Uint8Array): void => void fixture.standIn.tell({ image: bytes });

  it('lies beside what the source says of itself, none of which was sent, unless the setting strips it', async () => {
    const place = { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' };
    const photo = await bytesOf(
      marked(160, 120)
        .withExif({ IFD0: { Artist: 'Ada' }, IFD3: place })
        .withMetadata({ orientation: 6 })
        .jpeg(),
    );
    const uri = await fixture.put('photo.jpg', photo);
    const kept = await edit([uri]);
    assert.match(kept.notes.join(), /keeps the place where photo\.jpg was taken \(GPS\)/);
    const { prompt, inputs } = await recordOf(kept.savedAs);
    assert.deepEqual([prompt, inputs[0]?.sha256], ['invert', sha256Of(photo)]);
    const bytes = await fixture.read('photo-edited.jpg');
    const told = await sharp(bytes).metadata();
    assert.deepEqual([told.width, told.height, told.orientation ?? 1], [120, 160, 1]);
    assert.ok(told.exif?.includes('Ada'));
    const sent = JSON.stringify(fixture.standIn.requests[0]?.body);
    assert.equal(
      (await sharp(Buffer.from(/"data":"([^"]+)"/.exec(sent)?.[1] ?? '', 'base64')).metadata()).exif,
      undefined,
    );
    set({ outputMetadata: 'strip' });
    const stripped = await edit([uri]);
    assert.doesNotMatch(stripped.notes.join(), /GPS/);
    assert.equal((await sharp(await fixture.read('photo-edited-2.jpg')).metadata()).exif, undefined);
  });

  it('lies beside what the source says of itself also where a crash came before that', async () => {
    const photo = await bytesOf(
      marked(160, 120)
        .withExif({ IFD0: { Artist: 'Ada' } })
        .jpeg(),
    );
    const uri = await fixture.put('photo.jpg', photo);
    const request = fixture.request([uri]);
    const exact = {
      ...request,
      target: { kind: 'file', uri: uriIn('docs', 'made.jpg'), type: 'jpeg' },
    } as const;
    const finish = () => Promise.reject(new Error('gone'));
    const background = { ...fixture.codec.background, finish };
    const crashed = fixture.withCodec({ ...fixture.codec, finish, background });
    for (const asked of [request, exact]) unwrap(await crashed.run(asked));
    const service = fixture.service(owner + 1);
    const left = await service.journal.leftovers();
    assert.deepEqual(
      left.map(({ kept }) => kept?.raw),
      [true, true],
    );
    for (const { jobId, kept, request: made } of left) {
      assert.ok(kept);
      if (isExact(made)) unwrap(await service.saveKeptAt(kept, made, jobId));
      else unwrap(await service.saveKept(kept.image, uriIn('docs', `rescued.${kept.image.type}`), jobId));
    }
    const names = (await fixture.names()).filter((name) => name !== 'photo.jpg');
    assert.equal(names.length, 2);
    for (const name of names) {
      const { exif } = await sharp(await fixture.read(name)).metadata();
      assert.ok(exif?.includes('Ada'), name);
    }
  });

  it('says what was asked, of what, of whom, and what it took', async () => {
    const bytes = await bytesOf(marked(320, 180).png());
    const logo = await bytesOf(marked(64, 64).jpeg());
    await fs.mkdir(path.join(fixture.folder, 'brand'));
    await fs.writeFile(path.join(fixture.folder, 'brand', 'lo go.jpg'), logo);
    await fixture.files.writeStored('input-1.png', bytes);
    const shot = await fixture.put('shot.png', bytes);
    const request = fixture.request([shot, uriIn('brand', 'lo go.jpg')], {
      options: { ...defaultOptions, thinking: 'high' },
    });
    request.inputs.push({ name: 'pasted.png', source: { kind: 'stored', name: 'input-1.png' } });
    const before = Date.now();
    const result = unwrap(await fixture.run(request));
    const { madeAt, milliseconds, usage, ...record } = await recordOf(result.savedAs);
    assert.deepEqual(record, {
      version: 1,
      kind: 'edited',
      tool: { name: 'Nano Banana for VS Code', version: '0.1.0' },
      prompt: 'invert',
      instructions: [],
      inputs: [
        { path: 'shot.png', sha256: sha256Of(bytes), role: 'edited' },
        { path: '../brand/lo go.jpg', sha256: sha256Of(logo), role: 'reference' },
        { path: 'pasted.png', sha256: sha256Of(bytes), role: 'reference' },
      ],
      provider: 'custom',
      model: 'gemini-3.1-flash-image-preview',
      options: {
        aspectRatio: 'auto',
        background: 'auto',
        complexity: '',
        format: 'auto',
        size: 'auto',
        thinking: 'high',
        imageOnly: false,
        includeThoughts: false,
        keepTransparency: false,
        quality: '',
      },
      sent: { aspectRatio: '16:9', size: '512' },
      cost: result.cost,
      changed: { share: 1, tolerance: 8 },
      pixelHash: pixelHash(await fixture.read('shot-edited.png')),
    });
    assert.ok(result.cost !== undefined && result.cost > 0);
    assert.equal(usage?.totalTokens, result.tokens);
    assert.equal(milliseconds, result.milliseconds);
    assert.equal(result.image.byteLength, (await fixture.read('shot-edited.png')).byteLength);
    assert.ok(Date.parse(madeAt) >= before && Date.parse(madeAt) <= Date.now());
  });

  it('says of a new image that it was generated', async () => {
    const { savedAs } = await edit([], { prompt: 'A harbour' });
    const { kind, inputs, sent, parent } = await recordOf(savedAs);
    assert.deepEqual(
      { kind, inputs, sent, parent },
      { kind: 'generated', inputs: [], sent: {}, parent: undefined },
    );
  });

  for (const type of ['png', 'jpeg', 'webp'] as const) {
    it(`is in a ${type} itself, whose pixels and profile are those that came back`, async () => {
      const ending = type === 'jpeg' ? 'jpg' : type;
      const source = await fixture.put(`shot.${ending}`, await bytesOf(marked(320, 180).toFormat(type)));
      const came = await bytesOf(marked(320, 180).negate().withIccProfile('p3').toFormat(type));
      answer(came);
      const { savedAs, notes } = await edit([source]);
      const saved = await fixture.read(`shot-edited.${ending}`);
      assert.equal((await found(savedAs)).state, 'found');
      assert.deepEqual(foreignParts(saved, type), foreignParts(came, type));
      assert.equal((await recordOf(savedAs)).pixelHash, pixelHash(came));
      assert.deepEqual(ofRecords(notes), []);
      assert.deepEqual((await fixture.names()).sort(), [`shot-edited.${ending}`, `shot.${ending}`]);
    });
  }

  describe('lies beside the image', () => {
    const sidecar = 'shot-edited.png.nano-banana.json';

    it('where its type carries none, under the name that was really taken, and says why', async () => {
      const source = await fixture.put('shot.avif', await bytesOf(marked(320, 180).avif({ effort: 0 })));
      await fixture.put('shot-edited.avif', Uint8Array.of(1));
      const { savedAs, notes } = await edit([source]);
      assert.equal(savedAs, uriIn('docs', 'shot-edited-2.avif'));
      assert.deepEqual((await fixture.names()).sort(), [
        'shot-edited-2.avif',
        'shot-edited-2.avif.nano-banana.json',
        'shot-edited.avif',
        'shot.avif',
      ]);
      assert.ok(
        notes.includes("Images of this type can't hold a record, so it is kept in a file beside the image."),
      );
      assert.equal((await recordOf(savedAs)).pixelHash, pixelHash(await fixture.read('shot-edited-2.avif')));
    });

    it('where the image is signed, of which no byte is touched', async () => {
      const source = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
      const signed = withChunk(await bytesOf(marked(320, 180).negate().png()), 'caBX', [1, 2, 3]);
      answer(signed);
      set({ outputFormat: 'asReturned' });
      const { savedAs, notes } = await edit([source], {
        options: { ...defaultOptions, aspectRatio: '16:9' },
      });
      assert.ok(sniff(await fixture.read('shot-edited.png'))?.signed);
      assert.deepEqual(await fixture.read('shot-edited.png'), signed);
      assert.ok(
        notes.some((note) => note.includes('is signed (C2PA)')),
        notes.join(),
      );
      assert.equal((await recordOf(savedAs)).prompt, 'invert');
    });

    it('where the setting wants it there, without a word', async () => {
      const source = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
      const came = await bytesOf(marked(320, 180).negate().png());
      answer(came);
      set({ outputRecord: 'sidecar' });
      const { savedAs, notes } = await edit([source]);
      assert.deepEqual(await fixture.read('shot-edited.png'), came);
      assert.ok((await fixture.names()).includes(sidecar));
      assert.deepEqual(ofRecords(notes), []);
      assert.equal((await recordOf(savedAs)).prompt, 'invert');
    });

    it('never over or beside another one: a name that has one is not free', async () => {
      const source = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
      await fixture.put(sidecar, new TextEncoder().encode('{"older":true}'));
      set({ outputRecord: 'sidecar' });
      const service = fixture.service();
      const outcomes = await Promise.all(
        Array.from({ length: 5 }, (_, index) =>
          fixture.run(fixture.request([source], { prompt: `invert ${index}` }), {}, service),
        ),
      );
      const uris = outcomes.map((outcome) => unwrap(outcome).savedAs);
      assert.ok(!uris.includes(uriIn('docs', 'shot-edited.png')));
      const prompts = await Promise.all(uris.map(async (uri) => (await recordOf(uri)).prompt));
      assert.deepEqual(
        prompts,
        [0, 1, 2, 3, 4].map((index) => `invert ${index}`),
      );
      assert.equal(new TextDecoder().decode(await fixture.read(sidecar)), '{"older":true}');
    });

    it('and when it can’t be written, the image is saved all the same, and that is said', async () => {
      const source = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
      set({ outputRecord: 'sidecar' });
      const create = fixture.files.createExclusively.bind(fixture.files);
      fixture.files.createExclusively = async (uri, bytes) => {
        if (uri.endsWith('.json')) throw new FileError('noSpace', 'no space left');
        return create(uri, bytes);
      };
      const { savedAs, notes } = await edit([source]);
      assert.equal(savedAs, uriIn('docs', 'shot-edited.png'));
      assert.deepEqual(notes.slice(-1), ['Its record could not be written beside it. The disk is full.']);
      assert.equal((await found(savedAs)).state, 'none');
    });
  });

  it('is nowhere when the setting says so, and the image is as it came', async () => {
    const source = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
    const came = await bytesOf(marked(320, 180).negate().png());
    answer(came);
    set({ outputRecord: 'none' });
    const { savedAs } = await edit([source]);
    assert.equal((await found(savedAs)).state, 'none');
    assert.deepEqual(await fixture.read('shot-edited.png'), came);
    assert.deepEqual((await fixture.names()).sort(), ['shot-edited.png', 'shot.png']);
  });

  it('leads from the folder of the result to its inputs, and no further than the workspace', async () => {
    const bytes = await bytesOf(marked(320, 180).png());
    const source = await fixture.put('shot.png', bytes);
    const outside = path.join(path.dirname(fixture.folder), `${path.basename(fixture.folder)}-private.png`);
    await fs.writeFile(outside, bytes);
    try {
      set({ outputFileName: `edited/\${sourceName}` });
      const { savedAs } = await edit([source, uriOf(outside)]);
      assert.equal(savedAs, uriIn('docs', 'edited', 'shot.png'));
      const paths = async (uri: string | undefined) => (await recordOf(uri)).inputs.map(({ path: to }) => to);
      assert.deepEqual(await paths(savedAs), ['../shot.png', path.basename(outside)]);
      fixture.workspaceFolder = undefined;
      const alone = await edit([source, uriOf(outside)]);
      assert.deepEqual(await paths(alone.savedAs), ['shot.png', path.basename(outside)]);
    } finally {
      await fs.rm(outside);
    }
  });

  describe('of a step that goes on from a result', () => {
    it('has the instructions so far, and the result that it goes on from', async () => {
      const source = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
      const one = await edit([source], { prompt: 'invert' });
      const two = await edit([one.savedAs ?? ''], { prompt: 'grayscale' });
      const three = await edit([two.savedAs ?? ''], { prompt: 'invert again' });
      const [first, second, third] = await Promise.all(
        [one, two, three].map((made) => recordOf(made.savedAs)),
      );
      assert.deepEqual(second?.instructions, ['invert']);
      assert.equal(second?.parent, first?.pixelHash);
      assert.deepEqual(third?.instructions, ['invert', 'grayscale']);
      assert.equal(third?.parent, second?.pixelHash);
    });

    it('has them beside an AVIF as well, but not once another picture is there', async () => {
      const source = await fixture.put('shot.avif', await bytesOf(marked(320, 180).avif({ effort: 0 })));
      const { savedAs = '' } = await edit([source], { prompt: 'invert' });
      const next = await edit([savedAs], { prompt: 'grayscale' });
      assert.deepEqual((await recordOf(next.savedAs)).instructions, ['invert']);
      await fixture.put('shot-edited.avif', await bytesOf(marked(320, 180).negate().avif({ effort: 0 })));
      const other = await edit([savedAs], { prompt: 'grayscale' });
      const { instructions, parent } = await recordOf(other.savedAs);
      assert.deepEqual({ instructions, parent }, { instructions: [], parent: undefined });
    });

    it('names no parent when somebody has drawn in it since', async () => {
      const source = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
      const { savedAs = '' } = await edit([source]);
      const drawn = sharp(await fixture.read('shot-edited.png'))
        .keepXmp()
        .flop()
        .png();
      await fixture.put('shot-edited.png', await bytesOf(drawn));
      const { instructions, parent } = await recordOf(
        (await edit([savedAs], { prompt: 'grayscale' })).savedAs,
      );
      assert.deepEqual({ instructions, parent }, { instructions: ['invert'], parent: undefined });
    });
  });

  it('goes with a kept result that is saved elsewhere after a restart', async () => {
    const source = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
    fixture.files.faults.onCreate = new FileError('noSpace', 'full');
    await edit([source]);
    delete fixture.files.faults.onCreate;
    const [left] = await fixture.service(owner + 1).journal.leftovers();
    assert.ok(left?.kept);
    const chosen = uriIn('rescued.png');
    const { uri } = unwrap(await fixture.service(owner + 1).saveKept(left.kept.image, chosen, left.jobId));
    const record = await recordOf(uri);
    assert.deepEqual(
      record.inputs.map(({ path: to }) => to),
      ['docs/shot.png'],
    );
    assert.equal(
      record.pixelHash,
      pixelHash(new Uint8Array(await fs.readFile(path.join(fixture.folder, 'rescued.png')))),
    );
  });

  it('goes with a kept result though the journal has a record that nobody can read', async () => {
    const source = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
    fixture.files.faults.onCreate = new FileError('noSpace', 'full');
    await edit([source]);
    delete fixture.files.faults.onCreate;
    const [name = ''] = await fixture.files.listStored('job-');
    const text = new TextDecoder().decode(await fixture.files.readStored(name));
    await fixture.files.writeStored(
      name,
      new TextEncoder().encode(text.replace('"kind":"edited"', '"kind":"?"')),
    );
    const [left] = await fixture.service(owner + 1).journal.leftovers();
    const image = left?.kept?.image ?? assert.fail('the image is there');
    const { uri } = unwrap(
      await fixture.service(owner + 1).saveKept(image, uriIn('docs', 'b.png'), left?.jobId),
    );
    assert.equal((await found(uri)).state, 'none');
  });

  it('stands in the way of no name, however long a person chose it', async () => {
    const source = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
    fixture.files.faults.readOnly = true;
    const longest = uriIn('docs', `${'a'.repeat(251)}.png`);
    const chooseTarget = async () => longest;
    assert.equal(unwrap(await fixture.run(fixture.request([source]), { chooseTarget })).savedAs, longest);
    assert.equal((await recordOf(longest)).prompt, 'invert');
  });

  it('goes with every further picture that a person saves', async () => {
    fixture.standIn.tell({ answer: 'several' });
    const source = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
    const { others } = await edit([source], { prompt: 'variants' });
    const [other] = others;
    assert.ok(other, 'there is a further picture');
    const { uri } = unwrap(await fixture.service().saveKept(other, uriIn('docs', 'draft.jpg'), undefined));
    assert.equal((await recordOf(uri)).prompt, 'variants');
  });

  it('holds no key and no path of this machine, nor do the pixels change', async () => {
    const key = 'sk-canary-3f9d2c';
    await fixture.close();
    fixture = await EditingFixture.open(builtCodec, key);
    const picture = await bytesOf(marked(320, 180).png());
    const source = await fixture.put('shot.png', picture);
    answer(await bytesOf(marked(320, 180).negate().png()));
    await edit([source]);
    set({ outputRecord: 'sidecar' });
    await edit([source, await fixture.put('b.png', picture)]);
    for (const name of await fixture.names()) {
      const text = Buffer.from(await fixture.read(name)).toString('latin1');
      assert.ok(!text.includes(key), name);
      for (const part of [fixture.folder, 'file:', '127.0.0.1', 'localhost', fixture.standIn.url]) {
        assert.ok(!text.includes(part), `${name} tells ${part}`);
      }
    }
    const [red] = (await decoded(await fixture.read('shot-edited.png'))).at(5, 5);
    assert.equal(red, 255 - 230);
  });
});
