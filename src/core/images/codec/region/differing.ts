import type { Differing, DifferingRequest } from '../../codecProtocol.ts';
import { sniff } from '../../sniff/sniff.ts';
import { countOutside } from './countOutside.ts';

/** Decodes two files of a picture and counts the pixels that they don't share. */
export async function differing({ bytes, parts }: DifferingRequest, maxPixels: number): Promise<Differing> {
  const [one, other] = [bytes, parts[0].bytes].map((file) => ({ bytes: file, info: sniff(file) }));
  if (!one?.info || !other?.info) throw new Error('There are no two pictures.');
  const { width, height } = other.info;
  const nowhere = { size: { width, height }, shapes: [], inverted: false, feather: 0 };
  const { changed } = await countOutside(
    { bytes: other.bytes, info: other.info },
    { bytes: one.bytes, info: one.info },
    nowhere,
    maxPixels,
  );
  return { width, height, differing: changed };
}
