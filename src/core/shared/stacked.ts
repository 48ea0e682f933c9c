/**
 * When the panel stacks its parts, as a media query. A window that is low but not narrow, as one at 200 % zoom,
 * keeps them side by side: stacked, prompt and Run would lie below its edge.
 */
export const stackedQuery = '(max-width: 479px), (max-width: 760px) and (min-height: 521px)';

/** How high the stage is then, in CSS: what prompt and Run leave to picture, bar and results. */
export const stackedStage = 'clamp(min(290px, max(170px, 100vh - 165px)), 100vw + 140px, 100vh - 190px)';

/** How wide the form is beside the stage, in CSS; `--form-width` is what a person gave it. */
export const formWidth = 'clamp(240px, var(--form-width, clamp(min(290px, 40vw), 27vw, 380px)), 60vw)';
