import assert from 'node:assert/strict';
import { deadlineFor } from '../../../../../src/core/api/connection/deadlines.ts';
import { geminiModels } from '../../../../../src/core/api/engines/gemini/models.ts';
import { anyProvider, capabilitiesAt } from '../../../../../src/core/api/models/models.ts';

const { canBeAsked, isOffered, known: knownModels } = geminiModels;

describe('models', () => {
  it('knows an id with the prefix of the model list', () => {
    assert.equal(capabilitiesAt(anyProvider, ' models/gemini-3-pro-image ').name, 'Nano Banana Pro');
  });

  it('treats a preview id as the model it became, and says that Google has shut it down', () => {
    const preview = capabilitiesAt(anyProvider, 'gemini-3.1-flash-image-preview');
    const { id, ...rest } = capabilitiesAt(anyProvider, 'gemini-3.1-flash-image');
    assert.deepEqual({ ...preview, id }, { id, shutDownAt: ['google'], ...rest });
  });

  it('is cautious with an id it does not know', () => {
    const unknown = capabilitiesAt(anyProvider, 'gemini-3.1-flash-image-4k');
    assert.equal(unknown.known, false);
    assert.equal(unknown.name, 'gemini-3.1-flash-image-4k');
    assert.deepEqual(unknown.thinkingLevels, []);
    assert.equal(unknown.takesIncludeThoughts, false);
  });

  it('offers what is surely a Gemini image model, and asks nothing that speaks another protocol', () => {
    const offered = ['gemini-3-pro-image-4k', 'google/gemini-3.1-flash-image', 'nano-banana-3'];
    assert.deepEqual(
      [...offered, ...knownModels.map(({ id }) => id)].filter((id) => !isOffered(id)),
      [],
    );
    const askedOnly = ['my-model', 'team/image-model', 'flux-2-pro', 'qwen-image', 'gemini-3.5-flash'];
    assert.deepEqual(
      askedOnly.map(isOffered),
      askedOnly.map(() => false),
    );
    assert.deepEqual(
      askedOnly.map(canBeAsked),
      askedOnly.map(() => true),
    );
    const others = ['gpt-image-2', 'GPT-Image-2.6-flare', 'openai/gpt-image-2', 'chatgpt-image-latest'];
    for (const id of [...others, 'dall-e-3', 'imagen-4.0-generate-001', 'models/imagen-4.0', 'veo-3']) {
      assert.deepEqual([isOffered(id), canBeAsked(id)], [false, false], id);
    }
  });

  it('gives the documented pixels', () => {
    const pixels = (id: string, ratio: '16:9' | '1:8' | '21:9', size: '512' | '1K' | '2K' | '4K') => {
      const { width, height } = capabilitiesAt(anyProvider, id).pixels(ratio, size);
      return `${width}x${height}`;
    };
    assert.equal(pixels('gemini-3.1-flash-image', '16:9', '2K'), '2752x1536');
    assert.equal(pixels('gemini-3.1-flash-image', '1:8', '4K'), '1536x12288');
    assert.equal(pixels('gemini-3.1-flash-image', '21:9', '512'), '792x168');
    assert.equal(pixels('gemini-2.5-flash-image', '16:9', '4K'), '1344x768');
    assert.equal(pixels('gemini-3.1-flash-lite-image', '16:9', '4K'), '1376x768');
  });

  it('has for every ratio pixels of about that ratio', () => {
    for (const model of knownModels) {
      for (const ratio of model.aspectRatios) {
        for (const size of model.sizes.length > 0 ? model.sizes : [model.defaultSize]) {
          // Printed so by the provider; see the table.
          if (ratio === '21:9' && size === '512') continue;
          const [width = 0, height = 1] = ratio.split(':').map(Number);
          const pixels = model.pixels(ratio, size);
          const off = pixels.width / pixels.height / (width / height);
          assert.ok(off > 0.96 && off < 1.04, `${model.id} ${ratio} ${size}: ${off}`);
        }
      }
    }
  });
});

describe('deadlines', () => {
  const deadline = (id: string, size: '1K' | '4K' | undefined, seconds = 0) =>
    deadlineFor(capabilitiesAt(anyProvider, id), size, seconds);

  it('follow the model and size', () => {
    assert.equal(deadline('gemini-3.1-flash-image', '4K'), 360_000);
    assert.equal(deadline('gemini-3-pro-image', '1K'), 300_000);
    assert.equal(deadline('gemini-3-pro-image', '4K'), 600_000);
    assert.equal(deadline('something-new', '4K'), 600_000);
  });

  it("follow the person's setting, within what a timer can hold", () => {
    assert.equal(deadline('gemini-3-pro-image', '4K', 30), 30_000);
    assert.ok(deadline('gemini-3-pro-image', '4K', 1e9) < 2 ** 31);
  });
});
