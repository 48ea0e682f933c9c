/** Three rows of three. */
export type Matrix = readonly [Triple, Triple, Triple];
export type Triple = readonly [number, number, number];

export const apply = (matrix: Matrix, [x, y, z]: Triple): Triple => [
  matrix[0][0] * x + matrix[0][1] * y + matrix[0][2] * z,
  matrix[1][0] * x + matrix[1][1] * y + matrix[1][2] * z,
  matrix[2][0] * x + matrix[2][1] * y + matrix[2][2] * z,
];

const transposed = ([a, b, c]: Matrix): Matrix => [
  [a[0], b[0], c[0]],
  [a[1], b[1], c[1]],
  [a[2], b[2], c[2]],
];

/** First `second`, then `first`. */
export function multiply(first: Matrix, second: Matrix): Matrix {
  const [a, b, c] = transposed(second);
  return transposed([apply(first, a), apply(first, b), apply(first, c)]);
}

const diagonal = ([a, b, c]: Triple): Matrix => [
  [a, 0, 0],
  [0, b, 0],
  [0, 0, c],
];

/** The inverse; nothing where there is none. */
export function inverted([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix | undefined {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (Math.abs(determinant) < 1e-9) return undefined;
  const scale = 1 / determinant;
  return [
    [(e * i - f * h) * scale, (c * h - b * i) * scale, (b * f - c * e) * scale],
    [(f * g - d * i) * scale, (a * i - c * g) * scale, (c * d - a * f) * scale],
    [(d * h - e * g) * scale, (b * g - a * h) * scale, (a * e - b * d) * scale],
  ];
}

const d50: Triple = [0.9642, 1, 0.8249];
/** Cone responses by Bradford, as ICC profiles adapt white. */
const cones: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];

/** Places of red, green, blue and white in the CIE 1931 diagram: x and y of each. */
export type Primaries = readonly [red: Place, green: Place, blue: Place, white: Place];
export type Place = readonly [x: number, y: number];

/** From linear red, green and blue to XYZ under D50; nothing where the places make no colour space. */
export function toXyz([red, green, blue, white]: Primaries): Matrix | undefined {
  if ([red, green, blue, white].some(([, y]) => !(y > 0))) return undefined;
  const columns = transposed([xyzOf(red), xyzOf(green), xyzOf(blue)]);
  const back = inverted(columns);
  const conesBack = inverted(cones);
  if (back === undefined || conesBack === undefined) return undefined;
  const unadapted = multiply(columns, diagonal(apply(back, xyzOf(white))));
  const [from, to] = [apply(cones, xyzOf(white)), apply(cones, d50)];
  const scale = diagonal([to[0] / from[0], to[1] / from[1], to[2] / from[2]]);
  return multiply(multiply(conesBack, multiply(scale, cones)), unadapted);
}

const xyzOf = ([x, y]: Place): Triple => [x / y, 1, (1 - x - y) / y];

export const d65: Place = [0.3127, 0.329];
export const srgbPrimaries: Primaries = [[0.64, 0.33], [0.3, 0.6], [0.15, 0.06], d65];
export const p3Primaries: Primaries = [[0.68, 0.32], [0.265, 0.69], [0.15, 0.06], d65];
export const bt2020Primaries: Primaries = [[0.708, 0.292], [0.17, 0.797], [0.131, 0.046], d65];
