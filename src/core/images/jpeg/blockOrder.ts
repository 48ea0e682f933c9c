import type { Frame } from './frame.ts';
import type { Scan, ScanPart } from './jpegFile.ts';

/** What is done with the blocks of a scan. */
export interface BlockVisitor {
  /** @param at place of the block among those that its component has coded, row by row */
  block(part: ScanPart, at: number): void;
  /** A restart marker stands here; `count` of them came before. */
  restart(count: number): void;
}

/** Goes through the blocks of a scan in the order in which they are coded (ITU T.81, A.2). */
export function eachBlock(frame: Frame, { parts, interval }: Scan, visitor: BlockVisitor): void {
  const [only] = parts;
  const alone = parts.length === 1 && only ? only : undefined;
  const across = alone ? alone.component.columns : frame.mcusAcross;
  const down = alone ? alone.component.rows : frame.mcusDown;
  let [left, restarts] = [interval, 0];
  for (let y = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1) {
      if (interval > 0) {
        if (left === 0) {
          visitor.restart(restarts);
          restarts += 1;
          left = interval;
        }
        left -= 1;
      }
      if (alone) visitor.block(alone, y * alone.component.codedColumns + x);
      else for (const part of parts) visitMcu(part, x, y, visitor);
    }
  }
}

function visitMcu(part: ScanPart, x: number, y: number, visitor: BlockVisitor): void {
  const { across, down, codedColumns } = part.component;
  for (let v = 0; v < down; v += 1) {
    const start = (y * down + v) * codedColumns + x * across;
    for (let h = 0; h < across; h += 1) visitor.block(part, start + h);
  }
}
