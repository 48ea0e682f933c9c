/** Emits `worker.cjs`, `sharpGlue.cjs` and sharp's `.wasm` into `outdir`; they need nothing else at run time. */
export function buildCodec(options: { outdir: string; minify: boolean }): Promise<void>;
