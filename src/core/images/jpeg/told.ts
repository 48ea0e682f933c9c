import type { Scan } from './jpegFile.ts';
import { known, type ScanBlock } from './scanReader.ts';

/** Adds what a scan says of a block to its coefficients. */
export function addTold({ from, to, low, refines }: Scan, told: ScanBlock, coefficients: Int16Array): void {
  for (let index = from; index <= to; index += 1) {
    const value = told[index] ?? 0;
    if (value === 0) continue;
    const old = coefficients[index] ?? 0;
    const isBit = refines && (index === 0 || value >= known);
    if (!isBit) coefficients[index] = value * 2 ** low;
    else if (index === 0) coefficients[index] = old | (value << low);
    else coefficients[index] = old + Math.sign(old) * (value - known) * 2 ** low;
  }
}

/** What a scan says of a block with these coefficients (ITU T.81, G.1.2 and A.4: cut off towards 0, DC downward). */
export function tellAs({ from, to, low, refines }: Scan, coefficients: Int16Array, told: ScanBlock): void {
  for (let index = from; index <= to; index += 1) {
    const value = coefficients[index] ?? 0;
    const left = Math.abs(value) >> low;
    if (index === 0) told[0] = refines ? (value >> low) & 1 : value >> low;
    else if (refines && left > 1) told[index] = known + (left & 1);
    else told[index] = value < 0 ? -left : left;
  }
}
