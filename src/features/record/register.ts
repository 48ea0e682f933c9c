import { env } from 'vscode';
import { shownBefore, shownRecord } from '../../core/shared/protocol/shown.ts';
import { reach } from '../../vscode/files/reach.ts';
import { watchFile } from '../../vscode/files/watch.ts';
import { OpenPanels } from '../../vscode/page/openPanels.ts';
import type { BringBack, Feature } from '../feature.ts';
import { RecordPanel, type RecordPanelDeps } from './recordPanel.ts';
import { ShowRecord } from './showRecord.ts';

/** How an image was made, as a page. */
export interface RecordFeature extends Feature {
  show(uri: string): void;
  bringBack: BringBack;
}

export function register(given: Omit<RecordPanelDeps, 'watch' | 'reach' | 'copy'>): RecordFeature {
  const copy = async (text: string): Promise<void> => env.clipboard.writeText(text);
  const deps = { ...given, watch: watchFile, reach, copy };
  const panels = new OpenPanels<RecordPanel>();
  const show = (uri: string) => void panels.open(uri, () => new RecordPanel(deps, uri));
  const showRecord = new ShowRecord({ ...deps, show });
  return {
    show,
    async bringBack(panel, kept) {
      const { uri } = shownBefore(shownRecord, kept) ?? {};
      if (uri === undefined) panel.dispose();
      else panels.bringBack(uri, panel, () => new RecordPanel(deps, uri, panel));
    },
    commands: { 'nanoBanana.showRecord': (clicked) => showRecord.execute(clicked) },
    dispose: () => panels.dispose(),
  };
}
