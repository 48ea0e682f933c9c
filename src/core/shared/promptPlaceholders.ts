import { sentence } from './l10n.ts';

/** What an empty prompt says; the box stands in the HTML before the page draws it, and both must be as high. */
export const promptPlaceholders = {
  edit: sentence('What should change? “Blur the name and the e-mail address. Change nothing else.”'),
  generate: sentence('What should the image show? “A diagram of a build pipeline, flat, three steps.”'),
} as const;
