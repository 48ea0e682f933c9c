import type { ModelCapabilities } from '../api/models.ts';
import type { InputList } from './inputList.ts';

/** Why the inputs of a session can't be sent now, as a sentence; null when they can. */
export function blockedInputs(
  kind: 'edit' | 'generate',
  { all }: Pick<InputList, 'all'>,
  editsEach: boolean,
  { name, maxInputs }: Pick<ModelCapabilities, 'name' | 'maxInputs'>,
): string | null {
  if (kind === 'edit' && all.length === 0) return 'Add an image to edit.';
  const bad = all.find(({ problem }) => problem !== undefined);
  if (bad) return `${bad.problem}`;
  const pending = all.find(({ inspection, awaitsDrawing }) => inspection === undefined || awaitsDrawing);
  if (pending) return `Reading ${pending.input.name}…`;
  if (!editsEach && all.length > maxInputs) {
    return `${name} takes at most ${maxInputs} images in one request. Remove some.`;
  }
  return null;
}
