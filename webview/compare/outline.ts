import type { Cells } from './difference.ts';

/** The cells and all beside them, so that a line around them touches none. */
function widened({ columns, rows, changed }: Cells): boolean[] {
  const wide = new Array<boolean>(columns * rows).fill(false);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (!changed[y * columns + x]) continue;
      for (let near = Math.max(0, y - 1); near <= Math.min(rows - 1, y + 1); near++) {
        wide.fill(true, near * columns + Math.max(0, x - 1), near * columns + Math.min(columns, x + 2));
      }
    }
  }
  return wide;
}

/**
 * The line around what changed, as an SVG path in cells: one stretch for each straight piece of the border.
 * @returns an empty path when nothing changed
 */
export function outlinePath(cells: Cells): string {
  const { columns, rows } = cells;
  const wide = widened(cells);
  const has = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < columns && y < rows && wide[y * columns + x] === true;
  const parts: string[] = [];
  const trace = (
    lines: number,
    length: number,
    isEdge: (line: number, at: number) => boolean,
    flat: boolean,
  ) => {
    for (let line = 0; line <= lines; line++) {
      for (let at = 0; at < length; at++) {
        if (!isEdge(line, at)) continue;
        const start = at;
        while (at < length && isEdge(line, at)) at++;
        parts.push(flat ? `M${start} ${line}h${at - start}` : `M${line} ${start}v${at - start}`);
      }
    }
  };
  trace(rows, columns, (y, x) => has(x, y - 1) !== has(x, y), true);
  trace(columns, rows, (x, y) => has(x - 1, y) !== has(x, y), false);
  return parts.join('');
}
