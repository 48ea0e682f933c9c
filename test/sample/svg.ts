/** A whole SVG document of this size in pixels. */
export function svg(width: number, height: number, ...inner: string[]): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}">${inner.join('')}</svg>`
  );
}

/** An element; attributes with `undefined` are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...inner: string[]
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${value}"`)
    .join('');
  return `<${name}${written}>${inner.join('')}</${name}>`;
}

/** A rectangle with round corners and a fill. */
export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  more: Readonly<Record<string, string | number>> = {},
): string {
  return element('rect', { x, y, width, height, fill, ...more });
}

/** A gradient from top to bottom (or left to right), stops evenly spread or as `[offset, colour]`. */
export function gradient(
  id: string,
  stops: readonly (readonly [offset: number, color: string, opacity?: number])[],
  direction: 'down' | 'right' | 'radial' = 'down',
): string {
  const inner = stops.map(([offset, color, opacity]) =>
    element('stop', { offset, 'stop-color': color, 'stop-opacity': opacity }),
  );
  return direction === 'radial'
    ? element('radialGradient', { id }, ...inner)
    : element(
        'linearGradient',
        { id, x1: 0, y1: 0, x2: direction === 'right' ? 1 : 0, y2: direction === 'down' ? 1 : 0 },
        ...inner,
      );
}

/** Numbers from 0 to 1 that are the same on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
