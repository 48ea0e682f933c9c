import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { type Disposable, Uri, ViewColumn, type Webview, type WebviewPanel, window } from 'vscode';
import type { Log } from '../../core/ports.ts';
import type { Picture } from '../../core/shared/panelState.ts';
import type { EventSet, HandlersOf, NameIn, ParamsIn, RequestSet } from '../../core/shared/requestSet.ts';
import { OwnStorage } from '../../node/ownStorage.ts';
import { addressedPicture } from './addresses.ts';
import { type PageName, panelHtml } from './html.ts';
import { PageServer } from './pageServer.ts';
import { PreviewFolder } from './previewFolder.ts';
import type { Previews } from './previews.ts';

export interface PagePanelDeps {
  /** Folder of the built page. */
  pageFolder: Uri;
  tabIcon: Uri;
  /** Path of the folder below which each panel gets one for its pictures. */
  previewsFolder: string;
  log: Log;
}

/** What sets one kind of panel apart from another. */
export interface PageKind<R extends RequestSet> {
  viewType: string;
  page: PageName;
  requests: R;
}

/** A panel with a page, its own folder of previews and its own checked messages; all of it ends with the panel. */
export class PagePanel<R extends RequestSet, E extends EventSet> implements Disposable {
  readonly previews: Previews;
  readonly #panel: WebviewPanel;
  readonly #webview: Webview;
  readonly #server: PageServer<R, E>;
  readonly #storage: OwnStorage;
  readonly #closed: Disposable[] = [];
  #isClosed = false;

  constructor(
    { pageFolder, tabIcon, previewsFolder, log }: PagePanelDeps,
    { viewType, page, requests }: PageKind<R>,
    title: string,
    handlers: (panel: PagePanel<R, E>) => HandlersOf<R>,
  ) {
    const storage = new OwnStorage(path.join(previewsFolder, `${page}-${randomUUID()}`));
    const panel = window.createWebviewPanel(viewType, title, ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [pageFolder, Uri.file(storage.folder)],
    });
    panel.iconPath = tabIcon;
    const { webview } = panel;
    this.#panel = panel;
    this.#webview = webview;
    this.#storage = storage;
    this.previews = new PreviewFolder(storage);
    this.#server = new PageServer<R, E>(webview, requests, handlers(this), log);
    panel.onDidDispose(() => {
      this.#isClosed = true;
      this.#server.dispose();
      for (const one of this.#closed) one.dispose();
      this.previews
        .clear()
        .catch((error: unknown) => log.warn(`A panel left files behind: ${String(error)}`));
    });
    webview.html = panelHtml({
      name: page,
      script: webview.asWebviewUri(Uri.joinPath(pageFolder, 'main.js')).toString(true),
      codiconStyles: webview.asWebviewUri(Uri.joinPath(pageFolder, 'codicon.css')).toString(true),
      cspSource: webview.cspSource,
      nonce: randomUUID().replaceAll('-', ''),
    });
  }

  retitle(title: string): void {
    if (!this.#isClosed) this.#panel.title = title;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Ends something when the panel is closed; at once, when it is closed already. */
  whenClosed(ended: Disposable): void {
    if (this.#isClosed) ended.dispose();
    else this.#closed.push(ended);
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Tells the page; one that is hidden asks by itself when it is shown again. */
  async send<N extends NameIn<E>>(name: N, params: ParamsIn<E, N>): Promise<void> {
    await this.#server.send(name, params);
  }

  /** The address under which this page loads one of its previews, by its name. */
  addressOf(name: string): string {
    return this.#webview.asWebviewUri(Uri.joinPath(Uri.file(this.#storage.folder), name)).toString(true);
  }

  /** A picture of this panel's previews as its page loads it. */
  addressed(picture: Picture): Picture {
    return addressedPicture(picture, (name) => this.addressOf(name));
  }

  /** Removes the previews that none of these addresses names. */
  async keepPreviews(addresses: readonly (string | null)[]): Promise<void> {
    for (const name of await this.#storage.list('')) {
      if (!addresses.some((address) => address?.includes(name))) await this.#storage.remove(name);
    }
  }

  dispose(): void {
    this.#panel.dispose();
  }
}
