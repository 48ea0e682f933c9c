/**
 * Emits the image codec into `outdir`: `worker.cjs` and the WebAssembly build, and `native/` for a target of
 * `vsce package --target`. They need nothing else at run time.
 * @returns the folders of the npm packages that are carried in it
 */
export function buildCodec(options: {
  outdir: string;
  minify: boolean;
  target?: string | undefined;
}): Promise<string[]>;
