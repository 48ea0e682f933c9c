import type { Disposable, WebviewPanel } from 'vscode';
import type { Codec } from '../../core/images/codec.ts';
import type { FileStore } from '../../core/ports.ts';
import type { Review } from '../../core/save/review.ts';
import { t } from '../../core/shared/l10n.ts';
import {
  type CompareState,
  type compareEvents,
  compareRequests,
} from '../../core/shared/protocol/compareProtocol.ts';
import type { Picture } from '../../core/shared/protocol/panelState.ts';
import type { HandlersOf } from '../../core/shared/protocol/requestSet.ts';
import { nameOf } from '../../core/uris.ts';
import type { Git } from '../../vscode/files/git.ts';
import { PagePanel, type PagePanelDeps } from '../../vscode/page/pagePanel.ts';
import { type ShownPicture, showPicture } from '../../vscode/page/showPicture.ts';
import type { ComparedImage } from '../comparing.ts';
import { noHeadSentence } from './noHeadSentence.ts';
import { compareViewType } from './viewTypes.ts';

export interface Comparison {
  left: ComparedImage;
  right: ComparedImage;
}

export interface ComparePanelDeps extends PagePanelDeps {
  files: FileStore;
  codec: Pick<Codec, 'thumbnail'>;
  git: Pick<Git, 'headVersionOf'>;
  /** Calls back when a file may have another content. */
  watch(image: ComparedImage, changed: () => void): Disposable;
}

const kind = { viewType: compareViewType, page: 'compare', requests: compareRequests } as const;

/** Two images beside each other, as long as the panel is open; a file that changes is shown anew. */
export class ComparePanel implements Disposable {
  readonly #deps: ComparePanelDeps;
  readonly #review: Review | undefined;
  #shows: Comparison;
  #watched: Disposable | undefined;
  readonly #panel: PagePanel<typeof compareRequests, typeof compareEvents>;
  #state: Promise<CompareState>;
  #shown: CompareState | undefined;
  #isStale = false;

  /**
   * @param shows two images, or pairs to choose about: the panel closes with the last choice
   * @param broughtBack the panel that VS Code made after a reload of the window
   */
  constructor(deps: ComparePanelDeps, shows: Comparison | { review: Review }, broughtBack?: WebviewPanel) {
    this.#deps = deps;
    this.#review = 'review' in shows ? shows.review : undefined;
    this.#shows = 'review' in shows ? (comparisonOf(shows.review) ?? nothingToShow) : shows;
    const { left, right } = this.#shows;
    const handlers: HandlersOf<typeof compareRequests> = {
      ready: () => this.#state,
      review: async ({ action, pair }) => {
        await this.#review?.take(action, pair);
      },
      close: () => this.dispose(),
    };
    this.#panel = new PagePanel(deps, kind, compareTitle(left, right), handlers, broughtBack);
    this.#watch();
    this.#panel.whenClosed({ dispose: () => this.#watched?.dispose() });
    this.#review?.follow(() => this.#goOn());
    this.#state = this.#look();
  }

  /** Called once the panel is closed. */
  whenClosed(ended: Disposable): void {
    this.#panel.whenClosed(ended);
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** What the page shows or is about to show. */
  state(): Promise<CompareState> {
    return this.#state;
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** Another pair is to be chosen about, or none any more. */
  #goOn(): void {
    const next = this.#review && comparisonOf(this.#review);
    if (next === undefined) {
      this.dispose();
      return;
    }
    const { left, right } = this.#shows;
    if (next.left.uri !== left.uri || next.right.uri !== right.uri) {
      this.#shows = next;
      this.#watch();
      this.#panel.retitle(compareTitle(next.left, next.right));
    }
    void this.#refresh();
  }

  #watch(): void {
    this.#watched?.dispose();
    const { left, right } = this.#shows;
    const watchers = [left, right].map((image) => this.#deps.watch(image, () => void this.#refresh()));
    this.#watched = { dispose: () => void watchers.map((one) => one.dispose()) };
  }

  /** However many changes come in meanwhile, one more look is enough. */
  async #refresh(): Promise<void> {
    if (this.#isStale) return;
    this.#isStale = true;
    await this.#state;
    this.#isStale = false;
    if (this.#panel.isClosed) return;
    this.#state = this.#look();
    const state = await this.#state;
    if (!this.#isStale) await this.#panel.send('state', state);
  }

  async #look(): Promise<CompareState> {
    const { log } = this.#deps;
    const { previews } = this.#panel;
    const shows = this.#shows;
    const [left, right] = await Promise.all([this.#side(shows.left), this.#side(shows.right)]);
    const problems = [left.problem, right.problem].filter((problem) => problem !== null);
    const state: CompareState = {
      left: { ...this.#panel.addressed(left.picture), caption: shows.left.caption },
      right: { ...this.#panel.addressed(right.picture), caption: shows.right.caption },
      notes: notesOf(left.picture, right.picture),
      problem: problems.length > 0 ? problems.join(' ') : null,
      isGone: left.isGone || right.isGone,
      review: this.#review?.view ?? null,
      shows,
    };
    // The page may still be loading what it was told last.
    const known = [this.#shown, state].flatMap((one) => [one?.left.preview, one?.right.preview]);
    this.#shown = state;
    const tidied = this.#panel.isClosed
      ? previews.clear()
      : this.#panel.keepPreviews(known.map((address) => address ?? null));
    await tidied.catch((error: unknown) => log.warn(`Old previews could not be removed: ${String(error)}`));
    return state;
  }

  async #side({ uri, headOf }: ComparedImage): Promise<ShownPicture & { isGone: boolean }> {
    const { files, codec, git } = this.#deps;
    const { previews } = this.#panel;
    const shown = await showPicture({ files, codec, previews }, uri);
    if (shown.problem === null || shown.picture.bytes !== null || uri === '' || (await files.exists(uri)))
      return { ...shown, isGone: false };
    const name = nameOf(headOf ?? uri);
    const gone = { ...shown, problem: t('{name} is gone: it was moved or deleted.', { name }), isGone: true };
    if (headOf === undefined) return gone;
    // After a reload git may not be there, or not yet.
    const version = await git.headVersionOf(headOf);
    if (version.state !== 'found') return { ...gone, problem: noHeadSentence(name, version.state) };
    return { ...(await showPicture({ files, codec, previews }, version.uri)), isGone: false };
  }
}

const nothingToShow: Comparison = { left: { uri: '', caption: '' }, right: { uri: '', caption: '' } };

function comparisonOf({ pair }: Review): Comparison | undefined {
  return (
    pair && {
      left: { uri: pair.present, caption: t('Current') },
      right: { uri: pair.redone, caption: t('Redone') },
    }
  );
}

/** `Compare: a.png ↔ b.png`, or `Compare: a.png (HEAD ↔ Working tree)`. */
function compareTitle(left: ComparedImage, right: ComparedImage): string {
  const [one, other] = [nameOf(left.uri), nameOf(right.uri)];
  if (one !== other || left.headOf === undefined) return `Compare: ${one} ↔ ${other}`;
  return `Compare: ${one} (${left.caption} ↔ ${right.caption})`;
}

/** What the page can't see in the pictures themselves. */
function notesOf(left: Picture, right: Picture): string[] {
  if (left.type === right.type || left.type === '' || right.type === '') return [];
  return [t('The types differ: {left} and {right}.', { left: left.type, right: right.type })];
}
