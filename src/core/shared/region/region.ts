import * as z from 'zod/mini';

/**
 * Coordinates are pixels of the picture that the region was drawn on, upright (its orientation baked in), from
 * its top left corner; fractions of a pixel are allowed, and so is what lies outside the picture.
 */
const coordinate = z.number().check(z.gte(-1_000_000), z.lte(1_000_000));
const length = z.number().check(z.positive(), z.lte(1_000_000));
const pointSchema = z.tuple([coordinate, coordinate]);
export type Point = z.infer<typeof pointSchema>;

/** More points than that make a record heavy, and nobody sees the difference. */
export const maxPoints = 2_000;
const points = (least: number) => z.array(pointSchema).check(z.minLength(least), z.maxLength(maxPoints));

/** Whether a shape is added to what the shapes before it cover, or taken from it. */
const mode = z.enum(['add', 'subtract']);

const shapeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rectangle'),
    mode,
    x: coordinate,
    y: coordinate,
    width: length,
    height: length,
  }),
  /** Closed by itself; what it crosses twice is inside (non-zero winding). */
  z.object({ kind: z.literal('polygon'), mode, points: points(3) }),
  /** A brush: a round one of this width, drawn along the points. */
  z.object({ kind: z.literal('stroke'), mode, width: length, points: points(1) }),
]);
export type Shape = z.infer<typeof shapeSchema>;

const sizeSchema = z.object({ width: length, height: length });

/** The widest feather, in pixels of the picture. */
export const maxFeather = 32;

/** Where a picture may change, as geometry. */
export const regionSchema = z.object({
  /** In the order drawn. */
  shapes: z.array(shapeSchema).check(z.minLength(1), z.maxLength(200)),
  /** All but the shapes. */
  inverted: z._default(z.boolean(), false),
  /** Width of the soft edge in pixels, inside the region; `auto`: by the region's size. */
  feather: z._default(z.union([z.literal('auto'), z.number().check(z.gte(0), z.lte(maxFeather))]), 'auto'),
  /** What is sent around the region's box on each side, in pixels; `auto`: 64 px and a third of the box at least. */
  context: z._default(z.union([z.literal('auto'), z.number().check(z.gte(0), z.lte(10_000))]), 'auto'),
  /**
   * Size of the upright picture that it was drawn on; null: of whatever picture it meets, as fractions where no
   * number is above 1, else as its pixels.
   */
  of: z.nullable(sizeSchema),
});
export type Region = z.infer<typeof regionSchema>;

/** The colours of markup, by name: what the sentence to the model calls them. */
export const markupColours = ['red', 'yellow', 'green', 'blue', 'white', 'black'] as const;
const colour = z.enum(markupColours);
export type MarkupColour = z.infer<typeof colour>;

/** One mark that tells the model where and what; never part of the result. */
const markSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('arrow'), colour, from: pointSchema, to: pointSchema }),
  z.object({ kind: z.literal('box'), colour, x: coordinate, y: coordinate, width: length, height: length }),
  z.object({
    kind: z.literal('ellipse'),
    colour,
    x: coordinate,
    y: coordinate,
    width: length,
    height: length,
  }),
  z.object({ kind: z.literal('pen'), colour, points: points(1) }),
  z.object({
    kind: z.literal('note'),
    colour,
    at: pointSchema,
    text: z.string().check(z.minLength(1), z.maxLength(500)),
  }),
]);
export type Mark = z.infer<typeof markSchema>;

/** Marks on the edited image, drawn on a copy that is sent. */
export const markupSchema = z.object({
  marks: z.array(markSchema).check(z.minLength(1), z.maxLength(200)),
  /** Size of the upright picture that they were drawn on. */
  of: sizeSchema,
});
export type Markup = z.infer<typeof markupSchema>;
