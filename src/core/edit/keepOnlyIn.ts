import type { EditInput } from '../editRequest.ts';
import type { Codec } from '../images/codec.ts';
import { CodecError } from '../images/codecError.ts';
import { placeRegion, regionBox } from '../images/region/placedRegion.ts';
import { inspectInput } from '../inspect.ts';
import type { FileStore } from '../ports.ts';
import { type Outcome, succeed } from '../shared/failure.ts';
import type { Region } from '../shared/region.ts';
import { type FinishedRegion, finishRegion } from './finishRegion.ts';
import { unusable } from './prepare.ts';

/**
 * Keeps what a result changed in a region, and takes everything else from its source: no request is sent. The bytes
 * are those of a new picture in the source's own type.
 * @param source the image that the result was made from, as it is now
 * @param result bytes of the result, of the source's shape
 */
export async function keepOnlyIn(
  deps: { files: FileStore; codec: Codec },
  source: EditInput,
  result: Uint8Array,
  region: Region,
): Promise<Outcome<FinishedRegion>> {
  const inspected = await inspectInput(deps.files, source);
  if (!inspected.ok) return unusable(inspected.problem);
  const { info } = inspected.value;
  const placed = placeRegion(region, info);
  if (placed === undefined || regionBox(placed) === undefined) {
    return unusable(
      `${source.name}: the region lies outside the picture, or was marked on one of another shape.`,
    );
  }
  const size = { width: info.width, height: info.height };
  const crop = { left: 0, top: 0, ...size };
  const plan = {
    region: placed,
    whole: true,
    parts: [{ crop, plan: { fit: { source: size, canvas: size } } }],
  };
  try {
    const options = { type: undefined, edited: info, strip: false, keepAlpha: false };
    return succeed(await finishRegion(deps, source, plan, [result], options));
  } catch (error) {
    if (error instanceof CodecError) return unusable(`${source.name}: ${error.message}`);
    throw error;
  }
}
