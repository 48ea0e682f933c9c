import type { Mark, Markup, Point, Region, Shape } from './region.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Shapes of pictures nearer than this are one shape: the same bound by which results are fitted. */
const sameShape = 0.01;

const isSame = (one: Size, other: Size): boolean => one.width === other.width && one.height === other.height;
const haveOneShape = (one: Size, other: Size): boolean =>
  Math.abs(one.width / one.height / (other.width / other.height) - 1) <= sameShape;

/**
 * A region in the pixels of a picture of that size: the same object where it was drawn on one of that size, scaled
 * where the pictures have one shape or its coordinates are fractions, else undefined.
 */
export function regionIn(region: Region, size: Size): Region | undefined {
  const { of } = region;
  if (of !== null && isSame(of, size)) return region;
  if (of !== null && !haveOneShape(of, size)) return undefined;
  const by = scaleTo(of ?? { width: 1, height: 1 }, size);
  return { ...region, shapes: region.shapes.map((shape) => scaledShape(shape, by)), of: sizeOf(size) };
}

/** Markup in the pixels of a picture of that size; see `regionIn`. */
export function markupIn(markup: Markup, size: Size): Markup | undefined {
  if (isSame(markup.of, size)) return markup;
  if (!haveOneShape(markup.of, size)) return undefined;
  const by = scaleTo(markup.of, size);
  return { marks: markup.marks.map((mark) => scaledMark(mark, by)), of: sizeOf(size) };
}

const sizeOf = ({ width, height }: Size): Size => ({ width, height });

interface Scale {
  x: number;
  y: number;
}

const scaleTo = (from: Size, to: Size): Scale => ({ x: to.width / from.width, y: to.height / from.height });
const scaledPoint = ([x, y]: Point, by: Scale): Point => [x * by.x, y * by.y];
const scaledBox = <B extends { x: number; y: number; width: number; height: number }>(
  box: B,
  by: Scale,
): B => ({
  ...box,
  x: box.x * by.x,
  y: box.y * by.y,
  width: box.width * by.x,
  height: box.height * by.y,
});

function scaledShape(shape: Shape, by: Scale): Shape {
  switch (shape.kind) {
    case 'rectangle':
      return scaledBox(shape, by);
    case 'polygon':
      return { ...shape, points: shape.points.map((point) => scaledPoint(point, by)) };
    case 'stroke':
      return {
        ...shape,
        width: shape.width * Math.sqrt(by.x * by.y),
        points: shape.points.map((point) => scaledPoint(point, by)),
      };
  }
}

function scaledMark(mark: Mark, by: Scale): Mark {
  switch (mark.kind) {
    case 'arrow':
      return { ...mark, from: scaledPoint(mark.from, by), to: scaledPoint(mark.to, by) };
    case 'box':
    case 'ellipse':
      return scaledBox(mark, by);
    case 'pen':
      return { ...mark, points: mark.points.map((point) => scaledPoint(point, by)) };
    case 'note':
      return { ...mark, at: scaledPoint(mark.at, by) };
  }
}
