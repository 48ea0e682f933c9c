import assert from 'node:assert/strict';
import sharp from 'sharp';
import { sniff } from '../../../src/core/images/sniff/sniff.ts';
import { findRecord } from '../../../src/core/records/findRecord.ts';
import { type EditOptions, unsetOptions } from '../../../src/core/shared/options.ts';
import { imageBehaviours } from '../../standin/behaviours.ts';
import { bytesOf, colours, decoded, looks, marked, noise } from '../images/pictures.ts';
import { rectangle } from '../images/regions.ts';
import { useCodecFixture } from '../images/useCodecFixture.ts';
import { EditingFixture, unwrap } from './editingFixture.ts';

const models = [
  'gpt-image-2.6-flare',
  'gpt-image-2',
  'gpt-image-2.6-all',
  'gpt-image-2-all',
  'gpt-image-2-vip',
];
const inverted = ([r, g, b]: readonly [number, number, number]): [number, number, number] => [
  255 - r,
  255 - g,
  255 - b,
];

describe('a GPT Image model in place of a Gemini one', () => {
  let fixture: EditingFixture;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    (opened) => {
      fixture = opened;
    },
  );

  const options = (model: string, more: Partial<EditOptions> = {}): EditOptions => ({
    ...unsetOptions,
    model,
    ...more,
  });
  const nameOf = (uri = ''): string => decodeURIComponent(uri.split('/').at(-1) ?? '');
  async function edit(model: string, name: string, bytes: Uint8Array, more: Partial<EditOptions> = {}) {
    const uri = await fixture.put(name, bytes);
    const result = unwrap(await fixture.run(fixture.request([uri], { options: options(model, more) })));
    return { result, name: nameOf(result.savedAs), bytes: await fixture.read(nameOf(result.savedAs)) };
  }

  for (const model of models) {
    for (const [width, height] of [
      [1280, 720],
      [1000, 370],
      [333, 500],
    ] as const) {
      it(`gives ${width} × ${height} back exactly, with every mark in its place (${model})`, async () => {
        const source = await bytesOf(marked(width, height).png());
        const { bytes, name } = await edit(model, 'shot.png', source);
        assert.equal(name, 'shot-edited.png');
        const info = sniff(bytes);
        assert.deepEqual([info?.type, info?.width, info?.height], ['png', width, height]);
        const pixels = await decoded(bytes);
        const spot = (x: number, y: number) => pixels.at(width * x, height * y);
        assert.ok(looks(spot(0.12, 0.12), inverted(colours.red)));
        assert.ok(looks(spot(0.88, 0.88), inverted(colours.green)));
        assert.ok(looks(spot(0.4, 0.12), inverted(colours.ground)));
        assert.ok(looks(spot(0.12, 0.4), inverted(colours.ground)));
        assert.deepEqual(Buffer.from(await fixture.read('shot.png')), Buffer.from(source), 'the source');
      });
    }
  }

  it('keeps the type of a JPEG, and combines several images', async () => {
    const jpeg = await bytesOf(marked(640, 480).jpeg());
    const { name, bytes } = await edit('gpt-image-2.6-flare', 'photo.jpg', jpeg);
    assert.deepEqual([name, sniff(bytes)?.type], ['photo-edited.jpg', 'jpeg']);
    const uris = [
      await fixture.put('a.png', await bytesOf(marked(64, 64).png())),
      await fixture.put('b.jpg', jpeg),
    ];
    for (const model of models) {
      unwrap(await fixture.run(fixture.request(uris, { options: options(model) })));
      const types = fixture.standIn.requests.at(-1)?.form?.files.map(({ mimeType }) => mimeType);
      assert.deepEqual(types, ['image/png', 'image/jpeg'], model);
    }
  });

  it('is sent nothing but the picture, upright, and no metadata', async () => {
    const lying = new Uint8Array(
      await marked(300, 200)
        .withExif({ IFD0: { Artist: 'canary-artist' } })
        .withMetadata({ orientation: 6 })
        .jpeg()
        .toBuffer(),
    );
    await edit('gpt-image-2', 'phone.jpg', lying);
    const [sent] = fixture.standIn.requests.at(-1)?.form?.files ?? [];
    assert.ok(sent);
    const { orientation, exif, width = 0, height = 0 } = await sharp(sent.bytes).metadata();
    assert.ok(orientation === undefined || orientation === 1);
    assert.ok(!exif?.includes('canary-artist'));
    assert.ok(height > width);
  });

  it('makes what is transparent so, and writes it in its record with all that was chosen', async () => {
    const wanted = options('gpt-image-2.6-flare', {
      background: 'transparent',
      quality: 'high',
      complexity: 'low',
    });
    const { savedAs = '' } = unwrap(
      await fixture.run(fixture.request([], { options: wanted, prompt: 'A boat' })),
    );
    const { data, info } = await sharp(await fixture.read(nameOf(savedAs)))
      .raw()
      .toBuffer({ resolveWithObject: true });
    assert.deepEqual([info.channels, data[3]], [4, 0]);
    const found = await findRecord(fixture.files, savedAs);
    assert.ok(found.state === 'found');
    const { model, options: kept } = found.record;
    assert.deepEqual(
      [model, kept.background, kept.quality, kept.complexity],
      ['gpt-image-2.6-flare', 'transparent', 'high', 'low'],
    );
  });

  for (const [format, type] of [
    ['gif', 'gif'],
    ['svg', 'svg'],
  ] as const) {
    it(`makes a ${format} when that is asked for, and saves it as it came`, async () => {
      const wanted = options('gpt-image-2.6-all', { format });
      fixture.standIn.tell({ size: { width: 96, height: 64 } });
      const { savedAs = '' } = unwrap(
        await fixture.run(fixture.request([], { options: wanted, prompt: 'A boat' })),
      );
      assert.ok(savedAs.endsWith(`.${format}`), savedAs);
      const bytes = await fixture.read(nameOf(savedAs));
      assert.equal(sniff(bytes)?.type, type);
      if (format === 'gif') assert.equal((await sharp(bytes).metadata()).pages, 9);
    });
  }

  it('changes no pixel outside a region, although the model drifts', async () => {
    const source = new Uint8Array(await noise(600, 400).png().toBuffer());
    for (const model of ['gpt-image-2.6-flare', 'gpt-image-2-all']) {
      const uri = await fixture.put('shot.png', source);
      const region = rectangle([200, 120, 100, 80], { width: 600, height: 400 });
      const request = fixture.request([uri], { prompt: 'invert', region, options: options(model) });
      const result = unwrap(await fixture.run(request));
      assert.deepEqual(result.region, { outside: 600 * 400 - 100 * 80, changed: 0 }, model);
    }
  });

  it('brings a picture that only comes as an address, without the key', async () => {
    const picture = await bytesOf(marked(64, 48).png());
    const request = fixture.request([], { options: options('gpt-image-2-all'), prompt: 'A boat' });
    fixture.key = 'sk-canary';
    fixture.settings = { ...fixture.settings, customAuth: 'bearer' };
    fixture.standIn.tell({ images: 'url', link: 'https://cdn.example/results/1.png', times: 2 });
    fixture.linksLeadTo = () => fixture.standIn.keepPicture(picture, 'png');
    const { savedAs } = unwrap(await fixture.run(request));
    assert.equal(sniff(await fixture.read(nameOf(savedAs)))?.width, 64);
    const [asked, fetched] = fixture.standIn.requests.slice(-2);
    assert.equal(asked?.header('authorization'), 'Bearer sk-canary');
    assert.equal(fetched?.header('authorization'), undefined);
    fixture.linksLeadTo = () => `${fixture.standIn.url}/pictures/gone.png`;
    const gone = await fixture.run(request);
    assert.ok(!gone.ok);
    assert.deepEqual([gone.failure.code, gone.failure.billed], ['link.gone', 'yes']);
  });

  for (const link of [
    'https://127.0.0.1/a.png',
    'https://10.0.0.8/a.png',
    'https://[::1]/a.png',
    'https://169.254.169.254/latest/meta-data',
    'https://router.local/a.png',
  ]) {
    it(`never goes to ${link}, and says so`, async () => {
      fixture.standIn.tell({ images: 'url', link });
      const outcome = await fixture.run(
        fixture.request([], { options: options('gpt-image-2-all'), prompt: 'A boat' }),
      );
      assert.ok(!outcome.ok);
      assert.equal(outcome.failure.code, 'link.refused', outcome.failure.sentence);
      assert.equal(outcome.failure.billed, 'yes');
    });
  }

  it('ends by the deadline what would never end', async () => {
    fixture.settings = { ...fixture.settings, timeoutSeconds: 1, maxConcurrentRequests: 9 };
    const endless = imageBehaviours.filter(({ ends }) => ends === 'never');
    for (const { behaviour } of endless) fixture.standIn.tell(behaviour);
    const uri = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
    const service = fixture.service();
    const request = fixture.request([uri], { options: options('gpt-image-2.6-flare') });
    const outcomes = await Promise.all(endless.map(() => fixture.run(request, {}, service)));
    for (const outcome of outcomes) {
      assert.ok(!outcome.ok);
      assert.equal(outcome.failure.billed, 'maybe');
      assert.ok(outcome.failure.nextSteps.includes('runAgain'));
    }
  });

  it('ends every behaviour of the Images endpoints as it should, and works on after each', async () => {
    const uri = await fixture.put('shot.png', await bytesOf(marked(320, 180).png()));
    const service = fixture.service();
    const request = fixture.request([uri], { options: options('gpt-image-2.6-flare') });
    // These come as bytes of an image: a result that can't be read or drawn here, which is kept.
    const kept = ['images=brokenImage', 'images=notAnImage', 'images=hostileSvg'];
    // A plain client can't have these; here they are fetched, refused, or an answer that is whole.
    const refused = ['images=url', 'images=urlGone', 'images=urlText'];
    const whole = ['wire=shortLength'];
    const codes = new Map<string, string>();
    for (const { name, behaviour, ends } of imageBehaviours) {
      if (ends === 'never' || name === 'wire=huge' || behaviour.events !== undefined) continue;
      fixture.standIn.tell({ size: { width: 320, height: 176 }, ...behaviour, times: 9 });
      const outcome = await fixture.run(request, {}, service);
      fixture.standIn.reset();
      if (kept.includes(name)) {
        assert.match(unwrap(outcome).unsaved?.sentence ?? '', /kept/, name);
      } else if (!refused.includes(name) && (ends === 'image' || whole.includes(name))) {
        assert.ok(outcome.ok && outcome.value.savedAs, `${name}: ${JSON.stringify(outcome).slice(0, 300)}`);
      } else {
        assert.ok(!outcome.ok, name);
        const { code, sentence } = outcome.failure;
        assert.match(sentence, /[.!?”)]$/, `${name}: ${sentence}`);
        assert.notEqual(code, 'unexpected', name);
        // Two causes never share their words.
        assert.equal(codes.get(sentence) ?? code, code, `${name}: ${sentence}`);
        codes.set(sentence, code);
      }
    }
    assert.ok(unwrap(await fixture.run(request, {}, service)).savedAs);
  });

  it('that answers 400 late is not asked again: it is no passing trouble', async () => {
    for (const error of [
      'moderation_blocked-output',
      'bad-transparent',
      'billing_hard_limit_reached',
    ] as const) {
      fixture.standIn.reset();
      fixture.standIn.tell({ error, delay: 800, times: 9 });
      const outcome = await fixture.run(
        fixture.request([], { options: options('gpt-image-2.6-flare'), prompt: 'A boat' }),
      );
      assert.ok(!outcome.ok);
      assert.equal(fixture.standIn.requests.length, 1, error);
    }
  });

  it('writes the key nowhere, also when the server repeats it', async () => {
    const key = 'sk-canary-3f9d2c';
    fixture.settings = { ...fixture.settings, customAuth: 'bearer' };
    fixture.key = key;
    fixture.standIn.tell({ error: 'echo-key' });
    const outcome = await fixture.run(
      fixture.request([], { options: options('gpt-image-2-all'), prompt: 'A' }),
    );
    assert.ok(!outcome.ok);
    assert.equal(fixture.standIn.requests.at(-1)?.header('authorization'), `Bearer ${key}`);
    assert.ok(!JSON.stringify([outcome, fixture.log]).includes(key));
  });
});
