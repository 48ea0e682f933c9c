let loading: Promise<unknown> | undefined;

/** Loads `nano-batch-table`, once. The policy takes the script by the nonce of the one that asks for it. */
export function loadTable(): void {
  loading ??= import(new URL('./table.js', import.meta.url).href);
  loading.catch(() => {
    loading = undefined;
  });
}
