import * as z from 'zod/mini';

/*
 * What pages show, as URIs and without any bytes. A page keeps it, and VS Code gives it back to the host after a reload of
 * the window.
 */

/** How one image was made. */
export const shownRecord = z.object({ uri: z.string() });

const shownImage = z.object({ uri: z.string(), caption: z.string(), headOf: z.optional(z.string()) });
/** Two images. */
export const shownComparison = z.object({ left: shownImage, right: shownImage });

/** What is wrong with the images of a folder of docs. */
export const shownReport = z.object({ folder: z.string() });

/** What a page showed before the reload, from what it kept; undefined where it kept nothing of that kind. */
export function shownBefore<S extends z.ZodMiniType>(schema: S, kept: unknown): z.infer<S> | undefined {
  const found = z.object({ shows: z.unknown() }).safeParse(kept);
  const shows = schema.safeParse(found.data?.shows);
  return shows.success ? shows.data : undefined;
}
