import './differenceLayer.ts';
import {
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { Choice, Picture } from '../../src/core/shared/panelState.ts';
import { type Alignment, align, type Size } from '../compare/align.ts';
import { Arrival } from '../compare/arrival.ts';
import { type Camera, follow } from '../compare/camera.ts';
import { Gestures, pixel } from '../compare/gestures.ts';
import { Peek } from '../compare/peek.ts';
import type { ViewMode } from '../layout.ts';
import { modeField, partnerField } from './compareBar.ts';
import type { Side } from './compareLayers.ts';
import { comparePane, type PaneContent, type Sheet, sheetOf, swipeHandle } from './comparePane.ts';
import { tuning } from './compareTuning.ts';
import type { DifferenceReport } from './differenceLayer.ts';
import { paneContents } from './paneContents.ts';
import { zoomBar } from './zoomBar.ts';

const unknownSize: Size = { width: 4, height: 3 };
const keys =
  'Plus and minus zoom, F shows all, 1 is actual size, arrows move, holding Space shows the first picture.';

/**
 * The stage: one picture or two in one camera, with one bar below. What is looked at stays where it is while
 * pictures and modes change. Fires `mode` when another way of looking was chosen and `partner` with the value of
 * another picture to compare with.
 */
export class CompareViewElement extends LitElement {
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
  /** A flyout over the pictures. */
  declare aside: TemplateResult | undefined;
  /** At the start of the bar, and at its end. */
  declare lead: TemplateResult | undefined;
  declare trail: TemplateResult | undefined;
  declare camera: Camera;
  /** In CSS pixels; all panes are of one size. */
  pane: Size = { width: 0, height: 0 };
  #room: Size = { width: 0, height: 0 };
  /** Percent: where the swipe is, and how much is seen of the upper picture. */
  #swipe = 50;
  #opacity = 50;
  #tolerance = 8;
  #report: DifferenceReport = { kind: 'busy' };
  #peeks = false;
  /** Of pictures whose size is not told, from the pictures themselves. */
  readonly #sizes = new Map<string, Size>();
  /** Addresses of pictures that the browser could not read. */
  readonly #damaged = new Set<string>();
  #lastFrame: Size | null = null;
  readonly #observer = new ResizeObserver(() => this.#measure());
  readonly #arrival = new Arrival(() => this.requestUpdate());
  readonly #gestures: Gestures;
  readonly #peek = new Peek((isHeld) => {
    this.#peeks = isHeld;
    this.requestUpdate();
  });

  constructor() {
    super();
    this.first = null;
    this.second = null;
    this.mode = 'sideBySide';
    this.partners = [];
    this.partner = '';
    this.layers = null;
    this.camera = { kind: 'fit' };
    this.#gestures = new Gestures(this, this);
  }

  /** The pixels that the pictures share. */
  get frame(): Size {
    return this.#alignment().frame;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
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
    this.#lastFrame = this.first || this.second ? frame : null;
    this.#arrival.follow(this.first, this.second ?? this.first);
  }

  override render(): TemplateResult {
    const { first, second } = this;
    const isPair = first !== null && second !== null;
    const canOverlay = isPair && this.#isShown(first) && this.#isShown(second);
    const mode = this.#mode(isPair, canOverlay);
    const alignment = this.#alignment();
    const sheet = sheetOf(this, alignment.boxes);
    const isStacked = mode === 'sideBySide' && fitsStacked(alignment.frame, this.#room);
    return html`
      <div class="sight">
        <div
          class="panes ${mode} ${isStacked ? 'stacked' : ''}"
          role="group"
          tabindex="0"
          aria-label=${isPair ? 'Pictures' : 'Picture'}
          aria-description=${keys}
        >
          ${this.#panes(mode, sheet).map((content) => comparePane(content, sheet, this.#learnSize, this.#learnDamage))}
        </div>
        ${this.tools ? html`<div class="overTools">${this.tools}</div>` : nothing} ${this.aside}
        <div class="tuning">
          ${isPair ? this.#tuning(first, second, mode, alignment) : nothing} ${this.pending}
        </div>
      </div>
      <div class="actionBar">
        ${this.lead}
        ${isPair ? modeField(mode, canOverlay, (chosen) => this.#choose(chosen)) : nothing}
        ${partnerField(this.partners, this.partner, (value) =>
          this.dispatchEvent(new CustomEvent('partner', { detail: value })),
        )}
        ${zoomBar(this.pane.width === 0 ? 1 : sheet.scale / pixel(), this.camera.kind === 'fit', (wanted) =>
          this.#gestures.zoomTo(wanted),
        )}
        ${this.trail}
      </div>
    `;
  }

  override updated(): void {
    for (const part of this.querySelectorAll('.panes, .pane')) this.#observer.observe(part);
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
    if (!pane || !room || (isSame(pane, this.pane) && isSame(room, this.#room))) return;
    this.pane = pane;
    this.#room = room;
    this.requestUpdate();
  }

  #choose(mode: ViewMode): void {
    this.mode = mode;
    this.dispatchEvent(new CustomEvent('mode', { detail: mode, bubbles: true }));
  }

  #panes(mode: ViewMode, sheet: Sheet): PaneContent[] {
    const { first, second, empty, layers } = this;
    return paneContents({
      mode,
      first,
      second,
      sheet,
      peeks: this.#peeks,
      arrival: this.#arrival,
      swipe: this.#swipe,
      opacity: this.#opacity,
      isShown: (side) => this.#isShown(side),
      over: layers ? html`<div class="layer over">${layers(sheet)}</div>` : nothing,
      empty,
      heat: () => (mode === 'difference' ? this.#heat() : nothing),
      handle: () => (mode === 'swipe' ? this.#handle(sheet) : nothing),
    });
  }

  #handle(sheet: Sheet): TemplateResult {
    return swipeHandle(sheet, this.#swipe, this.first?.title ?? '', (value) => {
      this.#swipe = value;
      this.requestUpdate();
    });
  }

  #heat(): TemplateResult {
    return html`<nano-difference
      class="layer"
      .first=${this.first?.picture.preview ?? ''}
      .second=${this.second?.picture.preview ?? ''}
      .tolerance=${this.#tolerance}
      @report=${({ detail }: CustomEvent<DifferenceReport>) => {
        this.#report = detail;
        this.requestUpdate();
      }}
    ></nano-difference>`;
  }

  #tuning(first: Side, second: Side, mode: ViewMode, alignment: Alignment): TemplateResult | typeof nothing {
    const values = { opacity: this.#opacity, tolerance: this.#tolerance, report: this.#report };
    return tuning(mode, alignment, [first, second], values, (change) => {
      this.#opacity = change.opacity ?? this.#opacity;
      this.#tolerance = change.tolerance ?? this.#tolerance;
      this.requestUpdate();
    });
  }

  #alignment(): Alignment {
    const [first, second] = [this.first ?? this.second, this.second ?? this.first].map((side) =>
      side ? this.#sizeOf(side.picture) : unknownSize,
    );
    return align(first ?? unknownSize, second ?? unknownSize);
  }

  #sizeOf({ width, height, preview }: Picture): Size {
    if (width !== null && height !== null) return { width, height };
    return this.#sizes.get(preview ?? '') ?? unknownSize;
  }

  #isShown({ picture: { preview } }: Side): boolean {
    return preview !== null && !this.#damaged.has(preview);
  }

  #learnDamage = ({ target }: Event): void => {
    if (!(target instanceof HTMLImageElement)) return;
    const address = target.getAttribute('src') ?? '';
    this.#damaged.add(address);
    this.#arrival.loaded(address);
    this.requestUpdate();
  };

  #learnSize = ({ target }: Event): void => {
    if (!(target instanceof HTMLImageElement) || target.naturalWidth === 0) return;
    const address = target.getAttribute('src') ?? '';
    this.#arrival.loaded(address);
    if (this.#sizes.has(address)) return;
    this.#sizes.set(address, { width: target.naturalWidth, height: target.naturalHeight });
    this.requestUpdate();
  };
}
customElements.define('nano-compare', CompareViewElement);

declare global {
  interface HTMLElementTagNameMap {
    'nano-compare': CompareViewElement;
  }
}

const isSame = (one: Size, other: Size): boolean => one.width === other.width && one.height === other.height;

/** Whether two pictures of this shape are much larger one above the other than side by side. */
function fitsStacked({ width, height }: Size, room: Size): boolean {
  if (room.width === 0) return false;
  const gap = 6;
  const beside = Math.min((room.width - gap) / 2 / width, room.height / height);
  const stacked = Math.min(room.width / width, (room.height - gap) / 2 / height);
  return stacked > beside * 1.15;
}
