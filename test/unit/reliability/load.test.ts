import assert from 'node:assert/strict';
import * as path from 'node:path';
import { findRecord } from '../../../src/core/records/findRecord.ts';
import { DocsFixture } from '../assets/docsFixture.ts';
import { uriOf } from '../edit/diskStore.ts';
import { type EditingFixture, unwrap } from '../edit/editingFixture.ts';
import { bytesOf, noise } from '../images/pictures.ts';
import { useCodecFixture } from '../images/useCodecFixture.ts';

const [panels, ofEach, agents, assets] = [4, 30, 30, 50] as const;

describe('two hundred edits at once', () => {
  let docs: DocsFixture;
  let fixture: EditingFixture;

  useCodecFixture(
    (codec) => DocsFixture.open(codec),
    (opened) => {
      docs = opened;
      ({ fixture } = opened);
    },
  );

  it('from panels, tools and a docs manifest take turns, have their names, and none is lost or doubled', async () => {
    const picture = await bytesOf(noise(64, 48).png());
    fixture.settings = { ...fixture.settings, outputFormat: 'asReturned' };
    fixture.standIn.tell({ image: picture, times: 1e6 });
    const service = fixture.service();
    const most = fixture.settings.maxConcurrentRequests;
    let peak = 0;
    const onProgress = () => {
      peak = Math.max(peak, fixture.standIn.requests.filter(({ ending }) => ending === undefined).length);
    };
    const ask = (sessionId: string, count: number, prompt: string, uris: string[]) =>
      service.run(
        { id: `${sessionId}-${count}`, sessionId, request: fixture.request(uris, { prompt }) },
        { signal: new AbortController().signal, onProgress, chooseTarget: async () => undefined },
      );
    const running: { prompt: string; outcome: ReturnType<typeof ask> }[] = [];
    for (let panel = 0; panel < panels; panel += 1) {
      const uri = await fixture.put(`shot-${panel}.png`, picture);
      for (let count = 0; count < ofEach; count += 1) {
        const prompt = `panel ${panel}, edit ${count}`;
        running.push({ prompt, outcome: ask(`panel-${panel}`, count, prompt, [uri]) });
      }
    }
    for (let count = 0; count < agents; count += 1) {
      const prompt = `agent ${count}`;
      running.push({ prompt, outcome: ask(`agent-${count}`, 0, prompt, []) });
    }
    const names = Array.from({ length: assets }, (_, count) => `asset-${count}.png`);
    await docs.write(names.map((name) => `  - { output: made/${name}, prompt: "asset ${name}" }\n`).join(''));
    const built = docs.run(await docs.plan(), {}, {}, { editing: service });

    const saved = await Promise.all(
      running.map(async ({ prompt, outcome }) => ({ prompt, uri: unwrap(await outcome).savedAs ?? '' })),
    );
    const ends = [...unwrap(await built).ends.values()].map(({ kind }) => kind);
    assert.deepEqual(ends, Array(assets).fill('made'));
    for (const name of names) {
      saved.push({ prompt: `asset ${name}`, uri: uriOf(path.join(docs.docs, 'made', name)) });
    }
    const all = panels * ofEach + agents + assets;
    assert.equal(new Set(saved.map(({ uri }) => uri)).size, all);
    for (const { prompt, uri } of saved) {
      const found = await findRecord(fixture.files, uri);
      assert.equal(found.state === 'found' && found.record.prompt, prompt, uri);
    }
    assert.equal(docs.requests, all);
    assert.ok(peak <= most, `${peak} at once`);
    assert.deepEqual(await fixture.files.listStored('job-'), []);

    const asked = fixture.standIn.requests.map(({ body }) => JSON.stringify(body));
    const lastOf = (what: string) => asked.findLastIndex((body) => body.includes(`"${what} `));
    // Who asks for one waits for one of each other, and not for all that they ask for.
    assert.ok(lastOf('agent') < all / 2, `the last tool is number ${lastOf('agent')}`);
    const wholes = Array.from({ length: panels }, (_, panel) => lastOf(`panel ${panel},`));
    assert.ok(Math.max(...wholes) - Math.min(...wholes) < ofEach, `${wholes}`);
  });
});
