import { redoSession } from '../../core/storage/sessions.ts';
import { loadLater } from '../../vscode/dialogs/command.ts';
import type { Feature } from '../feature.ts';
import type { RedoDeps } from './redoFeature.ts';

/** Doing recorded edits again. */
export interface RedoFeature extends Feature {
  /** Does the edit that made an image again. */
  redo(uri: string): Promise<void>;
}

export function register(deps: RedoDeps): RedoFeature {
  const loaded = loadLater(async () => (await import('./redoFeature.ts')).createRedo(deps));
  return {
    redo: async (uri) => (await loaded()).redoEdit.execute(uri),
    recover: async (left) => {
      const own = left.filter(({ sessionId }) => sessionId === redoSession);
      if (own.length > 0) (await loaded()).recover(own);
    },
    commands: {
      'nanoBanana.redoEdit': async (clicked) => (await loaded()).redoEdit.execute(clicked),
      'nanoBanana.redoStaleEdits': async (clicked) => (await loaded()).redoStaleEdits.execute(clicked),
    },
  };
}
