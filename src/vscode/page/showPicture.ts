import type { EditInput } from '../../core/editRequest.ts';
import { type Codec, mostPixels } from '../../core/images/codec.ts';
import { CodecError, tooManyPixels } from '../../core/images/codecError.ts';
import { nameOf as typeName } from '../../core/images/imageTypes.ts';
import { inspectInput, readInput, readProblem } from '../../core/inspect.ts';
import type { FileStore } from '../../core/ports.ts';
import type { Picture } from '../../core/shared/protocol/panelState.ts';
import { nameOf } from '../../core/uris.ts';
import type { Previews } from './previews.ts';
import { showBytes } from './shownBytes.ts';

interface ShowDeps {
  files: FileStore;
  codec: Pick<Codec, 'thumbnail'>;
  previews: Previews;
}

export interface ShownPicture {
  picture: Picture;
  /** Why it can't be shown, as a sentence; null when it can. */
  problem: string | null;
}

/** A file as a page shows it; see `showInput`. */
export const showPicture = (deps: ShowDeps, uri: string): Promise<ShownPicture> =>
  showInput(deps, { name: nameOf(uri), source: { kind: 'file', uri } });

/** An image as a page shows it; what browsers don't show is converted. Never rejects. */
export async function showInput(
  { files, codec, previews }: ShowDeps,
  input: EditInput,
): Promise<ShownPicture> {
  const { name } = input;
  const nothing: Picture = {
    name,
    preview: null,
    thumbnail: null,
    width: null,
    height: null,
    bytes: null,
    type: '',
    hasAlpha: false,
  };
  const inspected = await inspectInput(files, input);
  if (!inspected.ok) return { picture: nothing, problem: inspected.problem };
  const { info, byteLength } = inspected.value;
  const { type, width, height, hasAlpha } = info;
  const picture = { ...nothing, width, height, bytes: byteLength, type: typeName(type), hasAlpha };
  try {
    if (width * height > mostPixels && type !== 'svg') throw tooManyPixels(width, height, mostPixels);
    const bytes = await readInput(files, input);
    const { preview } = await showBytes({ codec, previews }, bytes, info, {
      smallAbove: Number.POSITIVE_INFINITY,
    });
    return { picture: { ...picture, preview }, problem: null };
  } catch (error) {
    const problem = error instanceof CodecError ? `${name}: ${error.message}` : readProblem(name, error);
    return { picture, problem };
  }
}
