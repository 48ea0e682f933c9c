import type { ModelCapabilities } from '../capabilities.ts';
import { t } from '../shared/l10n.ts';

/** The protocol of answers that came with the product: no engine speaks it, because nothing is sent. */
export const recordedProtocol = 'recorded';

/**
 * What stands for a model where answers are recorded. It takes no option, because none would change anything, and its
 * id is that of no model, so that no record claims one.
 */
export const recordedModel: ModelCapabilities = {
  id: 'recorded-answers',
  name: 'Recorded answers',
  known: true,
  engine: recordedProtocol,
  aspectRatios: [],
  sizes: [],
  defaultSize: '1K',
  thinkingLevels: [],
  defaultThinking: '',
  takesIncludeThoughts: false,
  takesImageOnly: false,
  qualities: [],
  defaultQuality: '',
  complexities: [],
  backgrounds: [],
  formats: [],
  maxInputs: 1,
  inputTypes: ['image/png', 'image/jpeg', 'image/webp'],
  deadlineMs: { at4K: 60_000, below4K: 60_000 },
  description: () => t('Drawn for the sample, not made by a model. Nothing is sent, nothing is paid.'),
  pixels: () => ({ width: 1024, height: 1024 }),
};
