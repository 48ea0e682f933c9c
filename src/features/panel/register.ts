import { t } from '../../core/shared/l10n.ts';
import { History } from '../../core/storage/history.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import { isHostStep, type NextSteps } from '../../vscode/dialogs/nextSteps.ts';
import { resolveAddress } from '../../vscode/files/addresses.ts';
import { isImageName, leftOutSentence } from '../../vscode/images/imageNames.ts';
import { pickImages } from '../../vscode/images/pickImages.ts';
import type { ShownTexts } from '../../vscode/shownTexts.ts';
import type { Feature } from '../feature.ts';
import { PanelManager, type PanelManagerDeps } from './panelManager.ts';

/** What the panel decides for itself. */
type Own =
  | 'history'
  | 'isImageName'
  | 'resolveAddress'
  | 'leftOut'
  | 'setApiKey'
  | 'pickImages'
  | 'takeStep'
  | 'showText';

interface Changing {
  onDidChange(listener: () => void): { dispose(): void };
}

export interface PanelDeps extends Omit<PanelManagerDeps, Own> {
  settings: PanelManagerDeps['settings'] & Changing;
  secrets: PanelManagerDeps['secrets'] & Changing;
  messages: Messages;
  nextSteps: Pick<NextSteps, 'take'>;
  texts: Pick<ShownTexts, 'show'>;
}

/** The panel in which images are edited and generated. Commands open it through `panels`. */
export interface PanelFeature extends Feature {
  panels: PanelManager;
}

export function register(deps: PanelDeps): PanelFeature {
  const { files, log, messages, nextSteps, texts, settings, secrets } = deps;
  const panels = new PanelManager({
    ...deps,
    history: new History({ files, log }),
    isImageName,
    resolveAddress,
    leftOut: (names) => messages.tell('information', leftOutSentence(names)),
    showText: (name, text) => texts.show(name, text),
    setApiKey: () => nextSteps.take('setApiKey'),
    pickImages: () => pickImages(messages, t('Images to Add')),
    takeStep: async (step) => {
      if (isHostStep(step)) await nextSteps.take(step);
    },
  });
  const followed = [settings, secrets].map((changing) => changing.onDidChange(() => panels.refresh()));
  return {
    panels,
    commands: { 'nanoBanana.showFinished': async () => panels.showFinished() },
    recover: () => panels.recover(),
    dispose: () => {
      for (const each of [...followed, panels]) each.dispose();
    },
  };
}
