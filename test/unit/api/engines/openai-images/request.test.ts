import assert from 'node:assert/strict';
import type { RequestPlan } from '../../../../../src/core/api/body/request.ts';
import { openaiImages } from '../../../../../src/core/api/engines/openai-images/openaiImages.ts';
import { type Provider, resolveProvider } from '../../../../../src/core/api/providers.ts';
import { shownRequest } from '../../../../../src/core/api/showRequest.ts';
import { image, plan, unwrap } from '../../support.ts';

const openai: Provider = unwrap(resolveProvider({ provider: 'openai' }));
const picture = image(Buffer.from('png'));

/** The request as it is shown, its boundary written as B. */
function shown(model: string, fields: Partial<Omit<RequestPlan, 'capabilities'>> = {}): string {
  const asked = plan(fields, model);
  const { body } = openaiImages.request(asked, openai);
  const boundary = /boundary=(.*)$/.exec(body.contentType)?.[1];
  const text = body.pieces
    .map((piece) => (piece.encoding === 'text' ? piece.text : `<${piece.file.byteLength}>`))
    .join('');
  return boundary === undefined ? text : text.replaceAll(boundary, 'B');
}
const json = (model: string, fields: Partial<Omit<RequestPlan, 'capabilities'>> = {}): unknown =>
  JSON.parse(shown(model, fields));

describe('a request to the Images endpoints', () => {
  it('without images is JSON with what was chosen and nothing else, but always with the quality', () => {
    assert.equal(
      openaiImages.request(plan({}, 'gpt-image-2.6-flare'), openai).path,
      '/v1/images/generations',
    );
    assert.equal(
      shown('gpt-image-2.6-flare', { prompt: 'A "boat"' }),
      '{"model":"gpt-image-2.6-flare","prompt":"A \\"boat\\"","quality":"medium"}',
    );
    assert.deepEqual(
      json('gpt-image-2.6-sunburst', {
        size: '1536x1024',
        quality: 'max',
        complexity: 'low',
        background: 'transparent',
        format: 'svg',
      }),
      {
        model: 'gpt-image-2.6-sunburst',
        prompt: 'Make it blue',
        size: '1536x1024',
        quality: 'max',
        complexity: 'low',
        background: 'transparent',
        output_format: 'svg',
      },
    );
  });

  it('says in pixels what a ratio and a tier are, by the model’s own rule', () => {
    const size = (model: string, fields: Partial<Omit<RequestPlan, 'capabilities'>>) => {
      const body = json(model, fields);
      return typeof body === 'object' && body !== null && 'size' in body ? body.size : undefined;
    };
    assert.equal(size('gpt-image-2', { aspectRatio: '16:9', size: '4K' }), '3840x2160');
    assert.equal(size('gpt-image-2', { size: '2K' }), '2048x2048');
    assert.equal(size('gpt-image-2-vip', { aspectRatio: '3:2' }), '1248x832');
    assert.equal(size('gpt-image-9', { aspectRatio: '3:2' }), '1536x1024');
    assert.equal(size('gpt-image-2', {}), undefined);
  });

  it('wishes for a shape in the reseller’s words where there is no field for it', () => {
    for (const [aspectRatio, prompt] of [
      ['16:9', '横版 16:9\nMake it blue'],
      ['2:3', '2:3 尺寸\nMake it blue'],
      [undefined, 'Make it blue'],
    ] as const) {
      assert.deepEqual(json('gpt-image-2-all', { aspectRatio }), {
        model: 'gpt-image-2-all',
        prompt,
        response_format: 'b64_json',
      });
    }
    const words = unwrap(shownRequest(plan({ aspectRatio: '9:16' }, 'gpt-image-2-all'), openai));
    assert.match(words.text, /竖屏 9:16/);
  });

  it('with images is a form whose parts have their true types and names, byte for byte', () => {
    const images = [picture, image(Buffer.from('jpeg!'), 'image/jpeg')];
    assert.equal(openaiImages.request(plan({ images }, 'gpt-image-2'), openai).path, '/v1/images/edits');
    assert.equal(
      shown('gpt-image-2.6-flare', { images, prompt: 'Line\n--B--\r\n"two"', size: '1280x720' }),
      [
        '--B',
        'Content-Disposition: form-data; name="model"',
        '',
        'gpt-image-2.6-flare',
        '--B',
        'Content-Disposition: form-data; name="prompt"',
        '',
        'Line\n--B--\r\n"two"',
        '--B',
        'Content-Disposition: form-data; name="size"',
        '',
        '1280x720',
        '--B',
        'Content-Disposition: form-data; name="quality"',
        '',
        'medium',
        '--B',
        'Content-Disposition: form-data; name="image[]"; filename="image-1.png"',
        'Content-Type: image/png',
        '',
        '<3>',
        '--B',
        'Content-Disposition: form-data; name="image[]"; filename="image-2.jpg"',
        'Content-Type: image/jpeg',
        '',
        '<5>',
        '--B--',
        '',
      ].join('\r\n'),
    );
  });

  it('names one image and several as each model wants it', () => {
    const names = (model: string, count: number) =>
      [...shown(model, { images: Array(count).fill(picture) }).matchAll(/; name="(image[^"]*)"/g)].map(
        ([, name]) => name,
      );
    assert.deepEqual(names('gpt-image-2', 1), ['image']);
    assert.deepEqual(names('gpt-image-2', 2), ['image[]', 'image[]']);
    assert.deepEqual(names('gpt-image-2-all', 2), ['image', 'image']);
    assert.deepEqual(names('some-model', 2), ['image[]', 'image[]']);
  });
});
