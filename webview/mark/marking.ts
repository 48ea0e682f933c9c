import type { Markup, MarkupColour, Point, Region } from '../../src/core/shared/region/region.ts';
import type { Box, Size } from '../compare/align.ts';
import {
  boxInMiddle,
  type Drawing,
  isMarkTool,
  markAlong,
  type Pen,
  simplifiedLine,
  type Tool,
} from './drawing.ts';
import { keptMode, type Mode, withMark, withOther, withShape } from './drawings.ts';
import { DrawnPicture } from './drawnPicture.ts';
import { beginAt, beginHold, drawnIn, goOn, type Hand, type Held, holdAt } from './pointing.ts';

const brushes: readonly [least: number, most: number] = [1, 2_000];

/** Marking on one picture: the tool in hand, and what is being drawn with it. */
export class Marking extends DrawnPicture implements Hand {
  tool: Tool | null = null;
  /** What a new shape does, where no key says something else. */
  mode: Mode = 'new';
  pen: Pen = { brush: 0, colour: 'red' };
  drawing: Drawing | null = null;

  override load(of: Size, region: Region | null, markup: Markup | null): void {
    const isSameSize = of.width === this.of.width && of.height === this.of.height;
    if (!isSameSize)
      this.pen = { ...this.pen, brush: Math.max(2, Math.round(Math.max(of.width, of.height) / 25)) };
    this.drawing = null;
    super.load(of, region, markup);
  }

  pick(tool: Tool | null): void {
    this.tool = tool;
    this.drawing = null;
    this.changed('tool');
  }

  setMode(mode: Mode): void {
    this.mode = mode;
    this.changed('tool');
  }

  setBrush(width: number): void {
    const [least, most] = brushes;
    this.pen = { ...this.pen, brush: Math.min(most, Math.max(least, Math.round(width))) };
    this.changed('tool');
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
      this.commit(withOther(this.drawings, active, { ...activeDrawn, colour }));
    else this.changed('tool');
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
    this.changed('draft');
  }

  /** The pointer went on. @param points all its places since, also those between two frames */
  extend(points: readonly Point[]): void {
    if (!this.drawing) return;
    this.drawing = goOn(this.drawing, points, this);
    this.changed('draft');
  }

  /** The pointer went up. @param reach as for `begin`; what is smaller was a press and no drawing */
  end(reach: number): void {
    const { drawing, drawings } = this;
    this.drawing = null;
    if (!drawing) return;
    if (drawing.kind === 'change') {
      if (drawing.drawn === drawing.from) this.changed('tool');
      else this.commit(withOther(drawings, drawing.which, drawing.drawn));
      return;
    }
    const drawn = drawnIn(drawing, this.of, reach);
    const tolerance = reach / 12;
    if (!drawn) this.activate(null);
    else if ('mode' in drawn) {
      const mode = drawing.kind === 'shape' ? drawing.mode : 'add';
      this.add(withShape(drawings, simplifiedLine(drawn, tolerance), mode, tolerance), 'shapes');
    } else this.add(withMark(drawings, simplifiedLine(drawn, tolerance)), 'marks');
  }

  /** What is being drawn is not meant. @returns false where nothing is */
  cancel(): boolean {
    if (!this.drawing) return false;
    this.drawing = null;
    this.changed('draft');
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
      if (mark) this.add(withMark(drawings, mark), 'marks');
      return;
    }
    this.tool ??= 'select';
    const mode = adds ? 'add' : this.mode;
    this.add(
      withShape(drawings, { kind: 'rectangle', mode: keptMode(drawings, mode), ...box }, mode, 1),
      'shapes',
    );
  }

  addNote(at: Point, text: string): void {
    this.add(withMark(this.drawings, { kind: 'note', colour: this.pen.colour, at, text }), 'marks');
  }

  protected override showHistory(): void {
    this.drawing = null;
    super.showHistory();
  }
}
