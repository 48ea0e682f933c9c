import { maxFeather, type Point, type Region, type Shape } from '../../shared/region/region.ts';
import { type Rectangle, ratioDifference } from '../geometry.ts';
import type { Orientation, Size } from '../imageTypes.ts';
import { boxOf } from './shapeSpans.ts';

/** A region in the pixels of one picture. */
export interface PlacedRegion {
  /** In whose pixels. */
  size: Size;
  shapes: readonly Shape[];
  inverted: boolean;
  /** Pixels. */
  feather: number;
}

/** Shapes of pictures that differ by no more are alike. */
const sameShape = 0.01;
/** Of the shorter side of a region's box: what Auto makes the feather. */
const featherShare = 0.04;

/**
 * A region on a picture of this size: fractions become pixels, and what was drawn on a picture of the same shape is
 * scaled. Undefined where the picture has another shape than the one that it was drawn on.
 */
export function placeRegion(region: Region, size: Size): PlacedRegion | undefined {
  const { of, inverted } = region;
  if (of && ratioDifference(of, size) > sameShape) return undefined;
  const drawnOn = of ?? (isFractional(region) ? { width: 1, height: 1 } : size);
  const [across, down] = [size.width / drawnOn.width, size.height / drawnOn.height];
  const shapes =
    across === 1 && down === 1
      ? region.shapes
      : region.shapes.map((shape) => scaledShape(shape, across, down));
  const placed = { size, shapes, inverted, feather: 0 };
  if (region.feather !== 'auto') return { ...placed, feather: region.feather };
  const box = regionBox(placed);
  const side = box ? Math.min(box.width, box.height) : 0;
  return { ...placed, feather: Math.min(maxFeather, Math.round(side * featherShare)) };
}

/** Whether no number of a region is above 1. */
const isFractional = ({ shapes }: Region): boolean =>
  shapes.every((shape) =>
    (shape.kind === 'rectangle'
      ? [shape.x, shape.y, shape.width, shape.height]
      : [...shape.points.flat(), ...(shape.kind === 'stroke' ? [shape.width] : [])]
    ).every((value) => value <= 1),
  );

function scaledShape(shape: Shape, across: number, down: number): Shape {
  const moved = (points: Point[]): Point[] => points.map(([x, y]) => [x * across, y * down]);
  switch (shape.kind) {
    case 'rectangle':
      return {
        ...shape,
        x: shape.x * across,
        y: shape.y * down,
        width: shape.width * across,
        height: shape.height * down,
      };
    case 'polygon':
      return { ...shape, points: moved(shape.points) };
    case 'stroke':
      return { ...shape, points: moved(shape.points), width: shape.width * Math.sqrt(across * down) };
  }
}

/** The box of one shape, not yet whole pixels and not cut to any picture. */
function shapeBox(shape: Shape) {
  switch (shape.kind) {
    case 'rectangle': {
      const { x, y, width, height } = shape;
      return { left: x, top: y, right: x + width, bottom: y + height };
    }
    case 'polygon':
      return boxOf(shape.points, 0);
    case 'stroke':
      return boxOf(shape.points, shape.width / 2);
  }
}

/** The pixels of one shape's box that lie in the picture; undefined: none. */
export function shapePixels(shape: Shape, { width, height }: Size): Rectangle | undefined {
  const box = shapeBox(shape);
  const left = Math.max(0, Math.floor(box.left));
  const top = Math.max(0, Math.floor(box.top));
  const right = Math.min(width, Math.max(Math.ceil(box.right), Math.floor(box.left) + 1));
  const bottom = Math.min(height, Math.max(Math.ceil(box.bottom), Math.floor(box.top) + 1));
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : undefined;
}

/** The box of a region's pixels in its picture; what is taken off again may lie in it. Undefined: it lies outside. */
export function regionBox({ shapes, inverted, size }: PlacedRegion): Rectangle | undefined {
  if (inverted) return { left: 0, top: 0, ...size };
  const boxes = shapes.flatMap((shape) => (shape.mode === 'add' ? (shapePixels(shape, size) ?? []) : []));
  return boxes.length === 0 ? undefined : boxes.reduce(around);
}

/** The smallest box around two. */
export function around(one: Rectangle, other: Rectangle): Rectangle {
  const left = Math.min(one.left, other.left);
  const top = Math.min(one.top, other.top);
  const right = Math.max(one.left + one.width, other.left + other.width);
  const bottom = Math.max(one.top + one.height, other.top + other.height);
  return { left, top, width: right - left, height: bottom - top };
}

/** Where a point of an upright picture lies in the picture as it is stored, whose EXIF orientation this is. */
function storedPoint([x, y]: Point, { width, height }: Size, orientation: Orientation): Point {
  switch (orientation) {
    case 1:
      return [x, y];
    case 2:
      return [width - x, y];
    case 3:
      return [width - x, height - y];
    case 4:
      return [x, height - y];
    case 5:
      return [y, x];
    case 6:
      return [y, width - x];
    case 7:
      return [height - y, width - x];
    case 8:
      return [height - y, x];
  }
}

/** A region in the pixels of its picture as that is stored. */
export function storedRegion(region: PlacedRegion, orientation: Orientation): PlacedRegion {
  if (orientation === 1) return region;
  const { size } = region;
  const turn = (point: Point) => storedPoint(point, size, orientation);
  const shapes = region.shapes.map((shape): Shape => {
    if (shape.kind !== 'rectangle') return { ...shape, points: shape.points.map(turn) };
    const { x, y, width, height } = shape;
    return { ...shape, ...turnedBox({ x, y, width, height }, turn) };
  });
  const stored = orientation >= 5 ? { width: size.height, height: size.width } : size;
  return { ...region, shapes, size: stored };
}

/** A box of whole pixels of an upright picture in the picture as it is stored. */
export function storedBox(box: Rectangle, size: Size, orientation: Orientation): Rectangle {
  const turned = turnedBox({ x: box.left, y: box.top, width: box.width, height: box.height }, (point) =>
    storedPoint(point, size, orientation),
  );
  return { left: turned.x, top: turned.y, width: turned.width, height: turned.height };
}

function turnedBox(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  turn: (point: Point) => Point,
) {
  const [one, other] = [turn([x, y]), turn([x + width, y + height])];
  return {
    x: Math.min(one[0], other[0]),
    y: Math.min(one[1], other[1]),
    width: Math.abs(one[0] - other[0]),
    height: Math.abs(one[1] - other[1]),
  };
}
