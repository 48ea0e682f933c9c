import * as z from 'zod/mini';
import { pictureSchema } from './panelState.ts';

const sideSchema = z.extend(pictureSchema, {
  /** Where the picture comes from, above it: "docs/dashboard.png", "HEAD", "Working tree". */
  caption: z.string(),
});
export type ComparedPicture = z.infer<typeof sideSchema>;

/** All that the comparison of two images shows; sent whole whenever one of the files changes. */
export const compareStateSchema = z.object({
  left: sideSchema,
  right: sideSchema,
  /** What differs besides the picture: "The types differ: PNG and JPEG." */
  notes: z.array(z.string()),
  /** Why they can't be compared, as a sentence; then a side may be without a preview. */
  problem: z.nullable(z.string()),
});
export type CompareState = z.infer<typeof compareStateSchema>;

/** What the page `<main data-nano-banana="compare">` may ask: it names no file at all. */
export const compareRequests = {
  ready: { params: z.object({}), result: compareStateSchema },
} as const;

export const compareEvents = {
  state: { params: compareStateSchema },
} as const;
