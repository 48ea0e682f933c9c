import { html, nothing, type TemplateResult } from 'lit';
import type { Picture } from '../../../src/core/shared/protocol/panelState.ts';
import type { Box, Size } from '../../compare/align.ts';
import type { ViewMode } from '../../layout.ts';
import { describePicture } from '../../words.ts';
import { fileName } from '../parts/parts.ts';

/** One of the pictures compared: what it is ("Source"), its file's name and the picture. */
export interface Side {
  title: string;
  name: string;
  picture: Picture;
}

/** A picture in its place in the frame. */
export interface Layer {
  side: Side;
  box: Box;
  /** CSS: how it is seen among others. */
  look: string;
  /** One more copy of a picture that is named elsewhere. */
  isSpare?: boolean;
}

export function pictureLayer(
  { side: { title, name, picture }, box, look, isSpare = false }: Layer,
  frame: Size,
  learn: (event: Event) => void,
): TemplateResult {
  const share = (part: number, whole: number) => `${(part / whole) * 100}%`;
  const lies = [
    `left:${share(box.x, frame.width)}`,
    `top:${share(box.y, frame.height)}`,
    `width:${share(box.width, frame.width)}`,
    `height:${share(box.height, frame.height)}`,
  ].join(';');
  return html`<div class="layer" aria-hidden=${isSpare || nothing} .style=${look}>
    <img
      src=${picture.preview ?? nothing}
      crossorigin="anonymous"
      alt=${isSpare ? '' : `${title ? `${title}: ` : ''}${name}`}
      .style=${lies}
      decoding="async"
      draggable="false"
      @load=${learn}
      @error=${learn}
    />
  </div>`;
}

/**
 * How the first (0) and the second (1) of two pictures that lie over each other are seen.
 * @param edge where the swipe parts them, in CSS pixels of the sheet, which is `width` wide
 * @param opacity 0 to 100
 */
export function lookOf(mode: ViewMode, at: number, width: number, edge: number, opacity: number): string {
  switch (mode) {
    case 'swipe':
      return at === 0 ? `clip-path:inset(0 ${width - edge}px 0 0)` : `clip-path:inset(0 0 0 ${edge}px)`;
    case 'onionSkin':
      return at === 0 ? '' : `opacity:${opacity / 100}`;
    case 'difference':
      return at === 0 ? 'visibility:hidden' : 'filter:grayscale(1);opacity:.3';
    case 'single':
    case 'sideBySide':
      return '';
  }
}

export const sideCaption = ({ title, name, picture }: Side): TemplateResult => html`<div class="caption">
  ${title ? html`<span class="which">${title}</span>` : nothing}${fileName(name)}
  <span class="facts">${describePicture(picture)}</span>
</div>`;
