import '../components/lists/galleryGrid.ts';
import * as z from 'zod/mini';
import {
  type GalleryState,
  galleryEvents,
  galleryRequests,
} from '../../src/core/shared/protocol/galleryProtocol.ts';
import type { PageRequest } from '../components/lists/galleryGrid.ts';
import { galleryViewSchema } from '../galleryView.ts';
import { Port, Refusal, type WebviewApi } from '../port.ts';
import { didNotWork } from '../words.ts';

/** The gallery, told by the host and asked of it. */
export async function startGallery(root: HTMLElement, api: WebviewApi): Promise<void> {
  const port = new Port(api, { requests: galleryRequests, events: galleryEvents });
  const page = document.createElement('nano-gallery-page');
  page.view = port.recall(galleryViewSchema) ?? { text: '', filters: [] };
  /** Of which image a picture was asked for, with what it was then. */
  const asked = new Map<string, string>();
  const take = async (wanted: PageRequest) => {
    try {
      if (wanted.name === 'act') await port.call('act', { id: wanted.id, action: wanted.action });
      else await port.call(wanted.name, {});
      page.problem = null;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'cancelled') return;
      page.problem = didNotWork(error);
    }
  };
  const versionOf = (id: string): string => {
    const item = page.state.items.find((one) => one.id === id);
    return item ? `${item.kind} ${item.madeAt}` : '';
  };
  const load = async (id: string) => {
    const version = versionOf(id);
    if (asked.get(id) === version) return;
    asked.set(id, version);
    const { source } = await port.call('thumbnail', { id });
    page.thumbnails = new Map(page.thumbnails).set(id, source);
  };
  page.addEventListener('request', (event) => {
    if (event instanceof CustomEvent) void take(event.detail);
  });
  page.addEventListener('view', (event) => {
    const view = event instanceof CustomEvent ? galleryViewSchema.safeParse(event.detail) : undefined;
    if (!view?.success) return;
    page.view = view.data;
    port.remember(view.data);
  });
  page.addEventListener('seen', (event) => {
    const seen = event instanceof CustomEvent ? z.array(z.string()).safeParse(event.detail) : undefined;
    // One that can't be shown has its icon.
    for (const id of seen?.data ?? []) load(id).catch(() => undefined);
  });
  const show = (state: GalleryState) => {
    page.state = state;
    if (!page.isConnected) root.replaceChildren(page);
  };
  port.on('state', show);
  show(await port.call('ready', {}));
}
