import type { Mark, Markup, Region, Shape } from '../../src/core/shared/region/region.ts';
import type { Size } from '../compare/align.ts';
import type { Drawn } from './boxes.ts';
import { lightened } from './drawing.ts';

/** All that is drawn on one picture. */
export interface Drawings {
  readonly shapes: readonly Shape[];
  readonly inverted: boolean;
  readonly feather: Region['feather'];
  readonly context: Region['context'];
  readonly marks: readonly Mark[];
}

/** The shape or mark that keys and fields change. */
export interface Active {
  readonly list: 'shapes' | 'marks';
  readonly index: number;
}

/** What a new shape does to the selection: `new` takes its place. */
export type Mode = 'new' | Shape['mode'];

export const nothingDrawn: Drawings = {
  shapes: [],
  inverted: false,
  feather: 'auto',
  context: 'auto',
  marks: [],
};

/** The most shapes of a region, and the most marks. */
const mostDrawn = 200;

/** Null where there is no selection. */
export const regionOf = ({ shapes, inverted, feather, context }: Drawings, of: Size): Region | null =>
  shapes.length === 0 ? null : { shapes: [...shapes], inverted, feather, context, of };

/** Null where there is no mark. */
export const markupOf = ({ marks }: Drawings, of: Size): Markup | null =>
  marks.length === 0 ? null : { marks: [...marks], of };

export function drawingsOf(region: Region | null, markup: Markup | null): Drawings {
  const { shapes, inverted, feather, context } = region ?? nothingDrawn;
  return { shapes, inverted, feather, context, marks: markup?.marks ?? [] };
}

/**
 * How a shape that does this to the selection is kept: while all but the shapes is selected, what adds to the
 * selection takes away from the shapes.
 */
export function keptMode({ inverted }: Drawings, mode: Mode): Shape['mode'] {
  if (mode === 'new') return 'add';
  if (!inverted) return mode;
  return mode === 'add' ? 'subtract' : 'add';
}

/**
 * With one more shape. @param tolerance in pixels, by which lines may be simplified where there are very many points
 * @returns undefined where there is nothing yet to take it from
 */
export function withShape(
  drawings: Drawings,
  shape: Shape,
  mode: Mode,
  tolerance: number,
): Drawings | undefined {
  const isFirst = drawings.shapes.length === 0;
  if (isFirst && mode === 'subtract') return undefined;
  const startsAnew = mode === 'new' || isFirst;
  const shapes = startsAnew ? [shape] : [...drawings.shapes, shape].slice(0, mostDrawn);
  return {
    ...drawings,
    shapes: lightened(shapes, tolerance),
    inverted: startsAnew ? false : drawings.inverted,
  };
}

export const withMark = (drawings: Drawings, mark: Mark): Drawings => ({
  ...drawings,
  marks: lightened([...drawings.marks, mark].slice(0, mostDrawn), 1),
});

/** With another in the place of one of them. */
export const withOther = (drawings: Drawings, { list, index }: Active, drawn: Drawn): Drawings => ({
  ...drawings,
  [list]: drawings[list].map((own, at) => (at === index ? drawn : own)),
});

export const without = (drawings: Drawings, { list, index }: Active): Drawings => ({
  ...drawings,
  [list]: drawings[list].filter((_, at) => at !== index),
});

/** All shapes, then all marks: the order in which they are chosen by keys. */
export const allOf = ({ shapes, marks }: Drawings): Active[] => [
  ...shapes.map((_, index): Active => ({ list: 'shapes', index })),
  ...marks.map((_, index): Active => ({ list: 'marks', index })),
];
