import * as z from 'zod/mini';
import type { Region, Shape } from './region.ts';

const place = z.number().check(z.gte(-1_000_000), z.lte(1_000_000));
const length = z.number().check(z.positive(), z.lte(1_000_000));

/**
 * One rectangle, as people and other programs write it: in pixels of the upright picture, or as fractions of its width
 * and height where no number is above 1.
 */
const writtenRectangleSchema = z.strictObject({ x: place, y: place, width: length, height: length });

/** One rectangle or several, which are one region together. */
export const writtenRegionSchema = z.union([
  writtenRectangleSchema,
  z.array(writtenRectangleSchema).check(z.minLength(1), z.maxLength(50)),
]);
export type WrittenRegion = z.infer<typeof writtenRegionSchema>;

/** A written region; which picture it meets is not known yet. */
export function regionOfWritten(written: WrittenRegion): Region {
  const rectangles = Array.isArray(written) ? written : [written];
  const shapes = rectangles.map((rectangle): Shape => ({ kind: 'rectangle', mode: 'add', ...rectangle }));
  return { shapes, inverted: false, feather: 'auto', context: 'auto', of: null };
}
