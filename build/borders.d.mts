/** Whether `build/borders.json` says what the table of rooms in `build/borders.mjs` says. */
export const areCurrent: () => Promise<boolean>;
