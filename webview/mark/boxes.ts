import { noteBox } from '../../src/core/shared/region/markupLook.ts';
import type { Mark, Point, Shape } from '../../src/core/shared/region/region.ts';
import type { Box, Size } from '../compare/align.ts';

/** What can be drawn, moved and resized: a shape of the selection or a mark. In pixels of the picture. */
export type Drawn = Shape | Mark;

/** The box around points. */
function around(points: readonly Point[], more = 0): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs) - more, Math.min(...ys) - more];
  return { x: left, y: top, width: Math.max(...xs) + more - left, height: Math.max(...ys) + more - top };
}

/** The box that a shape or mark fills; a stroke's with its width. */
export function boxOf(drawn: Drawn, of: Size): Box {
  switch (drawn.kind) {
    case 'rectangle':
    case 'box':
    case 'ellipse':
      return { x: drawn.x, y: drawn.y, width: drawn.width, height: drawn.height };
    case 'polygon':
    case 'pen':
      return around(drawn.points);
    case 'stroke':
      return around(drawn.points, drawn.width / 2);
    case 'arrow':
      return around([drawn.from, drawn.to]);
    case 'note':
      return noteBox(drawn, of);
  }
}

/** Whether its box can be pulled to another size; a note's follows its words. */
export const isResizable = ({ kind }: Drawn): boolean => kind !== 'note';

/** The same in another box: moved and stretched. A stroke keeps its width. */
export function fitInto<D extends Drawn>(drawn: D, to: Box, of: Size): D;
export function fitInto(drawn: Drawn, to: Box, of: Size): Drawn {
  const from = boxOf(drawn, of);
  const pad = drawn.kind === 'stroke' ? drawn.width / 2 : 0;
  const along = (value: number, start: number, length: number, toStart: number, toLength: number): number => {
    const inner = length - 2 * pad;
    const share = inner <= 0 ? 0.5 : (value - start - pad) / inner;
    return rounded(toStart + pad + share * Math.max(0, toLength - 2 * pad));
  };
  const point = ([x, y]: Point): Point => [
    along(x, from.x, from.width, to.x, to.width),
    along(y, from.y, from.height, to.y, to.height),
  ];
  switch (drawn.kind) {
    case 'rectangle':
    case 'box':
    case 'ellipse':
      return { ...drawn, ...to };
    case 'polygon':
    case 'pen':
    case 'stroke':
      return { ...drawn, points: drawn.points.map(point) };
    case 'arrow':
      return { ...drawn, from: point(drawn.from), to: point(drawn.to) };
    case 'note':
      return { ...drawn, at: [rounded(to.x), rounded(to.y)] };
  }
}

/** A tenth of a pixel is finer than anybody draws, and short when written down. */
const rounded = (value: number): number => Math.round(value * 10) / 10;

/** The box between two corners, at whole pixels and inside the picture; undefined: nothing of it is inside. */
export function boxBetween([x1, y1]: Point, [x2, y2]: Point, { width, height }: Size): Box | undefined {
  const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  const [left, top] = [
    within(Math.floor(Math.min(x1, x2)), width),
    within(Math.floor(Math.min(y1, y2)), height),
  ];
  const [right, bottom] = [
    within(Math.ceil(Math.max(x1, x2)), width),
    within(Math.ceil(Math.max(y1, y2)), height),
  ];
  return right > left && bottom > top
    ? { x: left, y: top, width: right - left, height: bottom - top }
    : undefined;
}

/** A box moved into the picture, and made smaller where it is larger. */
export function keptInside({ x, y, width, height }: Box, of: Size): Box {
  const [wide, high] = [Math.min(of.width, Math.max(1, width)), Math.min(of.height, Math.max(1, height))];
  return {
    x: Math.min(of.width - wide, Math.max(0, x)),
    y: Math.min(of.height - high, Math.max(0, y)),
    width: wide,
    height: high,
  };
}

/** A box as it was typed, but at least a pixel of it in the picture. */
export function overlapping({ x, y, width, height }: Box, of: Size): Box {
  const [wide, high] = [Math.max(1, width), Math.max(1, height)];
  return {
    x: Math.min(of.width - 1, Math.max(1 - wide, x)),
    y: Math.min(of.height - 1, Math.max(1 - high, y)),
    width: wide,
    height: high,
  };
}

/** Names of a box's handles: which of its edges they pull. */
export const handles = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;
export type Handle = (typeof handles)[number];

/** Where a handle is, as shares of the box. */
export const handleAt = (handle: Handle): [x: number, y: number] => [
  handle.includes('w') ? 0 : handle.includes('e') ? 1 : 0.5,
  handle.includes('n') ? 0 : handle.includes('s') ? 1 : 0.5,
];

/** A box with one of its handles pulled to a point; pulled over the other edge it turns over. */
export function pulled(box: Box, handle: Handle, [x, y]: Point, of: Size): Box {
  const [left, right] = [box.x, box.x + box.width];
  const [top, bottom] = [box.y, box.y + box.height];
  const horizontal: [number, number] = handle.includes('w')
    ? [x, right]
    : handle.includes('e')
      ? [left, x]
      : [left, right];
  const vertical: [number, number] = handle.includes('n')
    ? [y, bottom]
    : handle.includes('s')
      ? [top, y]
      : [top, bottom];
  return boxBetween([horizontal[0], vertical[0]], [horizontal[1], vertical[1]], of) ?? box;
}
