import * as z from 'zod/mini';

const nothing = z.object({});

/** What an image of the gallery is: a file, a variant that nobody has kept yet, or a result that could not be saved. */
const galleryKinds = ['saved', 'draft', 'unsaved'] as const;

/** What can be done with one; the first of an item is what Enter does. */
const galleryActions = ['open', 'keep', 'saveAs', 'edit', 'record', 'discard'] as const;
export type GalleryAction = (typeof galleryActions)[number];

const itemSchema = z.object({
  /** Names it in what is asked; stays the same over several looks. */
  id: z.string(),
  kind: z.enum(galleryKinds),
  /** A source has changed since it was made from it. */
  isStale: z.boolean(),
  name: z.string(),
  /** Its path below the workspace; empty for what is no file yet. */
  place: z.string(),
  prompt: z.string(),
  /** Name of the image that was edited; null for a new one. */
  source: z.nullable(z.string()),
  /** The model's name for people. */
  model: z.string(),
  /** USD; null when unknown. */
  cost: z.nullable(z.number()),
  /** Milliseconds since 1970. */
  madeAt: z.number(),
  actions: z.array(z.enum(galleryActions)),
});
export type GalleryItem = z.infer<typeof itemSchema>;

const galleryStateSchema = z.object({
  /** Grows with each look: a picture of an earlier one may be another now. */
  look: z.int(),
  /** Newest first. */
  items: z.array(itemSchema),
  /** It is being looked for more, as a sentence; null when all is here. */
  looking: z.nullable(z.string()),
  /** Something was left out, as a sentence; null where nothing was. */
  limits: z.nullable(z.string()),
  /** What can be taken back: "Discarded photo-edited.png"; null: nothing. */
  undo: z.nullable(z.string()),
  /** What happened last, as a sentence. */
  status: z.string(),
});
export type GalleryState = z.infer<typeof galleryStateSchema>;

const id = z.string().check(z.minLength(1), z.maxLength(4_000));

/** What the page `<main data-nano-banana="gallery">` may ask: it names images by the ids that it was given. */
export const galleryRequests = {
  ready: { params: nothing, result: galleryStateSchema },
  /** The address of a picture; null where there is none to show. */
  thumbnail: { params: z.object({ id }), result: z.object({ source: z.nullable(z.string()) }) },
  act: { params: z.object({ id, action: z.enum(galleryActions) }) },
  lookAgain: { params: nothing },
  /** Takes the last discarding back. */
  undo: { params: nothing },
} as const;

export const galleryEvents = {
  state: { params: galleryStateSchema },
} as const;
