/**
 * Emits the image codec into `outdir`: `worker.cjs` and the WebAssembly build, and `native/` for a target of
 * `vsce package --target`. They need nothing else at run time.
 */
export function buildCodec(options: {
  outdir: string;
  minify: boolean;
  target?: string | undefined;
}): Promise<void>;
