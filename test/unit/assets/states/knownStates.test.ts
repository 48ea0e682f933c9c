import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { stateSentence, summaryOf } from '../../../../src/core/assets/build/words.ts';
import type { Asset } from '../../../../src/core/assets/compile/asset.ts';
import { KnownStates } from '../../../../src/core/assets/states/knownStates.ts';
import type { StateFiles } from '../../../../src/core/assets/states/states.ts';
import { useCodecFixture } from '../../images/useCodecFixture.ts';
import { DocsFixture } from '../docsFixture.ts';

const two = `  - { output: pictures/a.png, prompt: tint blue, pixels: 320x180 }
  - { output: c.webp, prompt: grayscale, inputs: [shot.png] }
`;

describe('the states that are known of assets', () => {
  let fixture: DocsFixture;
  let looks: string[];
  let known: KnownStates;

  useCodecFixture(
    (codec) => DocsFixture.open(codec),
    async (opened) => {
      fixture = opened;
      await fixture.picture('shot.png', '#3060c0');
      await fixture.write(two);
      await fixture.build();
      looks = [];
      const { files } = fixture.fixture;
      const counted: StateFiles = {
        list: (folder) => files.list(folder),
        stat: (uri) => files.stat(uri),
        readRange: (uri, offset, length) => files.readRange(uri, offset, length),
        readHead: (uri, length) => {
          looks.push(uri);
          return files.readHead(uri, length);
        },
        open: (uri) => {
          looks.push(uri);
          return files.open(uri);
        },
      };
      known = new KnownStates(counted);
    },
  );

  const assets = async (): Promise<Asset[]> => (await fixture.project()).assets;
  const states = async (): Promise<string> => {
    const statuses = await Promise.all((await assets()).map((asset) => known.of(asset)));
    return statuses.map(({ state }) => state).join();
  };
  const uriOf = async (name: string): Promise<string> => {
    const all = (await assets()).flatMap(({ uri, inputs }) => [uri, ...inputs.map((input) => input.uri)]);
    return all.find((uri) => uri.endsWith(`/${name}`)) ?? assert.fail(name);
  };

  it('are looked up once, however often the manifest is read', async () => {
    assert.equal(await states(), 'upToDate,upToDate');
    const first = looks.length;
    await fixture.write(`${two}\n# another comment\n`);
    assert.equal(await states(), 'upToDate,upToDate');
    assert.equal(looks.length, first);
  });

  it('are looked up anew for the one entry that changed', async () => {
    await states();
    looks = [];
    await fixture.write(two.replace('tint blue', 'tint green'));
    assert.equal(await states(), 'stale,upToDate');
    assert.deepEqual(looks, [await uriOf('a.png')]);
  });

  it('are looked up anew when the file, an input or the folder of either changed', async () => {
    await states();
    await fs.rm(fixture.file('pictures'), { recursive: true });
    await fixture.picture('shot.png', '#a03060');
    assert.equal(await states(), 'upToDate,upToDate', 'nobody has told yet');
    const shot = await uriOf('shot.png');
    assert.equal(known.changed(shot), true);
    assert.equal(await states(), 'upToDate,stale');
    const picture = await uriOf('a.png');
    assert.equal(known.changedBelow(picture.replace(/\/a\.png$/, '')), true);
    assert.equal(await states(), 'missing,stale');
    assert.equal(known.changed(`${shot}x`), false);
    assert.equal(known.changedBelow(`${shot}x`), false);
  });

  it('are said in a few words', async () => {
    await fixture.write(two.replace('tint blue', 'tint green'));
    const [stale, upToDate] = await Promise.all((await assets()).map((asset) => known.of(asset)));
    assert.ok(stale && upToDate);
    assert.equal(stateSentence(stale), 'stale: The prompt was changed.');
    assert.equal(summaryOf([upToDate]), 'up to date');
    assert.equal(summaryOf([upToDate, upToDate]), 'both up to date');
    assert.equal(summaryOf([upToDate, stale, upToDate]), '2 of 3 up to date, 1 stale');
    assert.equal(summaryOf([stale, { ...stale, state: 'missing' }]), '1 missing, 1 stale');
  });
});
