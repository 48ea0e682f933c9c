import type { Markup, Region, Shape } from '../../src/core/shared/region/region.ts';
import type { Box, Size } from '../compare/align.ts';
import { type Drawn, fitInto, overlapping } from './boxes.ts';
import { grownBy, movedBy } from './drawing.ts';
import {
  type Active,
  allOf,
  type Drawings,
  drawingsOf,
  markupOf,
  nothingDrawn,
  regionOf,
  withOther,
  without,
  withShape,
} from './drawings.ts';
import { History } from './history.ts';

/** What became another: what is being drawn (`draft`), what is in the hand or chosen (`tool`), or what is drawn. */
export type MarkingChange = 'draft' | 'tool' | 'drawings';

/** What is drawn on one picture, which of it is chosen and changed by keys and fields, and what can be taken back. */
export class DrawnPicture {
  of: Size = { width: 1, height: 1 };
  active: Active | null = null;
  readonly #history = new History(nothingDrawn);
  readonly #listeners = new Set<(what: MarkingChange) => void>();

  /** @param listener hears of each change, after it. @returns ends it */
  subscribe(listener: (what: MarkingChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  get drawings(): Drawings {
    return this.#history.now;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  get isEmpty(): boolean {
    return this.drawings.shapes.length === 0 && this.drawings.marks.length === 0;
  }

  get region(): Region | null {
    return regionOf(this.drawings, this.of);
  }

  get markup(): Markup | null {
    return markupOf(this.drawings, this.of);
  }

  get activeDrawn(): Drawn | undefined {
    return this.active ? this.drawings[this.active.list][this.active.index] : undefined;
  }

  /** The shape whose numbers are shown: the chosen one, else the last. */
  get fieldShape(): Shape | undefined {
    const { shapes } = this.drawings;
    return this.active?.list === 'shapes' ? shapes[this.active.index] : shapes.at(-1);
  }

  /** Begins anew on a picture, with what is drawn on it already. */
  load(of: Size, region: Region | null, markup: Markup | null): void {
    this.of = of;
    this.#history.restart(drawingsOf(region, markup));
    this.active = region?.shapes.length === 1 ? { list: 'shapes', index: 0 } : null;
    this.changed('drawings');
  }

  setFeather(feather: Region['feather']): void {
    this.commit({ ...this.drawings, feather }, 'feather');
  }

  setContext(context: Region['context']): void {
    this.commit({ ...this.drawings, context }, 'context');
  }

  /** Other words for a note; without any it goes. */
  setNote(index: number, text: string): void {
    const { drawings } = this;
    const mark = drawings.marks[index];
    const active: Active = { list: 'marks', index };
    if (mark?.kind !== 'note' || text === mark.text) return;
    if (text === '') this.activate(null);
    this.commit(text === '' ? without(drawings, active) : withOther(drawings, active, { ...mark, text }));
  }

  move(dx: number, dy: number): void {
    this.change('move', (drawn) => movedBy(drawn, dx, dy, this.of));
  }

  grow(dw: number, dh: number): void {
    this.change('grow', (drawn) => grownBy(drawn, dw, dh, this.of));
  }

  /** Numbers that were typed for the shape whose numbers are shown; without one they make a rectangle. */
  setBox(box: Box): void {
    const { drawings, of } = this;
    const sized = overlapping(box, of);
    const last = drawings.shapes.length - 1;
    if (last < 0) {
      this.add(withShape(drawings, { kind: 'rectangle', mode: 'add', ...sized }, 'new', 1), 'shapes');
      return;
    }
    if (this.active?.list !== 'shapes') this.active = { list: 'shapes', index: last };
    this.change('box', (drawn) => fitInto(drawn, sized, of));
  }

  /** Chooses among shapes and marks, in the order drawn. */
  choose(by: 1 | -1): void {
    const all = allOf(this.drawings);
    const { active } = this;
    const at = active
      ? all.findIndex(({ list, index }) => list === active.list && index === active.index)
      : -1;
    const next = at < 0 && by === -1 ? all.length - 1 : (at + by + all.length) % all.length;
    this.activate(all[next] ?? null);
  }

  activate(active: Active | null): void {
    this.active = active;
    this.changed('tool');
  }

  /** Takes away what is chosen. */
  remove(): void {
    const { active } = this;
    if (!active) return;
    this.active = null;
    this.commit(without(this.drawings, active));
  }

  /** All but what was selected. */
  invert(): void {
    const { drawings } = this;
    if (drawings.shapes.length > 0) this.commit({ ...drawings, inverted: !drawings.inverted });
  }

  /** Takes all away, or the selection alone. */
  clear(what: 'all' | 'selection' = 'all'): void {
    this.active = null;
    this.commit({ ...this.drawings, shapes: [], inverted: false, ...(what === 'all' && { marks: [] }) });
  }

  undo(): void {
    if (this.#history.undo()) this.showHistory();
  }

  redo(): void {
    if (this.#history.redo()) this.showHistory();
  }

  protected showHistory(): void {
    this.active = null;
    this.changed('drawings');
  }

  /** What was added last is chosen. */
  protected add(drawings: Drawings | undefined, list: Active['list']): void {
    if (!drawings) {
      this.changed('draft');
      return;
    }
    this.active = { list, index: drawings[list].length - 1 };
    this.commit(drawings);
  }

  protected change(what: string, change: (drawn: Drawn) => Drawn): void {
    const { active, activeDrawn } = this;
    if (!active || !activeDrawn) return;
    const tag = `${what} ${active.list} ${active.index}`;
    this.commit(withOther(this.drawings, active, change(activeDrawn)), tag);
  }

  /** @param tag steps of one tag, one after the other, are taken back together */
  protected commit(drawings: Drawings, tag = ''): void {
    this.#history.commit(drawings, tag);
    this.changed('drawings');
  }

  protected changed(what: MarkingChange): void {
    for (const listener of [...this.#listeners]) listener(what);
  }
}
