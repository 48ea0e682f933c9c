import { type Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { Log } from '../../core/ports.ts';
import { t } from '../../core/shared/l10n.ts';
import type { Arrangement } from '../../core/shared/protocol/arrangement.ts';
import { hostRequests, type pageEvents } from '../../core/shared/protocol/protocol.ts';
import { addressing } from '../../vscode/page/addresses.ts';
import { AttachedPage, type PageFolders, pageOptions } from '../../vscode/page/attachedPage.ts';
import type { Dropped } from './dropped.ts';
import type { FinishedPanel } from './finished.ts';
import { createHandlers } from './handlers.ts';
import type { Session } from './session/session.ts';
import { editedInput } from './session/state/inputs.ts';
import type { Ended } from './session/state/sessionState.ts';
import { StateSender } from './stateSender.ts';
import type { SvgDrawings } from './svgDrawings.ts';
import { panelViewType } from './viewTypes.ts';

export interface PanelWindowDeps extends PageFolders {
  tabIcon: Uri;
  drawings: SvgDrawings;
  dropped: Dropped;
  /** How the person arranged the panel last. */
  arrangement: { get(): Arrangement | undefined; keep(arrangement: Arrangement): void };
  log: Log;
  /** The panel came into sight, or went. */
  looked(): void;
  /** The person closed the panel. */
  closed(): void;
}

/** One session and the panel that shows it, as long as there is one: a session outlives its panel while it runs. */
export class PanelWindow implements FinishedPanel {
  readonly session: Session;
  readonly #deps: PanelWindowDeps;
  #page: AttachedPage<typeof hostRequests, typeof pageEvents> | undefined;
  #sender: StateSender | undefined;
  #focusIsDue = false;
  /** How its last run ended, as long as nobody has seen it. */
  #unseen: Ended | undefined;

  constructor(session: Session, deps: PanelWindowDeps) {
    this.session = session;
    this.#deps = deps;
    session.store.subscribe((now, before) => {
      if (editedInput(now.inputs)?.input.name !== editedInput(before.inputs)?.input.name) this.#retitle();
      // The page is told soon.
      this.#sender?.update();
    });
  }

  get isOpen(): boolean {
    return this.#page !== undefined;
  }

  get isInSight(): boolean {
    return this.#page?.isVisible === true && window.state.focused;
  }

  mark(ended: Ended | undefined): void {
    this.#unseen = ended;
    this.#retitle();
  }

  /** Shows the session in a new panel. */
  open(): void {
    const options = { ...pageOptions(this.#deps), enableFindWidget: false };
    this.#show(window.createWebviewPanel(panelViewType, this.#title, ViewColumn.Active, options));
  }

  /** Shows the session in a panel that something else has made: VS Code after a reload, or an editor of its own. */
  attach(panel: WebviewPanel): void {
    panel.webview.options = pageOptions(this.#deps);
    this.#show(panel);
  }

  #show(panel: WebviewPanel): void {
    const { session } = this;
    const { drawings, dropped, arrangement } = this.#deps;
    void session.writer.resume();
    const addressed = addressing((name) => page.addressOf(name));
    const sender = new StateSender({
      view: (revision) => addressed(session.view(revision)),
      sendState: (state) => page.send('state', state),
      sendChanges: (changes) => page.send('changes', changes),
    });
    const loaded = () => this.#focusPrompt();
    const page = new AttachedPage<typeof hostRequests, typeof pageEvents>(panel, {
      ...this.#deps,
      page: 'panel',
      kind: session.state.kind,
      requests: hostRequests,
      arrangement: arrangement.get(),
      handlers: createHandlers({ session, drawings, dropped, loaded, sender, arrangement }),
    });
    this.#page = page;
    this.#sender = sender;
    this.#retitle();
    page.whenLookedAt(() => {
      this.#deps.looked();
      this.#retitle();
    });
    drawings.askThrough((token, request) => void page.send('drawSvg', { token, ...request }));
    page.whenClosed({
      dispose: () => {
        this.#page = undefined;
        this.#sender = undefined;
        this.#deps.closed();
      },
    });
  }

  /** Brings the panel to the front, ready to write. */
  reveal(): void {
    const page = this.#page;
    if (!page) return;
    const { isVisible } = page;
    page.reveal();
    this.#focusIsDue = true;
    // A hidden panel's page is loaded anew and hears nothing until then.
    if (isVisible) this.#focusPrompt();
  }

  #focusPrompt(): void {
    if (!this.#focusIsDue) return;
    this.#focusIsDue = false;
    void this.#page?.send('focusPrompt', {});
  }

  get #title(): string {
    return t('Nano Banana: {name}', {
      name: editedInput(this.session.state.inputs)?.input.name ?? t('New image'),
    });
  }

  #retitle(): void {
    // What is in front has its plain name, and its name goes first also behind.
    const unseen = this.#page?.isVisible ? undefined : this.#unseen;
    const title = this.#title;
    if (unseen === undefined) this.#page?.retitle(title);
    else this.#page?.retitle(unseen.failed ? t('{title}, failed', { title }) : t('{title}, done', { title }));
  }
}
