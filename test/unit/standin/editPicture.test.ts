import assert from 'node:assert/strict';
import sharp from 'sharp';
import { readPrompt } from '../../standin/readPrompt.ts';
import { type StandIn, startStandIn } from '../../standin/standIn.ts';
import { ask, bodyOf, lastImage, meanColour, picture } from './ask.ts';

const near = (actual: readonly number[], expected: readonly number[]) =>
  assert.ok(
    expected.every((value, i) => Math.abs(value - (actual[i] ?? Number.NaN)) <= 3),
    `${actual} is not near ${expected}`,
  );

describe('edits of the stand-in', () => {
  let standIn: StandIn;

  before(async () => {
    standIn = await startStandIn({ style: 'google' });
  });

  after(() => standIn.close());

  const edit = async (
    prompt: string,
    images: Buffer[],
    config: object = {},
    model?: string,
  ): Promise<Buffer> => {
    const answer = await ask(standIn, bodyOf(prompt, images, config), model ? { model } : {});
    return Buffer.from(lastImage(await answer.json())?.data ?? '', 'base64');
  };
  const crop = (bytes: Buffer, left: number, top: number) =>
    sharp(bytes).extract({ left, top, width: 8, height: 8 }).toBuffer();
  const size = async (bytes: Buffer) => {
    const { width, height, format } = await sharp(bytes).metadata();
    return `${width}x${height} ${format}`;
  };

  it('recolours as asked', async () => {
    const orange = await picture(64, 64, 'rgb(200,100,40)');
    near(await meanColour(await edit('Invert it', [orange])), [55, 155, 215]);
    const grey = await meanColour(await edit('Make it black and white', [orange]));
    assert.ok(Math.max(...grey) - Math.min(...grey) <= 2);
    near(await meanColour(await edit('Much brighter, please', [orange])), [255, 143, 74]);
    near(await meanColour(await edit('A bit darker', [orange])), [120, 60, 24]);
    const [red = 0, , blue = 0] = await meanColour(await edit('Tint it blue', [orange]));
    assert.ok(blue > red);
  });

  it('blurs, everywhere or where it is told', async () => {
    const stripes = await sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512">${Array.from({ length: 64 }, (_, i) => `<rect x="${i * 8}" width="4" height="512"/>`).join('')}</svg>`,
      ),
    )
      .flatten({ background: '#fff' })
      .png()
      .toBuffer();
    const contrast = async (bytes: Buffer, left: number, top: number) => {
      const part = await sharp(bytes).extract({ left, top, width: 200, height: 200 }).png().toBuffer();
      return (await sharp(part).stats()).channels[0]?.stdev ?? 0;
    };
    const everywhere = await edit('Blur the picture', [stripes]);
    assert.ok((await contrast(everywhere, 50, 800)) < 20);
    const corner = await edit('Blur the top right corner', [stripes]);
    assert.ok((await contrast(corner, 780, 60)) < 20);
    assert.ok((await contrast(corner, 50, 800)) > 80);
  });

  it('turns', async () => {
    const halves = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#f00' } })
      .composite([{ input: await picture(64, 32, '#00f'), left: 0, top: 0 }])
      .png()
      .toBuffer();
    near(await meanColour(await crop(await edit('Rotate by 90 degrees', [halves]), 900, 500)), [0, 0, 255]);
    near(await meanColour(await crop(await edit('rotate left', [halves]), 900, 500)), [255, 0, 0]);
    near(await meanColour(await crop(await edit('Rotate 180', [halves]), 500, 900)), [0, 0, 255]);
  });

  it('puts several side by side, in order', async () => {
    const inputs = await Promise.all(['#f00', '#0f0', '#00f'].map((colour) => picture(40, 40, colour)));
    const row = await edit('Combine them', inputs, { imageConfig: { aspectRatio: '16:9' } });
    assert.equal(await size(row), '1376x768 jpeg');
    near(await meanColour(await crop(row, 200, 380)), [254, 0, 0]);
    near(await meanColour(await crop(row, 688, 380)), [0, 255, 1]);
    near(await meanColour(await crop(row, 1200, 380)), [0, 0, 254]);
  });

  it('answers in the pixels of the table', async () => {
    const wide = await picture(1280, 720, '#456');
    const tall = await picture(600, 900, '#456');
    assert.equal(await size(await edit('Blur', [wide])), '1376x768 jpeg');
    assert.equal(await size(await edit('Blur', [wide, tall])), '848x1264 jpeg');
    assert.equal(await size(await edit('Blur', [tall], {}, 'gemini-2.5-flash-image')), '832x1248 png');
    assert.equal(await size(await edit('Boats', [])), '1024x1024 jpeg');
    const wanted = { imageConfig: { aspectRatio: '4:1', imageSize: '2K' } };
    assert.equal(await size(await edit('Boats', [], wanted)), '4096x1024 jpeg');
  });

  it('changes a picture visibly and leaves it recognisable when it understands nothing', async () => {
    const plain = await picture(640, 640, '#446688');
    const edited = await edit('Do something nice', [plain]);
    near(await meanColour(await crop(edited, 500, 500)), [0x44, 0x66, 0x88]);
    assert.ok((await sharp(edited).stats()).channels.some(({ stdev }) => stdev > 10));
  });

  it('draws the words when there is no picture, other words differently', async () => {
    const [boats, tram] = [await edit('Two boats', []), await edit('A yellow tram', [])];
    assert.notDeepEqual(boats, tram);
    assert.deepEqual(boats, await edit('Two boats', []));
  });

  it('reads edits and places from the words, and not from what shall be written', () => {
    assert.deepEqual(readPrompt('Add a caption "blur the background" below'), {
      edits: [{ kind: 'caption', text: 'blur the background' }],
    });
    assert.deepEqual(readPrompt('Greyscale, then tint it sepia in the left half'), {
      edits: [{ kind: 'grayscale' }, { kind: 'tint', colour: '#a9825a' }],
      region: { left: 0, top: 0, width: 0.5, height: 1 },
    });
    assert.deepEqual(readPrompt('Make the sky nicer'), { edits: [] });
  });
});
