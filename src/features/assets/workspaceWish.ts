import type { PlanItem } from '../../core/assets/plan.ts';
import { requestOf } from '../../core/assets/request.ts';
import { defaultModel } from '../../core/edit/defaultOptions.ts';
import { quoteRun } from '../../core/edit/quote.ts';
import { dearerSentence } from '../../core/edit/workspaceWishes.ts';
import type { Settings } from '../../core/ports.ts';
import type { Confirm } from '../../vscode/confirm.ts';

export interface WishGuardDeps {
  settings: Settings;
  confirm: Confirm;
}

/**
 * Asks once where the workspace's settings name a dearer model than the person's own would be. What the manifest
 * itself names stands in the list with its price.
 */
export function wishGuard({
  settings,
  confirm,
}: WishGuardDeps): (items: readonly PlanItem[]) => Promise<boolean> {
  const agreed = new Set<string>();
  return async (items) => {
    const item = items.find(({ asset }) => asset.model === undefined);
    const sentence = item && sentenceFor(settings, item);
    if (sentence === undefined || agreed.has(sentence)) return true;
    if (!(await confirm(sentence, '', 'Build'))) return false;
    agreed.add(sentence);
    return true;
  };
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
