import './differenceLayer.ts';
import {
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { live } from 'lit/directives/live.js';
import type { Choice, Picture } from '../../src/core/shared/panelState.ts';
import { type Alignment, align, type Size } from '../compare/align.ts';
import { type Camera, place } from '../compare/camera.ts';
import { Gestures, pixel } from '../compare/gestures.ts';
import { baseName } from '../words.ts';
import { type CompareMode, modeField, partnerField } from './compareBar.ts';
import { lookOf, pictureLayer, type Side, sideCaption } from './compareLayers.ts';
import { alignmentWords, differenceWords, heatLegend, slider, sliderValue } from './compareTuning.ts';
import type { DifferenceReport } from './differenceLayer.ts';
import { icon } from './parts.ts';
import { zoomBar } from './zoomBar.ts';

const unknownSize: Size = { width: 4, height: 3 };

/**
 * One picture, or two in four ways, with one zoom for both. Fires `mode` when another way was chosen and
 * `partner` with the value of another picture to compare with.
 */
export class CompareViewElement extends LitElement {
  static override properties: PropertyDeclarations = {
    first: { attribute: false },
    second: { attribute: false },
    mode: { attribute: false },
    partners: { attribute: false },
    partner: { attribute: false },
    camera: { state: true },
  };

  /** Null: the second is shown alone. */
  declare first: Side | null;
  declare second: Side;
  declare mode: CompareMode;
  /** What the second can be compared with; without a choice there is no list. */
  declare partners: readonly Choice[];
  declare partner: string;
  declare camera: Camera;
  /** In CSS pixels; all panes are of one size. */
  pane: Size = { width: 0, height: 0 };
  #room: Size = { width: 0, height: 0 };
  /** Percent: where the swipe is, and how much is seen of the upper picture. */
  #swipe = 50;
  #opacity = 50;
  #tolerance = 8;
  #report: DifferenceReport = { kind: 'busy' };
  /** Of pictures whose size is not told, from the pictures themselves. */
  readonly #sizes = new Map<string, Size>();
  /** Addresses of pictures that the browser could not read. */
  readonly #damaged = new Set<string>();
  #lastFrame: Size = unknownSize;
  readonly #observer = new ResizeObserver(() => this.#measure());
  readonly #gestures: Gestures;

  constructor() {
    super();
    this.first = null;
    this.mode = 'sideBySide';
    this.partners = [];
    this.partner = '';
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

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('first') && !changed.has('second')) return;
    // Another picture of the same size is looked at in the same place: what changed there is what matters.
    const { frame } = this;
    if (!isSame(frame, this.#lastFrame)) this.camera = { kind: 'fit' };
    this.#lastFrame = frame;
  }

  override render(): TemplateResult {
    const { first, second } = this;
    const alignment = this.#alignment();
    const canOverlay = first !== null && this.#isShown(first) && this.#isShown(second);
    const mode = canOverlay ? this.mode : 'sideBySide';
    const { scale } = place(this.camera, alignment.frame, this.pane, pixel());
    const isStacked = mode === 'sideBySide' && first !== null && fitsStacked(alignment.frame, this.#room);
    return html`
      <div class="compareBar">
        ${first === null ? nothing : modeField(mode, canOverlay, (chosen) => this.#choose(chosen))}
        ${partnerField(this.partners, this.partner, (value) =>
          this.dispatchEvent(new CustomEvent('partner', { detail: value })),
        )}
        ${zoomBar(this.pane.width === 0 ? 1 : scale / pixel(), this.camera.kind === 'fit', (wanted) =>
          this.#gestures.zoomTo(wanted),
        )}
      </div>
      <div
        class="panes ${mode} ${isStacked ? 'stacked' : ''} ${first === null ? 'alone' : ''}"
        role="group"
        tabindex="0"
        aria-label=${first === null ? 'Picture' : 'Pictures'}
        aria-description="Plus and minus zoom, 0 shows all, 1 is actual size, arrows move."
      >
        ${
          first === null
            ? this.#figure([second], [1], mode, alignment)
            : mode === 'sideBySide'
              ? [this.#figure([first], [0], mode, alignment), this.#figure([second], [1], mode, alignment)]
              : this.#figure([first, second], [0, 1], mode, alignment)
        }
      </div>
      ${first === null ? nothing : this.#below(first, mode, alignment)}
    `;
  }

  override updated(): void {
    for (const part of this.querySelectorAll('.panes, .pane')) this.#observer.observe(part);
    this.#measure();
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

  #choose(mode: CompareMode): void {
    this.mode = mode;
    this.dispatchEvent(new CustomEvent('mode', { detail: mode, bubbles: true }));
  }

  /** One pane with what lies in it, and what it is below. @param places which box of the alignment each has */
  #figure(
    sides: readonly Side[],
    places: readonly (0 | 1)[],
    mode: CompareMode,
    { frame, boxes }: Alignment,
  ): TemplateResult {
    const { scale, left, top } = place(this.camera, frame, this.pane, pixel());
    const [width, height] = [frame.width * scale, frame.height * scale];
    const seen: [from: number, to: number] = [Math.max(0, left), Math.min(this.pane.width, left + width)];
    const edge = seen[0] + ((seen[1] - seen[0]) * this.#swipe) / 100 - left;
    const isLarger = width > this.pane.width + 1 || height > this.pane.height + 1;
    const isMagnified = scale / pixel() >= 2;
    const hasAlpha = mode !== 'difference' && sides.some(({ picture }) => picture.hasAlpha);
    const sheet = html`<div
      class="sheet ${isMagnified ? 'pixels' : ''} ${hasAlpha ? 'alpha' : ''}"
      .style=${`width:${width}px;height:${height}px;transform:translate(${left}px,${top}px)`}
    >
      ${sides.map((side, at) => {
        const look = sides.length === 2 ? lookOf(mode, at, width, edge, this.#opacity) : '';
        return pictureLayer(side, boxes[places[at] ?? 1], frame, look, this.#learnSize, this.#learnDamage);
      })}
      ${mode === 'difference' ? this.#heat(sides) : nothing}
    </div>`;
    const [alone] = sides.length === 1 ? sides : [];
    const isMissing = alone !== undefined && !this.#isShown(alone);
    // The words stand right below the picture, also where the pane is higher than it.
    const [start, end] = isMissing ? middleOf(this.pane.height, missingHeight) : [top, top + height];
    const slack = this.camera.kind === 'fit' ? Math.max(0, start) : 0;
    return html`
      <figure class="figure">
        <div class="pane ${isLarger ? 'movable' : ''}" .style=${`--shape:${frame.width}/${frame.height}`}>
          ${isMissing ? html`<div class="missing">${icon('file-media')}<span>${missingWords(alone)}</span></div>` : sheet}
          ${mode === 'swipe' ? this.#handle(seen, [Math.max(0, start), Math.min(this.pane.height, end)]) : nothing}
        </div>
        <figcaption .style=${`transform:translateY(${-slack}px)`}>${sides.map(sideCaption)}</figcaption>
      </figure>
    `;
  }

  #heat([first, second]: readonly Side[]): TemplateResult | typeof nothing {
    if (!first?.picture.preview || !second?.picture.preview) return nothing;
    return html`<nano-difference
      class="layer"
      .first=${first.picture.preview}
      .second=${second.picture.preview}
      .tolerance=${this.#tolerance}
      @report=${({ detail }: CustomEvent<DifferenceReport>) => {
        this.#report = detail;
        this.requestUpdate();
      }}
    ></nano-difference>`;
  }

  /** As long as the part of the picture that can be seen. */
  #handle([from, to]: [number, number], [top, bottom]: [number, number]): TemplateResult {
    return html`<input
      class="swipeHandle"
      type="range"
      min="0"
      max="100"
      step="0.5"
      aria-label="Swipe"
      aria-valuetext="${Math.round(this.#swipe)} % ${this.first?.title ?? ''}"
      .style=${`--from:${from}px;--length:${to - from}px;top:${top}px;height:${bottom - top}px`}
      .value=${live(String(this.#swipe))}
      @input=${(event: Event) => {
        this.#swipe = sliderValue(event);
        this.requestUpdate();
      }}
    />`;
  }

  #below(first: Side, mode: CompareMode, alignment: Alignment): TemplateResult {
    const words = alignmentWords(alignment, [first.picture, this.second.picture]);
    const opacity = slider(
      `Opacity of ${this.second.title || baseName(this.second.name)}`,
      100,
      this.#opacity,
      ' %',
      (value) => {
        this.#opacity = value;
        this.requestUpdate();
      },
    );
    const tolerance = slider('Tolerance', 128, this.#tolerance, '', (value) => {
      this.#tolerance = value;
      this.requestUpdate();
    });
    return html`<div class="below">
      ${words === '' ? nothing : html`<p class="line">${icon('info')}<span>${words}</span></p>`}
      ${mode === 'onionSkin' ? opacity : nothing}
      ${
        mode === 'difference'
          ? html`<p class="share" aria-live="polite">${differenceWords(this.#report)}</p>
              ${tolerance} ${heatLegend}`
          : nothing
      }
    </div>`;
  }

  #alignment(): Alignment {
    const second = this.#sizeOf(this.second.picture);
    return align(this.first ? this.#sizeOf(this.first.picture) : second, second);
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
    this.#damaged.add(target.getAttribute('src') ?? '');
    this.requestUpdate();
  };

  #learnSize = ({ target }: Event): void => {
    if (!(target instanceof HTMLImageElement) || target.naturalWidth === 0) return;
    const address = target.getAttribute('src') ?? '';
    if (this.#sizes.has(address)) return;
    this.#sizes.set(address, { width: target.naturalWidth, height: target.naturalHeight });
    this.requestUpdate();
  };
}
customElements.define('nano-compare', CompareViewElement);

const missingHeight = 200;

const middleOf = (room: number, length: number): [start: number, end: number] => [
  Math.max(0, (room - length) / 2),
  Math.min(room, (room + length) / 2),
];

const missingWords = ({ picture }: Side): string =>
  picture.preview === null ? 'No preview' : 'This picture is damaged and can’t be shown.';

const isSame = (one: Size, other: Size): boolean => one.width === other.width && one.height === other.height;

/** Whether two pictures of this shape are much larger one above the other than side by side. */
export function fitsStacked({ width, height }: Size, room: Size): boolean {
  if (room.width === 0) return false;
  const [gap, text] = [18, 48];
  const beside = Math.min((room.width - gap) / 2 / width, (room.height - text) / height);
  const stacked = Math.min(room.width / width, ((room.height - gap) / 2 - text) / height);
  return stacked > beside * 1.35;
}
