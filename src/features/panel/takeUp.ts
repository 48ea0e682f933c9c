import { sameSource } from '../../core/editRequest.ts';
import type { Errand } from '../errand.ts';
import type { EarlierEdit } from '../panels.ts';
import type { Session } from './session/session.ts';

/**
 * Puts an earlier edit into a panel: its prompt, options and inputs. What a person has begun there is never
 * swept away without asking.
 * @returns false when the person wants to keep what is there
 */
export async function takeUp(
  session: Session,
  earlier: EarlierEdit,
  confirm: (question: string) => Promise<boolean>,
): Promise<boolean> {
  if (hasOther(session, earlier) && !(await confirm(questionFor(session)))) return false;
  const { inputs } = session;
  for (const { id, input } of [...inputs.all]) {
    if (!earlier.inputs.some((wanted) => sameSource(wanted, input))) session.removeInput(id);
  }
  session.setOptions(earlier.options);
  session.setSeveral('combine');
  session.writePrompt(earlier.prompt);
  const loaded = session.addInputs(earlier.inputs.filter((wanted) => !inputs.findSource(wanted)));
  for (const [index, wanted] of earlier.inputs.entries()) {
    const { id } = inputs.findSource(wanted) ?? {};
    if (id === undefined) continue;
    session.moveInput(id, index);
    if (index === earlier.editedIndex) session.markEdited(id);
  }
  await loaded;
  return true;
}

/**
 * Puts a prompt and an errand into a panel, where one is brought along.
 * @returns false when the person wants to keep the prompt that is there
 */
export async function setOut(
  session: Session,
  { prompt, errand }: { prompt?: string; errand?: Errand },
  confirm: (question: string) => Promise<boolean>,
): Promise<boolean> {
  const isKept = prompt === undefined || prompt === session.draft.prompt;
  if (!isKept && session.draft.prompt.trim() !== '' && !(await confirm(promptQuestionFor(session))))
    return false;
  if (!isKept) session.writePrompt(prompt);
  session.serve(errand);
  return true;
}

/** Whether a person has written or added something there that is not of the earlier edit. */
function hasOther({ draft: { prompt }, inputs }: Session, earlier: EarlierEdit): boolean {
  const isWritten = prompt.trim() !== '' && prompt !== earlier.prompt;
  return (
    isWritten || inputs.all.some(({ input }) => !earlier.inputs.some((wanted) => sameSource(wanted, input)))
  );
}

const questionFor = ({ inputs }: Session): string =>
  `The panel of ${inputs.edited?.input.name ?? 'this image'} is open with another prompt or other images. Put the earlier edit in their place?`;

const promptQuestionFor = ({ inputs }: Session): string =>
  `The panel of ${inputs.edited?.input.name ?? 'this image'} is open with another prompt. Put the new one in its place?`;
