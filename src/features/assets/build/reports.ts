import { type Command, type Disposable, Uri } from 'vscode';
import type { AssetReportLine } from '../../../core/assets/build/reportLines.ts';
import { t } from '../../../core/shared/l10n.ts';
import { LinkedLists } from '../../../vscode/linkedLists.ts';

const scheme = 'nano-banana-assets';

export interface AssetReport {
  lines: readonly AssetReportLine[];
  /** Above the first line. */
  buttons: Command[];
}

/** Lists of assets: each leads to its place in the manifest. */
export class AssetReports implements Disposable {
  readonly #lists = new LinkedLists(scheme, () => ({
    lines: [{ text: t('This list is from an earlier window. Run the command again.') }],
    buttons: [],
  }));

  /** Shows a list under a name, in place of an earlier one. */
  async show(name: string, { lines, buttons }: AssetReport): Promise<void> {
    const linked = lines.map(({ text, place }) => {
      return { text, target: place && Uri.parse(place.manifest).with({ fragment: `L${place.line + 1}` }) };
    });
    await this.#lists.show(Uri.from({ scheme, path: `/${name}.md` }), { lines: linked, buttons });
  }

  dispose(): void {
    this.#lists.dispose();
  }
}
