import { randomUUID } from 'node:crypto';
import { type Disposable, Uri, ViewColumn, type WebviewOptions, type WebviewPanel, window } from 'vscode';
import type { Log } from '../../core/ports.ts';
import { addressedState } from '../../vscode/page/addresses.ts';
import { panelHtml } from '../../vscode/page/html.ts';
import { PanelServer } from '../../vscode/page/server.ts';
import type { Dropped } from './dropped.ts';
import type { FinishedPanel } from './finished.ts';
import { createHandlers } from './handlers.ts';
import type { Session } from './session/session.ts';
import type { Ended } from './session/sessionState.ts';
import { editedInput } from './session/state/inputs.ts';
import { StateSender } from './stateSender.ts';
import type { SvgDrawings } from './svgDrawings.ts';
import { panelViewType } from './viewTypes.ts';

export interface PanelWindowDeps {
  /** Folder of the built page. */
  pageFolder: Uri;
  tabIcon: Uri;
  /** Folder of the pictures that this panel's page may load. */
  previewFolder: Uri;
  drawings: SvgDrawings;
  dropped: Dropped;
  log: Log;
  /** The panel came into sight, or went. */
  looked(): void;
  /** The person closed the panel. */
  closed(): void;
}

/** One session and the webview that shows it, as long as there is one: a session outlives its panel while it runs. */
export class PanelWindow implements FinishedPanel {
  readonly session: Session;
  readonly #deps: PanelWindowDeps;
  #panel: WebviewPanel | undefined;
  #server: PanelServer | undefined;
  #sender: StateSender | undefined;
  #focusIsDue = false;
  /** How its last run ended, as long as nobody has seen it. */
  #unseen: Ended | undefined;

  constructor(session: Session, deps: PanelWindowDeps) {
    this.session = session;
    this.#deps = deps;
    session.store.subscribe(() => this.#update());
  }

  get isOpen(): boolean {
    return this.#panel !== undefined;
  }

  get isInSight(): boolean {
    return this.#panel?.visible === true && window.state.focused;
  }

  mark(ended: Ended | undefined): void {
    this.#unseen = ended;
    this.#retitle();
  }

  /** Shows the session in a new panel. It knows its roots from the start: setting them later loads it twice. */
  open(): void {
    void this.session.writer.resume();
    const options = { ...this.#options, enableFindWidget: false };
    this.#fill(window.createWebviewPanel(panelViewType, this.#title, ViewColumn.Active, options));
  }

  /** Shows the session in a panel that something else has made: VS Code after a reload, or an editor of its own. */
  attach(panel: WebviewPanel): void {
    panel.webview.options = this.#options;
    this.#fill(panel);
  }

  get #options(): WebviewOptions {
    const { pageFolder, previewFolder } = this.#deps;
    return { enableScripts: true, localResourceRoots: [pageFolder, previewFolder] };
  }

  #fill(panel: WebviewPanel): void {
    const { pageFolder, previewFolder, tabIcon, drawings, dropped, log } = this.#deps;
    const { webview } = panel;
    this.#panel = panel;
    panel.iconPath = tabIcon;
    // Each state names all pictures again, and VS Code takes its time to spell an address.
    const addresses = new Map<string, string>();
    const addressOf = (name: string) => {
      const known = addresses.get(name);
      if (known !== undefined) return known;
      const address = webview.asWebviewUri(Uri.joinPath(previewFolder, name)).toString(true);
      addresses.set(name, address);
      return address;
    };
    const sender = new StateSender({
      view: (revision) => addressedState(this.session.view(revision), addressOf),
      sendState: (state) => server.send('state', state),
      sendChanges: (changes) => server.send('changes', changes),
    });
    const handlers = createHandlers({
      session: this.session,
      drawings,
      dropped,
      loaded: () => this.#focusPrompt(),
      sender,
    });
    const server = new PanelServer(webview, handlers, log);
    this.#server = server;
    this.#sender = sender;
    drawings.askThrough((token, request) => void server.send('drawSvg', { token, ...request }));
    const listeners: Disposable[] = [
      panel.onDidChangeViewState(() => {
        this.#deps.looked();
        this.#retitle();
      }),
      panel.onDidDispose(() => {
        for (const listener of listeners) listener.dispose();
        server.dispose();
        this.#panel = undefined;
        this.#server = undefined;
        this.#sender = undefined;
        this.#deps.closed();
      }),
    ];
    this.#retitle();
    webview.html = panelHtml({
      name: 'panel',
      kind: this.session.state.kind,
      script: webview.asWebviewUri(Uri.joinPath(pageFolder, 'main.js')).toString(true),
      codiconStyles: webview.asWebviewUri(Uri.joinPath(pageFolder, 'codicon.css')).toString(true),
      cspSource: webview.cspSource,
      nonce: randomUUID().replaceAll('-', ''),
    });
  }

  /** Brings the panel to the front, ready to write. */
  reveal(): void {
    const panel = this.#panel;
    if (!panel) return;
    const { visible } = panel;
    panel.reveal();
    this.#focusIsDue = true;
    // A hidden panel's page is loaded anew and hears nothing until then.
    if (visible) this.#focusPrompt();
  }

  #focusPrompt(): void {
    if (!this.#focusIsDue) return;
    this.#focusIsDue = false;
    void this.#server?.send('focusPrompt', {});
  }

  close(): void {
    this.#panel?.dispose();
  }

  /** Tells the page soon what changed. */
  #update(): void {
    this.#retitle();
    this.#sender?.update();
  }

  get #title(): string {
    return `Nano Banana: ${editedInput(this.session.state.inputs)?.input.name ?? 'New image'}`;
  }

  #retitle(): void {
    // What is in front has its plain name, and its name goes first also behind.
    const unseen = this.#panel?.visible ? undefined : this.#unseen;
    const mark = unseen === undefined ? '' : unseen.failed ? ', failed' : ', done';
    const title = `${this.#title}${mark}`;
    if (this.#panel && this.#panel.title !== title) this.#panel.title = title;
  }
}
