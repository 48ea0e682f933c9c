/**
 * Solves a symmetric system of linear equations by elimination; undefined where it has no single solution.
 * @param matrix its upper half, in rows
 */
export function solved(matrix: Float64Array, vector: Float64Array): Float64Array | undefined {
  const size = vector.length;
  const rows = Array.from({ length: size }, (_, row) =>
    Float64Array.from({ length: size + 1 }, (__, column) => {
      if (column === size) return vector[row] as number;
      return matrix[size * Math.min(row, column) + Math.max(row, column)] as number;
    }),
  );
  for (let column = 0; column < size; column += 1) {
    let best = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = row;
    }
    const [pivot, other] = [rows[best], rows[column]];
    if (pivot === undefined || other === undefined || Math.abs(pivot[column] ?? 0) < 1e-12) return undefined;
    rows[best] = other;
    rows[column] = pivot;
    for (const [index, row] of rows.entries()) {
      if (index === column) continue;
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      if (factor === 0) continue;
      for (let at = column; at <= size; at += 1) row[at] = (row[at] ?? 0) - factor * (pivot[at] ?? 0);
    }
  }
  return Float64Array.from(rows, (row, index) => (row[size] ?? 0) / (row[index] ?? 1));
}
