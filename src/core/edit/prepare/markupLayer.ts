import type { EditRequest } from '../../editRequest.ts';
import type { Rectangle } from '../../images/geometry.ts';
import type { Size } from '../../images/imageTypes.ts';
import { markupSvg } from '../../images/region/markupSvg.ts';
import { clearPng } from '../../images/region/plainPng.ts';
import type { Plan } from '../plan/plan.ts';
import { inMemory, type PreparedImage } from './bareInput.ts';
import type { PrepareDeps, PreparedInputs } from './prepare.ts';

/**
 * A request's marks alone on a transparent ground, of exactly the pixels that are sent of the first image, as
 * OpenAI's edits read them (`markup`). Undefined where there are none, or where these pixels are not known.
 * @param picture size of the edited image, upright
 * @param crop the part of it that is sent; undefined: all of it
 */
export async function markupLayer(
  { codec }: Pick<PrepareDeps, 'codec'>,
  { editedIndex, markup }: EditRequest,
  picture: Size,
  { fit }: Plan,
  crop: Rectangle | undefined,
  { limited }: PreparedInputs,
  signal: AbortSignal,
): Promise<PreparedImage | undefined> {
  if (markup === undefined || editedIndex !== 0 || limited.length > 0) return undefined;
  const part = crop ?? { left: 0, top: 0, width: picture.width, height: picture.height };
  const { width, height } = fit?.canvas ?? part;
  const { left, top, enlarge } = fit?.pad ?? { left: 0, top: 0, enlarge: 1 };
  const marks = markupSvg(markup, picture, part);
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g transform="translate(${left} ${top}) scale(${enlarge})">${marks}</g></svg>`;
  const ground = await clearPng({ width, height });
  const { bytes } = await codec.prepare({ bytes: ground, overlay, accept: ['png'] }, signal);
  return inMemory(bytes, 'image/png');
}
