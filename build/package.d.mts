/** What follows `vsce` when the extension is packed. */
export const packageOptions: string[];
/** Where relative links of the README lead, as options of `vsce`: to what a workflow packs, else they stay. */
export function linkOptions(env: Record<string, string | undefined>): string[];
/** Packs the extension, universal or for a target, with its bill of materials beside it. */
export function packExtension(options: { target?: string | undefined; outdir: string }): Promise<void>;
