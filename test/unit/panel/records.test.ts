import assert from 'node:assert/strict';
import * as path from 'node:path';
import { type RecordFacts, recordFields } from '../../../src/core/edit/origins/recordFields.ts';
import { FileError } from '../../../src/core/ports.ts';
import { findRecord } from '../../../src/core/records/findRecord.ts';
import { uriOf } from '../edit/diskStore.ts';
import { EditingFixture } from '../edit/editingFixture.ts';
import { bytesOf, marked } from '../images/pictures.ts';
import { useCodecFixture } from '../images/useCodecFixture.ts';
import { recordWith } from '../records/samples.ts';
import { openSession } from '../session/sessionFixture.ts';

describe('a record in the panel', () => {
  let fixture: EditingFixture;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    (opened) => {
      fixture = opened;
    },
  );

  it('goes with a result that is saved elsewhere, and where it lies is said with it', async () => {
    const uri = await fixture.put('shot.avif', await bytesOf(marked(320, 180).avif({ effort: 0 })));
    const { session, host, state, run } = await openSession(fixture, { uris: [uri] });
    fixture.files.faults.onCreate = new FileError('noSpace', 'full');
    await run();
    delete fixture.files.faults.onCreate;
    host.answers.target = uriOf(path.join(fixture.folder, 'docs', 'other.avif'));
    const [result] = state().results;
    await session.saveResult(result?.id ?? '');
    assert.equal(
      state().status,
      "Saved other.avif. Images of this type can't hold a record, so it is kept in a file beside the image.",
    );
    assert.match(state().results[0]?.notes.join() ?? '', /kept in a file beside the image/);
    const found = await findRecord(fixture.files, host.answers.target);
    assert.ok(found.state === 'found' && found.record.prompt === 'invert');
  });
});

describe('a record as people read it', () => {
  const read = (changes: Partial<RecordFacts> = {}): Record<string, string> => {
    const facts: RecordFacts = {
      record: recordWith(),
      place: 'embedded',
      inputs: [],
      untouched: true,
      ...changes,
    };
    return Object.fromEntries(recordFields(facts).map(({ label, value }) => [label, value]));
  };

  it('says in words what was asked, what it cost and what has become of it', () => {
    const { When: when, ...fields } = read();
    assert.match(when ?? '', /February 3, 2026/);
    assert.deepEqual(fields, {
      Made: 'Edited from an image',
      'Earlier instructions': 'Remove the person',
      Model: 'Nano Banana 2 (gemini-3.1-flash-image-preview)',
      Provider: 'APIYI',
      'Aspect ratio': 'Auto (16:9)',
      Size: '2K',
      Thinking: 'Minimal',
      'More options': 'Image only, Keep transparency',
      Tokens: '300 in',
      Cost: '$0.055',
      Time: '12.3 s',
      'Since then': 'The picture is as it was made',
      'Made with': 'Nano Banana for VS Code 0.1.0',
      'This record': 'In the image itself',
    });
  });

  it('leaves out what it does not know', () => {
    const record = recordWith({
      kind: 'generated',
      instructions: [],
      inputs: [],
      usage: undefined,
      cost: undefined,
      milliseconds: undefined,
      provider: 'somebody',
      model: 'unheard-of',
    });
    const fields = read({ record, untouched: false, place: 'sidecar' });
    for (const label of ['Earlier instructions', 'Inputs', 'Tokens', 'Cost', 'Time']) {
      assert.equal(fields[label], undefined, label);
    }
    assert.equal(fields.Made, 'Generated from words');
    assert.equal(fields.Provider, 'somebody');
    assert.equal(fields.Model, 'unheard-of');
    assert.equal(fields['Since then'], 'The picture was changed by something else');
    assert.equal(fields['This record'], 'In a file beside the image');
  });

  it('names each input with its part and what has become of it', () => {
    const { inputs } = recordWith();
    const states = ['same', 'changed'] as const;
    const checked = inputs.map((input, index) => ({
      ...input,
      input: undefined,
      state: states[index] ?? ('missing' as const),
    }));
    assert.equal(
      read({ inputs: checked }).Inputs,
      'images/photo one.png (edited image, unchanged)\n../brand/logo.svg (reference, changed since)',
    );
  });
});
