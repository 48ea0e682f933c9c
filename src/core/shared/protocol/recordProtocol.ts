import * as z from 'zod/mini';
import { pictureSchema } from './panelState.ts';
import { shownRecord } from './shown.ts';

const nothing = z.object({});

/** How an image was made, as a person reads it. */
const recordStateSchema = z.object({
  /** The image itself. */
  picture: pictureSchema,
  /** What it was made from, while that is what it was; null: words alone, or it has changed, or is not there. */
  source: z.nullable(pictureSchema),
  /** In the order to show them; a value may have several lines. The prompt is not among them. */
  fields: z.array(z.object({ label: z.string(), value: z.string() })),
  /** Null when the image has no record: then nothing can be copied or edited again. */
  prompt: z.nullable(z.string()),
  /** An input has changed since, and all are there: the edit can be done again with them as they are now. */
  canRedo: z.boolean(),
  /** Why there is nothing to show, as a sentence: the image has no record, or it can't be read. */
  problem: z.nullable(z.string()),
  /** The file is not there any more: there is nothing to do but to close the page. */
  isGone: z.boolean(),
  /** Kept by the page, to come back after a reload of the window. */
  shows: shownRecord,
});
export type RecordState = z.infer<typeof recordStateSchema>;

/** What the page `<main data-nano-banana="record">` may ask: it names no file at all. */
export const recordRequests = {
  ready: { params: nothing, result: recordStateSchema },
  /** Opens the panel as it was; the host tells of inputs that are missing or changed. */
  editAgain: { params: nothing },
  /** Does the edit again with its inputs as they are now, and compares. */
  redoEdit: { params: nothing },
  /** Copies the prompt to the clipboard. */
  copyPrompt: { params: nothing },
  /** Closes the panel. */
  close: { params: nothing },
} as const;

export const recordEvents = {
  state: { params: recordStateSchema },
} as const;
