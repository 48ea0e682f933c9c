import assert from 'node:assert/strict';
import sharp from 'sharp';
import { shownRequest } from '../../../src/core/api/showRequest.ts';
import { sniff } from '../../../src/core/images/sniff/sniff.ts';
import type { EditOptions } from '../../../src/core/shared/options.ts';
import { LocalServer } from '../api/connection/localServer.ts';
import { builtCodec } from '../images/builtCodec.ts';
import { bytesOf, marked } from '../images/pictures.ts';
import { defaultOptions, EditingFixture, unwrap } from './editingFixture.ts';

const flare = 'gpt-image-2.6-flare';

describe('editing with a GPT Image model', () => {
  let fixture: EditingFixture;
  beforeEach(async () => {
    fixture = await EditingFixture.open(builtCodec);
  });
  afterEach(() => fixture.close());

  const edit = async (name: string, bytes: Uint8Array, options: Partial<EditOptions>) => {
    const uri = await fixture.put(name, bytes);
    return fixture.run(fixture.request([uri], { options: { ...defaultOptions, model: flare, ...options } }));
  };
  const sent = () => fixture.standIn.requests.at(-1);
  const sentSize = () => sent()?.form?.scalars.get('size');

  for (const [name, width, height, size] of [
    ['a screenshot', 1280, 720, '1280x720'],
    ['a picture smaller than any', 320, 180, '1088x608'],
    ['a picture whose sides are no multiples of 16', 1366, 768, '1376x768'],
    ['a picture wider than any', 1200, 200, '1440x480'],
  ] as const) {
    it(`brings ${name} back in its own pixels and type`, async () => {
      const result = unwrap(await edit('shot.png', await bytesOf(marked(width, height).png()), {}));
      assert.ok(result.savedAs?.endsWith('/shot-edited.png'));
      const saved = sniff(await fixture.read('shot-edited.png'));
      assert.deepEqual([saved?.type, saved?.width, saved?.height], ['png', width, height]);
      assert.equal(sentSize(), size);
    });
  }

  it('brings the pixels back also where the model has no size and answers in a shape of its own', async () => {
    const png = await bytesOf(marked(1280, 720).png());
    const result = unwrap(await edit('shot.png', png, { model: 'gpt-image-2-all' }));
    const saved = sniff(await fixture.read('shot-edited.png'));
    assert.deepEqual([saved?.width, saved?.height], [1280, 720]);
    assert.match(String(sent()?.form?.scalars.get('prompt')), /^横版 16:9\n/);
    assert.equal(result.cost, undefined, 'a custom endpoint has prices of its own');
  });

  it('sends what it reads alone: eight bits a channel, no palette, no ink', async () => {
    const sixteen = await sharp({ create: { width: 1088, height: 608, channels: 3, background: 'teal' } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    unwrap(await edit('deep.png', sixteen, {}));
    const cmyk = await sharp({ create: { width: 1088, height: 608, channels: 3, background: 'teal' } })
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer();
    unwrap(await edit('ink.jpg', cmyk, {}));
  });

  it('saves transparency that the model made, and refuses it by name for what can hold none', async () => {
    const png = await bytesOf(marked(1088, 608).png());
    unwrap(await edit('icon.png', png, { background: 'transparent' }));
    assert.equal(sniff(await fixture.read('icon-edited.png'))?.hasAlpha, true);
    const before = fixture.standIn.requests.length;
    const options = { ...defaultOptions, model: flare, background: 'transparent' } as const;
    const target = { kind: 'beside', name: { base: 'photo', ending: 'jpg' } } as const;
    const uri = await fixture.put('other.png', png);
    const refused = await fixture.run(fixture.request([uri], { options, target }));
    assert.ok(!refused.ok);
    assert.match(refused.failure.sentence, /^JPEG has no transparency/);
    assert.equal(fixture.standIn.requests.length, before);
  });

  it('tells the model where a selection is, by a mask of the very pixels that are sent', async () => {
    const shape = { kind: 'rectangle', mode: 'add', x: 700, y: 400, width: 300, height: 200 } as const;
    const region = {
      shapes: [shape],
      inverted: false,
      feather: 'auto',
      context: 'auto',
      of: { width: 1920, height: 1080 },
    } as const;
    const uri = await fixture.put('shot.png', await bytesOf(marked(1920, 1080).png()));
    const options = { ...defaultOptions, model: flare };
    unwrap(await fixture.run(fixture.request([uri], { options, region: { ...region, shapes: [shape] } })));
    const files = sent()?.form?.files ?? [];
    assert.deepEqual(
      files.map(({ part }) => part),
      ['image', 'mask'],
    );
    const [picture, mask] = await Promise.all(files.map(({ bytes }) => sharp(bytes).metadata()));
    assert.deepEqual([mask?.width, mask?.height], [picture?.width, picture?.height]);
    const alpha = await sharp(files[1]?.bytes).extractChannel('alpha').raw().toBuffer();
    assert.equal(alpha.filter((value) => value === 0).length, 300 * 200);
    assert.ok(alpha.every((value) => value === 0 || value === 255));
  });

  it('lays marks over the first image in a field of their own, of the very pixels that are sent', async () => {
    const uri = await fixture.put('wide.png', await bytesOf(marked(900, 200).png()));
    const other = await fixture.put('other.png', await bytesOf(marked(64, 64).png()));
    const of = { width: 900, height: 200 };
    const mark = { kind: 'box', colour: 'red', x: 600, y: 60, width: 200, height: 90 } as const;
    const markup = { of, marks: [mark] };
    const request = (model: string, more: object = {}) =>
      fixture.request([uri, other], { options: { ...defaultOptions, model }, markup, ...more });
    const parts = () => sent()?.form?.files.map(({ part }) => part);

    const shown = unwrap(await fixture.service().preview(request(flare)));
    unwrap(await fixture.run(request(flare)));
    assert.deepEqual(parts(), ['image[]', 'image[]', 'markup']);
    const prompt = String(sent()?.form?.scalars.get('prompt'));
    assert.match(prompt, /\n\nThe markup over image 1 has one red box\. The marks only show where/);
    assert.equal(shown.plan.prompt, prompt);
    assert.match(
      unwrap(shownRequest(shown.plan, shown.provider)).text,
      /name="markup"; filename="markup\.png"/,
    );
    const [picture, , layer] = sent()?.form?.files ?? [];
    const pixels = async (bytes: Uint8Array | undefined) =>
      sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    const [below, above] = await Promise.all([pixels(picture?.bytes), pixels(layer?.bytes)]);
    const { width, height } = below.info;
    assert.deepEqual([above.info.width, above.info.height, above.info.channels], [width, height, 4]);
    assert.ok(height > 200, 'the picture is padded to a shape that the model draws');
    const drawn: number[] = [];
    for (let at = 0; at < width * height; at += 1) if ((above.data[4 * at + 3] ?? 0) > 0) drawn.push(at);
    const reds = drawn.filter(
      (at) => (above.data[4 * at] ?? 0) > 200 && (above.data[4 * at + 1] ?? 255) < 80,
    );
    assert.ok(reds.length > 1000, `${reds.length} of ${drawn.length} red`);
    const rows = drawn.map((at) => Math.floor(at / width) - (height - 200) / 2);
    assert.ok(Math.abs(Math.min(...rows) - 60) < 5 && Math.abs(Math.max(...rows) - 150) < 5, 'in its place');
    assert.ok(shown.imageUris.length === 3, 'copied code reads the marks from a file');

    unwrap(await fixture.run(request('gpt-image-2')));
    assert.deepEqual(parts(), ['image[]', 'image[]', 'image[]'], 'a model without the field gets a copy');
    const shape = { kind: 'rectangle', mode: 'add', x: 600, y: 60, width: 200, height: 90 } as const;
    const region = { shapes: [shape], inverted: false, feather: 'auto', context: 'auto', of } as const;
    unwrap(await fixture.run(request(flare, { region })));
    assert.deepEqual(parts(), ['image[]', 'image[]', 'image[]', 'mask'], 'and so it is beside a mask');
    unwrap(
      await fixture.run(
        request(flare, { editedIndex: 1, markup: { ...markup, of: { width: 64, height: 64 } } }),
      ),
    );
    assert.deepEqual(
      parts(),
      ['image[]', 'image[]', 'image[]'],
      'and where another than the first is marked',
    );
  });

  for (const format of ['svg', 'gif'] as const) {
    it(`makes a new ${format.toUpperCase()}, and saves it as one whatever the settings say`, async () => {
      fixture.settings = { ...fixture.settings, outputFormat: 'png' };
      const options = { ...defaultOptions, model: flare, format };
      const result = unwrap(await fixture.run(fixture.request([], { prompt: 'A boat', options })));
      assert.match(result.savedAs ?? '', new RegExp(`\\.${format}$`));
      assert.equal(result.image.type, format);
    });
  }

  it('fetches a picture that is only linked to, and counts what it cost', async () => {
    const png = await bytesOf(marked(1088, 608).png());
    const elsewhere = await LocalServer.answering((_, response) => void response.end(png));
    fixture.standIn.tell({ images: 'url', link: 'https://cdn.example/made.png' });
    fixture.linksLeadTo = () => `http://127.0.0.1:${elsewhere.port}/made.png`;
    const result = unwrap(await edit('shot.png', png, {}));
    await elsewhere.close();
    assert.ok(result.savedAs);
    assert.ok((result.cost ?? 0) > 0);
    assert.equal(elsewhere.seen[0]?.headers.authorization, undefined);
  });
});
