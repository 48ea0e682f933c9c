/** The targets of `vsce package --target` that have a native build. */
export const nativeTargets: Record<string, { name: string; os: string; cpu: string; libc?: string }>;
/** The target of this machine; undefined where there is no native build for it, or none is installed. */
export function ownTarget(): Promise<string | undefined>;
/** The npm packages that hold the native build for a target, and where they lie. */
export function nativePackages(target: string): Promise<{ name: string; folder: string }[]>;
/** Puts the native build for a target into `outdir`, with an `index.cjs` that loads it. */
export function carryNative(options: { target: string; outdir: string }): Promise<void>;
