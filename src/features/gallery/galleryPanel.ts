import type { Disposable, WebviewPanel } from 'vscode';
import type { Activity } from '../../core/edit/activity.ts';
import type { Codec } from '../../core/images/codec.ts';
import { maxInputBytes } from '../../core/inspect.ts';
import { t } from '../../core/shared/l10n.ts';
import { type galleryEvents, galleryRequests } from '../../core/shared/protocol/galleryProtocol.ts';
import type { HandlersOf } from '../../core/shared/protocol/requestSet.ts';
import { PagePanel, type PagePanelDeps } from '../../vscode/page/pagePanel.ts';
import { showSmall } from '../../vscode/page/shownBytes.ts';
import { Gallery, type GalleryDeps } from './gallery.ts';
import type { Made } from './made.ts';
import { galleryViewType } from './viewTypes.ts';

export interface GalleryPanelDeps extends PagePanelDeps, GalleryDeps {
  codec: Pick<Codec, 'thumbnail'>;
  activity: Pick<Activity, 'follow' | 'running'>;
}

const kind = { viewType: galleryViewType, page: 'gallery', requests: galleryRequests } as const;

/** The gallery in an editor panel. It looks anew when it comes into sight, and when the last running job has ended. */
export class GalleryPanel implements Disposable {
  readonly #deps: GalleryPanelDeps;
  readonly #panel: PagePanel<typeof galleryRequests, typeof galleryEvents>;
  readonly #gallery: Gallery;

  /** @param broughtBack the panel that VS Code made after a reload of the window */
  constructor(deps: GalleryPanelDeps, broughtBack?: WebviewPanel) {
    this.#deps = deps;
    const later = (what: Promise<void>): void => {
      // What is asked there has its own messages: the page waits for none of them.
      what.catch((error: unknown) => deps.log.warn(`The gallery's button failed: ${String(error)}`));
    };
    this.#gallery = new Gallery(deps, (state) => void this.#panel.send('state', state));
    const handlers: HandlersOf<typeof galleryRequests> = {
      ready: () => this.#gallery.state,
      thumbnail: async ({ id }) => {
        const name = await this.#thumbnail(this.#gallery.made(id));
        return { source: name && this.#panel.addressOf(name) };
      },
      act: ({ id, action }) => later(this.#gallery.act(id, action)),
      lookAgain: () => later(this.#gallery.look()),
      undo: () => later(this.#gallery.undo()),
    };
    this.#panel = new PagePanel(deps, kind, t('Nano Banana: Gallery'), handlers, broughtBack);
    let { isVisible: wasVisible } = this.#panel;
    this.#panel.whenLookedAt(() => {
      const { isVisible } = this.#panel;
      if (isVisible && !wasVisible) void this.#gallery.look();
      wasVisible = isVisible;
    });
    let wasRunning = deps.activity.running;
    this.#panel.whenClosed(
      deps.activity.follow(() => {
        const { running } = deps.activity;
        if (running === 0 && wasRunning > 0 && this.#panel.isVisible) void this.#gallery.look();
        wasRunning = running;
      }),
    );
    this.#panel.whenClosed({ dispose: () => this.#gallery.end() });
    void this.#gallery.look();
  }

  reveal(): void {
    this.#panel.reveal();
  }

  whenClosed(ended: Disposable): void {
    this.#panel.whenClosed(ended);
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** The name of the preview of an image; null where it can't be shown. */
  async #thumbnail(made: Made | undefined): Promise<string | null> {
    if (made === undefined) return null;
    const { files, codec, log } = this.#deps;
    const { previews } = this.#panel;
    try {
      return await showSmall({ codec, previews }, await bytesOf(files, made));
    } catch (error) {
      log.debug(`An image of the gallery has no small picture: ${String(error)}`);
      return null;
    }
  }
}

function bytesOf(files: GalleryPanelDeps['files'], made: Made): Promise<Uint8Array> {
  if (made.kind === 'saved') return files.read(made.uri, maxInputBytes);
  const { kept } = made.kind === 'draft' ? made.draft : made.entry;
  return files.readStored(kept.image.stored);
}
