import { html, nothing, type TemplateResult } from 'lit';
import type { Arrival } from '../../compare/arrival.ts';
import type { ViewMode } from '../../layout.ts';
import { type Layer, lookOf, type Side } from './compareLayers.ts';
import { missingPicture, type PaneContent, type Sheet, swipeEdge } from './comparePane.ts';
import type { Tuned } from './compareTuning.ts';

/** All that decides what lies in the panes. */
export interface Scene {
  mode: ViewMode;
  first: Side | null;
  second: Side | null;
  sheet: Sheet;
  /** Space is held: the first is seen in place of the second. */
  peeks: boolean;
  arrival: Pick<Arrival, 'under' | 'look'>;
  tuned: Tuned;
  isShown: (side: Side) => boolean;
  /** What lies on the second picture, or on the only one. */
  over: unknown;
  /** In place of a picture that is not there yet. */
  empty: TemplateResult | undefined;
  /** Where both lie over each other. */
  heat: () => unknown;
  handle: () => unknown;
}

/** What lies in the one pane, or in the two of Side by side. */
export function paneContents(scene: Scene): PaneContent[] {
  const { mode, first, second } = scene;
  if (mode === 'sideBySide' && first) {
    const left = alone(scene, first, second ? nothing : scene.over);
    return [left, second ? upper(scene, second, false) : blank(scene)];
  }
  if (mode !== 'single' && first && second) return [overlaid(scene, first, second)];
  const top = second ?? first;
  return [top ? upper(scene, top, true) : blank(scene)];
}

function blank({ empty }: Scene): PaneContent {
  const instead = empty ? html`<div class="blank">${empty}</div>` : html`<div class="sheet"></div>`;
  return { layers: [], captions: [], instead, over: nothing, handle: nothing, hasAlpha: false };
}

function alone({ sheet, isShown }: Scene, side: Side, over: unknown): PaneContent {
  return {
    layers: [{ side, box: sheet.boxes[0], look: '' }],
    captions: [side],
    instead: isShown(side) ? nothing : missingPicture(side),
    over,
    handle: nothing,
    hasAlpha: side.picture.hasAlpha,
  };
}

/**
 * The upper picture; while Space is held, and while it is still coming, what lies beneath.
 * @param namesFirst false: the first has a pane of its own
 */
function upper(scene: Scene, top: Side, namesFirst: boolean): PaneContent {
  const { first, second, sheet, arrival, isShown, over } = scene;
  const below = first !== null && top === second && isShown(first) ? first : null;
  const peeks = scene.peeks && below !== null;
  const seen = peeks ? below : top;
  const { under } = arrival;
  const isUnder = (side: Side) => under !== null && under.picture.preview === side.picture.preview;
  const layers: Layer[] = [];
  if (below && (namesFirst || peeks)) {
    const look = peeks || isUnder(below) ? '' : 'opacity:0';
    layers.push({ side: below, box: sheet.boxes[0], look, isSpare: !namesFirst });
  }
  if (under && !peeks && !layers.some(({ side }) => isUnder(side))) {
    layers.push({ side: under, box: sheet.boxes[1], look: '', isSpare: true });
  }
  const box = sheet.boxes[top === second ? 1 : 0];
  if (isShown(top)) layers.push({ side: top, box, look: peeks ? 'opacity:0' : arrival.look });
  return {
    layers,
    captions: under && !isShown(top) ? [] : [seen],
    instead: isShown(seen) || under ? nothing : missingPicture(seen),
    over: peeks ? nothing : over,
    handle: nothing,
    hasAlpha: seen.picture.hasAlpha,
  };
}

/** Both in one pane; while Space is held the first alone. */
function overlaid(scene: Scene, first: Side, second: Side): PaneContent {
  const { mode, sheet, peeks, tuned } = scene;
  const width = sheet.frame.width * sheet.scale;
  const look = (at: number) => {
    if (!peeks) return lookOf(mode, at, width, swipeEdge(sheet, tuned.swipe), tuned.opacity);
    return at === 0 ? '' : 'opacity:0';
  };
  return {
    layers: [
      { side: first, box: sheet.boxes[0], look: look(0) },
      { side: second, box: sheet.boxes[1], look: look(1) },
    ],
    captions: peeks ? [first] : [first, second],
    instead: nothing,
    over: peeks ? nothing : html`${scene.heat()}${scene.over}`,
    handle: peeks ? nothing : scene.handle(),
    hasAlpha: mode !== 'difference' && (first.picture.hasAlpha || second.picture.hasAlpha),
  };
}
