import type { Size } from '../../../../core/images/imageTypes.ts';
import type { Markup, Region } from '../../../../core/shared/region.ts';
import { markupIn, regionIn } from '../../../../core/shared/regionScale.ts';
import type { SessionState } from '../sessionState.ts';
import { editedInput } from './inputs.ts';

/** What is drawn on the edited image. */
export interface DrawnMarks {
  readonly region: Region | undefined;
  readonly markup: Markup | undefined;
}

/** The same marks on a picture of that size: as they are, scaled where it has the same shape, else gone. */
export const marksFor = ({ region, markup }: DrawnMarks, size: Size): DrawnMarks => ({
  region: region && regionIn(region, size),
  markup: markup && markupIn(markup, size),
});

const isLost = (before: DrawnMarks, now: DrawnMarks): boolean =>
  (before.region !== undefined && now.region === undefined) ||
  (before.markup !== undefined && now.markup === undefined);

/** Takes region and markup along to the edited image as it is now, and says where that changed them. */
export const fitMarks = ({ form, inputs }: SessionState): Partial<SessionState> => {
  const edited = editedInput(inputs);
  const size = edited?.inspection?.info;
  if (edited === undefined || size === undefined) return {};
  const now = marksFor(form, size);
  if (now.region === form.region && now.markup === form.markup) return {};
  const what = [form.region && 'selection', form.markup && 'marks'].filter(Boolean).join(' and ');
  const verb = form.markup ? 'were' : 'was';
  const status = isLost(form, now)
    ? `The ${what} ${verb} dropped: ${edited.input.name} has another shape.`
    : `The ${what} ${verb} scaled to ${edited.input.name}.`;
  return { form: { ...form, ...now, marksEpoch: form.marksEpoch + 1 }, status };
};
