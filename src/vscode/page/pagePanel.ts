import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { Log } from '../../core/ports.ts';
import type { Picture } from '../../core/shared/protocol/panelState.ts';
import type { EventSet, HandlersOf, RequestSet } from '../../core/shared/protocol/requestSet.ts';
import { OwnStorage } from '../../node/ownStorage.ts';
import { addressedPicture } from './addresses.ts';
import { AttachedPage, pageOptions } from './attachedPage.ts';
import type { PageName } from './html.ts';
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

/** A panel with a page and its own folder of previews, which ends with it. */
export class PagePanel<R extends RequestSet, E extends EventSet> extends AttachedPage<R, E> {
  readonly previews: Previews;
  readonly #storage: OwnStorage;

  /** @param broughtBack the panel that VS Code made after a reload of the window; without one there is a new one */
  constructor(
    { pageFolder, tabIcon, previewsFolder, log }: PagePanelDeps,
    { viewType, page, requests }: PageKind<R>,
    title: string,
    handlers: HandlersOf<R>,
    broughtBack?: WebviewPanel,
  ) {
    const storage = new OwnStorage(path.join(previewsFolder, `${page}-${randomUUID()}`));
    const folders = { pageFolder, previewFolder: Uri.file(storage.folder) };
    const options = pageOptions(folders);
    if (broughtBack) broughtBack.webview.options = options;
    super(broughtBack ?? window.createWebviewPanel(viewType, title, ViewColumn.Active, options), {
      ...folders,
      tabIcon,
      page,
      requests,
      handlers,
      log,
    });
    this.#storage = storage;
    this.previews = new PreviewFolder(storage);
    this.whenClosed({
      dispose: () =>
        void this.previews
          .clear()
          .catch((error: unknown) => log.warn(`A panel left files behind: ${String(error)}`)),
    });
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
}
