import { t } from '../../shared/l10n.ts';
import { clean } from '../failures.ts';
import type { JsonValue } from '../json/jsonValue.ts';
import type { ReceivedBytes } from './imageReceiver.ts';
import type { ImageSink, ReceivedImage } from './response.ts';

/** What stands for an image in an answer, and what is said of it there. */
export interface FoundImage {
  token: JsonValue;
  declaredType: string | undefined;
  /** Flagged as a thought, or as a part of a picture that is still being made. */
  thought: boolean;
  /** The keys that lead to it, without places in lists, and the value that it stands in. */
  shape: string;
  document: number;
}

/** The better of two kinds of bytes is the larger number. */
export const ranks = { picture: 3, cutPicture: 2, unknown: 1 };

/** An image that may be the result. */
export interface Candidate<S extends ImageSink> extends ReceivedImage<S> {
  rank: number;
  found: FoundImage | undefined;
  sha256: string;
}

/** What came of an answer's images. */
interface Sorted<S extends ImageSink> {
  images: Candidate<S>[];
  /** What was no picture, as sentences. */
  leftOut: string[];
  notStored: ReceivedBytes<S>[];
  damaged: number;
}

interface FoundImages<S extends ImageSink> {
  images: readonly FoundImage[];
  /** Images of what was sent, which some gateways repeat. */
  repeated: ReadonlySet<JsonValue>;
  /** What stands for an image leads to its bytes. */
  bytesOf(token: JsonValue): ReceivedBytes<S> | undefined;
  /** Every image that came, also those that stand where nothing was found. */
  all: readonly ReceivedBytes<S>[];
}

/** Sorts what came by what its bytes are, each picture once. */
export function sortImages<S extends ImageSink>({
  images,
  repeated,
  bytesOf,
  all,
}: FoundImages<S>): Sorted<S> {
  const sorted: Sorted<S> = { images: [], leftOut: [], notStored: [], damaged: 0 };
  const sent = new Set([...repeated].map(bytesOf));
  const places = new Map(images.map((found) => [bytesOf(found.token), found]));
  for (const bytes of all) {
    const found = places.get(bytes);
    if (bytes.byteLength === 0 || sent.has(bytes)) continue;
    if (bytes.error !== undefined) {
      if (!found?.thought) sorted.notStored.push(bytes);
    } else if (!bytes.whole || !bytes.sink) {
      if (bytes.sha256 !== '') sorted.damaged++;
    } else if (bytes.looks === 'unknown' && saysOther(found?.declaredType)) {
      const what = clean(found?.declaredType ?? '', 60);
      sorted.leftOut.push(
        t('The answer also contained something that is not a picture ({what}). It was left out.', { what }),
      );
    } else {
      addOnce(sorted.images, {
        sink: bytes.sink,
        byteLength: bytes.byteLength,
        ...(found?.declaredType && { declaredType: found.declaredType }),
        thought: found?.thought ?? false,
        rank: ranks[bytes.looks],
        found,
        sha256: bytes.sha256,
      });
    }
  }
  return sorted;
}

/** The last of the images whose bytes are the most like a picture. */
export function best<S extends ImageSink>(images: readonly Candidate<S>[]): Candidate<S> | undefined {
  const highest = Math.max(...images.map(({ rank }) => rank));
  return images.findLast(({ rank }) => rank === highest);
}

/** An image as an answer holds it. */
export const plainImage = <S extends ImageSink>({
  rank: _,
  found: __,
  sha256: ___,
  ...image
}: Candidate<S>): ReceivedImage<S> => image;

/** Whether a type is that of something other than a picture. */
const saysOther = (type: string | undefined): boolean => /^(?!image\/|.*octet-stream).*\//i.test(type ?? '');

/** Gateways send one picture in two shapes, and repeat it in the last event; that is one image. */
function addOnce<S extends ImageSink>(images: Candidate<S>[], image: Candidate<S>): void {
  const at = images.findIndex(
    ({ sha256, found }) =>
      sha256 === image.sha256 &&
      (found?.shape !== image.found?.shape || found?.document !== image.found?.document),
  );
  const earlier = images[at];
  if (earlier && image.thought && !earlier.thought) return;
  if (earlier) images.splice(at, 1);
  images.push(image);
}
