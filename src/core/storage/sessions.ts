/** Session of the jobs that bring docs assets up to date: the next build takes up what they leave. */
export const assetsSession = 'assets';
/** Session of the jobs that do recorded edits again. */
export const redoSession = 'redo';

/** Whether what a session's jobs leave behind is taken up by a panel; all others look after their own. */
export const isPanels = (sessionId: string): boolean =>
  sessionId !== assetsSession && sessionId !== redoSession;

/** How the ids of sessions begin whose answers are recorded, so that a reload never makes paying ones of them. */
export const recordedSession = 'recorded-';

export const isRecordedSession = (sessionId: string): boolean => sessionId.startsWith(recordedSession);
