import { newestModel } from '../../api/providers.ts';
import type { OptionKey } from '../../askedOptions.ts';
import type { ModelCapabilities } from '../../capabilities.ts';
import type { SettingsValues } from '../../ports.ts';
import { inARow, type Sentence, say, sentence } from '../../shared/l10n.ts';
import {
  aspectRatios,
  type EditOptions,
  imageSizes,
  thinkingLevels,
  unsetOptions,
} from '../../shared/options.ts';
import { violations, withoutViolations } from '../../violations.ts';
import { capabilitiesFor, providerOf } from './providerOf.ts';

/** The model that a new panel begins with: the setting's, else the provider's default. */
export function defaultModel(values: SettingsValues): string {
  if (values.model !== '') return values.model;
  const provider = providerOf(values);
  return provider.ok ? provider.value.defaultModel : newestModel;
}

/** The options that a new panel begins with. */
export function defaultOptions(values: SettingsValues): EditOptions {
  const model = defaultModel(values);
  const wanted: EditOptions = {
    ...unsetOptions,
    model,
    aspectRatio: aspectRatios.find((ratio) => ratio === values.defaultAspectRatio) ?? 'auto',
    size: imageSizes.find((size) => size === values.defaultSize) ?? 'auto',
    thinking: thinkingLevels.find((level) => level === values.defaultThinking) ?? '',
  };
  return fitOptions(wanted, capabilitiesFor(values, model)).options;
}

/** What becomes of an option that is left to the model. */
const leftToModel: Record<OptionKey, Sentence | undefined> = {
  aspectRatio: sentence('It is now Auto.'),
  size: sentence('It is now Auto.'),
  thinking: sentence('The model now decides.'),
  quality: sentence('It is now Auto.'),
  complexity: sentence('The model now decides.'),
  background: sentence('It is now Auto.'),
  format: sentence('It is now Auto.'),
  partialImages: sentence('It is now Off.'),
  imageOnly: undefined,
  includeThoughts: undefined,
};

/** Takes back to Auto what the model can't take, and names it, so that nothing is dropped unseen. */
export function fitOptions(
  options: EditOptions,
  capabilities: ModelCapabilities,
): { options: EditOptions; changes: string[] } {
  const found = violations(options, capabilities);
  const changes = found.flatMap(({ key, fault }) => {
    if (key === 'model' || key === 'inputs') return [];
    const now = leftToModel[key];
    return [inARow(fault, now && say(now))];
  });
  return { options: withoutViolations(options, found), changes };
}
