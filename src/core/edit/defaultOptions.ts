import { capabilitiesOf, type ModelCapabilities } from '../api/models.ts';
import { newestModel } from '../api/providers.ts';
import type { SettingsValues } from '../ports.ts';
import { aspectRatios, type EditOptions, imageSizes, thinkingLevels } from '../shared/options.ts';
import { providerOf } from './providerOf.ts';

/** The model that a new panel begins with: the setting's, else the provider's default. */
export function defaultModel(values: SettingsValues): string {
  if (values.model !== '') return values.model;
  const provider = providerOf(values);
  return provider.ok ? provider.value.defaultModel : newestModel;
}

/** The options that a new panel begins with. */
export function defaultOptions(values: SettingsValues): EditOptions {
  const model = defaultModel(values);
  const wished: EditOptions = {
    model,
    aspectRatio: aspectRatios.find((ratio) => ratio === values.defaultAspectRatio) ?? 'auto',
    size: imageSizes.find((size) => size === values.defaultSize) ?? 'auto',
    thinking: thinkingLevels.find((level) => level === values.defaultThinking) ?? '',
    imageOnly: false,
    includeThoughts: false,
    keepTransparency: false,
  };
  return fitOptions(wished, capabilitiesOf(model)).options;
}

/** Takes back to Auto what the model can't take, and names it, so that nothing is dropped unseen. */
export function fitOptions(
  options: EditOptions,
  { name, ...capabilities }: ModelCapabilities,
): { options: EditOptions; changes: string[] } {
  const fitted = { ...options };
  const changes: string[] = [];
  const { aspectRatio, size, thinking } = options;
  if (aspectRatio !== 'auto' && !capabilities.aspectRatios.includes(aspectRatio)) {
    fitted.aspectRatio = 'auto';
    changes.push(`${name} doesn't take the ratio ${aspectRatio}: it is Auto now.`);
  }
  if (size !== 'auto' && !capabilities.sizes.includes(size)) {
    fitted.size = 'auto';
    changes.push(`${name} doesn't take the size ${size}: it is Auto now.`);
  }
  if (thinking !== '' && !capabilities.thinkingLevels.includes(thinking)) {
    fitted.thinking = '';
    changes.push(`${name} doesn't take the thinking level ${thinking}: it decides by itself now.`);
  }
  if (options.includeThoughts && !capabilities.takesIncludeThoughts) {
    fitted.includeThoughts = false;
    changes.push(`${name} doesn't tell its thoughts.`);
  }
  return { options: fitted, changes };
}
