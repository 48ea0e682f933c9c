import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { EditingFixture } from '../../edit/editingFixture.ts';
import { bytesOf, marked, noise } from '../../images/pictures.ts';
import { openSession } from '../sessionFixture.ts';
import { useShots } from '../useShots.ts';

const limited = /grain\.png: sent at (\d+) × (\d+) as JPEG to fit the provider’s limit of 7\.0 MB\./;

describe('what a panel says before Run of a picture larger than the provider takes', () => {
  let fixture: EditingFixture;

  useShots((opened) => {
    fixture = opened;
  });

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

  const grain = async () =>
    fixture.put('grain.png', await bytesOf(noise(2300, 2300).png({ compressionLevel: 1 })));

  it('is the size that is really sent', async () => {
    const { state, host, run } = await openSession(fixture, { uris: [await grain()] });
    await host.until(() => limited.test(state().notes.join(' ')));
    const [, width, height] = limited.exec(state().notes.join(' ')) ?? [];
    await run();
    const metadata = await sharp(sent()).metadata();
    assert.deepEqual([metadata.width, metadata.height], [Number(width), Number(height)]);
    assert.match(state().results[0]?.notes.join(' ') ?? '', limited);
  });

  it('changes with the file', async () => {
    const uri = await grain();
    const { state, host } = await openSession(fixture, { uris: [uri] });
    await host.until(() => limited.test(state().notes.join(' ')));
    await writeFile(new URL(uri), await bytesOf(marked(300, 300).png()));
    host.fileChanged(uri);
    await host.until(() => !limited.test(state().notes.join(' ')));
  });
});
