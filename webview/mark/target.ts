import type { PanelState, Picture } from '../../src/core/shared/protocol/panelState.ts';
import { editedOf, type Scene } from '../scene.ts';
import type { MarkTarget } from './control.ts';

/** What of the stage can be marked; null: nothing, or its size is not known yet. */
export function markTargetOf(state: PanelState, scene: Scene): MarkTarget | null {
  const edited = editedOf(state);
  const editedKey = edited && (edited.resultId === null ? keyOfSource(edited) : `result ${edited.resultId}`);
  const targetOf = (picture: Picture, key: string): MarkTarget | null => {
    const { width, height, preview } = picture;
    if (width === null || height === null || preview === null) return null;
    const isEdited = key === editedKey;
    return {
      key,
      size: { width, height },
      isEdited,
      region: isEdited ? state.region : null,
      markup: isEdited ? state.markup : null,
      epoch: state.marksEpoch,
    };
  };
  switch (scene.kind) {
    case 'empty':
      return null;
    case 'attempt':
      return edited && editedKey && scene.before && !scene.job.partial ? targetOf(edited, editedKey) : null;
    case 'picture':
      return targetOf(
        scene.picture,
        scene.picture === edited && editedKey ? editedKey : keyOfSource(scene.picture),
      );
    case 'result':
      return targetOf(scene.result, `result ${scene.result.id}`);
  }
}

const keyOfSource = ({ name, preview }: Picture): string => `source ${name} ${preview}`;

/** The result that is marked; null: it is a file. */
export const resultOf = ({ key }: MarkTarget): string | null =>
  key.startsWith('result ') ? key.slice('result '.length) : null;
