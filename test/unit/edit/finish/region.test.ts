import assert from 'node:assert/strict';
import sharp from 'sharp';
import { chunk } from '../../../../src/core/images/codec/read/plainPng.ts';
import { findRecord } from '../../../../src/core/records/findRecord.ts';
import { noise } from '../../images/pictures.ts';
import { rectangle } from '../../images/regions.ts';
import { useCodecFixture } from '../../images/useCodecFixture.ts';
import { EditingFixture, unwrap } from '../editingFixture.ts';

describe('an edit of a region', () => {
  let fixture: EditingFixture;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    (opened) => {
      fixture = opened;
    },
  );

  it('sends a part alone, and changes no pixel outside the region', async () => {
    const source = new Uint8Array(await noise(900, 600).png().toBuffer());
    const uri = await fixture.put('shot.png', source);
    const region = rectangle([300, 200, 120, 90], { width: 900, height: 600 });
    const result = unwrap(await fixture.run(fixture.request([uri], { prompt: 'invert', region })));

    const [sent] = fixture.standIn.requests;
    const image = JSON.stringify(sent?.body).match(/"data":"([^"]+)"/)?.[1] ?? '';
    const { width = 0, height = 0 } = await sharp(Buffer.from(image, 'base64')).metadata();
    assert.ok(width < 330 && height < 240 && width >= 248 && height >= 218, `${width} × ${height}`);

    assert.deepEqual(result.region, { outside: 900 * 600 - 120 * 90, changed: 0 });
    const made = await fixture.read('shot-edited.png');
    const [before, after] = await Promise.all([source, made].map((bytes) => sharp(bytes).raw().toBuffer()));
    let [inside, outside] = [0, 0];
    for (let pixel = 0; pixel < 900 * 600; pixel += 1) {
      const [x, y] = [pixel % 900, Math.floor(pixel / 900)];
      const isInside = x >= 300 && x < 420 && y >= 200 && y < 290;
      const differs = [0, 1, 2].some(
        (channel) => before?.[3 * pixel + channel] !== after?.[3 * pixel + channel],
      );
      if (differs && isInside) inside += 1;
      if (differs && !isInside) outside += 1;
    }
    assert.equal(outside, 0);
    assert.ok(inside > 9000, `${inside} changed`);
    const found = await findRecord(fixture.files, result.savedAs ?? '');
    assert.ok(found.state === 'found');
    assert.deepEqual(found.record.region, region);
    assert.deepEqual(found.record.outside, { pixels: 529_200, changed: 0 });
  });

  it('says of a whole picture how much of it is not the source’s, beside the result and in its record', async () => {
    const source = new Uint8Array(await noise(300, 200).png().toBuffer());
    const uri = await fixture.put('shot.png', source);
    const result = unwrap(await fixture.run(fixture.request([uri], { prompt: 'invert' })));
    assert.ok(result.changed && result.changed.share > 0.9, JSON.stringify(result.changed));
    const found = await findRecord(fixture.files, result.savedAs ?? '');
    assert.ok(found.state === 'found');
    assert.deepEqual(found.record.changed, result.changed);
    const part = { left: 0, top: 0, width: 150, height: 200 };
    const half = await sharp(source)
      .composite([{ input: await sharp(source).extract(part).negate().toBuffer(), left: 0, top: 0 }])
      .png()
      .toBuffer();
    const asked = { bytes: new Uint8Array(half), parts: [{ bytes: source }] as const, tolerance: 8 };
    const { share } = await fixture.codec.changedShare(asked);
    assert.ok(share > 0.45 && share <= 0.5, `${share}`);
  });

  it('says what the saved file shows, not what was counted before it was saved', async () => {
    const source = new Uint8Array(await noise(300, 200).png().toBuffer());
    const uri = await fixture.put('shot.png', source);
    const { files } = fixture;
    const createExclusively = files.createExclusively.bind(files);
    // A disk that keeps another picture than it was given.
    const other = new Uint8Array(await sharp(source).negate().png().toBuffer());
    const damaged: [bytes: Uint8Array, changed: number | undefined, note: RegExp][] = [
      [
        other,
        300 * 200 - 60 * 50,
        /shot-edited\.png was read back and differs .* in (?:5[789],\d{3}|60,000) pixels/,
      ],
      [other.slice(0, 5000), undefined, /shot-edited-2\.png could not be read back/],
    ];
    for (const [bytes, changed, note] of damaged) {
      files.createExclusively = (to) => createExclusively(to, bytes);
      const region = rectangle([100, 80, 60, 50], { width: 300, height: 200 });
      const result = unwrap(await fixture.run(fixture.request([uri], { prompt: 'invert', region })));
      assert.equal(result.region?.changed, changed);
      assert.match(result.notes.join(' '), note);
    }
  });

  it('keeps the answer where the source is another picture by then, and says so', async () => {
    const source = new Uint8Array(await noise(300, 200).png().toBuffer());
    const uri = await fixture.put('shot.png', source);
    const told = fixture.standIn.tell({ hold: 'beforeHeaders' });
    const region = rectangle([100, 80, 60, 50], { width: 300, height: 200 });
    const running = fixture.run(fixture.request([uri], { prompt: 'invert', region }));
    await told.arrived;
    await fixture.put('shot.png', new Uint8Array(await noise(200, 300).png().toBuffer()));
    told.release();
    const { savedAs, unsaved, image } = unwrap(await running);
    assert.equal(savedAs, undefined);
    assert.match(
      unsaved?.sentence ?? '',
      /can't be inserted into its source\. shot\.png was replaced by another image/,
    );
    assert.ok((await fixture.files.readStored(image.stored)).length > 0);
  });

  it('draws marks on a further copy of the part that is sent, says what they are for, and leaves them out of the result', async () => {
    const source = new Uint8Array(
      await sharp({ create: { width: 640, height: 480, channels: 3, background: '#87a' } })
        .png()
        .toBuffer(),
    );
    const uri = await fixture.put('plain.png', source);
    const of = { width: 640, height: 480 };
    const request = fixture.request([uri], {
      prompt: 'invert',
      region: rectangle([200, 150, 120, 90], of),
      markup: {
        of,
        marks: [
          { kind: 'arrow', colour: 'red', from: [180, 140], to: [230, 180] },
          { kind: 'note', colour: 'blue', at: [300, 200], text: 'Warmer here' },
        ],
      },
    });
    const shown = unwrap(await fixture.service().preview(request));
    unwrap(await fixture.run(request));
    const [sent] = fixture.standIn.requests;
    const body = JSON.stringify(sent?.body);
    const images = [...body.matchAll(/"data":"([^"]+)"/g)].map(([, data = '']) =>
      Buffer.from(data, 'base64'),
    );
    assert.equal(images.length, 2);
    assert.match(
      shown.plan.prompt,
      /^invert\n\nImage 2 is a copy of image 1 with marks drawn on it: one red arrow, one blue numbered note\./,
    );
    assert.match(shown.plan.prompt, /Note 1 says: "Warmer here"\.$/);
    assert.ok(body.includes(JSON.stringify(shown.plan.prompt).slice(1, -1)), 'it is what Show request shows');
    const [plain, marked] = await Promise.all(
      images.map((image) => sharp(image).raw().toBuffer({ resolveWithObject: true })),
    );
    assert.deepEqual([marked?.info.width, marked?.info.height], [plain?.info.width, plain?.info.height]);
    const reds = (pixels: Buffer | undefined) => {
      let count = 0;
      for (let at = 0; at + 2 < (pixels?.length ?? 0); at += 3) {
        if ((pixels?.[at] ?? 0) > 200 && (pixels?.[at + 1] ?? 0) < 80 && (pixels?.[at + 2] ?? 0) < 80)
          count += 1;
      }
      return count;
    };
    assert.equal(reds(plain?.data), 0);
    assert.ok(reds(marked?.data) > 60, 'the arrow is there');
    const made = await fixture.read('plain-edited.png');
    assert.equal(reds(await sharp(made).raw().toBuffer()), 0, 'and not in the result');
  });

  const refused: [string, Parameters<typeof rectangle>[0], { width: number; height: number }, RegExp][] = [
    ['lies outside', [900, 10, 50, 50], { width: 640, height: 480 }, /plain\.png: the region is outside/],
    [
      'was marked on another shape',
      [10, 10, 50, 50],
      { width: 640, height: 640 },
      /marked on a picture of 640 × 640/,
    ],
  ];
  for (const [what, box, of, sentence] of refused) {
    it(`is refused before anything is sent when the region ${what}`, async () => {
      const source = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#87a' } })
        .png()
        .toBuffer();
      const uri = await fixture.put('plain.png', new Uint8Array(source));
      const outcome = await fixture.run(fixture.request([uri], { region: rectangle(box, of) }));
      assert.ok(!outcome.ok);
      assert.match(outcome.failure.sentence, sentence);
      assert.equal(fixture.standIn.requests.length, 0);
    });
  }

  it('is refused before anything is sent when the picture is made of floating-point numbers', async () => {
    const source = await noise(64, 48).toColourspace('rgb16').tiff({ compression: 'none' }).toBuffer();
    // Its field SampleFormat says so from now on: three numbers, elsewhere in the file.
    const field = source.indexOf(Buffer.from([0x53, 1, 3, 0, 3, 0, 0, 0]));
    assert.ok(field > 0);
    const numbers = source.readUInt32LE(field + 8);
    for (const channel of [0, 1, 2]) source.writeUInt16LE(3, numbers + 2 * channel);
    const uri = await fixture.put('light.tif', new Uint8Array(source));
    const region = rectangle([10, 10, 20, 20], { width: 64, height: 48 });
    const outcome = await fixture.run(fixture.request([uri], { region }));
    assert.ok(!outcome.ok);
    assert.match(outcome.failure.sentence, /light\.tif: new pixels .* floating-point numbers\. Convert it/);
    assert.equal(fixture.standIn.requests.length, 0);
  });

  it('is refused before anything is sent when there is no way back to the colours of the picture', async () => {
    const plain = await noise(64, 48).toColourspace('rgb16').png().toBuffer();
    // PQ of BT.2020, behind the header.
    const told = chunk('cICP', Uint8Array.of(9, 16, 0, 1));
    const uri = await fixture.put(
      'hdr.png',
      Buffer.concat([plain.subarray(0, 33), told, plain.subarray(33)]),
    );
    const region = rectangle([10, 10, 20, 20], { width: 64, height: 48 });
    const outcome = await fixture.run(fixture.request([uri], { region }));
    assert.ok(!outcome.ok);
    assert.match(outcome.failure.sentence, /hdr\.png: new pixels .* HDR \(.*PQ\)\. Convert it to sRGB/);
    assert.equal(fixture.standIn.requests.length, 0);
  });

  it('keeps the transparency inside the region, where that is ticked, without a halo of what it was sent on', async () => {
    const size = { width: 320, height: 240 };
    const pixels = Buffer.alloc(4 * size.width * size.height);
    for (let at = 0; at < pixels.length; at += 4) {
      const x = (at / 4) % size.width;
      pixels.set([40, 90, 160, Math.min(255, Math.max(0, 4 * (x - 120)))], at);
    }
    const source = await sharp(pixels, { raw: { ...size, channels: 4 } })
      .png()
      .toBuffer();
    for (const [keepTransparency, name] of [
      [true, 'glow-edited.png'],
      [false, 'glow-edited-2.png'],
    ] as const) {
      const uri = await fixture.put('glow.png', new Uint8Array(source));
      const request = fixture.request([uri], { region: rectangle([100, 80, 120, 80], size) });
      const options = { ...request.options, keepTransparency };
      const result = unwrap(await fixture.run({ ...request, prompt: 'Keep it as it is', options }));
      assert.equal(result.region?.changed, 0);
      const made = await sharp(await fixture.read(name))
        .raw()
        .toBuffer();
      let [alphas, colours] = [0, 0];
      for (let at = 0; at < pixels.length; at += 4) {
        alphas = Math.max(alphas, Math.abs((made[at + 3] ?? 0) - (pixels[at + 3] ?? 0)));
        if ((pixels[at + 3] ?? 0) < 16) continue;
        colours = Math.max(colours, Math.abs((made[at] ?? 0) - (pixels[at] ?? 0)));
      }
      if (keepTransparency) assert.ok(alphas <= 1 && colours <= 12, `alpha ${alphas}, colour ${colours}`);
      else assert.ok(alphas > 200, 'without the tick new pixels are opaque');
    }
  });

  it('of a TIFF with ink colours works, and says that the result is RGB', async () => {
    const source = await noise(300, 200).toColourspace('cmyk').tiff().toBuffer();
    const uri = await fixture.put('inks.tif', new Uint8Array(source));
    const region = rectangle([100, 80, 60, 50], { width: 300, height: 200 });
    const result = unwrap(await fixture.run(fixture.request([uri], { region })));
    assert.equal(result.region?.changed, 0);
    assert.match(result.notes.join(' '), /ink colours \(CMYK\), and the result is RGB/);
  });

  type Box = Parameters<typeof rectangle>[0];
  const picture = (width: number, height: number) => noise(width, height).png().toBuffer();
  const gif = async () => {
    const frames = Buffer.concat([
      await noise(64, 48).raw().toBuffer(),
      await noise(64, 48).raw().toBuffer(),
    ]);
    return sharp(frames, { raw: { width: 64, height: 96, channels: 3, pageHeight: 48 } })
      .gif()
      .toBuffer();
  };
  const svg = async () =>
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#369"/></svg>',
    );
  const odd: [string, () => Promise<Buffer>, Box, { width: number; height: number }, number, string][] = [
    [
      'over the edge',
      () => picture(300, 200),
      [250, 150, 200, 200],
      { width: 300, height: 200 },
      57_500,
      'odd-edited.png',
    ],
    [
      'of one pixel',
      () => picture(300, 200),
      [150, 100, 1, 1],
      { width: 300, height: 200 },
      59_999,
      'odd-edited.png',
    ],
    [
      'of all pixels',
      () => picture(300, 200),
      [0, 0, 300, 200],
      { width: 300, height: 200 },
      0,
      'odd-edited.png',
    ],
    [
      'on a picture of one pixel',
      () => picture(1, 1),
      [0, 0, 1, 1],
      { width: 1, height: 1 },
      0,
      'odd-edited.png',
    ],
    ['on an animated GIF', gif, [10, 10, 20, 20], { width: 64, height: 48 }, 64 * 48 - 400, 'odd-edited.png'],
    ['on an SVG', svg, [100, 100, 200, 100], { width: 640, height: 480 }, -1, 'odd-edited.png'],
  ];
  for (const [what, make, box, of, outside, name] of odd) {
    it(`works ${what}`, async () => {
      const uri = await fixture.put('odd.png', new Uint8Array(await make()));
      const result = unwrap(await fixture.run(fixture.request([uri], { region: rectangle(box, of) })));
      assert.equal(result.unsaved, undefined);
      assert.equal(result.region?.changed, 0);
      if (outside >= 0) assert.equal(result.region?.outside, outside);
      assert.ok((await fixture.names()).includes(name));
    });
  }
});
