/** How the names of what the extension keeps begin, in its own storage: one beginning for each kind. */
export const storedNames = {
  /** One job on its way, or one that left something. */
  job: 'job-',
  /** What a panel shows, so that a reload brings it back. */
  session: 'session-',
  /** A prompt that was typed and not run when its panel was closed. */
  unsentPrompt: 'unsent-',
  /** A variant that came back and that nobody has kept yet. */
  draft: 'draft-',
  /** What is known of a discarded result. */
  discarded: 'discarded-',
  /** The bytes of what was taken away and can be brought back. */
  trash: 'trash-',
  /** What a file was before it was replaced. */
  backup: 'backup-',
  /** Pasted and dropped bytes. */
  input: 'input-',
  /** Input images as they are sent, for looking at a request. */
  request: 'request-',
  /** SVGs as the page drew them, as PNG. */
  drawn: 'drawn-',
  /** What one window spent on one day; in the storage that all windows share. */
  spent: 'spent-',
  /** What is still being written. */
  scratch: 'scratch-',
  /** Copies of pictures while a window shows them. */
  shown: 'shown-',
} as const;
