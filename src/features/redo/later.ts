import type { Log } from '../../core/ports.ts';
import { detailOf, messageOf } from '../../core/shared/errorText.ts';
import { t } from '../../core/shared/l10n.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';

/** A message can stay until the person closes it, so nobody waits for its button. What goes wrong is told. */
export function later(
  { log, messages }: { log: Log; messages: Pick<Messages, 'tell'> },
  work: () => Promise<unknown>,
): void {
  work().catch((error: unknown) => {
    log.error(`What came after a redo failed: ${detailOf(error)}`);
    const reason = messageOf(error);
    messages.tell(
      'error',
      t('That did not work ({reason}). Try again; the log has the details.', {
        reason: reason.replace(/\.$/, ''),
      }),
    );
  });
}
