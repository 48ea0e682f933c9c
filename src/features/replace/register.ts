import { Uri } from 'vscode';
import { messageOf } from '../../core/shared/errorText.ts';
import type { Failure } from '../../core/shared/failure.ts';
import type { NextSteps } from '../../vscode/dialogs/nextSteps.ts';
import type { ImageKeys } from '../../vscode/images/imageKeys.ts';
import type { Feature } from '../feature.ts';
import { ReplaceDialogs, type ReplaceDialogsDeps } from './replaceDialogs.ts';
import { ReplaceOriginal, type ReplaceOriginalDeps } from './replaceOriginal.ts';
import { RestoreOriginal } from './restoreOriginal.ts';

/** Writing a result over its original, and bringing the original back. */
export interface ReplaceFeature extends Feature {
  originals: ReplaceDialogs;
}

export interface ReplaceDeps
  extends Omit<ReplaceDialogsDeps, 'offer' | 'changed'>,
    Pick<ReplaceOriginalDeps, 'files' | 'settings'> {
  nextSteps: Pick<NextSteps, 'offer'>;
  keys: Pick<ImageKeys, 'setRestorable'>;
  /** An image was written, so that what is known of it has to be looked up anew. */
  saved(uri: string): void;
}

export function register(given: ReplaceDeps): ReplaceFeature {
  const { nextSteps, keys, saved } = given;
  const tellRestorable = async () => {
    try {
      keys.setRestorable((await originals.restorable()).map(({ uri }) => Uri.parse(uri).toString()));
    } catch (error) {
      given.log.warn(`Menus can't tell which images can be restored: ${messageOf(error)}`);
    }
  };
  const deps = {
    ...given,
    offer: (failure: Failure) => nextSteps.offer(failure),
    changed: (uri: string) => {
      saved(uri);
      void tellRestorable();
    },
  };
  const originals = new ReplaceDialogs(deps);
  const replaceOriginal = new ReplaceOriginal({ ...deps, originals });
  const restoreOriginal = new RestoreOriginal({ ...deps, originals });
  void tellRestorable();
  return {
    originals,
    commands: {
      'nanoBanana.replaceOriginal': (clicked, selected) => replaceOriginal.execute(clicked, selected),
      'nanoBanana.restoreOriginal': (clicked, selected) => restoreOriginal.execute(clicked, selected),
    },
  };
}
