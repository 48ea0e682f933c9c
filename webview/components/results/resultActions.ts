import { say, sentence, t } from '../../../src/core/shared/l10n.ts';
import '../parts/menuButton.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelState, ResultView } from '../../../src/core/shared/protocol/panelState.ts';
import { copyImage } from '../../copyImage.ts';
import { sceneOf } from '../../scene.ts';
import type { MenuEntry } from '../parts/menuButton.ts';
import { PageElement } from '../parts/pageElement.ts';
import { icon, moveFocus } from '../parts/parts.ts';

interface Action {
  label: string;
  icon: string;
  title: string;
  /** What is to be done next. */
  isFirst?: boolean;
  take: () => void;
}

const keepOnlyInLabel = sentence('Keep only changes in…');

/** All of it might change, and its source has its very size: the rest can be taken from there. */
function canKeepOnlyIn({ source }: PanelState, result: ResultView): boolean {
  const from = result.before ?? (result.step === 1 ? source : null);
  const isOneSize = from?.width === result.width && from?.height === result.height;
  return from !== null && isOneSize && result.region === null && !result.missing;
}

/** A region is drawn on it. */
const isMarked = ({ region, inputs }: PanelState, { id }: ResultView): boolean =>
  region !== null && inputs.some(({ edited, resultId }) => edited && resultId === id);

/** What can be done with the selected result, or with the source when that is shown. */
class ResultActionsElement extends PageElement {
  #stop = 0;
  #hadFocus = false;

  override render(): TemplateResult {
    const scene = sceneOf(this.view);
    const result = scene.kind === 'result' ? scene.result : undefined;
    const isSource = result === undefined;
    const actions = result ? this.#forResult(result) : scene.kind === 'attempt' ? [] : this.#forSource();
    const count = actions.length + (isSource ? 0 : 1);
    const stop = Math.min(this.#stop, count - 1);
    return html`
      ${
        count === 0
          ? nothing
          : html`<div
              class="toolbar"
              role="toolbar"
              aria-label=${isSource ? t('Source actions') : t('Result actions')}
              @keydown=${this.#move}
              @focusin=${this.#follow}
            >
              ${actions.map(
                (action, at) => html`<button
                  class="act ${action.isFirst ? 'first' : ''}"
                  type="button"
                  title="${action.label}: ${action.title}"
                  tabindex=${at === stop ? 0 : -1}
                  @click=${action.take}
                >
                  ${icon(action.icon)}<span class="word">${action.label}</span>
                </button>`,
              )}
              ${
                isSource
                  ? nothing
                  : html`<nano-menu
                      .label=${t('More')}
                      .icon=${'ellipsis'}
                      .entries=${this.#more(result)}
                      .stop=${stop === actions.length ? 0 : -1}
                    ></nano-menu>`
              }
            </div>`
      }
      ${this.#details(isSource ? undefined : result)}
    `;
  }

  /** Opens the flyout; a mark says that there is something to read. */
  #details(result: ResultView | undefined): TemplateResult {
    const { details } = this.view.layout;
    const isTelling =
      result !== undefined &&
      (result.words.trim() !== '' ||
        result.notes.length + result.links.length + result.thoughts.texts.length > 0);
    return html`<button
      class="tool ${isTelling ? 'telling' : ''}"
      type="button"
      title=${t('Details: prompt, cost, model response (I)')}
      aria-label=${t('Details')}
      aria-expanded=${details}
      aria-controls="details"
      @click=${() => this.store.setLayout({ details: !details })}
    >
      ${icon('info')}
    </button>`;
  }

  #forSource(): Action[] {
    const { source, results } = this.view.state;
    if (!source || (results.length === 0 && !source.restorable)) return [];
    const use = {
      label: t('Use as input'),
      icon: 'edit',
      title: t('Start again from the source'),
      take: () => this.store.ask('useSource', {}),
    };
    return source.restorable ? [use, this.#restore()] : [use];
  }

  #restore(): Action {
    return {
      label: t('Restore original'),
      icon: 'discard',
      title: t('Bring back the file as it was before it was replaced'),
      take: () => this.store.ask('restoreOriginal', {}),
    };
  }

  #forResult(result: ResultView): Action[] {
    const { state } = this.view;
    const { id: resultId, runId } = result;
    const isSaved = result.savedAs !== null;
    const action = (
      label: string,
      iconName: string,
      title: string,
      take: () => void,
      isOffered = true,
    ): Action[] => (isOffered ? [{ label, icon: iconName, title, take }] : []);
    const hasOthers = state.results.some((other) => other.runId === runId && other.id !== resultId);
    return [
      ...action(
        t('Keep'),
        'save',
        t('Save it beside the source; the others stay as drafts (Enter)'),
        () => this.store.keep(resultId),
        result.isDraft && result.choice === null,
      ).map((keep) => ({ ...keep, isFirst: true })),
      ...action(
        t('Save As…'),
        'save',
        t('Not saved yet: choose where'),
        () => this.store.ask('saveResult', { resultId }),
        !isSaved && !result.isDraft,
      ),
      ...action(
        t('Open'),
        'go-to-file',
        t('Open it in an editor'),
        () => this.store.ask('openResult', { resultId }),
        isSaved,
      ),
      ...action(
        t('Now also…'),
        'comment-discussion',
        t('The next instruction goes on from this result (N)'),
        () => this.store.goOn(resultId),
      ),
      ...action(t('Use as input'), 'edit', t('Go on from this result with the prompt as it is'), () =>
        this.store.ask('useResult', { resultId }),
      ),
      ...action(
        say(keepOnlyInLabel),
        'screen-cut',
        t('Keep what changed in the marked region; the rest is taken from the source. Nothing is sent'),
        () => this.store.ask('keepOnlyIn', { resultId }),
        canKeepOnlyIn(state, result) && isMarked(state, result) && !state.running,
      ),
      ...action(
        t('From the source'),
        'debug-restart',
        t('Apply all instructions so far to the source in one go, so that errors don’t add up'),
        () => this.store.ask('fromSource', { resultId }),
        result.step > 1,
      ),
      ...action(
        t('Replace original'),
        'replace',
        t('Overwrite {replaces}; a backup is kept', { replaces: result.replaces ?? '' }),
        () => this.store.ask('replaceOriginal', { resultId }),
        result.replaces !== null,
      ),
      ...action(
        t('Keep only this'),
        'check-all',
        t('Discard the other variants. They can be restored for 30 days'),
        () => this.store.ask('keepOnly', { resultId }),
        hasOthers && !result.isDraft,
      ),
      ...action(
        t('Discard'),
        'trash',
        t('It is kept for 30 days and can be restored'),
        () => this.store.ask('discardResults', { resultIds: [resultId] }),
        // It is one of the choices that stand on the picture.
        result.choice === null,
      ),
      ...action(
        t('Copy Markdown link'),
        'markdown',
        t('![…](…) for a document'),
        () => this.store.ask('copyMarkdownLink', { resultId }),
        isSaved,
      ),
    ];
  }

  #more(result: ResultView): MenuEntry[] {
    const { state } = this.view;
    const { id: resultId } = result;
    const files: MenuEntry[] = [
      { label: t('Copy path'), icon: 'copy', take: () => this.store.ask('copyPath', { resultId }) },
      {
        label: t('Reveal in Explorer'),
        icon: 'files',
        apart: true,
        take: () => this.store.ask('reveal', { resultId, where: 'explorer' }),
      },
      ...(this.view.state.hasFileManager
        ? [
            {
              label: t('Reveal in File Manager'),
              icon: 'folder-opened',
              take: () => this.store.ask('reveal', { resultId, where: 'system' }),
            },
          ]
        : []),
    ];
    const record: MenuEntry = {
      label: t('Show how it was made'),
      icon: 'info',
      apart: true,
      take: () => this.store.ask('showRecord', { resultId }),
    };
    const keepOnlyIn: MenuEntry = {
      label: say(keepOnlyInLabel),
      icon: 'screen-cut',
      take: () => this.store.say(t('First mark the part of the result to keep: press R, L or B.')),
    };
    const now = () => this.view.state.results.find(({ id }) => id === resultId);
    return [
      {
        label: t('Copy image'),
        icon: 'clippy',
        take: () => void copyImage(result, now).then((words) => this.store.say(words)),
      },
      ...(result.isDraft
        ? [
            ...(state.results.some((other) => other.runId === result.runId && other.id !== resultId)
              ? [
                  {
                    label: t('Keep only this'),
                    icon: 'check-all',
                    take: () => this.store.ask('keepOnly', { resultId }),
                  },
                ]
              : []),
            {
              label: t('Save As…'),
              icon: 'save',
              take: () => this.store.ask('saveResult', { resultId }),
            },
          ]
        : []),
      ...(result.savedAs === null ? [] : [...files, record]),
      ...(result.replaces !== null && state.source?.restorable ? [this.#restore()] : []),
      ...(canKeepOnlyIn(state, result) && !isMarked(state, result) ? [keepOnlyIn] : []),
    ];
  }

  override willUpdate(): void {
    this.#hadFocus = this.contains(document.activeElement);
  }

  /** The pressed button can be gone, as after Keep only this: the one in its place has the focus then. */
  override updated(): void {
    if (!this.#hadFocus || this.contains(document.activeElement)) return;
    this.#buttons[Math.min(this.#stop, this.#buttons.length - 1)]?.focus();
  }

  get #buttons(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('.act')];
  }

  #move = (event: KeyboardEvent): void => moveFocus(event, this.#buttons);

  /** One of them is the tab stop: the one that had the focus last. */
  #follow = ({ target }: FocusEvent): void => {
    const at = target instanceof HTMLElement ? this.#buttons.indexOf(target) : -1;
    if (at < 0 || at === this.#stop) return;
    this.#stop = at;
    this.requestUpdate();
  };
}
customElements.define('nano-actions', ResultActionsElement);
