let loading: Promise<unknown> | undefined;

/**
 * Loads the elements of `covers.ts`, once. The policy takes their script by the nonce of the one that asks for it.
 * @returns resolves when they are drawn with; never rejects
 */
export function loadCovers(): Promise<unknown> {
  loading ??= import(new URL('./covers.js', import.meta.url).href).catch((error: unknown) => {
    console.error(error);
    loading = undefined;
  });
  return loading;
}
