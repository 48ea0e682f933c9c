import * as z from 'zod/mini';

/** One picture, of which Space shows the source, or one of four ways to compare two. */
export const viewModes = ['single', 'sideBySide', 'swipe', 'onionSkin', 'difference'] as const;
export type ViewMode = (typeof viewModes)[number];
export type CompareMode = Exclude<ViewMode, 'single'>;

/** How a person has arranged the panel. */
export const layoutSchema = z.object({
  /** CSS pixels; null: as wide as fits the panel. */
  formWidth: z.nullable(z.number()),
  /** The form is folded away. */
  folded: z.boolean(),
  /** The flyout with all that is known of a result is open. */
  details: z.boolean(),
  mode: z.enum(viewModes),
});
export type Layout = z.infer<typeof layoutSchema>;

export const firstLayout: Layout = { formWidth: null, folded: false, details: false, mode: 'single' };

/** CSS pixels: narrower, and the form's lists can't be read; what is left for the picture is at least as wide. */
const narrowestForm = 240;

/** Below this width of the window all is stacked, and there is nothing to divide; as in `styles/layout.ts`. */
export const stackedBelow = 761;

/** The widths that the form may have in a window of this width, in CSS pixels. */
export const formBounds = (windowWidth: number): { min: number; max: number } => ({
  min: narrowestForm,
  max: Math.max(narrowestForm, Math.round(windowWidth * 0.6)),
});
