import * as vscode from 'vscode';

/** VS Code's storage, in memory, which can be told to fail as one without a keyring does. */
export class MemorySecrets implements vscode.SecretStorage {
  readonly values = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  readonly onDidChange = this.#changed.event;
  broken: string | undefined;

  async get(key: string): Promise<string | undefined> {
    this.#fail();
    return this.values.get(key);
  }

  async store(key: string, value: string): Promise<void> {
    this.#fail(value);
    this.values.set(key, value);
    this.#changed.fire({ key });
  }

  async delete(key: string): Promise<void> {
    this.#fail();
    this.values.delete(key);
    this.#changed.fire({ key });
  }

  async keys(): Promise<string[]> {
    return [...this.values.keys()];
  }

  #fail(value = ''): void {
    if (this.broken !== undefined) throw new Error(`${this.broken}${value}`);
  }
}
