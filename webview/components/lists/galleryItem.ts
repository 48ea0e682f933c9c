import { html, nothing, type TemplateResult } from 'lit';
import { formatCost } from '../../../src/core/shared/format.ts';
import { formatDate, say, t } from '../../../src/core/shared/l10n.ts';
import type { GalleryAction, GalleryItem } from '../../../src/core/shared/protocol/galleryProtocol.ts';
import { wordsOf } from '../../galleryView.ts';
import { fileName, icon, moveFocus } from '../parts/parts.ts';

/** What a person does with an image of the gallery. */
export interface GalleryDoing {
  select(id: string): void;
  act(item: GalleryItem, action: GalleryAction | undefined): void;
}

/**
 * An image in the list.
 * @param source address of its picture; null where there is none to show, undefined where that isn't known yet
 */
export function galleryCard(
  item: GalleryItem,
  isSelected: boolean,
  source: string | null | undefined,
  { select, act }: GalleryDoing,
): TemplateResult {
  const { id, name, prompt, cost, madeAt } = item;
  return html`<li>
    <button
      type="button"
      class="galleryCard"
      data-item=${id}
      tabindex=${isSelected ? 0 : -1}
      aria-current=${isSelected ? 'true' : nothing}
      @focus=${() => select(id)}
      @click=${() => select(id)}
      @dblclick=${() => act(item, item.actions[0])}
    >
      <span class="frame"
        >${
          source
            ? html`<img src=${source} alt="" decoding="async" draggable="false" />`
            : icon(source === null ? 'file-media' : 'blank')
        }${badgesOf(item)}</span
      >
      ${fileName(name)}
      <span class="asks" dir="auto" title=${prompt}>${prompt}</span>
      <span class="facts">${[cost === null ? '' : formatCost(cost), shortDate(madeAt)].filter(Boolean).join(' · ')}</span>
    </button>
  </li>`;
}

/** What is known of the selected one, and what can be done with it. */
export function galleryDetails(item: GalleryItem, { act }: GalleryDoing): TemplateResult {
  const { prompt, place, source, model, cost, madeAt } = item;
  const facts = [
    source === null ? t('Generated') : t('From {source}', { source }),
    model,
    cost === null ? t('cost unknown') : formatCost(cost),
    longDate(madeAt),
  ];
  return html`<section class="galleryDetails" aria-label=${t('Selected image')}>
    <div class="galleryFacts">
      <p class="title">${fileName(place || item.name)}${stateWords(item).map((words) => html`<span class="badge">${words}</span>`)}</p>
      <p class="prompt" dir="auto" title=${prompt}>${prompt}</p>
      <p class="facts">${facts.join(' · ')}</p>
    </div>
    <div class="toolbar" role="toolbar" aria-label=${t('Image actions')} @keydown=${moveAction}>
      ${item.actions.map((action, at) => {
        const { label, icon: name, key } = wordsOf(item, action);
        const shown = key.length === 1 ? key.toUpperCase() : `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
        return html`<button
          type="button"
          class="act"
          tabindex=${at === 0 ? 0 : -1}
          title=${t('{name} ({key})', { name: say(label), key: shown })}
          @click=${() => act(item, action)}
        >
          ${icon(name)}${say(label)}
        </button>`;
      })}
    </div>
  </section>`;
}

function moveAction(event: KeyboardEvent): void {
  const { currentTarget } = event;
  if (currentTarget instanceof HTMLElement)
    moveFocus(event, [...currentTarget.querySelectorAll<HTMLElement>('.act')]);
}

const stateWords = ({ kind, isStale }: GalleryItem): string[] => [
  ...(kind === 'draft' ? [t('Draft')] : kind === 'unsaved' ? [t('Not saved')] : []),
  ...(isStale ? [t('Stale')] : []),
];

const badgesOf = (item: GalleryItem): TemplateResult =>
  html`<span class="badges">${stateWords(item).map((words) => html`<span class="badge">${words}</span>`)}</span>`;

const shortDate = (at: number): string => formatDate(at, { day: 'numeric', month: 'short' });
const longDate = (at: number): string => formatDate(at);
