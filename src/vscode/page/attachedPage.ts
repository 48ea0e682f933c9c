import { randomUUID } from 'node:crypto';
import { type Disposable, Uri, type WebviewOptions, type WebviewPanel } from 'vscode';
import type { Log } from '../../core/ports.ts';
import { spokenLanguage } from '../../core/shared/l10n.ts';
import type { Arrangement } from '../../core/shared/protocol/arrangement.ts';
import type {
  EventSet,
  HandlersOf,
  NameIn,
  ParamsIn,
  RequestSet,
} from '../../core/shared/protocol/requestSet.ts';
import { type PageName, panelHtml, scriptOf } from './html.ts';
import { PageServer } from './pageServer.ts';

/** Folders of what a page may load. */
export interface PageFolders {
  /** Of the built page. */
  pageFolder: Uri;
  /** Of the pictures that it shows. */
  previewFolder: Uri;
}

export interface AttachedPageDeps<R extends RequestSet> extends PageFolders {
  tabIcon: Uri;
  page: PageName;
  /** What the panel's prompt is for. */
  kind?: 'edit' | 'generate';
  /** How the panel is arranged when it is new. */
  arrangement?: Arrangement | undefined;
  requests: R;
  handlers: HandlersOf<R>;
  log: Log;
}

/** How a webview has to be made that shows a page: roots that are set later load it twice. */
export const pageOptions = ({ pageFolder, previewFolder }: PageFolders): WebviewOptions => ({
  enableScripts: true,
  localResourceRoots: [pageFolder, previewFolder],
});

/** A page in a webview panel, whoever made the panel, with its own checked messages; all of it ends with the panel. */
export class AttachedPage<R extends RequestSet, E extends EventSet> implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #previewFolder: Uri;
  readonly #server: PageServer<R, E>;
  readonly #closed: Disposable[] = [];
  /** Of previews, by their names: each state names all of them again, and VS Code takes its time to spell one. */
  readonly #addresses = new Map<string, string>();
  #isClosed = false;

  constructor(panel: WebviewPanel, deps: AttachedPageDeps<R>) {
    const { pageFolder, previewFolder, tabIcon, page, kind, arrangement, requests, handlers, log } = deps;
    const { webview } = panel;
    this.#panel = panel;
    this.#previewFolder = previewFolder;
    panel.iconPath = tabIcon;
    this.#server = new PageServer<R, E>(webview, requests, handlers, log);
    panel.onDidDispose(() => {
      this.#isClosed = true;
      this.#server.dispose();
      for (const one of this.#closed) one.dispose();
    });
    webview.html = panelHtml({
      name: page,
      ...(kind && { kind }),
      ...(arrangement && { arrangement }),
      language: spokenLanguage(),
      script: webview.asWebviewUri(Uri.joinPath(pageFolder, scriptOf(page))).toString(true),
      codiconStyles: webview.asWebviewUri(Uri.joinPath(pageFolder, 'codicon.css')).toString(true),
      cspSource: webview.cspSource,
      nonce: randomUUID().replaceAll('-', ''),
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get isVisible(): boolean {
    return !this.#isClosed && this.#panel.visible;
  }

  retitle(title: string): void {
    if (!this.#isClosed && this.#panel.title !== title) this.#panel.title = title;
  }

  /** Calls each time the panel comes into sight, or goes. */
  whenLookedAt(looked: () => void): void {
    this.whenClosed(this.#panel.onDidChangeViewState(looked));
  }

  /** Ends something when the panel is closed; at once, when it is closed already. */
  whenClosed(ended: Disposable): void {
    if (this.#isClosed) ended.dispose();
    else this.#closed.push(ended);
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Tells the page; false when it is hidden or gone: one that is shown again asks by itself. */
  send<N extends NameIn<E>>(name: N, params: ParamsIn<E, N>): Promise<boolean> {
    return this.#server.send(name, params);
  }

  /** The address under which this page loads one of its previews, by its name. */
  addressOf(name: string): string {
    const known = this.#addresses.get(name);
    if (known !== undefined) return known;
    const address = this.#panel.webview.asWebviewUri(Uri.joinPath(this.#previewFolder, name)).toString(true);
    this.#addresses.set(name, address);
    return address;
  }

  dispose(): void {
    this.#panel.dispose();
  }
}
