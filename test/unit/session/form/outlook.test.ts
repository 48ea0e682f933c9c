import assert from 'node:assert/strict';
import { anyProvider, capabilitiesAt } from '../../../../src/core/api/models/models.ts';
import { planEdit } from '../../../../src/core/edit/plan/plan.ts';
import { enlargedFrom } from '../../../../src/core/edit/prepare/outlook.ts';
import { unsetOptions } from '../../../../src/core/shared/options.ts';
import type { EditingFixture } from '../../edit/editingFixture.ts';
import { bytesOf, marked } from '../../images/pictures.ts';
import { openSession } from '../sessionFixture.ts';
import { useShots } from '../useShots.ts';

describe('what a panel says before Run of a picture larger than the provider or the model takes', () => {
  let fixture: EditingFixture;

  useShots((opened) => {
    fixture = opened;
  });

  it('is nothing for a picture that is sent as it is', async () => {
    const { state, run } = await openSession(fixture, {
      uris: [await fixture.put('small.png', await bytesOf(marked(200, 200).png()))],
    });
    await run();
    assert.doesNotMatch(state().notes.join(' '), /sent at|enlarged/);
  });

  it('is from how many pixels the result is enlarged', async () => {
    const uri = await fixture.put('poster.png', await bytesOf(marked(4500, 4500).png()));
    const { state } = await openSession(fixture, { uris: [uri] });
    assert.match(
      state().notes.join(' '),
      /The result will be 4500 × 4500, like poster\.png, enlarged from 4096 × 4096\./,
    );
  });

  it('speaks of enlarging just where the result is enlarged', () => {
    const capabilities = capabilitiesAt(anyProvider, 'gemini-3.1-flash-image-preview');
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
