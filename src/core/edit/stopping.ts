import { t } from '../shared/l10n.ts';

/** What is waited for once it is being stopped. */
export const waitingSentence = (names: string): string =>
  t('waiting for {names}, which is paid for. Cancel again to break off; it may be billed all the same.', {
    names,
  });
