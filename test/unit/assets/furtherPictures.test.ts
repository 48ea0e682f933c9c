import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { remarkReport } from '../../../src/core/assets/reportLines.ts';
import { FileError } from '../../../src/core/ports.ts';
import { unwrap } from '../edit/room.ts';
import { useCodecRoom } from '../images/useCodecRoom.ts';
import { DocsRoom, endOf } from './docsRoom.ts';

describe('further pictures of an answer that makes an asset', () => {
  let room: DocsRoom;

  useCodecRoom(
    (codec) => DocsRoom.open(codec),
    (opened) => {
      room = opened;
    },
  );

  const pictures = async (): Promise<string[]> =>
    (await fs.readdir(room.docs)).filter((name) => !name.endsWith('.yaml')).sort();

  it('are saved beside it and told of, and take the place of no asset', async () => {
    await room.write(
      '  - { output: a.png, prompt: tint blue }\n  - { output: a-other.png, prompt: invert }\n',
    );
    room.room.standIn.tell({ answer: 'several' });
    const plan = await room.plan({ only: ({ name }) => name.endsWith('a.png') });
    const result = unwrap(await room.run(plan));
    assert.deepEqual(await pictures(), ['a-other-other-2.jpg', 'a-other-other.jpg', 'a.png']);
    const told =
      'The answer held other pictures, which are saved beside it: a-other-other.jpg, a-other-other-2.jpg.';
    const end = endOf(result, 'a.png');
    assert.ok(end?.kind === 'made' && end.notes.includes(told), JSON.stringify(end));
    assert.deepEqual(await room.states(), ['a-other.png: missing']);
    assert.deepEqual(await room.room.files.listStored(''), []);
    const text = remarkReport(result).map((line) => line.text);
    assert.deepEqual(text.slice(0, 2), ['# Docs assets that were made, with remarks', '']);
    assert.ok(text[2]?.startsWith('- docs/a.png: ') && text[2].endsWith(told), text[2]);
  });

  it('stay in the storage where they can’t be saved, which is told', async () => {
    await room.write('  - { output: a.png, prompt: tint blue }\n');
    room.room.standIn.tell({ answer: 'several' });
    const error = new FileError('noSpace', 'there is no space left');
    room.room.files.faults.onCreateOf = { name: 'a-other.jpg', error };
    const end = endOf(unwrap(await room.run(await room.plan())), 'a.png');
    assert.ok(end?.kind === 'made');
    assert.ok(end.notes.includes('2 other pictures of the answer could not be saved beside it.'));
    assert.deepEqual(await pictures(), ['a.png']);
    assert.equal((await room.room.files.listStored('')).length, 2);
  });

  it('are not remarked on where there are none', async () => {
    await room.write('  - { output: a.png, prompt: tint blue, size: 1K }\n');
    assert.deepEqual(remarkReport(unwrap(await room.run(await room.plan()))), []);
  });
});
