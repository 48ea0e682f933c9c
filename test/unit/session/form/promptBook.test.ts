import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as z from 'zod/mini';
import { builtInPresets } from '../../../../src/core/edit/choices/builtInPresets.ts';
import { readTeamPresets, teamFileTemplate, teamSchema } from '../../../../src/core/edit/choices/presets.ts';
import { subjectOf } from '../../../../src/core/edit/choices/subject.ts';
import { uriOf } from '../../edit/diskStore.ts';
import { EditingFixture } from '../../edit/editingFixture.ts';
import { builtCodec } from '../../images/builtCodec.ts';
import { bytesOf, marked } from '../../images/pictures.ts';
import { openSession, type TestSession } from '../sessionFixture.ts';

describe('the prompts on offer', () => {
  let fixture: EditingFixture;

  beforeEach(async () => {
    fixture = await EditingFixture.open(builtCodec);
  });
  afterEach(() => fixture.close());

  async function open(teamFile?: string): Promise<TestSession> {
    const folder = path.join(fixture.folder, 'docs');
    if (teamFile !== undefined) {
      await fs.mkdir(path.join(folder, '.nano-banana'));
      await fs.writeFile(path.join(folder, '.nano-banana', 'prompts.json'), teamFile);
    }
    const opened = await openSession(fixture, { kind: 'generate' });
    opened.host.answers.workspaceFolder = uriOf(folder);
    await opened.session.recall();
    return opened;
  }
  const forNew = builtInPresets(subjectOf(undefined, 0)).map(({ label }) => label);
  const labels = ({ state }: TestSession) => state().presets.map(({ label }) => label);
  const withPrompts = (...prompts: { name: string; prompt: string }[]) => JSON.stringify({ prompts });

  it('fit the image that is edited, by its name and bytes, also once it is another one', async () => {
    const picture = await bytesOf(marked(1280, 720).png());
    const uris = [await fixture.put('login-screen.png', picture), await fixture.put('logo.png', picture)];
    const opened = await openSession(fixture, { uris });
    assert.deepEqual(labels(opened).slice(0, 2), ['Redraw in our style', 'Blur personal data']);
    opened.session.markEdited(opened.state().inputs[1]?.id ?? '');
    assert.deepEqual(labels(opened).slice(0, 2), ['Redraw in our style', 'Dark variant']);
    assert.deepEqual(labels(await open()), forNew);
  });

  it('begin with the team’s own', async () => {
    const opened = await open(withPrompts({ name: 'Our style', prompt: 'Rounded corners.' }));
    assert.deepEqual(labels(opened), ['Our style', ...forNew]);
    const [first] = opened.state().presets;
    assert.equal(first?.from, 'team');
    await opened.session.prompts.use(first?.id ?? '');
    assert.equal(opened.state().prompt, 'Rounded corners.');
    assert.equal(opened.state().promptEpoch, 1);
  });

  it('ask for each placeholder once, and change nothing when that is left', async () => {
    const prompt = 'Into {{language}}, {{ tone }}: {{language}}.';
    const opened = await open(withPrompts({ name: 'Translate', prompt }));
    const id = opened.state().presets[0]?.id ?? '';
    opened.session.setPrompt('mine');
    opened.host.answers.values = { language: 'Suomi' };
    await opened.session.prompts.use(id);
    assert.equal(opened.state().prompt, 'mine');
    opened.host.asked.length = 0;
    opened.host.answers.values = { language: '{{tone}} $& 漢', tone: 'formal' };
    await opened.session.prompts.use(id);
    assert.equal(opened.state().prompt, 'mine\nInto {{tone}} $& 漢, formal: {{tone}} $& 漢.');
    assert.deepEqual(opened.host.asked, ['value of language', 'value of tone']);
  });

  it('go after what is typed, and only one that nobody touched gives way to the next', async () => {
    const { session, state } = await open(
      withPrompts({ name: 'One', prompt: 'First.' }, { name: 'Two', prompt: 'Second.' }),
    );
    const [one, two] = state().presets.map(({ id }) => id);
    await session.prompts.use(one ?? '');
    await session.prompts.use(two ?? '');
    assert.equal(state().prompt, 'Second.');
    session.setPrompt('Keep the logo. ');
    await session.prompts.use(one ?? '');
    await session.prompts.use(two ?? '');
    assert.equal(state().prompt, 'Keep the logo.\nFirst.\nSecond.');
  });

  describe('that were typed and not run when the panel was closed', () => {
    const openAgain = async (uris: readonly string[] = []) => {
      const opened = await openSession(fixture, uris.length > 0 ? { uris } : { kind: 'generate' });
      await opened.session.recall();
      return opened;
    };
    const offered = ({ state }: TestSession) =>
      state().presets.flatMap(({ from, prompt }) => (from === 'unsent' ? [prompt] : []));

    it('are offered again with the same image or folder, until they are taken', async () => {
      const uris = [
        await fixture.put('a.png', await bytesOf(marked(64, 48).png())),
        await fixture.put('b.png', await bytesOf(marked(64, 48).png())),
      ];
      for (const these of [uris.slice(0, 1), []]) {
        const first = await openAgain(these);
        first.session.setPrompt('a long instruction\nof two lines ');
        await first.session.end();
        assert.deepEqual(offered(await openAgain(uris.slice(1))), []);
        const second = await openAgain(these);
        assert.deepEqual(offered(second), ['a long instruction\nof two lines']);
        assert.equal(second.state().prompt, '');
        await second.session.end();
        const third = await openAgain(these);
        await third.session.prompts.use('unsent');
        assert.equal(third.state().prompt, 'a long instruction\nof two lines');
        assert.deepEqual(offered(third), []);
      }
    });

    it('are not lost to a later one, nor where pasted images have no file to open again', async () => {
      const first = await openAgain();
      first.session.setPrompt('the first');
      await first.session.end();
      const second = await openAgain();
      second.session.setPrompt('the second');
      await second.session.end();
      const third = await openAgain();
      assert.deepEqual(offered(third), ['the second']);
      assert.deepEqual(third.state().recentPrompts, ['the first']);
    });

    it('are not what was run, or came with the panel', async () => {
      const uris = [await fixture.put('c.png', await bytesOf(marked(64, 48).png()))];
      const first = await openAgain(uris);
      await first.run('was run');
      await first.session.end();
      const second = await openAgain(uris);
      assert.deepEqual(offered(second), []);
      second.session.writePrompt('from a document');
      await second.session.end();
      assert.deepEqual(offered(await openAgain(uris)), []);
    });
  });

  it('are among the earlier ones when another prompt was put over what was typed', async () => {
    const { session, state, host } = await open();
    session.setPrompt('typed at length');
    session.writePrompt('all instructions');
    await host.until(() => state().recentPrompts.includes('typed at length'));
  });

  it('say what is wrong with the team’s file and leave the others', async () => {
    for (const [text, reason] of [
      ['{', /not valid JSON/],
      ['[]', /wrong value at the top level/],
      [withPrompts({ name: '', prompt: 'x' }), /prompts\.0\.name/],
      ['{"prompts":[{"name":"a"}]}', /prompts\.0\.prompt/],
    ] as const) {
      const read = readTeamPresets(text);
      assert.match(read.ok ? '' : read.problem, reason);
    }
    const opened = await open('{');
    assert.match(opened.state().presetProblem ?? '', /prompts\.json is not valid JSON.*until this is fixed/);
    assert.deepEqual(labels(opened), forNew);
  });

  it('are checked by the editor with the same rules', async () => {
    const file = new URL('../../../../media/prompts.schema.json', import.meta.url);
    const told: unknown = JSON.parse(await fs.readFile(file, 'utf8'), (name, value) =>
      ['$schema', 'title', 'description'].includes(name) ? undefined : value,
    );
    const checked: unknown = JSON.parse(
      JSON.stringify(z.toJSONSchema(teamSchema, { target: 'draft-7', io: 'input' })),
      (name, value) => (name === '$schema' ? undefined : value),
    );
    assert.deepEqual(told, checked);
  });

  it('are made for the team with an example that is valid, and never over what is there', async () => {
    const opened = await open();
    assert.ok(readTeamPresets(teamFileTemplate).ok);
    await opened.session.prompts.edit();
    const file = path.join(fixture.folder, 'docs', '.nano-banana', 'prompts.json');
    assert.deepEqual(opened.host.opened, [uriOf(file)]);
    assert.equal(await fs.readFile(file, 'utf8'), teamFileTemplate);
    await fs.writeFile(file, 'mine');
    await opened.session.prompts.edit();
    assert.equal(await fs.readFile(file, 'utf8'), 'mine');
  });

  it('follow the team’s file as it is edited', async () => {
    const opened = await open(withPrompts({ name: 'One', prompt: '1' }));
    const file = path.join(fixture.folder, 'docs', '.nano-banana', 'prompts.json');
    await fs.writeFile(file, withPrompts({ name: 'Two', prompt: '2' }));
    const followed = opened.host.until(() => labels(opened)[0] === 'Two');
    opened.host.fileChanged(uriOf(file));
    await followed;
  });

  it('remember what was run, newest first and each once, also in the next panel', async () => {
    const opened = await open();
    for (const prompt of ['draw a boat', 'draw a tree', '  draw a boat ']) await opened.run(prompt);
    await opened.host.until(() => opened.state().recentPrompts.length === 2);
    assert.deepEqual(opened.state().recentPrompts, ['draw a boat', 'draw a tree']);
    const next = await open();
    assert.deepEqual(next.state().recentPrompts, ['draw a boat', 'draw a tree']);
    await fixture.files.writeStored('recent-prompts.json', new TextEncoder().encode('{damaged'));
    const after = await open();
    assert.deepEqual(after.state().recentPrompts, []);
  });
});
