/** Places of the coefficients of a block, row by row, in zigzag order (ITU T.81, figure A.6). */
const zigzag: readonly number[] = zigzagOrder();

/** The cosines of the transform: row `u`, column `x` (ITU T.81, A.3.3). */
const cosines = Float64Array.from({ length: 64 }, (_, at) => {
  const [u, x] = [at >> 3, at & 7];
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

/** The largest coefficients that baseline coding can tell of 8-bit samples. */
const [mostDc, mostAc] = [1023, 1023];

const [here, there] = [new Float64Array(64), new Float64Array(64)];

/** The samples of a block, less 128, exactly and not cut off at 0 or 255. */
export function samplesOf(coefficients: Int16Array, steps: Uint16Array, samples: Float64Array): void {
  for (const [index, place] of zigzag.entries()) {
    here[place] = (coefficients[index] ?? 0) * (steps[index] ?? 1);
  }
  for (let v = 0; v < 8; v += 1) {
    for (let x = 0; x < 8; x += 1) {
      let sum = 0;
      for (let u = 0; u < 8; u += 1) sum += (cosines[8 * u + x] ?? 0) * (here[8 * v + u] ?? 0);
      there[8 * v + x] = sum;
    }
  }
  for (let y = 0; y < 8; y += 1) {
    for (let x = 0; x < 8; x += 1) {
      let sum = 0;
      for (let v = 0; v < 8; v += 1) sum += (cosines[8 * v + y] ?? 0) * (there[8 * v + x] ?? 0);
      samples[8 * y + x] = sum;
    }
  }
}

/** The coefficients of samples, each rounded to the nearest step, in zigzag order. */
export function coefficientsOf(samples: Float64Array, steps: Uint16Array, coefficients: Int16Array): void {
  for (let y = 0; y < 8; y += 1) {
    for (let u = 0; u < 8; u += 1) {
      let sum = 0;
      for (let x = 0; x < 8; x += 1) sum += (cosines[8 * u + x] ?? 0) * (samples[8 * y + x] ?? 0);
      there[8 * y + u] = sum;
    }
  }
  for (let v = 0; v < 8; v += 1) {
    for (let u = 0; u < 8; u += 1) {
      let sum = 0;
      for (let y = 0; y < 8; y += 1) sum += (cosines[8 * v + y] ?? 0) * (there[8 * y + u] ?? 0);
      here[8 * v + u] = sum;
    }
  }
  for (const [index, place] of zigzag.entries()) {
    const value = Math.round((here[place] ?? 0) / (steps[index] ?? 1));
    const most = index === 0 ? mostDc : mostAc;
    coefficients[index] = Math.max(index === 0 ? -mostDc - 1 : -mostAc, Math.min(most, value));
  }
}

function zigzagOrder(): number[] {
  const places = Array.from({ length: 64 }, (_, place) => place);
  const [sum, along] = [(place: number) => (place >> 3) + (place & 7), (place: number) => place >> 3];
  return places.sort((one, other) => {
    const [first, second] = [sum(one), sum(other)];
    if (first !== second) return first - second;
    return first % 2 === 0 ? along(other) - along(one) : along(one) - along(other);
  });
}
