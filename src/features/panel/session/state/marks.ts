import type { Size } from '../../../../core/images/imageTypes.ts';
import { t } from '../../../../core/shared/l10n.ts';
import type { Markup, Region } from '../../../../core/shared/region/region.ts';
import { markupIn, regionIn } from '../../../../core/shared/region/regionScale.ts';
import { editedInput } from './inputs.ts';
import type { SessionState } from './sessionState.ts';

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
  const status = fitSentence(form, isLost(form, now), edited.input.name);
  return { form: { ...form, ...now, marksEpoch: form.marksEpoch + 1 }, status };
};

function fitSentence({ region, markup }: DrawnMarks, isDropped: boolean, name: string): string {
  if (region && markup) {
    return isDropped
      ? t('The selection and the marks were dropped: {name} has a different shape.', { name })
      : t('The selection and the marks were scaled to {name}.', { name });
  }
  if (region) {
    return isDropped
      ? t('The selection was dropped: {name} has a different shape.', { name })
      : t('The selection was scaled to {name}.', { name });
  }
  return isDropped
    ? t('The marks were dropped: {name} has a different shape.', { name })
    : t('The marks were scaled to {name}.', { name });
}
