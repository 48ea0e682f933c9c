/**
 * The calls about which VS Code did not ask. Its question can be answered once for all, or switched off; what the
 * settings say must be asked is asked by the tool, so that it holds then too. Nobody is asked twice.
 */
export class UnaskedCalls {
  readonly #inputs = new Set<string>();

  /** VS Code will not ask before this call. */
  add(input: unknown): void {
    this.#inputs.add(JSON.stringify(input));
  }

  /** Whether VS Code did not ask about a call that has arrived; forgets it. */
  take(input: unknown): boolean {
    return this.#inputs.delete(JSON.stringify(input));
  }
}
