import { t } from '../shared/l10n.ts';

/** What is waited for once it is being stopped. */
export const waitingSentence = (names: string): string =>
  t('waiting for {names}, which is already paid for. Cancel again to stop at once; it may still be billed.', {
    names,
  });
