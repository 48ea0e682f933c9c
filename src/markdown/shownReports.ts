import { type Command, type Disposable, Uri } from 'vscode';
import type { Finding, Fix, ReportLine } from '../docs/report.ts';
import { type LinkedLine, LinkedLists } from '../vscode/linkedLists.ts';

const scheme = 'nano-banana-report';

/** Reports on folders of docs: each finding leads to its place, with what mends it above. */
export class ShownReports implements Disposable {
  readonly #lists = new LinkedLists(scheme, ({ query }) => ({
    lines: [{ text: 'This report is from an earlier window. Run it again.' }],
    buttons: [lookAgain(Uri.parse(query))],
  }));

  /** Shows the report on a folder, in place of an earlier one. */
  async show(folder: Uri, lines: readonly ReportLine[]): Promise<void> {
    const uri = Uri.from({ scheme, path: '/Docs Images.md', query: folder.toString() });
    await this.#lists.show(uri, { lines: lines.map(linked), buttons: [lookAgain(folder)] });
  }

  dispose(): void {
    this.#lists.dispose();
  }
}

const lookAgain = (folder: Uri): Command => ({
  title: 'Look Again',
  command: 'nanoBanana.reportDocsImages',
  arguments: [folder],
});

function linked({ text, finding }: ReportLine): LinkedLine {
  if (finding === undefined) return { text };
  const fragment = finding.link ? `L${finding.link.line}` : '';
  const target = Uri.parse(finding.link?.uri ?? finding.image?.uri ?? '').with({ fragment });
  return { text, target, buttons: finding.fixes.map((fix) => commandFor(finding, fix)) };
}

const titles: Readonly<Record<Fix, string>> = {
  generate: 'Generate Missing Image…',
  suggestAlt: 'Suggest Alt Text…',
  reveal: 'Show in Explorer',
  openLink: 'Go to the Link',
};

function commandFor({ link, image }: Finding, fix: Fix): Command {
  const title = titles[fix];
  const uri = link?.uri ?? image?.uri ?? '';
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
