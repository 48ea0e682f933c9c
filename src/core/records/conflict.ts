/**
 * The lines by which a merge marks a conflict; the middle ones alone can be something else
 * (https://git-scm.com/docs/git-merge#_how_conflicts_are_presented).
 */
const ends = /^(?:<{7}|>{7})(?: |$)/m;

/** Whether a text holds a conflict that a merge left in it. */
export const hasConflict = (text: string): boolean => ends.test(text.replaceAll('\r\n', '\n'));
