import { t } from '../../core/shared/l10n.ts';
import type { HeadVersion } from '../../vscode/files/git.ts';

/** Why there is no committed version of a file to compare with. */
export function noHeadSentence(name: string, state: Exclude<HeadVersion['state'], 'found'>): string {
  switch (state) {
    case 'notCommitted':
      return t(
        '{name} has no committed version yet, so there is nothing to compare it with. Commit it first.',
        { name },
      );
    case 'notInRepository':
      return t('{name} is in no open Git repository, so there is no committed version to compare it with.', {
        name,
      });
    case 'noGit':
      return t(
        'Git can’t be asked for the committed version. Install it, switch on the setting "git.enabled", and trust this workspace.',
      );
  }
}
