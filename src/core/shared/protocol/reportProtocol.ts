import * as z from 'zod/mini';
import { findingKinds, fixes } from './findings.ts';
import { pictureSchema } from './panelState.ts';
import { shownReport } from './shown.ts';

const nothing = z.object({});

const rowSchema = z.object({
  /** Names the row in what is asked; of one report only. */
  id: z.int(),
  kind: z.enum(findingKinds),
  /** Where it was found: "docs/guide.md:12", or the image that nobody links. */
  place: z.string(),
  words: z.string(),
  /** Of the image; null where there is none, or where it was not measured. */
  bytes: z.nullable(z.int()),
  hasImage: z.boolean(),
  /** The first one mends it best. */
  fixes: z.array(z.enum(fixes)),
});
export type ReportRow = z.infer<typeof rowSchema>;

/** What was found in a folder of docs. */
const reportStateSchema = z.object({
  /** Another one with each look: answers about the rows of an earlier one come too late. */
  look: z.int(),
  folder: z.string(),
  /** "12 documents and 30 images were looked at; 3 things found." */
  summary: z.string(),
  /** Something was left out, as a sentence; null where nothing was. */
  limits: z.nullable(z.string()),
  rows: z.array(rowSchema),
  /** The folder is not there any more, as the summary says. */
  isGone: z.boolean(),
  /** Kept by the page, to come back after a reload of the window. */
  shows: shownReport,
});
export type ReportState = z.infer<typeof reportStateSchema>;

const lookedAtSchema = z.object({
  /** Null: the row is of an earlier look, or has no image. */
  picture: z.nullable(pictureSchema),
  /** Why it can't be shown, as a sentence; null when it can. */
  problem: z.nullable(z.string()),
});
/** The image of a row, to be looked at. */
export type LookedAt = z.infer<typeof lookedAtSchema>;

const ofRow = { look: z.int(), row: z.int() };

/** What the page `<main data-nano-banana="report">` may ask: it names rows and no file. */
export const reportRequests = {
  ready: { params: nothing, result: reportStateSchema },
  /** The address of a small picture; null where there is none to show. */
  thumbnail: { params: z.object(ofRow), result: z.object({ source: z.nullable(z.string()) }) },
  picture: { params: z.object(ofRow), result: lookedAtSchema },
  act: { params: z.object({ ...ofRow, fix: z.enum(fixes) }) },
  lookAgain: { params: nothing },
  /** Opens the report as a document, to keep, print or send it. */
  openAsText: { params: nothing },
  /** Closes the panel. */
  close: { params: nothing },
} as const;

export const reportEvents = {
  state: { params: reportStateSchema },
} as const;
