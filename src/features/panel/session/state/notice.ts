import { type Failure, stepLabel } from '../../../../core/shared/failure.ts';
import { t } from '../../../../core/shared/l10n.ts';
import type { Notice } from '../../../../core/shared/protocol/panelState.ts';

/** A failure as the panel shows it. */
export function noticeOf(failure: Failure, jobId: string | null): Notice {
  const sentence =
    failure.requestId === undefined
      ? failure.sentence
      : t('{sentence} (Request {id})', { sentence: failure.sentence, id: failure.requestId });
  return {
    sentence,
    actions: failure.nextSteps.map((step) => ({ step, label: stepLabel(step, failure) })),
    jobId,
  };
}
