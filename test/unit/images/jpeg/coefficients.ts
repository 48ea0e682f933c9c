import F5Stego from 'f5stegojs';

/** The coefficients of each component as a reader of others sees them; 64 for each block, in zigzag order. */
export interface Coefficients {
  progressive: boolean;
  components: { columns: number; rows: number; block(column: number, row: number): readonly number[] }[];
}

export function coefficientsOf(bytes: Uint8Array): Coefficients {
  const { frame } = new F5Stego([1], 40_000).parse(bytes);
  return {
    progressive: frame.progressive,
    components: frame.components.map((one) => ({
      columns: one.blocksPerLine,
      rows: one.blocksPerColumn,
      block(column, row) {
        const at = row * one.blocksPerLineForMcu + column;
        return [one.blocksDC[at] ?? 0, ...one.blocks.subarray(64 * at + 1, 64 * at + 64)];
      },
    })),
  };
}

/** How many blocks differ between two files of one shape, and those of them that a test says must not. */
export function differingBlocks(
  one: Uint8Array,
  other: Uint8Array,
  isKept: (component: number, column: number, row: number) => boolean,
): { differing: number; wrongly: number; kept: number } {
  const [before, after] = [coefficientsOf(one), coefficientsOf(other)];
  const count = { differing: 0, wrongly: 0, kept: 0 };
  for (const [index, component] of before.components.entries()) {
    for (let row = 0; row < component.rows; row += 1) {
      for (let column = 0; column < component.columns; column += 1) {
        const expected = component.block(column, row);
        const found = after.components[index]?.block(column, row);
        const differs = expected.some((value, at) => value !== found?.[at]);
        const kept = isKept(index, column, row);
        if (kept) count.kept += 1;
        if (differs) count.differing += 1;
        if (differs && kept) count.wrongly += 1;
      }
    }
  }
  return count;
}
