import { type EditRequest, endingWanted, isExact, isMade } from '../../editRequest.ts';
import {
  extensionFits,
  type ImageInfo,
  type OutputType,
  outputTypeFor,
  outputTypes,
} from '../../images/imageTypes.ts';
import type { SettingsValues } from '../../ports.ts';
import { wantsTransparent } from './backdrop.ts';

/** The type that the wanted ending promises, else the one that `output.format` asks for; undefined: the bytes stay as they came. */
export function wantedType(
  format: SettingsValues['outputFormat'],
  edited: ImageInfo | undefined,
  ending: string | undefined,
): OutputType | undefined {
  const promised = ending && outputTypes.find((type) => extensionFits(type, ending));
  if (promised) return promised;
  if (format === 'asReturned') return undefined;
  if (format !== 'source') return format;
  return edited && outputTypeFor(edited.type);
}

/** The type in which a request's result is saved; undefined: as it came. */
export const typeFor = (
  request: EditRequest,
  { outputFormat }: SettingsValues,
  edited: ImageInfo | undefined,
): OutputType | undefined => {
  if (isExact(request)) return isMade(request.target.type) ? undefined : request.target.type;
  const type = wantedType(outputFormat, edited, endingWanted(request));
  return wantsTransparent(request.options)
    ? transparentType(type, outputFormat, endingWanted(request))
    : type;
};

/** A JPEG whose result has the source's type and a transparent background becomes a PNG. */
export const transparentType = (
  type: OutputType | undefined,
  format: SettingsValues['outputFormat'],
  ending: string | undefined,
): OutputType | undefined => (type === 'jpeg' && format === 'source' && ending === undefined ? 'png' : type);
