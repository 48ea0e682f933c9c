import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { t } from '../../../src/core/shared/l10n.ts';
import type { Mark, Point, Shape } from '../../../src/core/shared/region/region.ts';
import type { Box } from '../../compare/align.ts';
import { pan, place, zoom } from '../../compare/camera.ts';
import { pixel } from '../../compare/gestures.ts';
import { withOther } from '../../mark/drawings.ts';
import type { MarkingChange } from '../../mark/drawnPicture.ts';
import { hitAmong } from '../../mark/hits.ts';
import { historyStep, pressOnCanvas } from '../../mark/keys.ts';
import type { Marking } from '../../mark/marking.ts';
import { MarkPointer, type PointerPort } from '../../mark/markPointer.ts';
import { SelectionPainter } from '../../mark/selectionPainter.ts';
import { type Surface, seenPart } from '../../mark/surface.ts';
import { describeDrawn } from '../../mark/words.ts';
import { DocumentElement } from '../parts/documentElement.ts';
import { marksOver } from './markFigures.ts';

const antsMs = 140;
const speakMs = 350;
const noShapes: readonly Shape[] = [];

/**
 * What is drawn on a picture, and the hand that draws it: over the pane that shows the picture. Without a tool it
 * only shows. Wheel and pinch still turn the camera; so do the middle button and dragging with Space held.
 */
export class MarkLayerElement extends DocumentElement implements PointerPort {
  static override properties: PropertyDeclarations = {
    marking: { attribute: false },
    surface: { attribute: false },
    origin: { attribute: false },
    crop: { attribute: false },
    note: { state: true },
  };

  declare marking: Marking;
  declare surface: Surface;
  /** Where the pane's corner is in the element that this one lies in, in CSS pixels. */
  declare origin: { x: number; y: number };
  /** The parts of the picture that are sent, in its pixels; none: all of it. */
  declare crop: readonly Box[];
  /** The note that is being written: a new one at a point, or one that is there already. */
  declare note: { at: Point; index: number | null; text: string } | null;
  readonly #pointer = new MarkPointer(this, this);
  #painter: SelectionPainter | undefined;
  #unsubscribe = (): void => {};
  #stage: HTMLElement | null = null;
  #ants = 0;
  #speaking = 0;

  constructor() {
    super();
    this.crop = [];
    this.note = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.marking.subscribe((what) => this.#follow(what));
    this.#stage = this.closest('nano-compare');
    this.#stage?.addEventListener('keydown', this.#press, { capture: true });
    this.#stage?.addEventListener('keyup', this.#release, { capture: true });
    this.#ants = window.setInterval(() => this.#march(), antsMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe();
    this.#stage?.removeEventListener('keydown', this.#press, { capture: true });
    this.#stage?.removeEventListener('keyup', this.#release, { capture: true });
    clearInterval(this.#ants);
    clearTimeout(this.#speaking);
    this.#pointer.end();
    this.marking.cancel();
  }

  /** Whether a key is meant for what is drawn or written here, before it is for anything else of the panel. */
  takes(event: KeyboardEvent): boolean {
    const { target } = event;
    if (target instanceof HTMLInputElement && this.contains(target)) return event.key === 'Escape';
    if (event.key === 'Escape') return this.marking.drawing !== null;
    const isHere =
      this.#isCanvas(target) || (target instanceof Element && target.closest('nano-mark-bar') !== null);
    return isHere && historyStep(event) !== undefined;
  }

  override render(): TemplateResult {
    const { marking, surface, origin } = this;
    const { drawing, tool, activeDrawn } = marking;
    const { pane } = surface;
    this.style.cssText = `left:${origin.x}px;top:${origin.y}px;width:${pane.width}px;height:${pane.height}px`;
    this.dataset.tool = tool ?? '';
    const { marks } = this.#shown();
    const shown: readonly Mark[] =
      drawing?.kind === 'mark' && drawing.drawn ? [...marks, drawing.drawn] : marks;
    const chosen = drawing ? (drawing.kind === 'change' ? drawing.drawn : undefined) : activeDrawn;
    return html`<canvas class="selection" aria-hidden="true"></canvas>
      ${marksOver(shown, tool === null ? undefined : chosen, this.crop, surface)}
      <div class="brushRing" aria-hidden="true"></div>
      ${this.note ? this.#noteBox(this.note) : nothing}
      <p class="spoken" aria-live="polite"></p>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('note') && this.note) this.querySelector<HTMLElement>('.noteBox')?.focus();
    const canvas = this.querySelector('canvas');
    if (!canvas) return;
    this.#painter ??= new SelectionPainter(canvas);
    const { surface } = this;
    this.#painter.place(surface.pane, surface, surface.of, window.devicePixelRatio);
    this.#paint();
  }

  pan(by: { x: number; y: number }): void {
    const look = this.closest('nano-compare');
    if (look) look.camera = pan(look.camera, look.frame, look.pane, by, pixel());
  }

  zoom(factor: number, around: { x: number; y: number }): void {
    const look = this.closest('nano-compare');
    if (!look) return;
    const { scale } = place(look.camera, look.frame, look.pane, pixel());
    look.camera = zoom(look.camera, look.frame, look.pane, scale * factor, around, pixel());
  }

  take(): void {
    this.#finishNote();
    this.closest<HTMLElement>('.panes')?.focus({ preventScroll: true });
  }

  write(at: Point, reach: number): void {
    if (!this.open(at, reach))
      this.note = { at: [Math.round(at[0]), Math.round(at[1])], index: null, text: '' };
  }

  /** Opens the note at a point. @returns false where there is none */
  open(at: Point, reach = 0): boolean {
    const { drawings, of } = this.marking;
    const index = hitAmong(drawings.marks, at, reach, of);
    const mark = drawings.marks[index];
    if (mark?.kind !== 'note') return false;
    this.note = { at: mark.at, index, text: mark.text };
    return true;
  }

  #follow(what: MarkingChange): void {
    const { drawing, tool } = this.marking;
    // A selection that is being drawn is the painter's alone, at every frame.
    if (what !== 'draft' || drawing?.kind !== 'shape') this.requestUpdate();
    this.#paint();
    if (what === 'draft') return;
    if (tool !== 'note' && this.note?.index === null) this.note = null;
    clearTimeout(this.#speaking);
    this.#speaking = window.setTimeout(() => this.#speak(), speakMs);
  }

  #speak(): void {
    const { activeDrawn, isEmpty, of } = this.marking;
    const spoken = this.querySelector('.spoken');
    if (!spoken) return;
    spoken.textContent = activeDrawn
      ? describeDrawn(activeDrawn, of)
      : isEmpty
        ? t('Nothing is marked.')
        : '';
  }

  /** What is drawn, with what the hand holds where it is now. */
  #shown(): Marking['drawings'] {
    const { drawing, drawings } = this.marking;
    return drawing?.kind === 'change' ? withOther(drawings, drawing.which, drawing.drawn) : drawings;
  }

  #paint(): void {
    const { drawing } = this.marking;
    const { shapes, inverted } = this.#shown();
    const draft = drawing?.kind === 'shape' ? drawing.drawn : undefined;
    const startsAnew = drawing?.kind === 'shape' && drawing.mode === 'new' && draft !== undefined;
    this.#painter?.paint({
      shapes: startsAnew ? noShapes : shapes,
      inverted: inverted && !startsAnew,
      draft,
      dims: true,
    });
  }

  #march(): void {
    const { tool, drawing } = this.marking;
    if (tool === null || drawing || document.hidden) return;
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.#painter?.step();
  }

  #noteBox({ at, text }: NonNullable<MarkLayerElement['note']>): TemplateResult {
    const { scale, left, top, pane } = this.surface;
    const x = Math.max(0, Math.min(pane.width - 230, at[0] * scale + left));
    const y = Math.max(0, Math.min(pane.height - 40, at[1] * scale + top));
    return html`<input
      class="noteBox"
      type="text"
      maxlength="500"
      aria-label=${t('Text of the note')}
      placeholder=${t('What the model should know')}
      .value=${text}
      .style=${`left:${x}px;top:${y}px`}
      @keydown=${(event: KeyboardEvent) => {
        if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === 'Escape') this.note = null;
        this.take();
      }}
      @blur=${() => this.#finishNote()}
    />`;
  }

  #finishNote(): void {
    const { note } = this;
    const box = this.querySelector<HTMLInputElement>('.noteBox');
    if (!note || !box) return;
    this.note = null;
    const text = box.value.trim();
    if (note.index !== null) this.marking.setNote(note.index, text);
    else if (text !== '') this.marking.addNote(note.at, text);
  }

  #isCanvas(target: EventTarget | null): boolean {
    return target instanceof Element && target.matches('.panes');
  }

  #press = (event: KeyboardEvent): void => {
    const { marking } = this;
    const pointer = this.#pointer;
    if (event.isComposing || event.defaultPrevented || !this.#isCanvas(event.target)) return;
    if (event.key === ' ') {
      if (marking.tool === null) return;
      // Held it moves the picture; let go without that it draws.
      if (pointer.space === 'up') pointer.space = 'held';
      this.dataset.space = '';
      event.preventDefault();
      return;
    }
    const wasNote = marking.tool === 'note';
    const opens = event.key === 'Enter' && this.#openNote();
    if (!opens && !pressOnCanvas(event, marking, seenPart(this.surface), pointer.isOver)) return;
    event.preventDefault();
    if (!wasNote && marking.tool === 'note' && !pointer.isOver) this.#openNote();
  };

  #release = (event: KeyboardEvent): void => {
    const pointer = this.#pointer;
    if (event.key !== ' ' || pointer.space === 'up') return;
    const draws = pointer.space === 'held';
    pointer.space = 'up';
    delete this.dataset.space;
    event.preventDefault();
    if (draws && !this.#openNote()) this.marking.make(seenPart(this.surface), event.shiftKey);
  };

  /** Writes the chosen note, or with the tool for notes a new one in the middle. @returns false where neither is */
  #openNote(): boolean {
    const { active, activeDrawn, tool } = this.marking;
    if (activeDrawn?.kind === 'note' && active) {
      this.note = { at: activeDrawn.at, index: active.index, text: activeDrawn.text };
    } else if (tool === 'note') {
      const { x, y, width, height } = seenPart(this.surface);
      this.note = { at: [Math.round(x + width / 3), Math.round(y + height / 2)], index: null, text: '' };
    } else return false;
    return true;
  }
}
customElements.define('nano-mark-layer', MarkLayerElement);

declare global {
  interface HTMLElementTagNameMap {
    'nano-mark-layer': MarkLayerElement;
  }
}
