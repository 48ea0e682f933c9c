import assert from 'node:assert/strict';
import { deadlineFor } from '../../../../../src/core/api/connection/deadlines.ts';
import { outputTokens } from '../../../../../src/core/api/engines/openai-images/cost.ts';
import {
  type Cost,
  costOf,
  type EstimateInput,
  estimateCost,
} from '../../../../../src/core/api/models/cost.ts';
import { anyProvider, capabilitiesAt, successorOf } from '../../../../../src/core/api/models/models.ts';
import { limitsFor, resolveProvider } from '../../../../../src/core/api/providers.ts';
import { violations } from '../../../../../src/core/violations.ts';
import { unwrap } from '../../support.ts';

const providerOf = (provider: 'apiyi' | 'google' | 'openai') => unwrap(resolveProvider({ provider }));
const customOf = (customProtocol: 'any' | 'gemini' | 'openai-images') =>
  unwrap(resolveProvider({ provider: 'custom', customBaseUrl: 'https://gw.example', customProtocol }));

describe('the models of the Images endpoints', () => {
  it('are asked for the smallest set where an id is not known, whoever has it', () => {
    for (const id of ['gpt-image-9', 'openai/gpt-image-3-mini', 'chatgpt-image-latest']) {
      const { engine, known, sizes, qualities, backgrounds, formats } = capabilitiesAt(anyProvider, id);
      assert.deepEqual(
        { engine, known, sizes, qualities, backgrounds, formats },
        {
          engine: 'openai-images',
          known: false,
          sizes: ['1K'],
          qualities: [],
          backgrounds: ['transparent', 'transparent-twice'],
          formats: [],
        },
      );
    }
    assert.equal(capabilitiesAt(customOf('openai-images'), 'flux-2-pro').engine, 'openai-images');
    assert.equal(capabilitiesAt(customOf('any'), 'flux-2-pro').engine, 'gemini');
    assert.equal(capabilitiesAt(customOf('gemini'), 'flux-2-pro').engine, 'gemini');
  });

  it('are asked like the model itself where an id is a snapshot of it', () => {
    const snapshot = capabilitiesAt(anyProvider, 'gpt-image-2.5-flare-2026-09-08');
    assert.deepEqual(snapshot.qualities, capabilitiesAt(anyProvider, 'gpt-image-2.5-flare').qualities);
    assert.equal(snapshot.description(), 'A dated version of GPT Image 2.5 Flare.');
  });

  it('can’t be asked where the provider speaks another protocol, and it is said by name', () => {
    const sentence = (provider: 'google' | 'openai', id: string) =>
      violations({}, capabilitiesAt(providerOf(provider), id))[0]?.sentence;
    assert.equal(
      sentence('google', 'gpt-image-2'),
      "GPT Image 2 can't be asked. Google does not offer it: it only supports the protocol of Gemini. Choose another model.",
    );
    assert.match(sentence('openai', 'gemini-3-pro-image') ?? '', /OpenAI does not offer it/);
    assert.equal(sentence('openai', 'gpt-image-2'), undefined);
    for (const id of ['gpt-image-2', 'gemini-3-pro-image'])
      assert.equal(capabilitiesAt(providerOf('apiyi'), id).cannotBeAsked, undefined);
  });

  it('have a successor where OpenAI has shut them down', () => {
    for (const id of ['gpt-image-1', 'dall-e-3', 'openai/dall-e-2'])
      assert.equal(successorOf(id), 'gpt-image-2.6-flare');
    assert.equal(successorOf('gpt-image-2'), undefined);
  });

  it('have limits and deadlines of their own', () => {
    const most = (provider: 'apiyi' | 'openai', id: string) =>
      limitsFor(providerOf(provider), capabilitiesAt(anyProvider, id)).imageBytes;
    assert.equal(most('apiyi', 'gpt-image-2'), 50_000_000);
    assert.equal(most('apiyi', 'gpt-image-2-all'), 10_000_000);
    assert.equal(most('apiyi', 'gemini-3-pro-image'), 7_000_000);
    const wait = (id: string, size: '1280x720' | '3840x2160') =>
      deadlineFor(capabilitiesAt(anyProvider, id), size, 0);
    assert.deepEqual(
      [
        wait('gpt-image-2', '1280x720'),
        wait('gpt-image-2', '3840x2160'),
        wait('gpt-image-2-all', '1280x720'),
      ],
      [360_000, 600_000, 600_000],
    );
    const flare = capabilitiesAt(anyProvider, 'gpt-image-2.6-flare');
    assert.equal(deadlineFor(flare, '1280x720', 0, { inputs: 5 }), 600_000, 'many images');
    assert.equal(deadlineFor(flare, '1280x720', 0, { pictures: 2 }), 600_000, 'several pictures at once');
    assert.equal(deadlineFor(flare, '1280x720', 0, { inputs: 4 }), 360_000);
  });
});

describe('what GPT Image costs', () => {
  const estimate = (id: string, fields: Partial<EstimateInput> = {}): Cost | undefined =>
    estimateCost({
      provider: 'openai',
      capabilities: capabilitiesAt(anyProvider, id),
      billing: 'perCall',
      inputs: 0,
      promptLength: 0,
      ...fields,
    });
  const dollars = (cost: Cost | undefined) => cost && Math.round(cost.usd * 1000) / 1000;

  it('follows the tokens of OpenAI’s own calculator', () => {
    for (const [width, height, factor, tokens] of [
      [1024, 1024, 16, 196],
      [1024, 1024, 48, 1756],
      [1024, 1024, 96, 7024],
      [1536, 1024, 24, 343],
      [1024, 1536, 24, 343],
      [2048, 1152, 48, 1413],
      [3840, 2160, 96, 13_342],
      [2880, 2880, 64, 10_542],
    ] as const) {
      assert.equal(outputTokens({ width, height }, factor), tokens, `${width}x${height} at ${factor}`);
    }
  });

  it('grows with quality, size and inputs, and is as the reference lists it', () => {
    const size = '1024x1024';
    assert.deepEqual(
      (['low', 'medium', 'high'] as const).map((quality) =>
        dollars(estimate('gpt-image-2', { size, quality })),
      ),
      [0.006, 0.053, 0.211],
    );
    assert.equal(dollars(estimate('gpt-image-2.5-flare', { size, quality: 'max' })), 0.211);
    assert.equal(dollars(estimate('gpt-image-2.6-flare', { size: '3840x2160', quality: 'high' })), 0.1);
    assert.equal(
      dollars(estimate('gpt-image-2.6-flare', { size: '1536x1024', quality: 'medium' })),
      0.036,
      'more than the formula for low and medium',
    );
    const plain = estimate('gpt-image-2', { size })?.usd ?? 0;
    assert.ok((estimate('gpt-image-2', { size, inputs: 2 })?.usd ?? 0) > plain + 0.06);
  });

  it('is flat at APIYI’s web routes, unknown for what nobody tells, and counted by usage afterwards', () => {
    const apiyi = { provider: 'apiyi', billing: 'perToken' } as const;
    assert.deepEqual(estimate('gpt-image-2.6-all', apiyi), { usd: 0.025, approximate: false });
    assert.deepEqual(estimate('gpt-image-2-all', { ...apiyi, inputs: 16 }), {
      usd: 0.03,
      approximate: false,
    });
    assert.deepEqual(estimate('gpt-image-2.5-all', apiyi), { usd: 0.03, approximate: true });
    assert.equal(estimate('gpt-image-2-all'), undefined);
    assert.equal(estimate('gpt-image-9'), undefined);
    for (const format of ['gif', 'svg'] as const)
      assert.equal(estimate('gpt-image-2.6-flare', { format }), undefined);
    const priced = {
      provider: 'openai',
      capabilities: capabilitiesAt(anyProvider, 'gpt-image-2'),
      billing: 'perCall',
    } as const;
    const usage = {
      promptTokens: 1110,
      promptDetails: { TEXT: 10, IMAGE: 1100 },
      candidatesTokens: 1756,
      candidatesDetails: { IMAGE: 1756 },
      totalTokens: 2866,
    };
    assert.equal(costOf(usage, priced)?.usd.toFixed(6), ((10 * 5 + 1100 * 8 + 1756 * 30) / 1e6).toFixed(6));
    assert.equal(costOf(undefined, priced), undefined);
    assert.equal(costOf(usage, { ...priced, format: 'svg' }), undefined);
  });
});
