import { commands } from 'vscode';
import type { Feature } from '../feature.ts';
import { openSample, type SampleDeps } from './sample.ts';

export interface TryoutDeps extends SampleDeps {
  extensionId: string;
}

/** The sample that comes along, and the walkthrough that leads through it. */
export interface TryoutFeature extends Feature {
  openSample(answers: 'recorded' | 'real'): Promise<void>;
}

/** The first steps: a sample to edit, with a key or without one. */
export function register(deps: TryoutDeps): TryoutFeature {
  const open = (answers: 'recorded' | 'real') => openSample(deps, answers);
  return {
    openSample: open,
    commands: {
      'nanoBanana.getStarted': async () => {
        const walkthrough = `${deps.extensionId}#nanoBanana.getStarted`;
        await commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false);
      },
      'nanoBanana.tryWithoutKey': () => open('recorded'),
      'nanoBanana.editSample': () => open('real'),
    },
  };
}
