/** Of a picture with more pixels a page shows a smaller one: decoded, one of them would take 160 MB of the page. */
export const mostShownPixels = 40_000_000;

/** Longest sides of what a page shows of such a picture: large, and in lists. */
export const shownSides = { maxSide: 4096, smallSide: 320 } as const;
