import * as z from 'zod/mini';

/** One picture, of which Space shows the source, or one of four ways to compare two. */
export const viewModes = ['single', 'sideBySide', 'swipe', 'onionSkin', 'difference'] as const;
export type ViewMode = (typeof viewModes)[number];

/** How a person has arranged the panel; a new one begins with it. */
export const arrangementSchema = z.object({
  /** CSS pixels; null: as wide as fits the panel. */
  formWidth: z.nullable(z.number().check(z.gte(100), z.lte(10_000))),
  /** The flyout with all that is known of a result is open. */
  details: z.boolean(),
  mode: z.enum(viewModes),
});
export type Arrangement = z.infer<typeof arrangementSchema>;
