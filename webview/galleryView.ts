import * as z from 'zod/mini';
import { type Sentence, sentence } from '../src/core/shared/l10n.ts';
import type { GalleryAction, GalleryItem } from '../src/core/shared/protocol/galleryProtocol.ts';

export const galleryFilters = ['draft', 'unsaved', 'stale'] as const;
export type GalleryFilter = (typeof galleryFilters)[number];

/** What a person chose to see of the gallery, kept while its tab is in the background. */
export const galleryViewSchema = z.object({
  text: z.string(),
  /** Only what is one of these; all where none is named. */
  filters: z.array(z.enum(galleryFilters)),
});
export type GalleryView = z.infer<typeof galleryViewSchema>;

export const filterWords: Readonly<Record<GalleryFilter, Sentence>> = {
  draft: sentence('Drafts'),
  unsaved: sentence('Not saved'),
  stale: sentence('Stale'),
};

export const isOf = (item: GalleryItem, filter: GalleryFilter): boolean =>
  filter === 'stale' ? item.isStale : item.kind === filter;

/** Those that fit, in the order in which they came. */
export function fitting(items: readonly GalleryItem[], { text, filters }: GalleryView): GalleryItem[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    const said = `${item.prompt} ${item.name} ${item.place} ${item.source ?? ''}`.toLocaleLowerCase();
    const isWanted = filters.length === 0 || filters.some((filter) => isOf(item, filter));
    return isWanted && words.every((word) => said.includes(word));
  });
}

interface ActionWords {
  label: Sentence;
  icon: string;
  /** The key that does it while an image has the focus, as `KeyboardEvent.key` in lower case. */
  key: string;
}

const words: Readonly<Record<GalleryAction, ActionWords>> = {
  open: { label: sentence('Open'), icon: 'go-to-file', key: 'enter' },
  keep: { label: sentence('Keep'), icon: 'save', key: 'k' },
  saveAs: { label: sentence('Save As…'), icon: 'save', key: 's' },
  edit: { label: sentence('Edit'), icon: 'edit', key: 'e' },
  record: { label: sentence('Show how it was made'), icon: 'info', key: 'i' },
  discard: { label: sentence('Discard'), icon: 'trash', key: 'delete' },
};

export const wordsOf = (item: GalleryItem, action: GalleryAction): ActionWords =>
  action === 'edit' && item.kind !== 'saved'
    ? { ...words.edit, label: sentence('Show in panel'), icon: 'layout' }
    : words[action];

/** The action that a key does; Enter does the first one. */
export const actionOn = (item: GalleryItem, key: string): GalleryAction | undefined =>
  key === 'Enter'
    ? item.actions[0]
    : item.actions.find(
        (action) => wordsOf(item, action).key === (key === 'Backspace' ? 'delete' : key.toLowerCase()),
      );
