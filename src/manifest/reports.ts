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
  Uri,
  window,
  workspace,
} from 'vscode';
import type { AssetReportLine } from '../assets/reportLines.ts';

const scheme = 'nano-banana-assets';

export interface AssetReport {
  lines: readonly AssetReportLine[];
  /** Above the first line. */
  buttons: Command[];
}

/** Lists of assets as read-only documents: each leads to its place in the manifest. */
export class AssetReports
  implements TextDocumentContentProvider, CodeLensProvider, DocumentLinkProvider, Disposable
{
  readonly #reports = new Map<string, AssetReport>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #lensesChanged = new EventEmitter<void>();
  readonly #registered: Disposable;

  readonly onDidChange = this.#changed.event;
  readonly onDidChangeCodeLenses = this.#lensesChanged.event;

  constructor() {
    this.#registered = Disposable.from(
      this.#changed,
      this.#lensesChanged,
      workspace.registerTextDocumentContentProvider(scheme, this),
      languages.registerCodeLensProvider({ scheme }, this),
      languages.registerDocumentLinkProvider({ scheme }, this),
      workspace.onDidCloseTextDocument(({ uri }) => this.#reports.delete(uri.toString())),
    );
  }

  /** Shows a list under a name, in place of an earlier one. */
  async show(name: string, report: AssetReport): Promise<void> {
    const uri = Uri.from({ scheme, path: `/${name}.md` });
    this.#reports.set(uri.toString(), report);
    this.#changed.fire(uri);
    this.#lensesChanged.fire();
    await window.showTextDocument(uri, { preview: false });
  }

  provideTextDocumentContent(uri: Uri): string {
    const report = this.#reports.get(uri.toString());
    if (report === undefined) return 'This list is from an earlier window. Run it again.\n';
    return `${report.lines.map(({ text }) => text).join('\n')}\n`;
  }

  provideCodeLenses({ uri }: TextDocument): CodeLens[] {
    const top = new Range(0, 0, 0, 0);
    return (this.#reports.get(uri.toString())?.buttons ?? []).map((button) => new CodeLens(top, button));
  }

  provideDocumentLinks({ uri }: TextDocument): DocumentLink[] {
    const lines = this.#reports.get(uri.toString())?.lines ?? [];
    return lines.flatMap(({ text, place }, line) => {
      if (place === undefined) return [];
      const target = Uri.parse(place.manifest).with({ fragment: `L${place.line + 1}` });
      return [new DocumentLink(new Range(line, 2, line, text.length), target)];
    });
  }

  dispose(): void {
    this.#registered.dispose();
  }
}
