/** Session of the jobs that bring docs assets up to date: the next build takes up what they leave. */
export const assetsSession = 'assets';
/** Session of the jobs that do recorded edits again. */
export const redoSession = 'redo';

/** Whether what a session's jobs leave behind is taken up by a panel; all others look after their own. */
export const isPanels = (sessionId: string): boolean =>
  sessionId !== assetsSession && sessionId !== redoSession;

/** How the names of the journal's entries begin, in the extension's storage. */
export const jobPrefix = 'job-';

/** How the names of what panels write down begin, in the extension's storage. */
export const sessionPrefix = 'session-';

/** What names of the files begin with that name discarded results, one for each. */
export const discardedPrefix = 'discarded-';

/** What names of prompts in the storage begin with that were typed and not run when their panels were closed. */
export const unsentPrefix = 'unsent-';
