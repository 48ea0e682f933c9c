import assert from 'node:assert/strict';
import { type Cost, costOf, type EstimateInput, estimateCost } from '../../../../src/core/api/models/cost.ts';
import { anyProvider, capabilitiesAt, knownModels } from '../../../../src/core/api/models/models.ts';

const estimate = (model: string, fields: Partial<EstimateInput> = {}): Cost | undefined =>
  estimateCost({
    provider: 'google',
    capabilities: capabilitiesAt(anyProvider, model),
    billing: 'perCall',
    inputs: 0,
    promptLength: 0,
    ...fields,
  });
const flash = 'gemini-3.1-flash-image';

function near(cost: Cost | undefined, low: number, high: number): void {
  assert.ok(cost && cost.usd >= low && cost.usd <= high, `${cost?.usd} is not within ${low} and ${high}`);
}

describe('cost before the run', () => {
  it("is APIYI's flat price, exactly, whatever the size", () => {
    const apiyi = { provider: 'apiyi', billing: 'perCall' } as const;
    for (const [model, usd] of [
      ['gemini-3.1-flash-image-preview', 0.055],
      ['gemini-3-pro-image', 0.09],
      ['gemini-nano-banana-2.1', 0.05],
      ['gemini-3.1-flash-lite-image', 0.025],
      ['gemini-2.5-flash-image', 0.02],
    ] as const) {
      assert.deepEqual(estimate(model, { ...apiyi, size: '4K', inputs: 14 }), { usd, approximate: false });
    }
  });

  it("lies in APIYI's own ranges where it charges by token", () => {
    const apiyi = { provider: 'apiyi', billing: 'perToken' } as const;
    near(estimate(flash, { ...apiyi, size: '512' }), 0.02, 0.03);
    near(estimate(flash, { ...apiyi, size: '1K' }), 0.03, 0.035);
    near(estimate(flash, { ...apiyi, size: '2K' }), 0.036, 0.045);
    near(estimate(flash, { ...apiyi, size: '4K' }), 0.06, 0.07);
    assert.equal(estimate('gemini-2.5-flash-image', apiyi), undefined);
  });

  it("begins at Google's list price and is never much above it", () => {
    for (const [model, size, list] of [
      [flash, '512', 0.045],
      [flash, undefined, 0.067],
      [flash, '2K', 0.101],
      [flash, '4K', 0.151],
      ['gemini-3-pro-image', '2K', 0.134],
      ['gemini-3-pro-image', '4K', 0.24],
      ['gemini-2.5-flash-image', undefined, 0.039],
      ['gemini-nano-banana-2.1', '4K', 0.113],
      ['gemini-3.1-flash-lite-image', undefined, 0.0336],
    ] as const) {
      const cost = estimate(model, { size, thinking: model === flash ? 'minimal' : '' });
      near(cost, list * 0.99, list * 1.2);
      assert.equal(cost?.approximate, true);
    }
  });

  it('grows with inputs, prompt and thinking', () => {
    const plain = estimate(flash)?.usd ?? 0;
    for (const fields of [{ inputs: 14 }, { promptLength: 4000 }, { thinking: 'high' }] as const) {
      assert.ok((estimate(flash, fields)?.usd ?? 0) > plain);
    }
    near(estimate(flash, { provider: 'apiyi', billing: 'perToken', thinking: 'high' }), 0.045, 0.05);
  });

  it("is Google's for an endpoint of one's own, and unknown for an unknown model", () => {
    assert.deepEqual(estimate(flash, { provider: 'custom' }), estimate(flash));
    for (const provider of ['apiyi', 'google', 'custom'] as const) {
      assert.equal(estimate('gemini-9', { provider }), undefined);
    }
  });

  it('counts each partial image that is asked for', () => {
    const openai = { provider: 'openai', quality: 'high', size: '1024x1024' } as const;
    const plain = estimate('gpt-image-2.6-flare', openai)?.usd ?? 0;
    for (const count of [1, 3] as const) {
      const usd = estimate('gpt-image-2.6-flare', { ...openai, partialImages: count })?.usd ?? 0;
      // 100 tokens of output at 30 USD a million.
      near({ usd: usd - plain, approximate: true }, count * 0.00299, count * 0.00301);
    }
  });

  it('exists for every known model', () => {
    for (const { id } of knownModels) assert.ok(estimate(id, { provider: 'apiyi' }), id);
  });
});

describe('cost after the run', () => {
  const priced = {
    provider: 'google',
    capabilities: capabilitiesAt(anyProvider, flash),
    billing: 'perCall',
  } as const;
  const usage = {
    promptTokens: 10,
    candidatesTokens: 1392,
    candidatesDetails: { IMAGE: 1120 },
    totalTokens: 1402,
  };

  it('counts the image and what came beside it at their rates', () => {
    const cost = costOf(usage, priced);
    near(cost, (10 * 0.5 + 1120 * 60 + 272 * 3) / 1e6 - 1e-9, (10 * 0.5 + 1120 * 60 + 272 * 3) / 1e6 + 1e-9);
  });

  it("takes the table's tokens where the answer has no details", () => {
    near(costOf({ promptTokens: 10, candidatesTokens: 258 }, priced), 0.0154, 0.0155);
  });

  it('does not count thoughts twice when the candidates repeat them', () => {
    const refusal = { promptTokens: 10, candidatesTokens: 700, thoughtsTokens: 700, totalTokens: 710 };
    near(costOf(refusal, priced), 0.0021, 0.0022);
  });

  it("is APIYI's flat price even without usage, and otherwise unknown without it", () => {
    assert.deepEqual(costOf(undefined, { ...priced, provider: 'apiyi' }), { usd: 0.055, approximate: false });
    assert.equal(costOf(undefined, priced), undefined);
    assert.equal(costOf({}, priced), undefined);
    assert.equal(
      costOf(usage, { ...priced, capabilities: capabilitiesAt(anyProvider, 'gemini-9') }),
      undefined,
    );
  });
});
