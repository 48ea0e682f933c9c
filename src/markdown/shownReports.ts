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
import type { Finding, Fix, ReportLine } from '../docs/report.ts';

const scheme = 'nano-banana-report';

/** Reports as read-only documents: each finding is a link to its place, with what mends it above. */
export class ShownReports
  implements TextDocumentContentProvider, CodeLensProvider, DocumentLinkProvider, Disposable
{
  readonly #reports = new Map<string, { folder: Uri; lines: readonly ReportLine[] }>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #registered: Disposable;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#registered = Disposable.from(
      this.#changed,
      workspace.registerTextDocumentContentProvider(scheme, this),
      languages.registerCodeLensProvider({ scheme }, this),
      languages.registerDocumentLinkProvider({ scheme }, this),
      workspace.onDidCloseTextDocument(({ uri }) => this.#reports.delete(uri.toString())),
    );
  }

  /** Shows the report on a folder, in place of an earlier one. */
  async show(folder: Uri, lines: readonly ReportLine[]): Promise<void> {
    const uri = Uri.from({ scheme, path: '/Docs Images.md', query: folder.toString() });
    this.#reports.set(uri.toString(), { folder, lines });
    this.#changed.fire(uri);
    await window.showTextDocument(uri, { preview: false });
  }

  provideTextDocumentContent(uri: Uri): string {
    const report = this.#reports.get(uri.toString());
    if (report === undefined) return 'This report is from an earlier window. Run it again.\n';
    return `${report.lines.map(({ text }) => text).join('\n')}\n`;
  }

  provideCodeLenses({ uri }: TextDocument): CodeLens[] {
    const report = this.#reports.get(uri.toString());
    const again: Command = {
      title: 'Look Again',
      command: 'nanoBanana.reportDocsImages',
      arguments: [report?.folder ?? Uri.parse(uri.query)],
    };
    const fixes = (report?.lines ?? []).flatMap(({ finding }, line) =>
      (finding?.fixes ?? []).map(
        (fix) => new CodeLens(new Range(line, 0, line, 0), commandFor(finding, fix)),
      ),
    );
    return [new CodeLens(new Range(0, 0, 0, 0), again), ...fixes];
  }

  provideDocumentLinks({ uri }: TextDocument): DocumentLink[] {
    const lines = this.#reports.get(uri.toString())?.lines ?? [];
    return lines.flatMap(({ text, finding }, line) => {
      if (finding === undefined) return [];
      const fragment = finding.link ? `L${finding.link.line}` : '';
      return [
        new DocumentLink(new Range(line, 2, line, text.length), Uri.parse(finding.uri).with({ fragment })),
      ];
    });
  }

  dispose(): void {
    this.#registered.dispose();
  }
}

const titles: Readonly<Record<Fix, string>> = {
  generate: 'Generate Missing Image…',
  suggestAlt: 'Suggest Alt Text…',
  reveal: 'Show in Explorer',
  openLink: 'Go to the Link',
};

function commandFor(finding: Finding | undefined, fix: Fix): Command {
  const { uri = '', link } = finding ?? {};
  const title = titles[fix];
  const file = Uri.parse(uri);
  if (fix === 'reveal') return { title, command: 'revealInExplorer', arguments: [file] };
  if (fix === 'openLink') {
    const target = file.with({ fragment: `L${link?.line ?? 1}` });
    return { title, command: 'vscode.open', arguments: [target] };
  }
  const mention = { document: uri, offset: link?.offset ?? 0, url: link?.url };
  const name = fix === 'generate' ? 'generateLinkedImage' : 'suggestAltText';
  return { title, command: `nanoBanana.${name}`, arguments: [mention] };
}
