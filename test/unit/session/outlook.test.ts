import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { capabilitiesOf } from '../../../src/core/api/models.ts';
import { enlargedFrom } from '../../../src/core/edit/outlook.ts';
import { planEdit } from '../../../src/core/edit/plan.ts';
import { unsetOptions } from '../../../src/core/shared/options.ts';
import type { EditingFixture } from '../edit/editingFixture.ts';
import { bytesOf, marked, noise } from '../images/pictures.ts';
import { openSession } from './sessionFixture.ts';
import { useShots } from './useShots.ts';

const limited = /grain\.png: sent at (\d+) × (\d+) as JPEG to fit the provider’s limit of 7\.0 MB\./;

describe('what a panel says before Run of a picture larger than the provider or the model takes', () => {
  let fixture: EditingFixture;

  useShots((opened) => {
    fixture = opened;
  });

  const put = async (name: string, width: number, height: number) => [
    await fixture.put(name, await bytesOf(noise(width, height).png({ compressionLevel: 1 }))),
  ];
  /** The picture of the first request. */
  function sent(): Buffer {
    const body = fixture.standIn.requests[0]?.body as {
      contents: { parts: { inlineData?: { data: string } }[] }[];
    };
    const [data] = body.contents.flatMap(({ parts }) =>
      parts.flatMap(({ inlineData }) => inlineData?.data ?? []),
    );
    return Buffer.from(data ?? '', 'base64');
  }

  it('is the size that is really sent', async () => {
    const { state, host, run } = await openSession(fixture, { uris: await put('grain.png', 2300, 2300) });
    await host.until(() => limited.test(state().notes.join(' ')));
    const [, width, height] = limited.exec(state().notes.join(' ')) ?? [];
    await run();
    const metadata = await sharp(sent()).metadata();
    assert.deepEqual([metadata.width, metadata.height], [Number(width), Number(height)]);
    assert.match(state().results[0]?.notes.join(' ') ?? '', limited);
  });

  it('changes with the file', async () => {
    const [uri = ''] = await put('grain.png', 2300, 2300);
    const { state, host } = await openSession(fixture, { uris: [uri] });
    await host.until(() => limited.test(state().notes.join(' ')));
    await writeFile(new URL(uri), await bytesOf(marked(300, 300).png()));
    host.fileChanged(uri);
    await host.until(() => !limited.test(state().notes.join(' ')));
  });

  it('is nothing for a picture that is sent as it is', async () => {
    const { state, run } = await openSession(fixture, { uris: await put('small.png', 200, 200) });
    await run();
    assert.doesNotMatch(state().notes.join(' '), /sent at|enlarged/);
  });

  it('is from how many pixels the result is enlarged', async () => {
    const uri = await fixture.put('poster.png', await bytesOf(marked(4500, 4500).png()));
    const { state } = await openSession(fixture, { uris: [uri] });
    assert.match(
      state().notes.join(' '),
      /The result comes back with 4500 × 4500 pixels, like poster\.png, enlarged from 4096 × 4096\./,
    );
  });

  it('speaks of enlarging just where the result is enlarged', () => {
    const capabilities = capabilitiesOf('gemini-3.1-flash-image-preview');
    const options = { ...unsetOptions, model: capabilities.id };
    const from = (width: number, height: number, size: 'auto' | '1K' = 'auto') => {
      const plan = planEdit({ ...options, size }, capabilities, {
        width,
        height,
      });
      return enlargedFrom(plan);
    };
    assert.equal(from(1024, 1024), undefined);
    assert.deepEqual(from(4097, 4097), { width: 4096, height: 4096 });
    assert.equal(from(8000, 8000, '1K'), undefined, 'a size that was chosen stays');
  });
});
