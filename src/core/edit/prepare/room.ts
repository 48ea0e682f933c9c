import type { FileStore } from '../../ports.ts';
import type { Failure } from '../../shared/failure.ts';
import { noRoom } from '../jobFailures.ts';
import type { Decided } from './outgoing.ts';
import type { SentPart } from './sentPart.ts';

/** A picture without alpha is hardly ever larger, in whatever type it comes. */
const bytesOfPixel = 3;

/**
 * Why what comes back would not have a place, told before it is paid for; undefined where the storage has room, or does
 * not say.
 * @param pictures how many are asked for at once
 */
export async function roomProblem(
  files: Pick<FileStore, 'room'>,
  outgoing: Decided,
  pictures: number,
): Promise<Failure | undefined> {
  const room = await files.room();
  if (room === undefined) return undefined;
  const { capabilities } = outgoing;
  const bytesOf = ({ plan }: SentPart) => {
    const { width, height } = plan.asked ?? capabilities.pixels('1:1', capabilities.defaultSize);
    return width * height * bytesOfPixel;
  };
  const needed = [outgoing, ...outgoing.further].reduce((sum, part) => sum + bytesOf(part), 0) * pictures;
  return needed > room ? noRoom(room, needed) : undefined;
}
