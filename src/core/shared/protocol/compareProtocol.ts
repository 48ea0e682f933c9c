import * as z from 'zod/mini';
import { pictureSchema } from './panelState.ts';
import { shownComparison } from './shown.ts';

const sideSchema = z.extend(pictureSchema, {
  /** Where the picture comes from, above it: "docs/dashboard.png", "HEAD", "Working tree". */
  caption: z.string(),
});
export type ComparedPicture = z.infer<typeof sideSchema>;

/** What a person can do where the right picture was made to take the place of the left one. */
const reviewActions = ['replace', 'replaceAll', 'keepBoth', 'discard', 'previous', 'next'] as const;
export type ReviewAction = (typeof reviewActions)[number];

const reviewSchema = z.object({
  /** Names the pair in what is asked, so that nothing is done to one that is not shown yet. */
  pair: z.string(),
  /** What the right picture is. */
  sentence: z.string(),
  /** "1 of 5"; null where there is only one pair. */
  position: z.nullable(z.string()),
  /** Pairs that are still to be chosen about. */
  count: z.number(),
  /** What was done last; empty at first. */
  status: z.string(),
});
export type ReviewView = z.infer<typeof reviewSchema>;

/** All that the comparison of two images shows; sent whole whenever one of the files changes. */
const compareStateSchema = z.object({
  left: sideSchema,
  right: sideSchema,
  /** What differs besides the picture: "The types differ: PNG and JPEG." */
  notes: z.array(z.string()),
  /** Why they can't be compared, as a sentence; then a side may be without a preview. */
  problem: z.nullable(z.string()),
  /** One of the files is not there any more. */
  isGone: z.boolean(),
  /** Kept by the page, to come back after a reload of the window. */
  shows: shownComparison,
  /** Null where there is nothing to choose, only to look. */
  review: z.nullable(reviewSchema),
});
export type CompareState = z.infer<typeof compareStateSchema>;

/** What the page `<main data-nano-banana="compare">` may ask: it names no file at all. */
export const compareRequests = {
  ready: { params: z.object({}), result: compareStateSchema },
  review: { params: z.object({ action: z.enum(reviewActions), pair: z.string() }) },
  /** Closes the panel. */
  close: { params: z.object({}) },
} as const;

export const compareEvents = {
  state: { params: compareStateSchema },
} as const;
