import * as z from 'zod/mini';
import {
  type Arrangement,
  arrangementSchema,
  type ViewMode,
  viewModes,
} from '../src/core/shared/protocol/arrangement.ts';

export type { ViewMode } from '../src/core/shared/protocol/arrangement.ts';
export type CompareMode = Exclude<ViewMode, 'single'>;

/** How this panel is arranged. */
export const layoutSchema = z.extend(arrangementSchema, {
  /** The form is folded away. A new panel never begins so: it is there to be written in. */
  folded: z.boolean(),
});
export type Layout = z.infer<typeof layoutSchema>;

export const firstLayout: Layout = { formWidth: null, folded: false, details: false, mode: 'single' };

/** The layout of a new panel. @param kept what the host's HTML says of the last one, as JSON */
export function layoutLike(kept: string | undefined): Layout {
  try {
    return { ...firstLayout, ...arrangementSchema.parse(JSON.parse(kept ?? '')) };
  } catch {
    return firstLayout;
  }
}

/** What of a layout is for new panels, too. */
export const arrangementOf = ({ formWidth, details, mode }: Layout): Arrangement => ({
  formWidth,
  details,
  mode,
});

/** CSS pixels: narrower, and the form's lists can't be read; what is left for the picture is at least as wide. */
const narrowestForm = 240;

/** The widths that the form may have in a window of this width, in CSS pixels. */
export const formBounds = (windowWidth: number): { min: number; max: number } => ({
  min: narrowestForm,
  max: Math.max(narrowestForm, Math.round(windowWidth * 0.6)),
});

/** The way of looking that a page kept: VS Code drops it while its tab is in the background. */
export const keptMode = (kept: unknown, first: ViewMode): ViewMode =>
  viewModes.find((mode) => mode === kept) ?? first;

/** What a page of pictures keeps beside what it shows. */
export const keptLooking = z.object({ mode: z.unknown() });
