import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { say, sentence, t } from '../../../src/core/shared/l10n.ts';
import type { Choice } from '../../../src/core/shared/protocol/panelState.ts';
import { type Alignment, align, fitsStacked, type Size } from '../../compare/align.ts';
import { Arrival } from '../../compare/arrival.ts';
import { type Camera, follow, isOneShape, type Pane } from '../../compare/camera.ts';
import { Gestures, pixel } from '../../compare/gestures.ts';
import { KnownPictures } from '../../compare/known.ts';
import { Peek } from '../../compare/peek.ts';
import { isSameSize, ToolRoom } from '../../compare/room.ts';
import type { ViewMode } from '../../layout.ts';
import { DocumentElement } from '../parts/documentElement.ts';
import { lookButtons, modeField, partnerField } from './compareBar.ts';
import type { Side } from './compareLayers.ts';
import { comparePane, type PaneContent, type Sheet, sheetOf, swipeHandle } from './comparePane.ts';
import { firstTuned, heatLayer, outlineLayer, type Tuned, tuning } from './compareTuning.ts';
import { paneContents } from './paneContents.ts';
import { zoomBar } from './zoomBar.ts';

const keys = sentence(
  'Plus and minus zoom, F shows all, 1 is actual size, arrows move, O outlines what changed, holding Space shows the first picture.',
);

/**
 * The stage: one picture or two in one camera, with one bar below. What is looked at stays where it is while
 * pictures and modes change. Fires `mode` when another way of looking was chosen and `partner` with the value of
 * another picture to compare with.
 */
export class CompareViewElement extends DocumentElement {
  static override properties: PropertyDeclarations = {
    first: { attribute: false },
    second: { attribute: false },
    mode: { attribute: false },
    partners: { attribute: false },
    partner: { attribute: false },
    empty: { attribute: false },
    pending: { attribute: false },
    layers: { attribute: false },
    tools: { attribute: false },
    hasToolRoom: { attribute: false },
    cover: { attribute: false },
    aside: { attribute: false },
    lead: { attribute: false },
    trail: { attribute: false },
    camera: { state: true },
  };

  /** What the second was made from, or is compared with. Null: there is none. */
  declare first: Side | null;
  /** Null: it is not there yet, and the first is seen. */
  declare second: Side | null;
  declare mode: ViewMode;
  /** What the second can be compared with; without a choice there is no list. */
  declare partners: readonly Choice[];
  declare partner: string;
  /** In place of a picture that is not there yet. */
  declare empty: TemplateResult | undefined;
  /** What is on its way, said over the picture. */
  declare pending: TemplateResult | undefined;
  /**
   * Draws what lies on the second picture, or on the only one: it is put into an element that covers the frame, and
   * is drawn anew whenever the camera turns. Null: nothing lies on it.
   */
  declare layers: ((sheet: Sheet) => unknown) | null;
  /** A bar over the pictures. */
  declare tools: TemplateResult | undefined;
  /** Pictures that fit lie below the bar, also while it is not there: they don't move when it comes. */
  declare hasToolRoom: boolean;
  /** In place of the pictures, which stay as they are below. */
  declare cover: TemplateResult | undefined;
  /** A flyout over the pictures. */
  declare aside: TemplateResult | undefined;
  /** At the start of the bar, and at its end. */
  declare lead: TemplateResult | undefined;
  declare trail: TemplateResult | undefined;
  declare camera: Camera;
  /** In CSS pixels; all panes are of one size. */
  pane: Pane = { width: 0, height: 0 };
  #room: Size = { width: 0, height: 0 };
  readonly #toolRoom = new ToolRoom();
  #tuned = firstTuned;
  #peeks = false;
  readonly #known = new KnownPictures();
  #lastFrame: Size | null = null;
  readonly #observer = new ResizeObserver(() => this.#measure());
  readonly #arrival = new Arrival(() => this.requestUpdate());
  readonly #gestures: Gestures;
  readonly #peek = new Peek((isHeld) => this.#hold(isHeld));

  constructor() {
    super();
    this.first = null;
    this.second = null;
    this.mode = 'sideBySide';
    this.partners = [];
    this.partner = '';
    this.layers = null;
    this.hasToolRoom = false;
    this.camera = { kind: 'fit' };
    this.#gestures = new Gestures(this, this);
    this.addEventListener('keydown', this.#press);
  }

  /** The pixels that the pictures share. */
  get frame(): Size {
    return this.#alignment().frame;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#peek.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#peek.stop();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('first') && !changed.has('second')) return;
    const { frame } = this;
    if (this.#lastFrame) this.camera = follow(this.camera, this.#lastFrame, frame, this.pane, pixel());
    if (this.#lastFrame && !isOneShape(this.#lastFrame, frame)) this.#toolRoom.forget();
    this.#lastFrame = this.first || this.second ? frame : null;
    this.#arrival.follow(this.first, this.second ?? this.first);
  }

  override render(): TemplateResult {
    const { first, second } = this;
    const isPair = first !== null && second !== null;
    const canOverlay = isPair && this.#known.isShown(first) && this.#known.isShown(second);
    const mode = this.#mode(isPair, canOverlay);
    const alignment = this.#alignment();
    const sheet = sheetOf(this, alignment.boxes);
    const isStacked = mode === 'sideBySide' && fitsStacked(alignment.frame, this.#room);
    return html`
      <div class="sight">
        <div
          class="panes ${mode} ${isStacked ? 'stacked' : ''} ${this.hasToolRoom ? 'tooled' : ''}"
          role="group"
          tabindex="0"
          ?inert=${this.cover !== undefined}
          aria-label=${isPair ? t('Pictures') : t('Picture')}
          aria-description=${say(keys)}
        >
          ${this.#panes(mode, canOverlay, sheet).map((content) => comparePane(content, sheet, this.#learn))}
        </div>
        ${this.cover ? html`<div class="cover">${this.cover}</div>` : nothing}
        ${this.tools ? html`<div class="overTools">${this.tools}</div>` : nothing} ${this.aside}
        <div class="tuning">
          ${isPair ? tuning(mode, alignment, [first, second], this.#tuned, this.#tune) : nothing} <div class="said">${this.pending}</div>
        </div>
      </div>
      <div class="actionBar">
        ${this.lead}
        ${isPair ? modeField(mode, canOverlay, (chosen) => this.#choose(chosen)) : nothing}
        ${partnerField(this.partners, this.partner, (value) =>
          this.dispatchEvent(new CustomEvent('partner', { detail: value })),
        )}
        ${
          canOverlay
            ? lookButtons(this.#peeks, this.#tuned.outlines, {
                peek: (isHeld) => this.#hold(isHeld),
                outline: () => this.#tune({ outlines: !this.#tuned.outlines }),
              })
            : nothing
        }
        ${zoomBar(this.pane.width === 0 ? 1 : sheet.scale / pixel(), this.camera.kind === 'fit', (wanted) =>
          this.#gestures.zoomTo(wanted),
        )}
        ${this.trail}
      </div>
    `;
  }

  override updated(): void {
    for (const part of this.querySelectorAll('.panes, .pane, .overTools, .said'))
      this.#observer.observe(part);
    this.#measure();
  }

  /** Where there is no pair, what was chosen for pairs decides only how the room is divided. */
  #mode(isPair: boolean, canOverlay: boolean): ViewMode {
    if (this.mode === 'single' || this.mode === 'sideBySide' || canOverlay) return this.mode;
    return isPair ? 'sideBySide' : 'single';
  }

  #measure(): void {
    const [pane, room] = [this.querySelector('.pane'), this.querySelector('.panes')].map((part) => ({
      width: part?.clientWidth ?? 0,
      height: part?.clientHeight ?? 0,
    }));
    if (!pane || !room) return;
    if (!isSameSize(room, this.#room)) this.#toolRoom.forget();
    const [tools = 0, words = 0] = ['.overTools', '.said'].map(
      (part) => this.querySelector<HTMLElement>(part)?.offsetHeight,
    );
    const isStacked = this.querySelector('.panes.stacked') !== null;
    const { above, below } = this.#toolRoom.take(pane.height, tools, isStacked ? 0 : words);
    const taken = { above: this.hasToolRoom && !isStacked ? above : 0, below };
    this.style.setProperty('--tool-room', `${above}px`);
    const isKnown = taken.above === this.pane.above && taken.below === this.pane.below;
    if (isKnown && isSameSize(pane, this.pane) && isSameSize(room, this.#room)) return;
    this.pane = { ...pane, ...taken };
    this.#room = room;
    this.requestUpdate();
  }

  /** All of the picture, as large as what is there now leaves it. */
  refit(): void {
    this.#toolRoom.forget();
    this.#measure();
  }

  #choose(mode: ViewMode): void {
    this.mode = mode;
    this.dispatchEvent(new CustomEvent('mode', { detail: mode, bubbles: true }));
  }

  #panes(mode: ViewMode, canOverlay: boolean, sheet: Sheet): PaneContent[] {
    const { first, second, empty, layers } = this;
    const tuned = this.#tuned;
    const pair = first && second && canOverlay ? ([first, second] as const) : undefined;
    return paneContents({
      mode,
      first,
      second,
      sheet,
      peeks: this.#peeks,
      arrival: this.#arrival,
      tuned,
      isShown: (side) => this.#known.isShown(side),
      over: html`${pair && tuned.outlines && mode !== 'difference' ? outlineLayer(pair, this.#tune) : nothing}${
        layers ? html`<div class="overLayer">${layers(sheet)}</div>` : nothing
      }`,
      empty,
      heat: () => (pair && mode === 'difference' ? heatLayer(pair, tuned, this.#tune) : nothing),
      handle: () => (mode === 'swipe' ? swipeHandle(sheet, tuned, first?.title ?? '', this.#tune) : nothing),
    });
  }

  #hold(isHeld: boolean): void {
    this.#peeks = isHeld;
    this.requestUpdate();
  }

  #tune = (change: Partial<Tuned>): void => {
    this.#tuned = { ...this.#tuned, ...change };
    this.requestUpdate();
  };

  #press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() !== 'o' || event.target instanceof HTMLSelectElement) return;
    event.preventDefault();
    this.#tune({ outlines: !this.#tuned.outlines });
  };

  #alignment(): Alignment {
    const first = this.#known.sizeOf((this.first ?? this.second)?.picture);
    return align(first, this.#known.sizeOf((this.second ?? this.first)?.picture));
  }

  #learn = (event: Event): void => {
    const address = this.#known.learn(event);
    if (address === undefined) return;
    this.#arrival.loaded(address);
    this.requestUpdate();
  };
}
customElements.define('nano-compare', CompareViewElement);

declare global {
  interface HTMLElementTagNameMap {
    'nano-compare': CompareViewElement;
  }
}
