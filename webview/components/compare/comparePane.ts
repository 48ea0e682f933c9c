import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../../src/core/shared/l10n.ts';
import type { Box, Size } from '../../compare/align.ts';
import { place } from '../../compare/camera.ts';
import { type Look, pixel } from '../../compare/gestures.ts';
import { icon } from '../parts/parts.ts';
import { type Layer, pictureLayer, type Side, sideCaption } from './compareLayers.ts';
import { sliderValue, type Tuned } from './compareTuning.ts';

/** Where a picture is drawn just now: what lies on it needs no more to be drawn at its pixels. */
export interface Sheet {
  /** The pixels that the pictures of the stage share. */
  frame: Size;
  /** Where the first and the second picture lie in it. */
  boxes: readonly [first: Box, second: Box];
  /** CSS pixels for one pixel of the frame. */
  scale: number;
  /** Where the frame's corner lies in the pane, in CSS pixels. */
  left: number;
  top: number;
  /** The part of the stage in which this picture is seen, in CSS pixels. */
  pane: Size;
}

export interface PaneContent {
  layers: readonly Layer[];
  captions: readonly Side[];
  /** In place of pictures. */
  instead: unknown;
  /** Over the pictures, in the sheet. */
  over: unknown;
  /** Over the pane. */
  handle: unknown;
  hasAlpha: boolean;
}

/** The sheet as a camera shows it. */
export function sheetOf(look: Look, boxes: Sheet['boxes']): Sheet {
  const { frame, pane, camera } = look;
  return { frame, boxes, pane, ...place(camera, frame, pane, pixel()) };
}

/** One pane with what lies in it. @param learn is told when a picture is loaded, or can't be */
export function comparePane(
  { layers, captions, instead, over, handle, hasAlpha }: PaneContent,
  { frame, scale, left, top, pane }: Sheet,
  learn: (event: Event) => void,
): TemplateResult {
  const [width, height] = [frame.width * scale, frame.height * scale];
  const isLarger = width > pane.width + 1 || height > pane.height + 1;
  const isMagnified = scale / pixel() >= 2;
  // A picture that goes from the top to below another is the same element, and does not flash.
  const keys = new Map(layers.map((layer) => [layer, layer.side.picture.preview ?? layer.side.name]));
  const [first, ...others] = layers;
  for (const layer of others) {
    if (first && keys.get(layer) === keys.get(first)) keys.set(layer, `${keys.get(layer)} again`);
  }
  return html`
    <figure class="figure">
      <div class="pane ${isLarger ? 'movable' : ''}">
        ${
          instead === nothing
            ? html`<div
                class="sheet ${isMagnified ? 'pixels' : ''} ${hasAlpha ? 'alpha' : ''}"
                .style=${`width:${width}px;height:${height}px;transform:translate(${left}px,${top}px)`}
              >
                ${repeat(
                  layers,
                  (layer) => keys.get(layer),
                  (layer) => pictureLayer(layer, frame, learn),
                )}
                ${over}
              </div>`
            : instead
        }
        ${handle}
      </div>
      <figcaption>${captions.map(sideCaption)}</figcaption>
    </figure>
  `;
}

/** In place of a picture that can't be shown. */
export const missingPicture = ({ picture }: Side): TemplateResult => html`<div class="missing">
  ${icon('file-media')}
  <span>${picture.preview === null ? t('No preview') : t('This picture is damaged and can’t be shown.')}</span>
</div>`;

/** What parts the two pictures in a swipe: as long as the part of the picture that can be seen. */
export function swipeHandle(
  { frame, scale, left, top, pane }: Sheet,
  { swipe }: Tuned,
  name: string,
  take: (change: Partial<Tuned>) => void,
): TemplateResult {
  const [from, to] = seen(left, frame.width * scale, pane.width);
  const [start, end] = seen(top, frame.height * scale, pane.height);
  return html`<input
    class="swipeHandle"
    type="range"
    min="0"
    max="100"
    step="0.5"
    aria-label=${t('Swipe')}
    aria-valuetext="${Math.round(swipe)} % ${name}"
    .style=${`--from:${from}px;--length:${to - from}px;top:${start}px;height:${end - start}px`}
    .value=${live(String(swipe))}
    @input=${(event: Event) => take({ swipe: sliderValue(event) })}
  />`;
}

/** Where the swipe parts the pictures, in CSS pixels of the sheet. @param swipe percent */
export function swipeEdge({ frame, scale, left, pane }: Sheet, swipe: number): number {
  const [from, to] = seen(left, frame.width * scale, pane.width);
  return from + ((to - from) * swipe) / 100 - left;
}

const seen = (start: number, length: number, room: number): [from: number, to: number] => [
  Math.max(0, start),
  Math.min(room, start + length),
];
