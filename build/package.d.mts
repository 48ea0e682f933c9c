/** What follows `vsce` when the extension is packed. */
export const packageOptions: string[];
