import assert from 'node:assert/strict';
import { type GenerateCall, generate } from '../../../../../src/core/api/client.ts';
import { costOf } from '../../../../../src/core/api/models/cost.ts';
import { anyProvider, capabilitiesAt, knownModels } from '../../../../../src/core/api/models/models.ts';
import {
  type Provider,
  type ProviderChoice,
  resolveProvider,
} from '../../../../../src/core/api/providers.ts';
import type { PartialImages } from '../../../../../src/core/shared/options.ts';
import { violations } from '../../../../../src/core/violations.ts';
import type { StreamName } from '../../../../standin/behaviours.ts';
import { type StandIn, startStandIn } from '../../../../standin/standIn.ts';
import { MemorySink, plan, unwrap } from '../../support.ts';

const model = 'gpt-image-2.6-flare';
const pngStart = Buffer.from('\x89PNG', 'latin1');

describe('Partial images', () => {
  let standIn: StandIn;
  let provider: Provider;
  before(async () => {
    standIn = await startStandIn({ style: 'openai' });
    const [origin, auth] = [standIn.url, 'none'] as const;
    provider = { ...unwrap(resolveProvider({ provider: 'openai' })), baseUrl: origin, origin, auth };
  });
  after(() => standIn.close());

  /** What came of asking, with the sinks in the order in which they were opened. */
  async function asked(events: StreamName | undefined, more: Partial<GenerateCall<MemorySink>> = {}) {
    standIn.reset();
    standIn.tell({ size: { width: 96, height: 64 }, ...(events && { events }) });
    const sinks: MemorySink[] = [];
    const seen: { count: number; bytes: Buffer; gone: boolean }[] = [];
    const outcome = await generate({
      provider,
      key: undefined,
      plan: plan({ partialImages: 2 }, model),
      deadlineMs: 20_000,
      signal: new AbortController().signal,
      openSink: () => {
        const sink = new MemorySink();
        sinks.push(sink);
        return sink;
      },
      onPartial: (sink, count) => void seen.push({ count, bytes: sink.bytes, gone: sink.discarded }),
      onProgress: () => undefined,
      ...more,
    });
    return { outcome, sinks, seen };
  }

  const streams: readonly [StreamName | undefined, partials: number, ends: 'image' | string][] = [
    [undefined, 2, 'image'],
    ['done', 2, 'image'],
    ['named', 2, 'image'],
    ['comments', 2, 'image'],
    ['carriageReturns', 2, 'image'],
    ['fewer', 0, 'image'],
    ['notAStream', 0, 'image'],
    ['cutAfterFinal', 2, 'image'],
    ['errorAfterFinal', 2, 'image'],
    ['cutAfterPartial', 2, 'answer.cut'],
    ['noFinal', 2, 'answer.cut'],
    ['error', 2, 'server.error'],
  ];
  for (const [events, partials, ends] of streams) {
    it(`are seen whole as they come, and are never the result (${events ?? 'as OpenAI sends them'})`, async () => {
      const { outcome, sinks, seen } = await asked(events);
      assert.deepEqual(
        seen.map(({ count, gone }) => [count, gone]),
        Array.from({ length: partials }, (_, index) => [index + 1, false]),
      );
      for (const { bytes } of seen) assert.deepEqual(bytes.subarray(0, 4), pngStart);
      const kept = outcome.ok ? [outcome.value.final, ...outcome.value.others].map(({ sink }) => sink) : [];
      assert.equal(outcome.ok ? 'image' : outcome.failure.code, ends);
      assert.equal(kept.length, ends === 'image' ? 1 : 0);
      assert.ok(seen.every(({ bytes }) => kept.every((sink) => !sink.bytes.equals(bytes))));
      assert.ok(
        sinks.every((sink) => sink.discarded !== kept.includes(sink)),
        'what is no result goes',
      );
      assert.deepEqual(standIn.requests.at(-1)?.body, {
        model,
        prompt: 'Make it blue',
        quality: 'medium',
        stream: true,
        partial_images: 2,
      });
    });
  }

  it('are seen before the final picture has come, and stay until they were looked at', async () => {
    let looked: (() => void) | undefined;
    const first = new Promise<MemorySink>((resolve) => {
      void asked('done', {
        onPartial: (sink) =>
          new Promise<void>((done) => {
            looked = done;
            resolve(sink);
          }),
      });
    });
    const sink = await first;
    assert.ok(sink.closed && !sink.discarded);
    looked?.();
  });

  it('may be looked at by somebody who fails, and the result is there all the same', async () => {
    const { outcome } = await asked('done', {
      onPartial: () => Promise.reject(new Error('no room for previews')),
    });
    assert.ok(outcome.ok);
  });

  it('are paid for by the tokens that the answer names', async () => {
    const of = async (partialImages: PartialImages) => {
      const { outcome } = await asked(undefined, { plan: plan({ partialImages }, model) });
      const { usage } = unwrap(outcome);
      return costOf(usage, {
        provider: 'openai',
        capabilities: capabilitiesAt(anyProvider, model),
        billing: 'perCall',
      });
    };
    const [none, three] = [await of(0), await of(3)];
    assert.ok(none && three);
    assert.equal(Math.round((three.usd - none.usd) * 1e6), 9000);
  });

  it('are offered where the provider passes them on, by models that draw them', () => {
    const at = (choice: ProviderChoice) => {
      const where = unwrap(resolveProvider(choice));
      return knownModels.filter(({ id }) => capabilitiesAt(where, id).takesPartialImages).map(({ id }) => id);
    };
    const drawing = [
      'gpt-image-2.6-flare',
      'gpt-image-2.6-sunburst',
      'gpt-image-2.5-flare',
      'gpt-image-2.5-sunburst',
      'gpt-image-2',
    ];
    const customBaseUrl = 'https://gateway.example';
    assert.deepEqual(at({ provider: 'openai' }), drawing);
    assert.deepEqual(at({ provider: 'custom', customBaseUrl, customProtocol: 'openai-images' }), drawing);
    assert.deepEqual(at({ provider: 'custom', customBaseUrl }), []);
    assert.deepEqual(at({ provider: 'apiyi' }), []);
  });

  it('don’t go together with a GIF or an SVG, which is said', () => {
    const [violation] = violations({ format: 'svg', partialImages: 1 }, capabilitiesAt(anyProvider, model));
    assert.equal(violation?.sentence, 'SVG files come without partial images. Set Partial images to Off.');
  });
});
