import type { PlanItem } from '../../../core/assets/build/plan.ts';
import { requestOf } from '../../../core/assets/build/request.ts';
import { defaultModel } from '../../../core/edit/plan/defaultOptions.ts';
import { dearerSentence } from '../../../core/edit/price/dearer.ts';
import { quoteRun } from '../../../core/edit/price/quote.ts';
import type { Settings } from '../../../core/ports.ts';

/**
 * What the workspace's settings make dearer than the person's own would, as a sentence. What the manifest itself
 * names stands in the list with its price.
 */
export function dearerOf(settings: Settings, items: readonly PlanItem[]): string | undefined {
  const item = items.find(({ asset }) => asset.model === undefined);
  return item && sentenceFor(settings, item);
}

function sentenceFor(settings: Settings, { asset, model }: PlanItem): string | undefined {
  const values = settings.read(asset.uri);
  const own = settings.readOwn();
  const { options, inputs, prompt } = requestOf(asset, model, undefined);
  const request = [{ edited: asset.pixels, inputs: inputs.length }];
  const ours = { ...options, model: defaultModel(own) };
  return dearerSentence(
    options,
    quoteRun(values, options, prompt.length, request),
    quoteRun(own, ours, prompt.length, request),
  );
}
