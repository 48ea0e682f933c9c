import type { Mark, MarkupColour, Point, Shape } from '../../src/core/shared/region/region.ts';
import type { Box, Size } from '../compare/align.ts';
import { boxBetween, boxOf, type Drawn, fitInto, keptInside, pulled } from './boxes.ts';
import type { Grip } from './hits.ts';
import { simplified } from './lines.ts';

export const selectTools = ['select', 'lasso', 'brush'] as const;
const markTools = ['arrow', 'box', 'ellipse', 'pen', 'note'] as const;
export type SelectTool = (typeof selectTools)[number];
export type MarkTool = (typeof markTools)[number];
export type Tool = SelectTool | MarkTool;

export const isMarkTool = (tool: Tool | null): tool is MarkTool =>
  markTools.some((markTool) => markTool === tool);

/** What a tool draws with. */
export interface Pen {
  /** Width of the brush in pixels of the picture. */
  brush: number;
  colour: MarkupColour;
}

/**
 * One way of the pointer from down to up. `drawn` is what would come of it if it ended now; undefined: nothing.
 * Points are pixels of the picture.
 */
export type Drawing =
  | {
      kind: 'shape';
      tool: SelectTool;
      mode: Shape['mode'] | 'new';
      readonly line: Point[];
      drawn: Shape | undefined;
    }
  | { kind: 'mark'; tool: Exclude<MarkTool, 'note'>; readonly line: Point[]; drawn: Mark | undefined }
  | {
      kind: 'change';
      which: { readonly list: 'shapes' | 'marks'; readonly index: number };
      from: Drawn;
      drawn: Drawn;
      start: Point;
      grip: Grip | null;
    };

/** A shape along the pointer's way. @param line all its points so far */
export function shapeAlong(
  tool: SelectTool,
  mode: Shape['mode'],
  line: Point[],
  pen: Pen,
  of: Size,
): Shape | undefined {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last) return undefined;
  switch (tool) {
    case 'select': {
      const box = boxBetween(first, last, of);
      return box && { kind: 'rectangle', mode, ...box };
    }
    case 'lasso':
      return line.length < 3 ? undefined : { kind: 'polygon', mode, points: line };
    case 'brush':
      return { kind: 'stroke', mode, width: pen.brush, points: line };
  }
}

/** A mark along the pointer's way. */
export function markAlong(
  tool: Exclude<MarkTool, 'note'>,
  line: Point[],
  { colour }: Pen,
  of: Size,
): Mark | undefined {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last) return undefined;
  switch (tool) {
    case 'arrow':
      return { kind: 'arrow', colour, from: whole(first), to: whole(last) };
    case 'box':
    case 'ellipse': {
      const box = boxBetween(first, last, of);
      return box && { kind: tool, colour, ...box };
    }
    case 'pen':
      return { kind: 'pen', colour, points: line };
  }
}

const whole = ([x, y]: Point): Point => [Math.round(x * 10) / 10, Math.round(y * 10) / 10];

/** A shape or mark pulled at a grip, or moved as it is (null); what was moved stays inside the picture. */
export function changed(from: Drawn, grip: Grip | null, start: Point, to: Point, of: Size): Drawn {
  const box = boxOf(from, of);
  if (grip === null) return movedBy(from, to[0] - start[0], to[1] - start[1], of);
  if (from.kind === 'arrow') return grip === 'from' || grip === 'to' ? { ...from, [grip]: whole(to) } : from;
  if (grip === 'from' || grip === 'to') return from;
  return fitInto(from, pulled(box, grip, to, of), of);
}

/** Moved, as far as its box stays inside; what is over the edge already does not go further out. */
export function movedBy(drawn: Drawn, dx: number, dy: number, of: Size): Drawn {
  const box = boxOf(drawn, of);
  const wanted = { ...box, x: Math.round(box.x + dx), y: Math.round(box.y + dy) };
  return fitInto(drawn, inside(wanted, box, of), of);
}

function inside(wanted: Box, before: Box, of: Size): Box {
  const within = (value: number, old: number, length: number, room: number): number =>
    Math.min(Math.max(value, Math.min(0, old)), Math.max(room - length, old));
  return {
    ...wanted,
    x: within(wanted.x, before.x, wanted.width, of.width),
    y: within(wanted.y, before.y, wanted.height, of.height),
  };
}

/** Wider and higher by pixels, from its top left corner, as far as the picture goes. */
export function grownBy(drawn: Drawn, dw: number, dh: number, of: Size): Drawn {
  const { x, y, width, height } = boxOf(drawn, of);
  const most = (start: number, room: number, old: number) => Math.max(room - start, old);
  return fitInto(
    drawn,
    {
      x,
      y,
      width: Math.min(most(x, of.width, width), Math.max(1, width + dw)),
      height: Math.min(most(y, of.height, height), Math.max(1, height + dh)),
    },
    of,
  );
}

/** What is made by a key alone: in the middle of what is seen, a third of its size. */
export function boxInMiddle(seen: Box, of: Size): Box {
  const [width, height] = [Math.max(1, Math.round(seen.width / 3)), Math.max(1, Math.round(seen.height / 3))];
  return keptInside(
    {
      x: Math.round(seen.x + (seen.width - width) / 2),
      y: Math.round(seen.y + (seen.height - height) / 2),
      width,
      height,
    },
    of,
  );
}

/** Total of points that all shapes together have at most, so that a region is a few KB. */
const mostPointsOfAll = 700;

/** With as few points as show them, at a tolerance, and fewer where there are very many. */
export function lightened<D extends Drawn>(all: readonly D[], tolerance: number): D[] {
  let light = [...all];
  for (let step = tolerance; countPoints(light) > mostPointsOfAll && step < tolerance * 40; step *= 1.6)
    light = light.map((drawn) => simplifiedLine(drawn, step));
  return light;
}

/** A line of points with as few as show it. */
export function simplifiedLine<D extends Drawn>(drawn: D, tolerance: number): D;
export function simplifiedLine(drawn: Drawn, tolerance: number): Drawn {
  if (!('points' in drawn)) return drawn;
  const points = simplified(drawn.points, tolerance);
  return drawn.kind === 'polygon' && points.length < 3 ? drawn : { ...drawn, points };
}

const countPoints = (all: readonly Drawn[]): number =>
  all.reduce((sum, drawn) => sum + ('points' in drawn ? drawn.points.length : 2), 0);
