import assert from 'node:assert/strict';
import fc from 'fast-check';
import { InputChangedError, lengthOfBody, streamBody } from '../../../../../src/core/api/body/bodyStream.ts';
import { checkPlan, type RequestPlan } from '../../../../../src/core/api/body/request.ts';
import type { GenerateBody } from '../../../../../src/core/api/engines/gemini/body.ts';
import { gemini } from '../../../../../src/core/api/engines/gemini/gemini.ts';
import { geminiModels } from '../../../../../src/core/api/engines/gemini/models.ts';
import { type Provider, resolveProvider } from '../../../../../src/core/api/providers.ts';
import { shownRequest } from '../../../../../src/core/api/showRequest.ts';
import { aspectRatios, imageSizes, thinkingLevels } from '../../../../../src/core/shared/options.ts';
import { anyCharacter } from '../../../anyCharacter.ts';
import { failureOf, image, plan, unwrap } from '../../support.ts';

const apiyi = unwrap(resolveProvider({ provider: 'apiyi' }));
const google = unwrap(resolveProvider({ provider: 'google' }));

async function sent(request: RequestPlan, provider: Provider = apiyi): Promise<string> {
  const { pieces } = gemini.request(request, provider).body;
  const chunks: Buffer[] = [];
  for await (const chunk of streamBody(pieces)) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  assert.equal(body.length, lengthOfBody(pieces), 'the length is known beforehand');
  return body.toString('utf8');
}

const parsed = async (request: RequestPlan): Promise<unknown> => JSON.parse(await sent(request));
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** What each model takes, by the reference; everything else is refused. */
const taken: Record<
  string,
  { ratios: string; sizes: string; thinking: string; thoughts: boolean; inputs: number }
> = {
  'gemini-nano-banana-2.1': {
    ratios: '14',
    sizes: '1K 2K 4K',
    thinking: 'minimal medium high',
    thoughts: true,
    inputs: 14,
  },
  'gemini-3.1-flash-image-preview': {
    ratios: '14',
    sizes: '512 1K 2K 4K',
    thinking: 'minimal high',
    thoughts: true,
    inputs: 14,
  },
  'gemini-3.1-flash-image': {
    ratios: '14',
    sizes: '512 1K 2K 4K',
    thinking: 'minimal high',
    thoughts: true,
    inputs: 14,
  },
  'gemini-3-pro-image-preview': { ratios: '10', sizes: '1K 2K 4K', thinking: '', thoughts: true, inputs: 14 },
  'gemini-3-pro-image': { ratios: '10', sizes: '1K 2K 4K', thinking: '', thoughts: true, inputs: 14 },
  'gemini-3.1-flash-lite-image': {
    ratios: '10',
    sizes: '',
    thinking: 'minimal high',
    thoughts: true,
    inputs: 14,
  },
  'gemini-2.5-flash-image': { ratios: '10', sizes: '', thinking: '', thoughts: false, inputs: 3 },
  'gemini-9-surprise': { ratios: '14', sizes: '512 1K 2K 4K', thinking: '', thoughts: false, inputs: 14 },
};
const extremeRatios = ['1:4', '4:1', '1:8', '8:1'];
const wireLevel = { minimal: 'minimal', medium: 'medium', high: 'High' };
const both = ['TEXT', 'IMAGE'];

describe('request body', () => {
  it("equals the API's first example", async () => {
    const request = plan({
      prompt: 'Combine the people from these two images into one office scene, making funny faces',
      images: [image(Buffer.from('first png')), image(Buffer.from('second png'))],
      aspectRatio: '16:9',
      size: '2K',
      imageOnly: true,
    });
    assert.deepEqual(await parsed(request), {
      contents: [
        {
          parts: [
            { text: 'Combine the people from these two images into one office scene, making funny faces' },
            { inlineData: { mimeType: 'image/png', data: base64('first png') } },
            { inlineData: { mimeType: 'image/png', data: base64('second png') } },
          ],
        },
      ],
      generationConfig: {
        responseModalities: ['IMAGE'],
        imageConfig: { aspectRatio: '16:9', imageSize: '2K' },
      },
    });
  });

  it("equals the API's Python example", async () => {
    const request = plan({
      prompt: 'Please blur the background to highlight the person in the foreground',
      images: [image(Buffer.from('a jpeg'), 'image/jpeg')],
      aspectRatio: '16:9',
      size: '2K',
      imageOnly: true,
    });
    assert.deepEqual(await parsed(request), {
      contents: [
        {
          parts: [
            { text: 'Please blur the background to highlight the person in the foreground' },
            { inlineData: { mimeType: 'image/jpeg', data: base64('a jpeg') } },
          ],
        },
      ],
      generationConfig: {
        responseModalities: ['IMAGE'],
        imageConfig: { aspectRatio: '16:9', imageSize: '2K' },
      },
    });
  });

  it('has no config but the modalities when everything is left to the model', async () => {
    assert.deepEqual(await parsed(plan()), {
      contents: [{ parts: [{ text: 'Make it blue' }] }],
      generationConfig: { responseModalities: ['TEXT', 'IMAGE'] },
    });
  });

  it('covers every known model in the table', () => {
    const missing = geminiModels.known.map(({ id }) => id).filter((id) => !Object.hasOwn(taken, id));
    assert.deepEqual(missing, []);
  });

  for (const [model, takes] of Object.entries(taken)) {
    describe(model, () => {
      const config = async (fields: Partial<RequestPlan>) => {
        const body = await parsed(plan(fields, model));
        return (body as { generationConfig: unknown }).generationConfig;
      };
      const check = async (
        fields: Partial<RequestPlan>,
        allowed: boolean,
        expected: object,
        code: string,
      ) => {
        if (allowed) {
          assert.deepEqual(await config(fields), { responseModalities: both, ...expected });
          return;
        }
        const refused = plan(fields, model);
        for (const failure of [checkPlan(refused), failureOf(shownRequest(refused, apiyi))]) {
          assert.equal(failure?.code, code);
          assert.equal(failure.billed, 'no');
          assert.deepEqual(failure.nextSteps, ['chooseModel']);
        }
      };

      for (const aspectRatio of aspectRatios) {
        it(`ratio ${aspectRatio}`, () =>
          check(
            { aspectRatio },
            takes.ratios === '14' || !extremeRatios.includes(aspectRatio),
            { imageConfig: { aspectRatio } },
            'request.badRatio',
          ));
      }
      for (const size of imageSizes) {
        it(`size ${size}`, () =>
          check(
            { size },
            takes.sizes.split(' ').includes(size),
            { imageConfig: { imageSize: size } },
            'request.badSize',
          ));
      }
      for (const thinking of thinkingLevels) {
        it(`thinking ${thinking}`, () =>
          check(
            { thinking },
            takes.thinking.split(' ').includes(thinking),
            { thinkingConfig: { thinkingLevel: wireLevel[thinking] } },
            'request.badThinking',
          ));
      }
      it('includes thoughts only where the model can', () =>
        check(
          { includeThoughts: true },
          takes.thoughts,
          { thinkingConfig: { includeThoughts: true } },
          'request.badThoughts',
        ));
      it('asks for the image only', async () => {
        assert.deepEqual(await config({ imageOnly: true }), { responseModalities: ['IMAGE'] });
      });
      it(`takes ${takes.inputs} inputs`, () => {
        const inputs = (count: number) => Array.from({ length: count }, () => image(Buffer.from('x')));
        assert.equal(checkPlan(plan({ images: inputs(takes.inputs) }, model)), undefined);
        const tooMany = checkPlan(plan({ images: inputs(takes.inputs + 1) }, model));
        assert.equal(tooMany?.code, 'request.tooManyInputs');
      });
    });
  }

  it('sends level and thoughts in one thinkingConfig', async () => {
    const body = await parsed(plan({ thinking: 'high', includeThoughts: true }));
    assert.deepEqual((body as { generationConfig: unknown }).generationConfig, {
      responseModalities: both,
      thinkingConfig: { thinkingLevel: 'High', includeThoughts: true },
    });
  });

  it('refuses an empty prompt and a type the models do not take', () => {
    assert.equal(checkPlan(plan({ prompt: ' \n' }))?.code, 'request.emptyPrompt');
    const gif = plan({ images: [image(Buffer.from('x')), image(Buffer.from('x'), 'image/gif')] });
    const failure = checkPlan(gif);
    assert.equal(failure?.code, 'request.badImageType');
    assert.match(failure.sentence, /^Input 2 is image\/gif/);
  });

  it('refuses a model that speaks another protocol, before anything is sent', () => {
    for (const model of ['dall-e-3', 'openai/sora-2', 'veo-3', 'models/imagen-4.0']) {
      const failure = checkPlan(plan({}, model));
      assert.equal(failure?.code, 'request.otherEngine');
      assert.deepEqual([failure.nextSteps, failure.billed], [['chooseModel'], 'no']);
    }
  });

  it('is shown exactly as it is sent, with placeholders for the images', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: anyCharacter, minLength: 1 }).filter((text) => text.trim() !== ''),
        fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 700 }),
        async (prompt, images, chunkBytes) => {
          const request = plan({
            prompt,
            images: images.map((bytes) => image(bytes, 'image/webp', chunkBytes)),
            aspectRatio: '1:1',
          });
          const { name, text } = unwrap(shownRequest(request, google));
          assert.equal(name, 'request.json');
          const shown: GenerateBody<string> = JSON.parse(text);
          const [, ...parts] = shown.contents[0].parts;
          parts.forEach(({ inlineData }, index) => {
            assert.equal(inlineData.data, `<base64 of ${images[index]?.length} bytes>`);
            inlineData.data = Buffer.from(images[index] ?? []).toString('base64');
          });
          assert.equal(await sent(request, google), JSON.stringify(shown));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('encodes inputs of many chunks without a seam', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 31) % 251));
    const body = await sent(plan({ images: [image(bytes, 'image/png', 99_999)] }));
    assert.ok(body.includes(`"data":"${bytes.toString('base64')}"`));
  });

  for (const [what, announced] of [
    ['more', 15],
    ['less', 600],
  ] as const) {
    it(`never completes when an input delivers ${what} than announced`, async () => {
      const lying = { ...image(Buffer.alloc(500), 'image/png', 100), byteLength: announced };
      const { pieces } = gemini.request(plan({ images: [image(Buffer.from('fine')), lying] }), apiyi).body;
      let out = 0;
      const all = async () => {
        for await (const chunk of streamBody(pieces)) out += chunk.length;
      };
      await assert.rejects(all(), (error) => error instanceof InputChangedError && error.index === 1);
      assert.ok(out < lengthOfBody(pieces));
    });
  }
});
