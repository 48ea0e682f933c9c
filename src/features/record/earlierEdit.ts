import type { CheckedInput } from '../../core/edit/origins/recordInputs.ts';
import type { ImageRecord } from '../../core/records/record.ts';
import { unsetOptions } from '../../core/shared/options.ts';
import type { EarlierEdit } from '../panels.ts';

/**
 * The edit that a record tells of, with the inputs that are still there.
 * @param folder URI string of the image's folder
 */
export function earlierEditOf(
  { prompt, options, model, region, markup }: ImageRecord,
  inputs: readonly CheckedInput[],
  folder: string,
): EarlierEdit {
  const there = inputs.filter(({ input }) => input !== undefined);
  const edited = there.findIndex(({ role }) => role === 'edited');
  return {
    prompt,
    options: { ...unsetOptions, ...options, model },
    inputs: there.flatMap(({ input }) => input ?? []),
    editedIndex: there.length === 0 ? -1 : Math.max(0, edited),
    folder,
    // What was drawn on one image says something else on another.
    ...(edited >= 0 && { region, markup }),
  };
}
