import {
  type Disposable,
  type TextDocumentContentProvider,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';

const scheme = 'nano-banana-text';

/** Texts to look at and to copy from, each in a read-only editor that asks nobody to save it. */
export class ShownTexts implements TextDocumentContentProvider, Disposable {
  readonly #registration = workspace.registerTextDocumentContentProvider(scheme, this);

  /** @param name the editor's name; its ending decides the language */
  async show(name: string, text: string): Promise<void> {
    // The text is the address's own, so that it is there again after a reload of the window.
    const uri = Uri.from({ scheme, path: `/${name}`, query: text });
    await window.showTextDocument(uri, { viewColumn: ViewColumn.Beside, preview: true });
  }

  provideTextDocumentContent({ query }: Uri): string {
    return query;
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
