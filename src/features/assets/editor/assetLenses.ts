import {
  type CancellationToken,
  CodeLens,
  type CodeLensProvider,
  type Disposable,
  EventEmitter,
  Range,
  type TextDocument,
} from 'vscode';
import { summaryOf } from '../../../core/assets/build/words.ts';
import { type Entry, entriesOf } from '../../../core/assets/compile/editorHelp.ts';
import { isIgnoredManifest } from '../../../core/assets/manifest/ignoredManifest.ts';
import { type AssetStatus, assetStates, needsBuild } from '../../../core/assets/states/states.ts';
import { formatCost } from '../../../core/shared/format.ts';
import { t } from '../../../core/shared/l10n.ts';
import { countedImages } from '../../../core/shared/text.ts';
import { nameOf } from '../../../core/uris.ts';
import type { AssetPrices } from '../projects/assetPrices.ts';
import type { AssetStates } from '../projects/assetStates.ts';
import { isManifest, toRange } from '../projects/documents.ts';
import type { EntryMention } from '../projects/location.ts';
import { manifestOf, type Projects } from '../projects/projects.ts';

/** As many images are looked at when a manifest is shown; the others when they come into view. */
const mostAtOnce = 200;
/** The states of more variants say nothing in a line. */
const mostOfOne = 500;

/** A lens whose state is looked up when it comes into view. */
class LaterLens extends CodeLens {
  readonly entry: Entry;

  constructor(entry: Entry) {
    super(toRange(entry.range));
    this.entry = entry;
  }
}

export interface AssetLensesDeps {
  projects: Pick<Projects, 'settled' | 'onDidChange'>;
  states: Pick<AssetStates, 'of' | 'areKnown' | 'onDidChange'>;
  prices: Pick<AssetPrices, 'of' | 'forget'>;
}

/** A line above each asset of a manifest: its state, and what can be done. */
export class AssetLenses implements CodeLensProvider, Disposable {
  readonly #projects: AssetLensesDeps['projects'];
  readonly #states: AssetLensesDeps['states'];
  readonly #prices: AssetLensesDeps['prices'];
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #reminder: NodeJS.Timeout | undefined;

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor({ projects, states, prices }: AssetLensesDeps) {
    this.#projects = projects;
    this.#states = states;
    this.#prices = prices;
    const tell = (): void => this.#tell();
    this.#subscriptions = [this.#changed, projects.onDidChange(tell), states.onDidChange(tell)];
  }

  async provideCodeLenses(document: TextDocument, token: CancellationToken): Promise<CodeLens[]> {
    if (!isManifest(document)) return [];
    clearTimeout(this.#reminder);
    const project = await this.#projects.settled(document.uri);
    const manifest = manifestOf(project, document.uri);
    if (manifest === undefined || token.isCancellationRequested) return [];
    if (isIgnoredManifest(manifest)) {
      const title = t('$(warning) Git ignores this file: nothing is built from it');
      return [new CodeLens(new Range(0, 0, 0, 0), { title, command: '' })];
    }
    const made = new Set(project.assets.map(({ uri }) => uri));
    const lenses: CodeLens[] = [];
    let looked = 0;
    for (const entry of entriesOf(project, manifest)) {
      const { index, assets } = entry;
      if (assets.length === 0) continue;
      const mention = { manifest: manifest.uri, index };
      if (assets.length > mostOfOne) {
        const title = countedImages(assets.length);
        lenses.push(plain(entry, title), action(entry, t('Generate'), 'generateAsset', mention));
        continue;
      }
      if (!this.#states.areKnown(assets)) looked += assets.length;
      if (looked > mostAtOnce && !this.#states.areKnown(assets)) {
        lenses.push(new LaterLens(entry));
        continue;
      }
      const statuses = await this.#states.of(assets);
      if (token.isCancellationRequested) return [];
      lenses.push(...(await this.#lensesOf(entry, statuses, mention, made)));
    }
    return lenses;
  }

  async resolveCodeLens(lens: CodeLens): Promise<CodeLens> {
    if (!(lens instanceof LaterLens)) return lens;
    const statuses = await this.#states.of(lens.entry.assets);
    lens.command = { title: titleOf(statuses), command: '' };
    // Now that it is known, the buttons beside it are known too.
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#tell();
    }, 100);
    return lens;
  }

  /** Prices may be other ones now. */
  refresh(): void {
    this.#prices.forget();
    this.#tell();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#reminder);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** An editor that loses the focus just then forgets that it was told, so it is told again unless it asks. */
  #tell(times = 3): void {
    clearTimeout(this.#reminder);
    this.#changed.fire();
    if (times > 0) this.#reminder = setTimeout(() => this.#tell(times - 1), 1000);
  }

  async #lensesOf(
    entry: Entry,
    statuses: readonly AssetStatus[],
    mention: EntryMention,
    made: ReadonlySet<string>,
  ): Promise<CodeLens[]> {
    const unmade = statuses.filter(needsBuild);
    const wanted = unmade.length > 0 ? unmade : statuses;
    const price = await this.#prices.of(wanted.map(({ asset }) => asset));
    const title = generateTitle(unmade.length === 0, price);
    const priced = { ...mention, ...(price !== undefined && { price }) };
    // What another asset makes is made along with it; everything else has to be there.
    const lacking = statuses.flatMap(({ lackingInputs }) => lackingInputs).find((uri) => !made.has(uri));
    const lenses = [
      plain(entry, titleOf(statuses)),
      lacking === undefined
        ? action(entry, title, 'generateAsset', priced)
        : plain(entry, t('{name} is missing', { name: nameOf(lacking) })),
    ];
    if (statuses.every(({ state }) => state === 'missing' || state === 'notDownloaded')) return lenses;
    return [
      ...lenses,
      action(entry, t('Preview'), 'previewAsset', mention),
      action(entry, t('Compare'), 'compareAsset', mention),
    ];
  }
}

const icons = {
  missing: '$(circle-slash)',
  stale: '$(warning)',
  notDownloaded: '$(cloud-download)',
  edited: '$(edit)',
  upToDate: '$(check)',
};

/** With a space that the editor does not drop behind the icon. */
function titleOf(statuses: readonly AssetStatus[]): string {
  const worst = assetStates.find((state) => statuses.some((status) => status.state === state));
  return worst === undefined ? t('can’t be read') : `${icons[worst]}\u00a0${summaryOf(statuses)}`;
}

function generateTitle(isAgain: boolean, price: number | undefined): string {
  if (price === undefined) return isAgain ? t('Generate Again') : t('Generate');
  const cost = formatCost(price);
  return isAgain ? t('Generate Again for about {cost}', { cost }) : t('Generate for about {cost}', { cost });
}

/** Only says something. */
const plain = (entry: Entry, title: string): CodeLens =>
  new CodeLens(toRange(entry.range), { title, command: '' });

const action = (entry: Entry, title: string, command: string, mention: EntryMention): CodeLens =>
  new CodeLens(toRange(entry.range), { title, command: `nanoBanana.${command}`, arguments: [mention] });
