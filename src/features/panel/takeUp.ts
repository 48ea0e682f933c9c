import { isDeepStrictEqual } from 'node:util';
import { type EditInput, sameSource } from '../../core/editRequest.ts';
import { t } from '../../core/shared/l10n.ts';
import type { EarlierEdit } from '../panels.ts';
import type { ResultTarget } from '../resultTarget.ts';
import type { Session } from './session/session.ts';
import { putMarks } from './session/state/form.ts';
import { editedInput, inputWithSource, listedInputs } from './session/state/inputs.ts';

/**
 * Puts an earlier edit into a panel: its prompt, options, inputs, region and markup. What a person has begun there is never
 * swept away without asking.
 * @returns false when the person wants to keep what is there
 */
export async function takeUp(
  session: Session,
  earlier: EarlierEdit,
  confirm: (question: string) => Promise<boolean>,
): Promise<boolean> {
  if (hasOther(session, earlier) && !(await confirm(questionFor(session)))) return false;
  const present = (wanted: EditInput) => inputWithSource(session.state.inputs, wanted);
  for (const { id, input } of listedInputs(session.state.inputs)) {
    if (!earlier.inputs.some((wanted) => sameSource(wanted, input))) session.removeInput(id);
  }
  session.setOptions(earlier.options);
  session.setSeveral('combine');
  session.writePrompt(earlier.prompt);
  const loaded = session.addInputs(earlier.inputs.filter((wanted) => !present(wanted)));
  for (const [index, wanted] of earlier.inputs.entries()) {
    const { id } = present(wanted) ?? {};
    if (id === undefined) continue;
    session.moveInput(id, index);
    if (index === earlier.editedIndex) session.markEdited(id);
  }
  // They follow the edited image, and so come when it is the one that they were drawn on.
  session.store.update(putMarks(earlier));
  await loaded;
  return true;
}

/**
 * Puts a prompt into a panel, and what its results are for, where one is brought along.
 * @returns false when the person wants to keep the prompt that is there
 */
export async function setOut(
  session: Session,
  { prompt, target }: { prompt?: string; target?: ResultTarget },
  confirm: (question: string) => Promise<boolean>,
): Promise<boolean> {
  const isKept = prompt === undefined || prompt === session.state.form.prompt;
  if (!isKept && session.state.form.prompt.trim() !== '' && !(await confirm(promptQuestionFor(session))))
    return false;
  if (!isKept) session.writePrompt(prompt);
  session.setTarget(target);
  return true;
}

/** Whether a person has written or added something there that is not of the earlier edit. */
function hasOther({ state }: Session, earlier: EarlierEdit): boolean {
  const { prompt, region, markup } = state.form;
  const isWritten = prompt.trim() !== '' && prompt !== earlier.prompt;
  const isOther = (drawn: object | undefined, wanted: object | undefined) =>
    drawn !== undefined && !isDeepStrictEqual(drawn, wanted);
  return (
    isWritten ||
    isOther(region, earlier.region) ||
    isOther(markup, earlier.markup) ||
    listedInputs(state.inputs).some(
      ({ input }) => !earlier.inputs.some((wanted) => sameSource(wanted, input)),
    )
  );
}

const questionFor = ({ state }: Session): string =>
  t(
    'The panel of {name} is open with a different prompt, images or marks. Replace them with the earlier edit?',
    { name: editedInput(state.inputs)?.input.name ?? t('this image') },
  );

const promptQuestionFor = ({ state }: Session): string =>
  t('The panel of {name} is open with a different prompt. Replace it with the new one?', {
    name: editedInput(state.inputs)?.input.name ?? t('this image'),
  });
