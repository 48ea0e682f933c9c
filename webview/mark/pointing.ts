import type { Mark, Point, Shape } from '../../src/core/shared/region/region.ts';
import type { Size } from '../compare/align.ts';
import { boxOf, type Drawn } from './boxes.ts';
import { changed, type Drawing, isMarkTool, markAlong, type Pen, shapeAlong, type Tool } from './drawing.ts';
import { type Active, type Drawings, keptMode, type Mode } from './drawings.ts';
import { type Grip, gripAt, hitAmong } from './hits.ts';

/** What is in the hand that points, and what it points at. */
export interface Hand {
  readonly of: Size;
  readonly tool: Tool | null;
  readonly mode: Mode;
  readonly pen: Pen;
  readonly active: Active | null;
  readonly activeDrawn: Drawn | undefined;
  readonly drawings: Drawings;
}

/** Keys that are held: Shift adds, Alt takes away. */
export interface Held {
  shift: boolean;
  alt: boolean;
}

/** What the pointer would take hold of. */
export interface Hold {
  which: Active;
  drawn: Drawn;
  /** Null: all of it, to move it. */
  grip: Grip | null;
}

/** @param reach how far from something it is still hit, in pixels of the picture */
export function holdAt(hand: Hand, at: Point, { shift, alt }: Held, reach: number): Hold | undefined {
  const { tool, mode, active, activeDrawn, drawings, of } = hand;
  if (tool === null || tool === 'lasso' || tool === 'brush' || shift || alt) return undefined;
  // A tool for marks takes hold of the mark that is chosen; what else is there may be drawn over.
  const isMine = active && (tool === 'select' || active.list === 'marks');
  if (isMine && activeDrawn) {
    const grip = gripAt(activeDrawn, at, reach, of) ?? null;
    if (grip || hitAmong([activeDrawn], at, reach, of) === 0)
      return { which: active, drawn: activeDrawn, grip };
  }
  if (tool !== 'select' || mode !== 'new') return undefined;
  for (const list of ['marks', 'shapes'] as const) {
    const index = hitAmong(drawings[list], at, reach, of);
    const drawn = drawings[list][index];
    if (drawn) return { which: { list, index }, drawn, grip: null };
  }
  return undefined;
}

/** The pointer goes down, on nothing that it could take hold of. */
export function beginAt(hand: Hand, tool: Exclude<Tool, 'note'>, at: Point, { shift, alt }: Held): Drawing {
  const { pen, of } = hand;
  if (isMarkTool(tool)) return { kind: 'mark', tool, line: [at], drawn: markAlong(tool, [at], pen, of) };
  // A brush goes on: nobody paints a second stroke to lose the first.
  const own = tool === 'brush' && hand.mode === 'new' ? 'add' : hand.mode;
  const mode = alt ? 'subtract' : shift ? 'add' : own;
  return {
    kind: 'shape',
    tool,
    mode,
    line: [at],
    drawn: shapeAlong(tool, keptMode(hand.drawings, mode), [at], pen, of),
  };
}

/** The pointer took hold of something. */
export const beginHold = ({ which, drawn, grip }: Hold, start: Point): Drawing => ({
  kind: 'change',
  which,
  from: drawn,
  drawn,
  start,
  grip,
});

/**
 * The pointer went on. Lines by hand grow in place: they are drawn at every frame.
 * @param points all its places since, also those between two frames
 */
export function goOn(drawing: Drawing, points: readonly Point[], { pen, of, drawings }: Hand): Drawing {
  const to = points.at(-1);
  if (!to) return drawing;
  if (drawing.kind === 'change')
    return { ...drawing, drawn: changed(drawing.from, drawing.grip, drawing.start, to, of) };
  const isByHand = drawing.tool === 'lasso' || drawing.tool === 'brush' || drawing.tool === 'pen';
  const { line } = drawing;
  if (isByHand) line.push(...points);
  else line.splice(1, line.length, to);
  return drawing.kind === 'shape'
    ? { ...drawing, drawn: shapeAlong(drawing.tool, keptMode(drawings, drawing.mode), line, pen, of) }
    : { ...drawing, drawn: markAlong(drawing.tool, line, pen, of) };
}

/** What a drawing leaves behind; undefined: it was a press and no drawing. @param reach as for `holdAt` */
export function drawnIn(
  drawing: Exclude<Drawing, { kind: 'change' }>,
  of: Size,
  reach: number,
): Shape | Mark | undefined {
  const { drawn, tool } = drawing;
  if (!drawn) return undefined;
  const { width, height } = boxOf(drawn, of);
  return tool === 'brush' || Math.max(width, height) >= reach / 2 ? drawn : undefined;
}
