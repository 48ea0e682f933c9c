import {
  CodeLens,
  type CodeLensProvider,
  type Command,
  Disposable,
  DocumentLink,
  type DocumentLinkProvider,
  EventEmitter,
  languages,
  Range,
  type TextDocument,
  type TextDocumentContentProvider,
  type Uri,
  window,
  workspace,
} from 'vscode';

/** A line of a list for people. */
interface LinkedLine {
  text: string;
  /** Where the line leads, but for its first two characters: the bullet. */
  target?: Uri | undefined;
  /** Above it. */
  buttons?: readonly Command[];
}

export interface LinkedList {
  lines: readonly LinkedLine[];
  /** Above the first line. */
  buttons: readonly Command[];
}

/** Lists as read-only documents: each line leads to what it tells of, with what can be done above it. */
export class LinkedLists
  implements TextDocumentContentProvider, CodeLensProvider, DocumentLinkProvider, Disposable
{
  readonly #lost: (uri: Uri) => LinkedList;
  readonly #lists = new Map<string, LinkedList>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #lensesChanged = new EventEmitter<void>();
  readonly #registered: Disposable;

  readonly onDidChange = this.#changed.event;
  readonly onDidChangeCodeLenses = this.#lensesChanged.event;

  /**
   * @param scheme of the URIs of these lists alone
   * @param lost what stands in place of a list from an earlier window
   */
  constructor(scheme: string, lost: (uri: Uri) => LinkedList) {
    this.#lost = lost;
    this.#registered = Disposable.from(
      this.#changed,
      this.#lensesChanged,
      workspace.registerTextDocumentContentProvider(scheme, this),
      languages.registerCodeLensProvider({ scheme }, this),
      languages.registerDocumentLinkProvider({ scheme }, this),
      workspace.onDidCloseTextDocument(({ uri }) => this.#lists.delete(uri.toString())),
    );
  }

  /** Shows a list, in place of an earlier one of this URI. */
  async show(uri: Uri, list: LinkedList): Promise<void> {
    this.#lists.set(uri.toString(), list);
    this.#changed.fire(uri);
    this.#lensesChanged.fire();
    await window.showTextDocument(uri, { preview: false });
  }

  provideTextDocumentContent(uri: Uri): string {
    return `${this.#of(uri)
      .lines.map(({ text }) => text)
      .join('\n')}\n`;
  }

  provideCodeLenses({ uri }: TextDocument): CodeLens[] {
    const { lines, buttons } = this.#of(uri);
    const above = (line: number, commands: readonly Command[] = []) =>
      commands.map((command) => new CodeLens(new Range(line, 0, line, 0), command));
    return [...above(0, buttons), ...lines.flatMap((line, at) => above(at, line.buttons))];
  }

  provideDocumentLinks({ uri }: TextDocument): DocumentLink[] {
    return this.#of(uri).lines.flatMap(({ text, target }, line) =>
      target ? [new DocumentLink(new Range(line, 2, line, text.length), target)] : [],
    );
  }

  dispose(): void {
    this.#registered.dispose();
  }

  #of(uri: Uri): LinkedList {
    return this.#lists.get(uri.toString()) ?? this.#lost(uri);
  }
}
