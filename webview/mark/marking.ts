import type { Markup, MarkupColour, Point, Region, Shape } from '../../src/core/shared/region.ts';
import type { Box, Size } from '../compare/align.ts';
import { type Drawn, fitInto, overlapping } from './boxes.ts';
import {
  boxInMiddle,
  type Drawing,
  grownBy,
  isMarkTool,
  markAlong,
  movedBy,
  type Pen,
  simplifiedLine,
  type Tool,
} from './drawing.ts';
import {
  type Active,
  allOf,
  type Drawings,
  drawingsOf,
  keptMode,
  type Mode,
  markupOf,
  nothingDrawn,
  regionOf,
  withMark,
  withOther,
  without,
  withShape,
} from './drawings.ts';
import { History } from './history.ts';
import { beginAt, beginHold, drawnIn, goOn, type Hand, type Held, holdAt } from './pointing.ts';

/** What became another: what is being drawn (`draft`), what is in the hand or chosen (`tool`), or what is drawn. */
export type MarkingChange = 'draft' | 'tool' | 'drawings';

const brushes: readonly [least: number, most: number] = [1, 2_000];

/** Marking on one picture: the tool in hand, what is drawn, what is being drawn, and what can be taken back. */
export class Marking implements Hand {
  of: Size = { width: 1, height: 1 };
  tool: Tool | null = null;
  /** What a new shape does, where no key says something else. */
  mode: Mode = 'new';
  pen: Pen = { brush: 0, colour: 'red' };
  active: Active | null = null;
  drawing: Drawing | null = null;
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
    const isSameSize = of.width === this.of.width && of.height === this.of.height;
    if (!isSameSize)
      this.pen = { ...this.pen, brush: Math.max(2, Math.round(Math.max(of.width, of.height) / 25)) };
    this.of = of;
    this.#history.restart(drawingsOf(region, markup));
    this.drawing = null;
    this.active = region?.shapes.length === 1 ? { list: 'shapes', index: 0 } : null;
    this.#changed('drawings');
  }

  pick(tool: Tool | null): void {
    this.tool = tool;
    this.drawing = null;
    this.#changed('tool');
  }

  setMode(mode: Mode): void {
    this.mode = mode;
    this.#changed('tool');
  }

  setBrush(width: number): void {
    const [least, most] = brushes;
    this.pen = { ...this.pen, brush: Math.min(most, Math.max(least, Math.round(width))) };
    this.#changed('tool');
  }

  /** @param by 1: wider; -1: narrower */
  growBrush(by: 1 | -1): void {
    const { brush } = this.pen;
    this.setBrush(by === 1 ? Math.max(brush + 1, brush * 1.25) : Math.min(brush - 1, brush / 1.25));
  }

  /** For what is drawn next, and for the mark that is chosen. */
  setColour(colour: MarkupColour): void {
    this.pen = { ...this.pen, colour };
    const { active, activeDrawn } = this;
    if (active && activeDrawn && 'colour' in activeDrawn)
      this.#commit(withOther(this.drawings, active, { ...activeDrawn, colour }));
    else this.#changed('tool');
  }

  setFeather(feather: Region['feather']): void {
    this.#commit({ ...this.drawings, feather }, 'feather');
  }

  setContext(context: Region['context']): void {
    this.#commit({ ...this.drawings, context }, 'context');
  }

  /**
   * The pointer goes down.
   * @param reach how far from something it is still hit, in pixels of the picture
   */
  begin(at: Point, held: Held, reach: number): void {
    const { tool } = this;
    if (tool === null || tool === 'note') return;
    const hold = holdAt(this, at, held, reach);
    if (hold) this.active = hold.which;
    this.drawing = hold ? beginHold(hold, at) : beginAt(this, tool, at, held);
    this.#changed('draft');
  }

  /** The pointer went on. @param points all its places since, also those between two frames */
  extend(points: readonly Point[]): void {
    if (!this.drawing) return;
    this.drawing = goOn(this.drawing, points, this);
    this.#changed('draft');
  }

  /** The pointer went up. @param reach as for `begin`; what is smaller was a press and no drawing */
  end(reach: number): void {
    const { drawing, drawings } = this;
    this.drawing = null;
    if (!drawing) return;
    if (drawing.kind === 'change') {
      if (drawing.drawn === drawing.from) this.#changed('tool');
      else this.#commit(withOther(drawings, drawing.which, drawing.drawn));
      return;
    }
    const drawn = drawnIn(drawing, this.of, reach);
    const tolerance = reach / 12;
    if (!drawn) this.activate(null);
    else if ('mode' in drawn) {
      const mode = drawing.kind === 'shape' ? drawing.mode : 'add';
      this.#add(withShape(drawings, simplifiedLine(drawn, tolerance), mode, tolerance), 'shapes');
    } else this.#add(withMark(drawings, simplifiedLine(drawn, tolerance)), 'marks');
  }

  /** What is being drawn is not meant. @returns false where nothing is */
  cancel(): boolean {
    if (!this.drawing) return false;
    this.drawing = null;
    this.#changed('draft');
    return true;
  }

  /** Draws by a key alone, in the middle of what is seen: a rectangle, or what the tool draws. */
  make(seen: Box, adds = false): void {
    const { drawings, of, pen, tool } = this;
    const box = boxInMiddle(seen, of);
    if (isMarkTool(tool) && tool !== 'note') {
      const corners: Point[] = [
        [box.x, box.y],
        [box.x + box.width, box.y + box.height],
      ];
      const mark = markAlong(tool, corners, pen, of);
      if (mark) this.#add(withMark(drawings, mark), 'marks');
      return;
    }
    this.tool ??= 'select';
    const mode = adds ? 'add' : this.mode;
    this.#add(
      withShape(drawings, { kind: 'rectangle', mode: keptMode(drawings, mode), ...box }, mode, 1),
      'shapes',
    );
  }

  addNote(at: Point, text: string): void {
    this.#add(withMark(this.drawings, { kind: 'note', colour: this.pen.colour, at, text }), 'marks');
  }

  /** Other words for a note; without any it goes. */
  setNote(index: number, text: string): void {
    const { drawings } = this;
    const mark = drawings.marks[index];
    const active: Active = { list: 'marks', index };
    if (mark?.kind !== 'note' || text === mark.text) return;
    if (text === '') this.activate(null);
    this.#commit(text === '' ? without(drawings, active) : withOther(drawings, active, { ...mark, text }));
  }

  move(dx: number, dy: number): void {
    this.#change('move', (drawn) => movedBy(drawn, dx, dy, this.of));
  }

  grow(dw: number, dh: number): void {
    this.#change('grow', (drawn) => grownBy(drawn, dw, dh, this.of));
  }

  /** Numbers that were typed for the shape whose numbers are shown; without one they make a rectangle. */
  setBox(box: Box): void {
    const { drawings, of } = this;
    const sized = overlapping(box, of);
    const last = drawings.shapes.length - 1;
    if (last < 0) {
      this.#add(withShape(drawings, { kind: 'rectangle', mode: 'add', ...sized }, 'new', 1), 'shapes');
      return;
    }
    if (this.active?.list !== 'shapes') this.active = { list: 'shapes', index: last };
    this.#change('box', (drawn) => fitInto(drawn, sized, of));
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
    this.#changed('tool');
  }

  /** Takes away what is chosen. */
  remove(): void {
    const { active } = this;
    if (!active) return;
    this.active = null;
    this.#commit(without(this.drawings, active));
  }

  /** All but what was selected. */
  invert(): void {
    const { drawings } = this;
    if (drawings.shapes.length > 0) this.#commit({ ...drawings, inverted: !drawings.inverted });
  }

  /** Takes all away, or the selection alone. */
  clear(what: 'all' | 'selection' = 'all'): void {
    this.active = null;
    this.#commit({ ...this.drawings, shapes: [], inverted: false, ...(what === 'all' && { marks: [] }) });
  }

  undo(): void {
    if (this.#history.undo()) this.#showHistory();
  }

  redo(): void {
    if (this.#history.redo()) this.#showHistory();
  }

  #showHistory(): void {
    this.active = null;
    this.drawing = null;
    this.#changed('drawings');
  }

  /** What was added last is chosen. */
  #add(drawings: Drawings | undefined, list: Active['list']): void {
    if (!drawings) {
      this.#changed('draft');
      return;
    }
    this.active = { list, index: drawings[list].length - 1 };
    this.#commit(drawings);
  }

  #change(what: string, change: (drawn: Drawn) => Drawn): void {
    const { active, activeDrawn } = this;
    if (!active || !activeDrawn) return;
    const tag = `${what} ${active.list} ${active.index}`;
    this.#commit(withOther(this.drawings, active, change(activeDrawn)), tag);
  }

  /** @param tag steps of one tag, one after the other, are taken back together */
  #commit(drawings: Drawings, tag = ''): void {
    this.#history.commit(drawings, tag);
    this.#changed('drawings');
  }

  #changed(what: MarkingChange): void {
    for (const listener of [...this.#listeners]) listener(what);
  }
}
