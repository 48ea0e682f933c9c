import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { remarkReport } from '../../../../src/core/assets/build/reportLines.ts';
import { FileError } from '../../../../src/core/ports.ts';
import { unwrap } from '../../edit/editingFixture.ts';
import { useCodecFixture } from '../../images/useCodecFixture.ts';
import { DocsFixture, endOf } from '../docsFixture.ts';

describe('further pictures of an answer that makes an asset', () => {
  let fixture: DocsFixture;

  useCodecFixture(
    (codec) => DocsFixture.open(codec),
    (opened) => {
      fixture = opened;
    },
  );

  const pictures = async (): Promise<string[]> =>
    (await fs.readdir(fixture.docs)).filter((name) => !name.endsWith('.yaml')).sort();

  it('are saved beside it and told of, and take the place of no asset', async () => {
    await fixture.write(
      '  - { output: a.png, prompt: tint blue }\n  - { output: a-other.png, prompt: invert }\n',
    );
    fixture.fixture.standIn.tell({ answer: 'several' });
    const plan = await fixture.plan({ only: ({ name }) => name.endsWith('a.png') });
    const result = unwrap(await fixture.run(plan));
    assert.deepEqual(await pictures(), ['a-other-other-2.jpg', 'a-other-other.jpg', 'a.png']);
    const told =
      'The answer contained other pictures, which are saved beside it: a-other-other.jpg, a-other-other-2.jpg.';
    const end = endOf(result, 'a.png');
    assert.ok(end?.kind === 'made' && end.notes.includes(told), JSON.stringify(end));
    assert.deepEqual(await fixture.states(), ['a-other.png: missing']);
    assert.deepEqual(await fixture.fixture.files.listStored(''), []);
    const text = remarkReport(result).map((line) => line.text);
    assert.deepEqual(text.slice(0, 2), ['# Docs assets that were made, with warnings', '']);
    assert.ok(text[2]?.startsWith('- docs/a.png: ') && text[2].endsWith(told), text[2]);
  });

  it('stay in the storage where they can’t be saved, which is told', async () => {
    await fixture.write('  - { output: a.png, prompt: tint blue }\n');
    fixture.fixture.standIn.tell({ answer: 'several' });
    const error = new FileError('noSpace', 'there is no space left');
    fixture.fixture.files.faults.onCreateOf = { name: 'a-other.jpg', error };
    const end = endOf(unwrap(await fixture.run(await fixture.plan())), 'a.png');
    assert.ok(end?.kind === 'made');
    assert.ok(end.notes.includes('2 other pictures of the answer could not be saved beside it.'));
    assert.deepEqual(await pictures(), ['a.png']);
    assert.equal((await fixture.fixture.files.listStored('')).length, 2);
  });

  it('are not remarked on where there are none', async () => {
    await fixture.write('  - { output: a.png, prompt: tint blue, size: 1K }\n');
    assert.deepEqual(remarkReport(unwrap(await fixture.run(await fixture.plan()))), []);
  });
});
