import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

/** The version of the package that this program lies in. */
export function ownVersion(): string {
  const text = readFileSync(join(import.meta.dirname, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
